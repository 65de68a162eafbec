// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, PaymasterRule} from "../support/Grant.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {XOwnTest} from "./XOwnTest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks on tiers, paymasters, fees and deployment code.
contract XOwnFeesTest is XOwnTest {
    /// @notice A tier by another keeper, for another account, under another kind of key, over, or the worst one.
    function test_X11_tiersThatDoNotCount() public {
        Grant memory grant = _tiered(1);
        _give(grant);
        _refusesTier(grant, 3, 1);
        _publish(ROTATOR, address(account), 1, 0, START + 10);
        _publish(KEEPER, address(_account("other")), 1, 0, START + 10);
        _publish(KEEPER, address(account), 2, 0, START + 10);
        _refusesTier(grant, 3, 1);
        for (uint8 tier = 3; tier > 1; --tier) {
            _publish(KEEPER, address(account), 1, tier, START + 10);
            _refusesTier(grant, tier, 1);
        }
        _publish(KEEPER, address(account), 1, 1, START + 10);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        assertEq(_validate(_draft(grant, 0), SINGLE, _transfer(payee, 1)), _window(START - 100, START + 10));
        vm.warp(START + 11);
        bytes memory missed = abi.encodeWithSelector(
            E.WindowMissed.selector,
            START - 100,
            START + 10,
            START + 11
        );
        _refusesDirect(_draft(grant, 0), SINGLE, _transfer(payee, 1), missed);
        _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay(), missed);
        _useRealEntryPoint();
        _refusesByEntryPoint(
            _realOperation(_draft(grant, 0), SINGLE, _transfer(payee, 1)),
            "AA22 expired or not due"
        );
    }

    /// @notice A worst tier that there is not, and a tier without a keeper, let nothing pass when nobody says that it is calm.
    function test_X56_tiersThatThereAreNot() public {
        uint8[4] memory worst = [3, 4, 127, 254];
        for (uint256 i = 0; i < worst.length; ++i) {
            Grant memory grant = _tiered(worst[i]);
            _give(grant);
            _refusesTier(grant, 3, worst[i]);
            _publish(KEEPER, address(account), 1, 3, START + 10);
            _refusesTier(grant, 3, worst[i]);
            _publish(KEEPER, address(account), 1, 2, START + 10);
            _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
            grant.keeper = Key(0, "");
            _give(grant);
            _refusesTier(grant, 3, worst[i]);
            _publish(KEEPER, address(account), 1, 3, START + 10);
        }
        bytes memory reason = abi.encodeWithSelector(E.TierInvalid.selector, 4, START);
        _refusesPublication(1, 4, START, reason);
        _refusesPublication(1, 0, START - 1, abi.encodeWithSelector(E.TierInvalid.selector, 0, START - 1));
        uint48 end = 1 << 47;
        _refusesPublication(1, 0, end, abi.encodeWithSelector(E.TierInvalid.selector, 0, end));
        for (uint8 kind = 0; kind < 5; ++kind) {
            if (kind == 1 || kind == 2) continue;
            reason = abi.encodeWithSelector(E.KeyKindUnsupported.selector, kind);
            _refusesPublication(kind, 0, START, reason);
        }
    }

    /// @notice A paymaster rule that says any and lists some, lists none, lists nobody, or is of no known kind.
    function test_X24_paymasterRulesThatSayTwoThings() public {
        address listed = makeAddr("paymaster");
        _refusesRule(_rule(2, listed), listed, abi.encodeWithSelector(E.UseMalformed.selector));
        _refusesRule(_rule(0, listed), listed, abi.encodeWithSelector(E.UseMalformed.selector));
        _refusesRule(_rule(3, listed), listed, abi.encodeWithSelector(E.UseMalformed.selector));
        PaymasterRule memory rule;
        (rule.kind, rule.listed) = (1, new address[](0));
        _refusesRule(rule, listed, abi.encodeWithSelector(E.UseMalformed.selector));
        bytes memory nobody = abi.encodeWithSelector(E.PaymasterForbidden.selector, address(0));
        _refusesRule(_rule(1, address(0)), address(0), nobody);
        rule.kind = 2;
        _refusesRule(rule, address(0), nobody);
        rule.kind = 0;
        _refusesRule(rule, listed, abi.encodeWithSelector(E.PaymasterForbidden.selector, listed));

        Grant memory grant = _newGrant();
        grant.paymaster = _rule(1, listed);
        _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        // The last byte is missing; a byte before it; another one.
        bytes[3] memory others = [
            abi.encodePacked(bytes19(bytes20(listed))),
            abi.encodePacked(hex"00", listed),
            abi.encodePacked(address(uint160(listed) ^ 1))
        ];
        for (uint256 i = 0; i < others.length; ++i) {
            op.paymasterAndData = others[i];
            bytes memory reason = abi.encodeWithSelector(
                E.PaymasterForbidden.selector,
                address(bytes20(others[i]))
            );
            _refusesOperation(_sign(op, draft), reason);
        }
        op.paymasterAndData = abi.encodePacked(listed, new bytes(32));
        assertEq(uint160(_validate(_sign(op, draft))), 0);
    }

    /// @notice Gas and prices whose sums and products go round, and a budget that no counter could hold.
    function test_X25_feesThatGoRound() public {
        Grant memory grant = _newGrant();
        uint256 budget = 1 << 200;
        grant.maximumFee.budget = budget;
        bytes32 grantId = _give(grant);
        uint256 most = type(uint120).max;
        uint256 all = type(uint128).max;

        _refusesFee(grant, 0, most + 1, 1, _price(1));
        _refusesFee(grant, 0, UNLIMITED, 1, _price(1));
        _refusesFee(grant, 0, 0, most + 1, _price(most + 1));
        _refusesFee(grant, 0, 0, all, _price(all));
        _refusesFee(grant, all, 0, 1 << 80, _budget(all << 80, budget));
        _refusesFee(grant, (all << 128) | all, most, most, _budget((2 * all + most) * most, budget));
        // As much as a counter holds is counted; one more is not, whatever is left of the budget.
        PackedUserOperation memory op = _priced(grant, all - 1, 1, 1);
        assertEq(uint160(_validate(op)), 0);
        assertEq(_spent(grantId, 65_535), all);
        _refusesFee(grant, 1, 0, 1, _budget(1, budget - all));
        op = _priced(grant, all, most, 0);
        assertEq(uint160(_validate(op)), 0);
        assertEq(_spent(grantId, 65_535), all);
    }

    /// @notice Deployment code behind the marker of EIP-7702, or a marker that only looks like it.
    function test_X35_codeBehindTheMarker() public {
        (Grant memory grant, ) = _granted();
        bytes memory forbidden = abi.encodeWithSelector(E.InitCodeForbidden.selector);
        bytes[7] memory codes = [
            bytes(hex"77"),
            hex"7703",
            hex"0000",
            bytes.concat(hex"7702", new bytes(17), hex"01"),
            bytes.concat(hex"7702", new bytes(19)),
            bytes.concat(hex"7702", new bytes(18), hex"8129fc1c"),
            abi.encodePacked(address(factory), new bytes(32))
        ];
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        for (uint256 i = 0; i < codes.length; ++i) {
            op.initCode = codes[i];
            _refusesOperation(_sign(op, draft), forbidden);
            // The grant's signature opens nothing once the grant is live.
            _refusesOperation(_sign(op, _withGrantSignature(_draft(grant, 0))), forbidden);
        }
        for (uint256 length = 0; length < 19; ++length) {
            op.initCode = bytes.concat(hex"7702", new bytes(length));
            assertEq(uint160(_validate(_sign(op, draft))), 0);
        }
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _tiered(uint8 worst) private view returns (Grant memory grant) {
        grant = _newGrant();
        (grant.keeper, grant.permissions[0].worstTier) = (_ecdsa(KEEPER), worst);
    }

    function _publish(uint256 keeper, address about, uint8 kind, uint8 tier, uint48 validUntil) private {
        vm.prank(vm.addr(keeper));
        module.publishTier(about, kind, tier, validUntil);
    }

    function _refusesTier(Grant memory grant, uint256 tier, uint256 worst) private {
        bytes memory reason = abi.encodeWithSelector(E.TierExceeded.selector, tier, worst);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
    }

    function _refusesPublication(uint8 kind, uint8 tier, uint48 validUntil, bytes memory reason) private {
        bytes memory data = abi.encodeCall(module.publishTier, (address(account), kind, tier, validUntil));
        _refusesCall(vm.addr(KEEPER), data, reason);
    }

    function _rule(uint8 kind, address listed) private pure returns (PaymasterRule memory rule) {
        (rule.kind, rule.listed) = (kind, new address[](1));
        rule.listed[0] = listed;
    }

    function _refusesRule(PaymasterRule memory rule, address paymaster, bytes memory reason) private {
        Grant memory grant = _newGrant();
        grant.paymaster = rule;
        _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        op.paymasterAndData = abi.encodePacked(paymaster, new bytes(32));
        _refusesOperation(_sign(op, draft), reason);
    }

    function _priced(
        Grant memory grant,
        uint256 limits,
        uint256 gas,
        uint256 price
    ) private view returns (PackedUserOperation memory op) {
        UseDraft memory draft = _draft(grant, 0);
        op = _operation(draft, SINGLE, _transfer(payee, 0));
        (op.accountGasLimits, op.preVerificationGas, op.gasFees) = (bytes32(limits), gas, bytes32(price));
        return _sign(op, draft);
    }

    function _refusesFee(
        Grant memory grant,
        uint256 limits,
        uint256 gas,
        uint256 price,
        bytes memory reason
    ) private {
        _refusesOperation(_priced(grant, limits, gas, price), reason);
    }

    function _price(uint256 price) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.FeePriceExceeded.selector, price, type(uint120).max);
    }

    function _budget(uint256 requested, uint256 remaining) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.FeeBudgetExceeded.selector, requested, remaining);
    }
}
