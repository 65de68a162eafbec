// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice What operations may cost the account, at what price, and who else may pay.
contract FeesTest is ModuleTest {
    uint16 private constant FEE = 65_535;

    /// @dev Gas limits of an operation, all different.
    uint256 private constant VERIFICATION = 300;
    uint256 private constant CALL = 500;
    uint256 private constant BEFORE = 200;
    uint256 private constant GAS = VERIFICATION + CALL + BEFORE;

    address private immutable PAYMASTER = address(uint160(uint256(keccak256("paymaster"))));

    function _bounded(
        uint256 budget,
        uint256 price
    ) private returns (UseDraft memory draft, bytes32 grantId) {
        Grant memory grant = _newGrant();
        (grant.maximumFee.budget, grant.maximumFee.price) = (budget, price);
        grantId = _give(grant);
        draft = _draft(grant, 0);
    }

    function _ruled(uint8 kind, address[] memory listed) private returns (UseDraft memory draft) {
        Grant memory grant = _newGrant();
        (grant.paymaster.kind, grant.paymaster.listed) = (kind, listed);
        _give(grant);
        return _draft(grant, 0);
    }

    /// @notice A payment of nothing at a price per gas.
    function _priced(
        UseDraft memory draft,
        uint256 price
    ) private view returns (PackedUserOperation memory op) {
        op = _operation(draft, SINGLE, _transfer(payee, 0));
        op.accountGasLimits = bytes32((VERIFICATION << 128) | CALL);
        op.preVerificationGas = BEFORE;
        // What the bundler earns of it does not matter.
        op.gasFees = bytes32((uint256(type(uint128).max) << 128) | price);
        return _sign(op, draft);
    }

    function _sponsored(
        UseDraft memory draft,
        bytes memory paymasterAndData
    ) private view returns (PackedUserOperation memory op) {
        op = _priced(draft, 10);
        op.paymasterAndData = paymasterAndData;
        return _sign(op, draft);
    }

    function _accepts(PackedUserOperation memory op) private {
        assertEq(uint160(_validate(op)), 0);
    }

    // ----------------------------------------------------------------------------------------------------------- price

    function testFuzz_priceIsCapped(uint128 price, uint128 cap) public {
        (UseDraft memory draft, ) = _bounded(UNLIMITED, cap);
        if (price <= cap) _accepts(_priced(draft, price));
        else {
            bytes memory reason = abi.encodeWithSelector(E.FeePriceExceeded.selector, price, cap);
            _refusesOperation(_priced(draft, price), reason);
        }
    }

    function test_priceAtItsCapAndAbove() public {
        (UseDraft memory draft, ) = _bounded(UNLIMITED, 10);
        _accepts(_priced(draft, 10));
        _refusesOperation(_priced(draft, 11), abi.encodeWithSelector(E.FeePriceExceeded.selector, 11, 10));
    }

    function test_priceIsCappedWithAPaymasterToo() public {
        Grant memory grant = _newGrant();
        (grant.maximumFee.price, grant.paymaster.kind) = (9, 2);
        _give(grant);
        bytes memory reason = abi.encodeWithSelector(E.FeePriceExceeded.selector, 10, 9);
        _refusesOperation(_sponsored(_draft(grant, 0), abi.encodePacked(PAYMASTER)), reason);
    }

    // ---------------------------------------------------------------------------------------------------------- budget

    function test_budgetIsCounted() public {
        (UseDraft memory draft, bytes32 grantId) = _bounded(25 * GAS, UNLIMITED);
        _accepts(_priced(draft, 10));
        _accepts(_priced(draft, 10));
        assertEq(_spent(grantId, FEE), 20 * GAS);
        bytes memory reason = abi.encodeWithSelector(E.FeeBudgetExceeded.selector, 6 * GAS, 5 * GAS);
        _refusesOperation(_priced(draft, 6), reason);
        _accepts(_priced(draft, 5));
        assertEq(_spent(grantId, FEE), 25 * GAS);
        reason = abi.encodeWithSelector(E.FeeBudgetExceeded.selector, GAS, 0);
        _refusesOperation(_priced(draft, 1), reason);
        // Nothing costs nothing, and the holder's own transaction costs the account nothing.
        _accepts(_priced(draft, 0));
        _execute(draft, SINGLE, _transfer(payee, 1));
        _relay(draft, SINGLE, _transfer(payee, 1), _anyRelay());
        assertEq(_spent(grantId, FEE), 25 * GAS);
    }

    function test_budgetOfOneWeiLess() public {
        (UseDraft memory draft, ) = _bounded(10 * GAS - 1, UNLIMITED);
        bytes memory reason = abi.encodeWithSelector(E.FeeBudgetExceeded.selector, 10 * GAS, 10 * GAS - 1);
        _refusesOperation(_priced(draft, 10), reason);
    }

    function test_budgetOfZeroIsNone() public {
        (UseDraft memory draft, ) = _bounded(0, UNLIMITED);
        bytes memory reason = abi.encodeWithSelector(E.FeeBudgetExceeded.selector, GAS, 0);
        _refusesOperation(_priced(draft, 1), reason);
        _execute(draft, SINGLE, _transfer(payee, 1));
    }

    function test_unlimitedBudgetCountsNothing() public {
        (UseDraft memory draft, bytes32 grantId) = _bounded(UNLIMITED, UNLIMITED);
        _accepts(_priced(draft, type(uint120).max));
        assertEq(_spent(grantId, FEE), 0);
    }

    function test_aBudgetBeyondTheCounterIsCountedUpToIt() public {
        (UseDraft memory draft, bytes32 grantId) = _bounded(UNLIMITED - 1, UNLIMITED);
        PackedUserOperation memory op = _priced(draft, 1);
        op.accountGasLimits = bytes32(uint256(type(uint128).max - BEFORE));
        _accepts(_sign(op, draft));
        assertEq(_spent(grantId, FEE), type(uint128).max);
        // One more would start from zero.
        uint256 remaining = UNLIMITED - 1 - type(uint128).max;
        bytes memory reason = abi.encodeWithSelector(E.FeeBudgetExceeded.selector, GAS, remaining);
        _refusesOperation(_priced(draft, 1), reason);
    }

    function test_noProductOverflows() public {
        (UseDraft memory draft, ) = _bounded(1 ether, UNLIMITED);
        PackedUserOperation memory op = _priced(draft, type(uint120).max);
        op.accountGasLimits = bytes32(type(uint256).max);
        op.preVerificationGas = type(uint120).max;
        uint256 gas = uint256(type(uint120).max) + 2 * uint256(type(uint128).max);
        uint256 fee = gas * type(uint120).max;
        bytes memory reason = abi.encodeWithSelector(E.FeeBudgetExceeded.selector, fee, 1 ether);
        _refusesOperation(_sign(op, draft), reason);
        // What no EntryPoint accepts is refused before anything is multiplied.
        op.preVerificationGas = uint256(1) << 120;
        bytes memory excessive = abi.encodeWithSelector(
            E.FeePriceExceeded.selector,
            type(uint120).max,
            type(uint120).max
        );
        _refusesOperation(_sign(op, draft), excessive);
        op = _priced(draft, uint256(1) << 120);
        excessive = abi.encodeWithSelector(E.FeePriceExceeded.selector, uint256(1) << 120, type(uint120).max);
        _refusesOperation(op, excessive);
    }

    /// @dev Any operations one after the other against the plain sum.
    function testFuzz_budgetIsNeverExceeded(uint64[4] memory prices, uint96 budget) public {
        (UseDraft memory draft, bytes32 grantId) = _bounded(budget, UNLIMITED);
        uint256 spent;
        for (uint256 i = 0; i < prices.length; ++i) {
            uint256 fee = GAS * prices[i];
            PackedUserOperation memory op = _priced(draft, prices[i]);
            if (spent + fee <= budget) {
                spent += fee;
                _accepts(op);
            } else {
                _refusesOperation(
                    op,
                    abi.encodeWithSelector(E.FeeBudgetExceeded.selector, fee, budget - spent)
                );
            }
            assertEq(_spent(grantId, FEE), spent);
        }
    }

    // ------------------------------------------------------------------------------------------------------ paymasters

    function test_withoutARuleNobodyElsePays() public {
        UseDraft memory draft = _ruled(0, new address[](0));
        _accepts(_priced(draft, 10));
        _refusesPaymaster(draft, PAYMASTER);
        _refusesPaymaster(draft, address(0));
    }

    function test_listedPaymastersOnly() public {
        address[] memory listed = new address[](3);
        for (uint256 i = 0; i < 3; ++i) listed[i] = address(uint160(PAYMASTER) + uint160(i));
        UseDraft memory draft = _ruled(1, listed);
        for (uint256 i = 0; i < 3; ++i)
            _accepts(_sponsored(draft, abi.encodePacked(listed[i], new bytes(99))));
        _refusesPaymaster(draft, address(uint160(PAYMASTER) + 3));
        _refusesPaymaster(draft, address(uint160(PAYMASTER) - 1));
        // Nobody has to.
        _accepts(_priced(draft, 10));
    }

    function testFuzz_anyPaymaster(address paymaster, bytes memory data) public {
        vm.assume(paymaster != address(0));
        UseDraft memory draft = _ruled(2, new address[](0));
        _accepts(_sponsored(draft, abi.encodePacked(paymaster, data)));
    }

    /// @dev An EntryPoint takes paymaster zero for none: the account would pay, uncounted.
    function test_paymasterZeroIsNone() public {
        _refusesPaymaster(_ruled(2, new address[](0)), address(0));
        _refusesPaymaster(_ruled(1, new address[](1)), address(0));
    }

    function test_paymasterDataThatIsTooShort() public {
        UseDraft memory draft = _ruled(2, new address[](0));
        _refusesOperation(
            _sponsored(draft, hex"00"),
            abi.encodeWithSelector(E.PaymasterForbidden.selector, address(0))
        );
    }

    function test_aPaymasterSparesTheBudget() public {
        Grant memory grant = _newGrant();
        (grant.maximumFee.budget, grant.paymaster.kind) = (0, 2);
        bytes32 grantId = _give(grant);
        _accepts(_sponsored(_draft(grant, 0), abi.encodePacked(PAYMASTER)));
        assertEq(_spent(grantId, FEE), 0);
    }

    function _refusesPaymaster(UseDraft memory draft, address paymaster) private {
        bytes memory reason = abi.encodeWithSelector(E.PaymasterForbidden.selector, paymaster);
        _refusesOperation(_sponsored(draft, abi.encodePacked(paymaster, new bytes(32))), reason);
    }
}
