// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {EntryPoints, IRealEntryPoint} from "../support/EntryPoints.sol";
import {Grant, Guard, Permission} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {IEntryPoint, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice What tests call on the double that does what it was told.
interface IPuppet {
    function tell(address target, bytes calldata data) external;
    function act(address target, bytes calldata data) external;
    function behave(bytes calldata reply, uint256 appetite, bool watching) external;
    function outcome(uint256 step) external view returns (bool done, bool success, bytes memory answer);
    function gasGiven() external view returns (uint256);
}

/// @notice What the attacks of our own share.
abstract contract XOwnTest is ModuleTest {
    bytes4 internal constant PROBE = 0x12345678;

    function _puppet() internal returns (IPuppet) {
        return IPuppet(deploy("MockPuppet"));
    }

    /// @notice The real EntryPoint takes the place of the bare address that tests otherwise call from.
    function _useRealEntryPoint() internal {
        EntryPoints.deployV07();
    }

    // ---------------------------------------------------------------------------------------------------------- grants

    /// @notice Any call with at least four bytes to a target, without value.
    function _anything(address target) internal pure returns (Permission memory permission) {
        (permission.target, permission.call, permission.worstTier) = (target, 2, UNTIERED);
    }

    /// @notice The grant as it would be for another account.
    function _for(Grant memory grant, address other) internal pure returns (Grant memory) {
        grant.account = other;
        return grant;
    }

    /// @notice The grant with one guard, and a fee budget, without which its operations are refused.
    function _guardedBy(Grant memory grant, address guard) internal pure returns (Grant memory) {
        grant.guards = new Guard[](1);
        grant.guards[0] = Guard(guard, "config");
        (grant.maximumFee.budget, grant.maximumFee.price) = (1 ether, UNLIMITED);
        return grant;
    }

    function _sealed(Grant memory grant) internal view returns (bytes memory) {
        return TermsEncoder.sealedTerms(grant);
    }

    // ------------------------------------------------------------------------------------------------------------ uses

    function _executeData(
        address sender,
        bytes memory execution,
        bytes memory use
    ) internal view returns (bytes memory) {
        return abi.encodeCall(module.execute, (sender, SINGLE, execution, use));
    }

    /// @notice The key's own transaction with these bytes for a use is refused.
    function _refusesBytes(bytes memory execution, bytes memory use, bytes memory reason) internal {
        _refusesCall(vm.addr(KEY), _executeData(address(account), execution, use), reason);
    }

    /// @notice A carried use with these bytes is refused.
    function _refusesCarried(
        address sender,
        bytes memory execution,
        bytes memory use,
        bytes memory reason
    ) internal {
        _refusesCall(address(this), _relayData(sender, execution, use, _anyRelay()), reason);
    }

    function _relayData(
        address sender,
        bytes memory execution,
        bytes memory use,
        M.Relay memory relay
    ) internal view returns (bytes memory) {
        return abi.encodeCall(module.executeRelayed, (sender, SINGLE, execution, use, relay));
    }

    /// @notice A redemption of one context.
    function _redemption(bytes memory context, bytes memory execution) internal view returns (bytes memory) {
        bytes[] memory contexts = new bytes[](1);
        bytes[] memory executions = new bytes[](1);
        (contexts[0], executions[0]) = (context, execution);
        return abi.encodeCall(module.redeemDelegations, (contexts, new bytes32[](1), executions));
    }

    /// @notice A call with four bytes that mean nothing.
    function _probe(address target) internal pure returns (bytes memory) {
        return _call(target, 0, abi.encodePacked(PROBE));
    }

    function _batchOf(
        Execution memory first,
        Execution memory second
    ) internal pure returns (Execution[] memory b) {
        b = new Execution[](2);
        (b[0], b[1]) = (first, second);
    }

    function _exceeded(
        uint256 limitId,
        uint256 requested,
        uint256 remaining
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(E.LimitExceeded.selector, limitId, requested, remaining);
    }

    function _windowEmpty(uint256 validAfter, uint256 validUntil) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(E.WindowEmpty.selector, validAfter, validUntil);
    }

    function _keySignatureInvalid(uint256 privateKey) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(E.KeySignatureInvalid.selector, _keyId(privateKey));
    }

    function _unknown(bytes32 grantId) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(E.GrantUnknown.selector, grantId);
    }

    function _ended(bytes32 grantId) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(E.GrantEnded.selector, grantId);
    }

    // ------------------------------------------------------------------------------------------------------------ bytes

    /// @notice The same bytes with one replaced.
    function _withByte(
        bytes memory data,
        uint256 position,
        uint8 value
    ) internal pure returns (bytes memory) {
        bytes memory copy = bytes.concat(data);
        copy[position] = bytes1(value);
        return copy;
    }

    function _first(bytes memory data, uint256 length) internal pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i = 0; i < length; ++i) part[i] = data[i];
    }

    /// @notice The bytes with the only occurrence of a part replaced by another of the same length.
    function _replaced(
        bytes memory data,
        bytes memory part,
        bytes memory other
    ) internal pure returns (bytes memory copy) {
        copy = bytes.concat(data);
        uint256 found;
        for (uint256 i = 0; i + part.length <= data.length; ++i) {
            uint256 j = 0;
            while (j < part.length && data[i + j] == part[j]) ++j;
            if (j < part.length) continue;
            ++found;
            for (j = 0; j < other.length; ++j) copy[i + j] = other[j];
        }
        require(found == 1 && part.length == other.length, "_replaced: not there once");
    }

    // ------------------------------------------------------------------------------------------------- the EntryPoint

    /// @notice An operation for the real EntryPoint, as {_operation} makes it otherwise.
    function _realOperation(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution
    ) internal view returns (PackedUserOperation memory op) {
        op = _operation(draft, mode, execution);
        op.nonce = uint256(uint160(address(module))) << 96;
        op.accountGasLimits = bytes32((uint256(2_000_000) << 128) | 2_000_000);
        (op.preVerificationGas, op.gasFees) = (50_000, bytes32((uint256(1) << 128) | 1));
        bytes memory use = UseEncoder.encode(draft);
        bytes32 hash = IRealEntryPoint(ENTRY_POINT).getUserOpHash(op);
        bytes32 digest = _digest(SignedModel.userOperationUse(hash, keccak256(use)));
        op.signature = bytes.concat(use, signature(draft.signer, digest));
    }

    function _handleOps(PackedUserOperation memory op) internal pure returns (bytes memory) {
        PackedUserOperation[] memory ops = new PackedUserOperation[](1);
        ops[0] = op;
        return abi.encodeCall(IEntryPoint.handleOps, (ops, payable(address(0xbe))));
    }

    /// @notice The real EntryPoint refuses an operation for this reason, and nothing of it stays.
    function _refusesByEntryPoint(PackedUserOperation memory op, string memory reason) internal {
        uint256 balance = address(account).balance;
        (bool success, bytes memory answer) = ENTRY_POINT.call(_handleOps(op));
        assertFalse(success, "was not refused");
        assertEq(answer, abi.encodeWithSignature("FailedOp(uint256,string)", 0, reason));
        assertEq(address(account).balance, balance);
    }
}
