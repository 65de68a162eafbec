// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Fixture} from "./Fixture.sol";
import {Grant} from "./Grant.sol";
import {SignedModel} from "./SignedModel.sol";
import {TermsEncoder} from "./TermsEncoder.sol";
import {UseDraft, UseEncoder} from "./UseEncoder.sol";
import {Vm} from "./Vm.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Uses of a grant on every path, and refusals: of exactly this error, with nothing changed.
/// @dev `_execute`, `_relay` and `_validate` do it; `_allows` tries all three and leaves no trace; `_refuses` expects the same
/// error from all three; the other `_refuses...` are for one path, one operation, or any call to the module.
abstract contract ModuleTest is Fixture {
    // ------------------------------------------------------------------------------------------------------------ uses

    /// @notice The holder's own transaction.
    function _execute(UseDraft memory draft, bytes32 mode, bytes memory execution) internal {
        bytes memory use = UseEncoder.encode(draft);
        vm.prank(vm.addr(draft.signer));
        module.execute(draft.grant.account, mode, execution, use);
    }

    /// @notice The first key transfers tokens to the payee with its own transaction.
    function _pay(Grant memory grant, uint256 amount) internal {
        _execute(_draft(grant, 0), SINGLE, _transfer(payee, amount));
    }

    /// @notice As above, with another key.
    function _pay(Grant memory grant, uint256 privateKey, uint256 amount) internal {
        _execute(_withKey(_draft(grant, 0), privateKey), SINGLE, _transfer(payee, amount));
    }

    /// @notice The holder's signature, carried by this test.
    function _relay(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution,
        ISessionModule.Relay memory relay
    ) internal {
        bytes memory use = _relayable(draft, mode, execution, relay);
        module.executeRelayed(draft.grant.account, mode, execution, use, relay);
    }

    /// @notice The use with the holder's signature for a relayer.
    function _relayable(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution,
        ISessionModule.Relay memory relay
    ) internal view returns (bytes memory use) {
        use = UseEncoder.encode(draft);
        bytes32 structHash = SignedModel.relayedUse(
            draft.grant.account,
            mode,
            execution,
            keccak256(use),
            relay
        );
        return bytes.concat(use, signature(draft.signer, _digest(structHash)));
    }

    /// @notice A relay with an unordered nonce that no other test uses.
    function _anyRelay() internal pure returns (ISessionModule.Relay memory) {
        return ISessionModule.Relay((1 << 255) | 0xa11, type(uint48).max, 0);
    }

    /// @notice An operation as the account hands it to the module, signed by the key.
    /// @dev Whoever changes it afterwards signs again with {_sign}.
    function _operation(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution
    ) internal view returns (PackedUserOperation memory op) {
        op.sender = draft.grant.account;
        op.callData = abi.encodeCall(IERC7579Execution.execute, (mode, execution));
        return _sign(op, draft);
    }

    /// @notice The operation with the use of the draft and its key's signature.
    function _sign(
        PackedUserOperation memory op,
        UseDraft memory draft
    ) internal view returns (PackedUserOperation memory) {
        bytes memory use = UseEncoder.encode(draft);
        bytes memory signed = signature(draft.signer, _operationDigest(op, use));
        op.signature = bytes.concat(use, signed);
        return op;
    }

    /// @notice What a key signs for an operation.
    function _operationDigest(
        PackedUserOperation memory op,
        bytes memory use
    ) internal view returns (bytes32) {
        return _digest(SignedModel.userOperationUse(_operationHash(op), keccak256(use)));
    }

    /// @notice Stands for the hash that an EntryPoint computes: of everything but the signature.
    function _operationHash(PackedUserOperation memory op) internal pure returns (bytes32) {
        bytes memory head = abi.encode(op.sender, op.nonce, op.initCode, op.callData);
        bytes memory tail = abi.encode(
            op.accountGasLimits,
            op.preVerificationGas,
            op.gasFees,
            op.paymasterAndData
        );
        return keccak256(bytes.concat(head, tail));
    }

    /// @notice The module judges an operation, asked by its account.
    function _validate(PackedUserOperation memory op) internal returns (uint256) {
        bytes32 hash = _operationHash(op);
        vm.prank(op.sender);
        return module.validateUserOp(op, hash);
    }

    function _validate(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution
    ) internal returns (uint256) {
        return _validate(_operation(draft, mode, execution));
    }

    function _window(uint256 validAfter, uint256 validUntil) internal pure returns (uint256) {
        return (validUntil << 160) | (validAfter << 208);
    }

    // ---------------------------------------------------------------------------------------------------------- guards

    /// @notice A batch between the guard calls that an operation under a guarded grant needs.
    function _guarded(Grant memory grant, Execution[] memory calls) internal view returns (bytes memory) {
        bytes memory guards = TermsEncoder.guards(grant.guards);
        bytes32 grantId = _id(grant);
        uint256 length = calls.length;
        Execution[] memory all = new Execution[](length + 2);
        all[0] = Execution(address(module), 0, abi.encodeCall(module.guardBegin, (grantId, guards)));
        for (uint256 i = 0; i < length; ++i) all[i + 1] = calls[i];
        all[length + 1] = Execution(address(module), 0, abi.encodeCall(module.guardEnd, (grantId, guards)));
        return abi.encode(all);
    }

    /// @dev An execution as an operation makes it: a guarded batch with its guard calls.
    function _asOperated(
        Grant memory grant,
        bytes32 mode,
        bytes memory execution
    ) private view returns (bytes memory) {
        if (grant.guards.length == 0 || mode != BATCH) return execution;
        return _guarded(grant, abi.decode(execution, (Execution[])));
    }

    // --------------------------------------------------------------------------------------------------------- allowed

    /// @notice Every path allows the use; nothing of it stays.
    function _allows(UseDraft memory draft, bytes32 mode, bytes memory execution) internal {
        uint256 state = vm.snapshotState();
        _execute(draft, mode, execution);
        vm.revertToState(state);

        state = vm.snapshotState();
        _relay(draft, mode, execution, _anyRelay());
        vm.revertToState(state);

        state = vm.snapshotState();
        uint256 data = _validate(draft, mode, _asOperated(draft.grant, mode, execution));
        assertEq(uint160(data), 0, "signature was not accepted");
        vm.revertToState(state);
    }

    // --------------------------------------------------------------------------------------------------------- refused

    /// @notice Every path refuses the use with the same error, and nothing changes.
    function _refuses(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution,
        bytes memory reason
    ) internal {
        _refusesDirect(draft, mode, execution, reason);
        _refusesRelayed(draft, mode, execution, _anyRelay(), reason);
        _refusesOperation(_operation(draft, mode, _asOperated(draft.grant, mode, execution)), reason);
    }

    function _refusesDirect(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution,
        bytes memory reason
    ) internal {
        bytes memory use = UseEncoder.encode(draft);
        bytes memory data = abi.encodeCall(module.execute, (draft.grant.account, mode, execution, use));
        _refusesCall(vm.addr(draft.signer), data, reason);
    }

    function _refusesRelayed(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution,
        ISessionModule.Relay memory relay,
        bytes memory reason
    ) internal {
        bytes memory use = _relayable(draft, mode, execution, relay);
        address sender = draft.grant.account;
        _refusesCall(
            address(this),
            abi.encodeCall(module.executeRelayed, (sender, mode, execution, use, relay)),
            reason
        );
    }

    function _refusesOperation(PackedUserOperation memory op, bytes memory reason) internal {
        bytes memory data = abi.encodeCall(module.validateUserOp, (op, _operationHash(op)));
        _refusesCall(op.sender, data, reason);
    }

    /// @notice The module refuses a call with exactly this error, and nothing changes anywhere.
    function _refusesCall(address caller, bytes memory data, bytes memory reason) internal {
        _refusesCallTo(address(module), caller, data, reason);
    }

    /// @notice A contract refuses a call with exactly this error, and nothing changes anywhere.
    function _refusesCallTo(address target, address caller, bytes memory data, bytes memory reason) internal {
        vm.startStateDiffRecording();
        vm.prank(caller);
        (bool success, bytes memory answer) = target.call(data);
        _assertUnchanged(vm.stopAndReturnStateDiff());
        assertFalse(success, "was not refused");
        assertEq(answer, reason);
    }

    /// @dev No storage holds another value, and no value moved.
    function _assertUnchanged(Vm.AccountAccess[] memory accesses) private pure {
        for (uint256 i = 0; i < accesses.length; ++i) {
            Vm.StorageAccess[] memory words = accesses[i].storageAccesses;
            for (uint256 j = 0; j < words.length; ++j) {
                bool written = words[j].isWrite && words[j].previousValue != words[j].newValue;
                assertFalse(written && !words[j].reverted, "storage changed");
            }
            assertFalse(accesses[i].value != 0 && !accesses[i].reverted, "value moved");
        }
    }
}
