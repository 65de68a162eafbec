// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {KeyLib} from "../types/Key.sol";
import {Enforcement} from "./Enforcement.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title Use without a bundler
/// @notice The holder's own transaction, or its signature carried by a relayer. Nothing is counted when the calls fail: the
/// whole transaction reverts.
abstract contract DirectUse is Enforcement, ReentrancyGuardTransient {
    /// @dev Nonces with this bit are unordered.
    uint256 private constant UNORDERED = 1 << 255;

    /// @inheritdoc ISessionModule
    function execute(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata use
    ) external nonReentrant returns (bytes[] memory results) {
        (Verdict memory verdict, bytes calldata signature) = _enforce(account, mode, executionCalldata, use);
        if (msg.sender != verdict.key) revert CallerUnauthorized(msg.sender);
        if (signature.length != 0) revert KeySignatureMalformed(signature.length);
        _checkWindow(verdict);
        return _run(account, mode, executionCalldata, verdict.calls);
    }

    /// @inheritdoc ISessionModule
    function executeRelayed(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata use,
        Relay calldata relay
    ) external nonReentrant returns (bytes[] memory results) {
        if (block.timestamp > relay.validUntil) revert SignatureExpired(relay.validUntil, block.timestamp);
        (Verdict memory verdict, bytes calldata signature) = _enforce(account, mode, executionCalldata, use);
        bytes32 digest = _relayedUseDigest(account, mode, executionCalldata, verdict.useHash, relay);
        if (!Signatures.isEcdsaValid(verdict.key, digest, signature))
            revert KeySignatureInvalid(verdict.keyId);
        _checkWindow(verdict);
        _useNonce(account, verdict.keyId, relay.nonce);
        // A call may pass on 63/64 of the gas: a relayer must not be able to starve the account's call.
        uint256 available = gasleft() - gasleft() / 64;
        if (available < relay.minimumGas) revert GasInsufficient(available, relay.minimumGas);
        return _run(account, mode, executionCalldata, verdict.calls);
    }

    /// @inheritdoc ISessionModule
    function cancelNonce(address account, uint256 nonce) external {
        bytes32 keyId = KeyLib.ecdsaId(msg.sender);
        if (nonce & UNORDERED != 0) {
            _useNonce(account, keyId, nonce);
        } else {
            uint256 expected = _nonces[keyId][nonce >> 64][account];
            uint256 sequence = uint64(nonce);
            if (sequence < expected) revert NonceUsed(nonce);
            _nonces[keyId][nonce >> 64][account] = sequence + 1;
        }
        emit NonceCancelled(account, keyId, nonce);
    }

    /// @inheritdoc ISessionModule
    function nonceState(address account, bytes32 keyId, uint256 nonceKey) external view returns (uint256) {
        return _nonces[keyId][nonceKey][account];
    }

    function _useNonce(address account, bytes32 keyId, uint256 nonce) private {
        if (nonce & UNORDERED != 0) {
            uint256 used = _nonces[keyId][nonce >> 8][account];
            uint256 bit = 1 << (nonce & 255);
            if (used & bit != 0) revert NonceUsed(nonce);
            _nonces[keyId][nonce >> 8][account] = used | bit;
        } else {
            uint256 expected = _nonces[keyId][nonce >> 64][account];
            if (uint64(nonce) != expected) revert NonceMismatch(nonce, expected);
            _nonces[keyId][nonce >> 64][account] = expected + 1;
        }
    }

    /// @dev The EntryPoint is not there to do it.
    function _checkWindow(Verdict memory verdict) private view {
        if (block.timestamp < verdict.validAfter) revert GrantNotStarted(verdict.validAfter, block.timestamp);
        if (block.timestamp > verdict.grantValidUntil) {
            revert GrantExpired(verdict.grantValidUntil, block.timestamp);
        }
        if (block.timestamp > verdict.validUntil) {
            revert KeyExpired(verdict.keyId, verdict.validUntil, block.timestamp);
        }
    }

    function _run(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        uint256 calls
    ) private returns (bytes[] memory results) {
        if (account.code.length == 0) revert AccountWithoutCode(account);
        results = IERC7579Execution(account).executeFromExecutor(mode, executionCalldata);
        if (results.length != calls) revert ExecutionResultMismatch(results.length, calls);
    }
}
