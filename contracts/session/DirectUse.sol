// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {ExecutorCall} from "../libraries/ExecutorCall.sol";
import {Cursor} from "../types/Cursor.sol";
import {Use, UseLib} from "../types/Use.sol";
import {Enforcement} from "./Enforcement.sol";
import {Guarding} from "./Guarding.sol";
import {RelayNonces} from "./RelayNonces.sol";

/// @title Use without a bundler
/// @notice The holder's own transaction, or its signature carried by a relayer. Nothing is counted when the calls fail: the
/// whole transaction reverts.
abstract contract DirectUse is Enforcement, Guarding, RelayNonces {
    /// @notice See {ISessionModule-execute}.
    function execute(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata encodedUse
    ) external returns (bytes[] memory) {
        Use memory use = UseLib.allocator()();
        _enforce(account, mode, executionCalldata, encodedUse, false, use);
        if (!_isCaller(use.keyId)) revert CallerUnauthorized(msg.sender);
        uint256 length = Cursor.unwrap(use.signatureEnd) - Cursor.unwrap(use.signature);
        if (length != 0) revert KeySignatureMalformed(length);
        _checkWindow(use);
        _run(account, mode, executionCalldata, use, 0);
    }

    /// @notice See {ISessionModule-executeRelayed}.
    function executeRelayed(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata encodedUse,
        ISessionModule.Relay calldata relay
    ) external returns (bytes[] memory) {
        if (block.timestamp > relay.validUntil) revert SignatureExpired(relay.validUntil, block.timestamp);
        Use memory use = UseLib.allocator()();
        _enforce(account, mode, executionCalldata, encodedUse, false, use);
        bytes32 digest = _relayedUseDigest(account, mode, executionCalldata, use.useHash, relay);
        if (!_isKeySignature(account, use, digest)) revert KeySignatureInvalid(use.keyId);
        _checkWindow(use);
        _useNonce(account, use.keyId, relay.nonce);
        _run(account, mode, executionCalldata, use, relay.minimumGas);
    }

    /// @dev The EntryPoint is not there to do it.
    function _checkWindow(Use memory use) private view {
        if (block.timestamp < use.terms.validAfter)
            revert GrantNotStarted(use.terms.validAfter, block.timestamp);
        if (block.timestamp > use.terms.validUntil)
            revert GrantExpired(use.terms.validUntil, block.timestamp);
        if (block.timestamp > use.keyValidUntil) {
            revert KeyExpired(use.keyId, use.keyValidUntil, block.timestamp);
        }
        // What is left: periods, and the keeper's tier.
        if (block.timestamp < use.validAfter || block.timestamp > use.validUntil) {
            revert WindowMissed(use.validAfter, use.validUntil, block.timestamp);
        }
    }

    /// @notice Runs the calls under the account's lock and returns from the contract, with what the account returned.
    /// @param minimumGas Gas that must be available to the account's call.
    function _run(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        Use memory use,
        uint256 minimumGas
    ) private {
        _lock(account, use.grantId);
        Cursor guards = use.terms.guardList;
        bool guarded = Cursor.unwrap(guards) != 0;
        if (guarded) _beginGuards(account, use.grantId, guards);
        (uint256 results, uint256 size) = ExecutorCall.run(
            account,
            mode,
            executionCalldata,
            use.calls,
            minimumGas
        );
        if (guarded) _endGuards(account, use.grantId, guards);
        _unlock(account);
        ExecutorCall.giveBack(results, size);
    }
}
