// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {EntryPoints, IRealEntryPoint} from "./EntryPoints.sol";
import {Breach, Erc7562} from "./Erc7562.sol";
import {ModuleTest} from "./ModuleTest.sol";
import {SignedModel} from "./SignedModel.sol";
import {UseDraft, UseEncoder} from "./UseEncoder.sol";
import {Vm} from "./Vm.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @notice Operations that a real EntryPoint takes, judged by the rules of ERC-7562
abstract contract RulesTest is ModuleTest {
    Erc7562 internal rules;

    function setUp() public virtual override {
        EntryPoints.deployV07();
        super.setUp();
        rules = new Erc7562(ENTRY_POINT);
    }

    // ------------------------------------------------------------------------------------------------------- operations

    /// @notice An operation of the account's own making, with room for every kind of key.
    function _unsigned(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution
    ) internal view returns (PackedUserOperation memory op) {
        op.sender = draft.grant.account;
        op.nonce = _nextNonce(op.sender, address(module));
        op.callData = abi.encodeCall(IERC7579Execution.execute, (mode, execution));
        op.accountGasLimits = bytes32((uint256(500_000) << 128) | 300_000);
        op.preVerificationGas = 50_000;
        op.gasFees = bytes32((uint256(1) << 128) | 1);
    }

    function _nextNonce(address sender, address validator) internal view returns (uint256) {
        return IRealEntryPoint(ENTRY_POINT).getNonce(sender, uint192(bytes24(bytes20(validator))));
    }

    /// @notice What the key signs for the operation.
    function _hashToSign(
        PackedUserOperation memory op,
        UseDraft memory draft
    ) internal view returns (bytes32) {
        bytes32 userOpHash = IRealEntryPoint(ENTRY_POINT).getUserOpHash(op);
        bytes32 useHash = keccak256(UseEncoder.encode(draft));
        return _digest(SignedModel.userOperationUse(userOpHash, useHash));
    }

    /// @notice The operation with the use and its signature by an ECDSA key.
    function _signed(
        PackedUserOperation memory op,
        UseDraft memory draft
    ) internal view returns (PackedUserOperation memory) {
        return _signedWith(op, draft, signature(draft.signer, _hashToSign(op, draft)));
    }

    /// @notice The operation with the use and any signature.
    function _signedWith(
        PackedUserOperation memory op,
        UseDraft memory draft,
        bytes memory keySignature
    ) internal view returns (PackedUserOperation memory) {
        op.signature = bytes.concat(UseEncoder.encode(draft), keySignature);
        return op;
    }

    // -------------------------------------------------------------------------------------------------------- judgement

    /// @notice The EntryPoint takes the operation, the calls succeed, and validation has done nothing that is forbidden.
    function _obeys(PackedUserOperation memory op) internal {
        vm.recordLogs();
        Breach[] memory breaches = rules.bundle(op);
        if (breaches.length != 0) _fail(breaches[0]);
        assertTrue(_hasSucceeded(op.sender), "the calls reverted");
    }

    /// @notice As {_obeys}, of a use that is signed by an ECDSA key.
    function _obeys(UseDraft memory draft, bytes32 mode, bytes memory execution) internal {
        _obeys(_signed(_unsigned(draft, mode, execution), draft));
    }

    /// @notice The EntryPoint takes the operation, but validation breaks this rule, and no other, in this contract.
    function _breaks(PackedUserOperation memory op, string memory rule, address where) internal {
        Breach[] memory breaches = rules.bundle(op);
        assertGt(breaches.length, 0, rule);
        for (uint256 i = 0; i < breaches.length; ++i) {
            assertEq(breaches[i].rule, rule);
            assertEq(breaches[i].where, where);
        }
    }

    function _fail(Breach memory breach) private pure {
        string memory where = Strings.toHexString(breach.where);
        string memory opcode = Strings.toHexString(breach.opcode);
        string memory what = Strings.toHexString(breach.what);
        assertTrue(false, string.concat(breach.rule, ": opcode ", opcode, " in ", where, " touches ", what));
    }

    function _hasSucceeded(address sender) private returns (bool success) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IRealEntryPoint.UserOperationEvent.selector) continue;
            if (logs[i].topics[2] != bytes32(uint256(uint160(sender)))) continue;
            (, success, , ) = abi.decode(logs[i].data, (uint256, bool, uint256, uint256));
        }
    }
}
