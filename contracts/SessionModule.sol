// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ExecutionDecoder} from "./libraries/ExecutionDecoder.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {ValidationData} from "./libraries/ValidationData.sol";
import {DirectUse} from "./session/DirectUse.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {
    IERC7579Module,
    IERC7579Validator,
    MODULE_TYPE_EXECUTOR,
    MODULE_TYPE_VALIDATOR
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title Latchkey session module
/// @notice Lets an account give a session key that can do little, for a short time, and can be taken back at once. An ERC-7579
/// validator (uses through an EntryPoint) and executor (uses without one). The guarantees, each with its test:
///
/// 1. Only what the owner committed to can be used: every permission, limit and term hashes into the grant's identifier.
/// 2. No cap is ever exceeded, on either path, by any number of keys, in any order of uses and reverts.
/// 3. What was revoked never works again; moving the epoch ends every earlier grant at once.
/// 4. No use reaches the account itself, this module, an EntryPoint or the account's adapter.
/// 5. Nobody but the account, or the grantor that it recorded, starts a grant. A rotator only replaces or ends keys.
///
/// Limits of this version: keys are `ecdsa`; limits are per lifetime; messages, guards, fee budgets, paymasters, tiers and several
/// networks are not enforced yet, and a grant that uses them is refused. The contract is immutable and has no owner.
contract SessionModule is DirectUse, IERC7579Validator {
    /// @inheritdoc IERC7579Validator
    /// @dev A wrong signature of the right length returns 1 after the same work as a right one; everything else reverts.
    function validateUserOp(
        PackedUserOperation calldata userOp,
        bytes32 userOpHash
    ) external returns (uint256 validationData) {
        if (userOp.sender != msg.sender) revert AccountMismatch(userOp.sender, msg.sender);
        if (userOp.paymasterAndData.length != 0) {
            revert PaymasterForbidden(address(bytes20(userOp.paymasterAndData)));
        }
        (bytes32 mode, bytes calldata executionCalldata) = ExecutionDecoder.decodeExecute(userOp.callData);
        (Verdict memory verdict, bytes calldata signature) = _enforce(
            msg.sender,
            mode,
            executionCalldata,
            userOp.signature
        );
        // Deployment code runs with the account's authority: only together with the owner's signature of the grant.
        if (!verdict.granted && !_isEmptyInitCode(userOp.initCode)) revert InitCodeForbidden();

        bytes32 digest = _userOperationUseDigest(userOpHash, verdict.useHash);
        bool valid = Signatures.isEcdsaValid(verdict.key, digest, signature);
        return ValidationData.pack(valid, verdict.validAfter, verdict.validUntil);
    }

    /// @inheritdoc IERC7579Validator
    /// @dev No grant of this version allows messages, so no signature is ever valid.
    function isValidSignatureWithSender(address, bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }

    /// @inheritdoc IERC7579Module
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR || moduleTypeId == MODULE_TYPE_EXECUTOR;
    }

    /// @dev None, or the bare EIP-7702 marker, with which nothing runs.
    function _isEmptyInitCode(bytes calldata initCode) private pure returns (bool) {
        if (initCode.length == 0) return true;
        return initCode.length <= 20 && bytes20(initCode) == bytes20(hex"7702");
    }
}
