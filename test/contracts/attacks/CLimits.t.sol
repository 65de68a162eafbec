// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant, Limit, Spend} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks on what is counted: more than a limit allows, by many uses, keys, calls, permissions or grants.
contract CLimitsTest is ModuleTest {
    function _exceeded(
        uint256 limit,
        uint256 requested,
        uint256 remaining
    ) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.LimitExceeded.selector, limit, requested, remaining);
    }

    function _refusesPayment(Grant memory grant, uint256 amount, bytes memory reason) private {
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, amount), reason);
    }

    /// @notice Nothing leaves, so nobody looks: no amount and no value, on every path.
    function _refusesNothing(Grant memory grant, bytes memory reason) private {
        _refusesPayment(grant, 0, reason);
        _refuses(_draft(grant, 1), SINGLE, _ether(0), reason);
    }

    /// @notice A counter that lives no longer than its use: the same amount again and again, on every path.
    function test_C01_manyUses() public {
        (Grant memory grant, bytes32 id) = _granted();
        for (uint256 i = 0; i < 3; ++i) {
            _pay(grant, 10);
            M.Relay memory relay = M.Relay(i, type(uint48).max, 0);
            _relay(_draft(grant, 0), SINGLE, _transfer(payee, 10), relay);
            _validate(_draft(grant, 0), SINGLE, _transfer(payee, 10));
            assertEq(_spent(id, 0), (i + 1) * 30);
        }
        _refusesPayment(grant, 11, _exceeded(0, 11, 10));
        _pay(grant, 10);
        _refusesPayment(grant, 1, _exceeded(0, 1, 0));
        assertEq(_spent(id, 0), 100);
        assertEq(token.balanceOf(payee), 70);
    }

    // -------------------------------------------------------------------------------------------------- what restarts it

    /// @notice Granted again while it is live, paused and resumed, with a new key: the counter stays what it was.
    function test_C02_grantedAgain() public {
        (Grant memory grant, bytes32 id) = _granted();
        _pay(grant, 50);
        _give(grant);
        vm.startPrank(address(account));
        module.pauseGrant(id);
        module.resumeGrant(id);
        M.Rotation memory rotation = M.Rotation(_keyId(KEY), _ecdsa(SECOND), START + 1_000, 0);
        module.rotateKey(address(account), TermsEncoder.sealedTerms(grant), rotation);
        vm.stopPrank();
        assertEq(_spent(id, 0), 50);
        UseDraft memory draft = _withKey(_draft(grant, 0), SECOND);
        _execute(draft, SINGLE, _transfer(payee, 50));
        _refuses(draft, SINGLE, _transfer(payee, 1), _exceeded(0, 1, 0));
    }

    /// @notice Revoked and granted again: used up for ever. The owner's new grant is another one, with counters of its own.
    function test_C02_grantedAfterRevocation() public {
        (Grant memory grant, bytes32 id) = _granted();
        _pay(grant, 50);
        _asAccount();
        module.revokeGrant(id);
        bytes memory ended = abi.encodeWithSelector(E.GrantEnded.selector, id);
        _refusesCall(address(account), abi.encodeCall(module.grant, (id, "")), ended);
        _refuses(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 1), ended);
        assertEq(_spent(id, 0), 50);

        _asAccount();
        module.revokeAll();
        _refusesPayment(grant, 1, abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3));
        (Grant memory other, bytes32 otherId) = _granted();
        _pay(other, 50);
        assertEq(_spent(otherId, 0), 50);
    }

    /// @notice A grant that takes another's place: what it carries stays spent, what it does not the owner gave anew.
    function test_C02_superseded() public {
        (Grant memory grant, bytes32 id) = _granted();
        _pay(grant, 50);
        _execute(_draft(grant, 1), SINGLE, _ether(1 ether));
        Grant memory next = _newGrant();
        next.supersedes.grantId = id;
        next.supersedes.carries = new uint16[](1);
        bytes32 nextId = _give(next);
        _pay(next, 50);
        _refusesPayment(next, 1, _exceeded(0, 1, 0));
        _refusesPayment(grant, 1, abi.encodeWithSelector(E.GrantEnded.selector, id));
        _execute(_draft(next, 1), SINGLE, _ether(1 ether));
        assertEq(_spent(nextId, 1), 1 ether);
        _refuses(_draft(next, 1), SINGLE, _ether(0.6 ether), _exceeded(1, 0.6 ether, 0.5 ether));
    }

    // ------------------------------------------------------------------------------------------------------ nothing moves

    /// @notice A use that moves nothing, under a grant that is unknown, paused, revoked, of another epoch, or without its key.
    function test_C16_zeroNeedsAGrant() public {
        Grant memory grant = _newGrant();
        bytes32 id = _id(grant);
        _refusesNothing(grant, abi.encodeWithSelector(E.GrantUnknown.selector, id));
        _give(grant);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 0));
        _allows(_draft(grant, 1), SINGLE, _ether(0));

        vm.prank(address(account));
        module.pauseAccount();
        _refusesNothing(grant, abi.encodeWithSelector(E.AccountIsPaused.selector, account));
        vm.startPrank(address(account));
        module.resumeAccount();
        module.pauseGrant(id);
        vm.stopPrank();
        _refusesNothing(grant, abi.encodeWithSelector(E.GrantIsPaused.selector, id));
        vm.startPrank(address(account));
        module.resumeGrant(id);
        module.revokeKey(address(account), TermsEncoder.sealedTerms(grant), _keyId(KEY));
        vm.stopPrank();
        _refusesNothing(grant, abi.encodeWithSelector(E.KeyEnded.selector, _keyId(KEY)));
        vm.prank(address(account));
        module.revokeGrant(id);
        _refusesNothing(grant, abi.encodeWithSelector(E.GrantEnded.selector, id));
        vm.prank(address(account));
        module.revokeAll();
        _refusesNothing(grant, abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3));
    }

    /// @notice Nor do the rules become fewer: recipient, caller and time.
    function test_C16_zeroKeepsTheRules() public {
        (Grant memory grant, ) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        bytes32 thief = bytes32(uint256(0xbad));
        bytes memory reason = abi.encodeWithSelector(E.ConditionFailed.selector, 0, 1, thief);
        _refuses(draft, SINGLE, _transfer(address(0xbad), 0), reason);
        draft.signer = SECOND;
        reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, vm.addr(SECOND));
        _refusesDirect(draft, SINGLE, _transfer(payee, 0), reason);
        reason = abi.encodeWithSelector(E.KeySignatureInvalid.selector, _keyId(KEY));
        _refusesRelayed(draft, SINGLE, _transfer(payee, 0), _anyRelay(), reason);
        assertEq(uint160(_validate(draft, SINGLE, _transfer(payee, 0))), 1);

        vm.warp(START + 10_001);
        draft.signer = KEY;
        reason = abi.encodeWithSelector(E.GrantExpired.selector, START + 10_000, START + 10_001);
        _refusesDirect(draft, SINGLE, _transfer(payee, 0), reason);
        _refusesRelayed(draft, SINGLE, _transfer(payee, 0), _anyRelay(), reason);
        assertEq(_validate(draft, SINGLE, _transfer(payee, 0)), _window(START - 100, START + 4_900));
    }

    /// @notice Zero means none, everywhere: tokens, value, calls, seconds, wei for fees.
    function test_C20_zeroMeansNone() public {
        Grant memory grant = _newGrant();
        grant.limits[0].amount = 0;
        (grant.permissions[1].maxValue, grant.maximumFee.budget) = (0, 0);
        _give(grant);
        _refusesPayment(grant, 1, _exceeded(0, 1, 0));
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 0));
        _refuses(_draft(grant, 1), SINGLE, _ether(1), abi.encodeWithSelector(E.ValueExceeded.selector, 1, 0));
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 0));
        (op.preVerificationGas, op.gasFees) = (1, bytes32(uint256(1)));
        bytes memory reason = abi.encodeWithSelector(E.FeeBudgetExceeded.selector, 1, 0);
        _refusesOperation(_sign(op, draft), reason);

        grant = _newGrant();
        grant.keyLifetime = 0;
        _give(grant);
        _refusesPayment(grant, 0, abi.encodeWithSelector(E.KeyEnded.selector, _keyId(KEY)));
        grant = _newGrant();
        uint16[3] memory periods = [0, 1, 299];
        for (uint256 i = 0; i < periods.length; ++i) {
            (grant.limits[0].period, grant.limits[0].periodStart) = (periods[i], START - 100);
            _give(grant);
            reason = abi.encodeWithSelector(E.LimitPeriodInvalid.selector, 0, periods[i]);
            _refusesPayment(grant, 1, reason);
        }
    }

    // --------------------------------------------------------------------------------------------------------------- sums

    /// @notice Value sent along to the module, which is none of the account's; and many calls within the bound of each.
    function test_C17_value() public {
        (Grant memory grant, ) = _granted();
        bytes memory use = UseEncoder.encode(_draft(grant, 1));
        bytes[4] memory calls = [
            abi.encodeCall(module.execute, (address(account), SINGLE, _ether(1), use)),
            abi.encodeCall(module.grant, (bytes32("id"), "")),
            abi.encodeCall(module.guardBegin, (bytes32("id"), hex"00")),
            bytes("")
        ];
        vm.deal(vm.addr(KEY), 1 ether);
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(vm.addr(KEY));
            (bool success, bytes memory answer) = address(module).call{value: 1}(calls[i]);
            assertFalse(success);
            assertEq(answer, "");
        }
        assertEq(address(module).balance, 0);

        Execution[] memory batch = new Execution[](2);
        (batch[0], batch[1]) = (Execution(payee, 1 ether, ""), Execution(payee, 0.5 ether + 1, ""));
        bytes memory reason = _exceeded(1, 0.5 ether + 1, 0.5 ether);
        _refuses(_draft(grant, 1), BATCH, abi.encode(batch), reason);
        batch[1].value = 0.5 ether;
        _allows(_draft(grant, 1), BATCH, abi.encode(batch));
    }

    /// @notice What comes back to the account in between, as a gift or as a round trip, gives nothing back to the limit.
    function test_C22_sidePayments() public {
        (Grant memory grant, bytes32 id) = _granted();
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(50), _tokenCall(50));
        _execute(_draft(grant, 0), BATCH, abi.encode(calls));
        vm.prank(payee);
        token.transfer(address(account), 100);
        assertEq(token.balanceOf(address(account)), 1_000);
        _refusesPayment(grant, 1, _exceeded(0, 1, 0));
        // Two grants each count their own uses, no matter what the balance says.
        Grant memory other = _newGrant();
        other.salt = "other";
        bytes32 otherId = _give(other);
        _pay(other, 50);
        assertEq(_spent(id, 0), 100);
        assertEq(_spent(otherId, 0), 50);
    }

    /// @notice Two permissions that share a limit, and a permission that takes from it twice: no check clears what another counted.
    function test_C23_sharedLimit() public {
        Grant memory grant = _newGrant();
        grant.permissions[1] = _newGrant().permissions[0];
        grant.permissions[1].conditions[0] = _condition(0, 1, uint160(address(this)));
        _give(grant);
        Execution[] memory calls = new Execution[](3);
        (calls[0], calls[2]) = (_tokenCall(40), _tokenCall(21));
        calls[1] = Execution(address(token), 0, abi.encodeCall(token.transfer, (address(this), 40)));
        UseDraft memory draft = _bothDraft(grant, hex"000100");
        _refuses(draft, BATCH, abi.encode(calls), _exceeded(0, 21, 20));
        calls[2] = _tokenCall(20);
        _allows(draft, BATCH, abi.encode(calls));

        grant = _newGrant();
        grant.permissions[0].spends = new Spend[](2);
        grant.permissions[0].spends[0] = Spend(0, 2, 1);
        grant.permissions[0].spends[1] = Spend(0, 2, 1);
        bytes32 id = _give(grant);
        _pay(grant, 40);
        assertEq(_spent(id, 0), 80);
        _refusesPayment(grant, 20, _exceeded(0, 20, 0));
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 10));
    }

    /// @notice A batch of n calls is n uses, also of calls that move nothing.
    function test_C25_countOfBatch() public {
        Grant memory grant = _newGrant();
        grant.limits[0] = Limit(3, address(0), 3, LIFETIME, 0);
        grant.permissions[0].spends = _spends(0, 3, 0);
        bytes32 id = _give(grant);
        Execution[] memory calls = new Execution[](4);
        for (uint256 i = 0; i < 4; ++i) calls[i] = _tokenCall(0);
        _refuses(_draft(grant, 0), BATCH, abi.encode(calls), _exceeded(0, 1, 0));
        Execution[] memory three = new Execution[](3);
        (three[0], three[1], three[2]) = (calls[0], calls[1], calls[2]);
        _allows(_draft(grant, 0), BATCH, abi.encode(three));
        _execute(_draft(grant, 0), BATCH, abi.encode(three));
        assertEq(_spent(id, 0), 3);
        _refusesPayment(grant, 0, _exceeded(0, 1, 0));
    }
}
