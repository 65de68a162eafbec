// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {MockGuard} from "../../../contracts/mocks/MockGuard.sol";
import {Grant, Guard} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Guards around the calls of a use: called by the module on the direct path, by the account's batch in an operation.
contract GuardsTest is ModuleTest {
    bytes private constant PASSES = hex"00aabb";
    bytes private constant REFUSES_BEFORE = hex"01cc";
    bytes private constant REFUSES_AFTER = hex"02dd";

    address private guard;

    function setUp() public override {
        super.setUp();
        guard = deploy("MockGuard");
    }

    /// @notice A recorded grant with these guards and a fee budget.
    function _guardedBy(bytes[2] memory configs) private returns (Grant memory grant) {
        grant = _newGrant();
        grant.maximumFee.budget = 1 ether;
        grant.guards = new Guard[](configs[1].length == 0 ? 1 : 2);
        for (uint256 i = 0; i < grant.guards.length; ++i) grant.guards[i] = Guard(guard, configs[i]);
        _give(grant);
    }

    function _guardedBy(bytes memory config) private returns (Grant memory) {
        return _guardedBy([config, bytes("")]);
    }

    function _payments(uint256 count) private view returns (Execution[] memory calls) {
        calls = new Execution[](count);
        for (uint256 i = 0; i < count; ++i) calls[i] = _tokenCall(1);
    }

    function _snapshot(bytes memory config) private view returns (bytes32) {
        return keccak256(abi.encode(address(account), config));
    }

    function _executeAsAccount(bytes memory batch) private {
        vm.prank(ENTRY_POINT);
        account.execute(BATCH, batch);
    }

    // ----------------------------------------------------------------------------------------------------- direct path

    function test_direct_guardsAreAskedBeforeAndAfter() public {
        Grant memory grant = _guardedBy([PASSES, bytes(hex"00")]);
        UseDraft memory draft = _draft(grant, 0);
        vm.expectEmit(guard);
        emit MockGuard.Begun(address(account), PASSES, _snapshot(PASSES));
        vm.expectEmit(guard);
        emit MockGuard.Begun(address(account), hex"00", _snapshot(hex"00"));
        vm.expectEmit(guard);
        emit MockGuard.Ended(address(account), PASSES, _snapshot(PASSES));
        vm.expectEmit(guard);
        emit MockGuard.Ended(address(account), hex"00", _snapshot(hex"00"));
        _execute(draft, SINGLE, _transfer(payee, 1));
        assertEq(token.balanceOf(payee), 1);
    }

    function test_direct_aGuardThatRefusesUndoesEverything() public {
        bytes[2] memory configs = [REFUSES_BEFORE, REFUSES_AFTER];
        for (uint256 i = 0; i < 2; ++i) {
            // The first guard passes.
            Grant memory grant = _guardedBy([PASSES, configs[i]]);
            UseDraft memory draft = _draft(grant, 0);
            bytes memory reason = _refusal(configs[i]);
            _refusesDirect(draft, SINGLE, _transfer(payee, 1), reason);
            _refusesRelayed(draft, BATCH, abi.encode(_payments(2)), _anyRelay(), reason);
            assertEq(_spent(_id(grant), 0), 0);
        }
    }

    function _refusal(bytes memory config) private view returns (bytes memory) {
        if (config[0] == 0x01) {
            return abi.encodeWithSelector(MockGuard.RefusedBefore.selector, address(account), config);
        }
        bytes4 selector = MockGuard.RefusedAfter.selector;
        return abi.encodeWithSelector(selector, address(account), config, _snapshot(config));
    }

    function test_direct_theLockIsGivenBack() public {
        Grant memory grant = _guardedBy(PASSES);
        _pay(grant, 1);
        _pay(grant, 1);
        _relay(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay());
        assertEq(token.balanceOf(payee), 3);
    }

    function test_direct_theModuleCannotBeCalledAsTarget() public {
        Grant memory grant = _newGrant();
        grant.permissions[0].target = address(module);
        _give(grant);
        bytes memory guards = TermsEncoder.guards(grant.guards);
        bytes memory call = abi.encodeCall(module.guardBegin, (_id(grant), guards));
        bytes memory forbidden = abi.encodeWithSelector(E.TargetForbidden.selector, address(module));
        _refuses(_draft(grant, 0), SINGLE, _call(address(module), 0, call), forbidden);
    }

    function test_guardsAreInTheHash() public {
        Grant memory grant = _guardedBy(REFUSES_BEFORE);
        grant.guards[0].config = PASSES;
        bytes memory unknown = abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant));
        _refuses(_draft(grant, 0), BATCH, abi.encode(_payments(1)), unknown);
        delete grant.guards;
        unknown = abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant));
        _refuses(_draft(grant, 0), BATCH, abi.encode(_payments(1)), unknown);
    }

    // ------------------------------------------------------------------------------------------------------ operations

    function test_operation_betweenItsGuardCalls() public {
        Grant memory grant = _guardedBy([PASSES, bytes(hex"00")]);
        bytes memory batch = _guarded(grant, _payments(2));
        assertEq(uint160(_validate(_draft(grant, 0), BATCH, batch)), 0);
        assertEq(_spent(_id(grant), 0), 2);
        _executeAsAccount(batch);
        assertEq(token.balanceOf(payee), 2);
    }

    function test_operation_guardCallsHaveNoCallIndex() public {
        Grant memory grant = _guardedBy(PASSES);
        Execution[] memory calls = _payments(2);
        calls[1] = Execution(payee, 1 ether, "");
        _allows(_bothDraft(grant, hex"0001"), BATCH, abi.encode(calls));
        assertEq(uint160(_validate(_bothDraft(grant, hex"0001"), BATCH, _guarded(grant, calls))), 0);
        bytes memory reason = abi.encodeWithSelector(E.TargetNotAllowed.selector, address(token), payee);
        _refuses(_bothDraft(grant, hex"0101"), BATCH, abi.encode(calls), reason);
    }

    function test_operation_whatStandsBetweenIsJudged() public {
        Grant memory grant = _guardedBy(PASSES);
        Execution[] memory calls = _payments(2);
        calls[1] = _tokenCall(51);
        bytes memory reason = abi.encodeWithSelector(E.ConditionFailed.selector, 1, 4, bytes32(uint256(51)));
        _refuses(_draft(grant, 0), BATCH, abi.encode(calls), reason);
        // A guard call between the guard calls is a call like any other.
        calls[1] = Execution(address(module), 0, "");
        reason = abi.encodeWithSelector(E.TargetNotAllowed.selector, address(module), address(token));
        _refuses(_draft(grant, 0), BATCH, abi.encode(calls), reason);
    }

    function test_operation_withoutItsGuardCalls() public {
        Grant memory grant = _guardedBy(PASSES);
        for (uint256 count = 1; count < 5; ++count) _refusesBatch(grant, _payments(count));
        _refusesOperation(
            _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1)),
            abi.encodeWithSelector(E.GuardCallMissing.selector)
        );
        // Guard calls around nothing.
        Execution[] memory all = _whole(grant);
        Execution[] memory two = new Execution[](2);
        (two[0], two[1]) = (all[0], all[2]);
        _refusesBatch(grant, two);
    }

    function test_operation_everyWordOfTheGuardCallsCounts() public {
        Grant memory grant = _guardedBy(PASSES);
        for (uint256 i = 0; i < 3; i += 2) {
            Execution[] memory calls = _whole(grant);
            calls[i].value = 1;
            _refusesBatch(grant, calls);
            calls = _whole(grant);
            calls[i].target = address(token);
            _refusesBatch(grant, calls);
            calls = _whole(grant);
            calls[i].callData = bytes.concat(calls[i].callData, hex"00");
            _refusesBatch(grant, calls);
            calls = _whole(grant);
            // The other guard call.
            calls[i].callData = calls[2 - i].callData;
            _refusesBatch(grant, calls);
        }
        assertEq(uint160(_validate(_draft(grant, 0), BATCH, abi.encode(_whole(grant)))), 0);
    }

    function testFuzz_operation_everyBitOfTheGuardCallsCounts(uint256 which, uint256 bit) public {
        Grant memory grant = _guardedBy(PASSES);
        Execution[] memory calls = _whole(grant);
        bytes memory data = calls[2 * (which % 2)].callData;
        bit %= data.length * 8;
        data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        _refusesBatch(grant, calls);
    }

    function test_operation_guardCallsOfAnotherGrant() public {
        Grant memory grant = _guardedBy(PASSES);
        Grant memory other = _newGrant();
        (other.guards, other.maximumFee.budget, other.salt) = (grant.guards, 1 ether, "other");
        _give(other);
        Execution[] memory calls = _whole(grant);
        calls[0] = _whole(other)[0];
        _refusesBatch(grant, calls);
        calls = _whole(grant);
        calls[2] = _whole(other)[2];
        _refusesBatch(grant, calls);
    }

    function _whole(Grant memory grant) private view returns (Execution[] memory) {
        return abi.decode(_guarded(grant, _payments(1)), (Execution[]));
    }

    function _refusesBatch(Grant memory grant, Execution[] memory calls) private {
        PackedUserOperation memory op = _operation(_draft(grant, 0), BATCH, abi.encode(calls));
        _refusesOperation(op, abi.encodeWithSelector(E.GuardCallMissing.selector));
    }

    function test_operation_aGuardThatRefusesStopsTheAccount() public {
        bytes[2] memory configs = [REFUSES_BEFORE, REFUSES_AFTER];
        for (uint256 i = 0; i < 2; ++i) {
            Grant memory grant = _guardedBy(configs[i]);
            bytes memory batch = _guarded(grant, _payments(1));
            // Validation may not ask guards: the operation is accepted, and counted.
            assertEq(uint160(_validate(_draft(grant, 0), BATCH, batch)), 0);
            vm.prank(ENTRY_POINT);
            vm.expectRevert(_refusal(configs[i]));
            account.execute(BATCH, batch);
            assertEq(token.balanceOf(payee), 0);
            assertEq(_spent(_id(grant), 0), 1);
        }
    }

    // ------------------------------------------------------------------------------------------------------------ fees

    function test_operation_needsABudgetOrAPaymaster() public {
        Grant memory grant = _guardedBy(PASSES);
        grant.maximumFee.budget = UNLIMITED;
        grant.paymaster.kind = 2;
        _give(grant);
        bytes memory batch = _guarded(grant, _payments(1));
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, BATCH, batch);
        _refusesOperation(op, abi.encodeWithSelector(E.FeeUnbounded.selector));
        op.paymasterAndData = abi.encodePacked(payee, new bytes(32));
        assertEq(uint160(_validate(_sign(op, draft))), 0);
        // The holder pays for its own transactions.
        _execute(draft, SINGLE, _transfer(payee, 1));
    }

    // ------------------------------------------------------------------------------------------------------------ lock

    function test_lock_whileABatchIsUnderWayNoOtherUseBegins() public {
        Grant memory grant = _guardedBy(PASSES);
        Grant memory plain = _newGrant();
        bytes32 grantId = _id(grant);
        _give(plain);
        bytes memory guards = TermsEncoder.guards(grant.guards);
        _asAccount();
        module.guardBegin(grantId, guards);
        bytes memory open = abi.encodeWithSelector(E.UseOpen.selector, grantId);
        _refusesDirect(_draft(plain, 0), SINGLE, _transfer(payee, 1), open);
        _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay(), open);
        // Nor is an operation taken: whoever is called may be a bundler.
        _refusesOperation(_operation(_draft(plain, 0), SINGLE, _transfer(payee, 1)), open);
        _refusesCall(address(account), abi.encodeCall(module.guardBegin, (grantId, guards)), open);
        _refusesCall(address(account), abi.encodeCall(module.guardBegin, (_id(plain), hex"00")), open);
        // Other accounts go on.
        vm.prank(payee);
        module.guardBegin(grantId, hex"00");
        _asAccount();
        module.guardEnd(grantId, guards);
        _pay(plain, 1);
    }

    function test_lock_onlyWhatWasOpenedIsClosed() public {
        Grant memory grant = _guardedBy(PASSES);
        bytes32 grantId = _id(grant);
        bytes memory guards = TermsEncoder.guards(grant.guards);
        bytes memory end = abi.encodeCall(module.guardEnd, (grantId, guards));
        _refusesCall(
            address(account),
            end,
            abi.encodeWithSelector(E.GuardNotOpen.selector, grantId, bytes32(0))
        );
        bytes32 other = bytes32(uint256(7));
        _asAccount();
        module.guardBegin(other, hex"00");
        _refusesCall(address(account), end, abi.encodeWithSelector(E.GuardNotOpen.selector, grantId, other));
        _asAccount();
        module.guardEnd(other, hex"00");
        _refusesCall(
            address(account),
            end,
            abi.encodeWithSelector(E.GuardNotOpen.selector, grantId, bytes32(0))
        );
    }

    function test_lock_aHolderCannotCloseABatchFromWithin() public {
        // A contract that the account pays tries to use the account's grant while the guards wait.
        Grant memory grant = _guardedBy(PASSES);
        bytes memory reason = abi.encodeWithSelector(E.GuardNotOpen.selector, _id(grant), bytes32(0));
        bytes memory guards = TermsEncoder.guards(grant.guards);
        _asAccount();
        module.guardBegin(_id(grant), guards);
        // Its own end is the end of nothing.
        _refusesCall(payee, abi.encodeCall(module.guardEnd, (_id(grant), guards)), reason);
        _asAccount();
        module.guardEnd(_id(grant), guards);
    }

    // ----------------------------------------------------------------------------------------------------------- empty

    function test_noGuardsWrittenOutAreNone() public {
        (Grant memory grant, ) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        draft.parts = 1 << 2;
        _allows(draft, SINGLE, _transfer(payee, 1));
    }
}
