// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Cursor} from "../types/Cursor.sol";
import {Use, UseLib} from "../types/Use.sol";
import {Enforcement} from "./Enforcement.sol";
import {Guarding} from "./Guarding.sol";
import {RelayNonces} from "./RelayNonces.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title Use without a bundler
/// @notice The holder's own transaction, or its signature carried by a relayer. Nothing is counted when the calls fail: the
/// whole transaction reverts.
abstract contract DirectUse is Enforcement, Guarding, RelayNonces, ReentrancyGuardTransient {
    /// @notice See {ISessionModule-execute}.
    function execute(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata encodedUse
    ) external nonReentrant returns (bytes[] memory results) {
        Use memory use = UseLib.allocator()();
        _enforce(account, mode, executionCalldata, encodedUse, false, use);
        if (!_isCaller(use.keyId)) revert CallerUnauthorized(msg.sender);
        uint256 length = Cursor.unwrap(use.signatureEnd) - Cursor.unwrap(use.signature);
        if (length != 0) revert KeySignatureMalformed(length);
        _checkWindow(use);
        return _run(account, mode, executionCalldata, use);
    }

    /// @notice See {ISessionModule-executeRelayed}.
    function executeRelayed(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata encodedUse,
        ISessionModule.Relay calldata relay
    ) external nonReentrant returns (bytes[] memory results) {
        if (block.timestamp > relay.validUntil) revert SignatureExpired(relay.validUntil, block.timestamp);
        Use memory use = UseLib.allocator()();
        _enforce(account, mode, executionCalldata, encodedUse, false, use);
        bytes32 digest = _relayedUseDigest(account, mode, executionCalldata, use.useHash, relay);
        if (!_isKeySignature(account, use, digest)) revert KeySignatureInvalid(use.keyId);
        _checkWindow(use);
        _useNonce(account, use.keyId, relay.nonce);
        // A call may pass on 63/64 of the gas: a relayer must not be able to starve the account's call.
        uint256 available = gasleft() - gasleft() / 64;
        if (available < relay.minimumGas) revert GasInsufficient(available, relay.minimumGas);
        return _run(account, mode, executionCalldata, use);
    }

    /// @dev The EntryPoint is not there to do it.
    function _checkWindow(Use memory use) private view {
        if (block.timestamp < use.terms.validAfter) revert GrantNotStarted(use.terms.validAfter, block.timestamp);
        if (block.timestamp > use.terms.validUntil) revert GrantExpired(use.terms.validUntil, block.timestamp);
        if (block.timestamp > use.keyValidUntil) {
            revert KeyExpired(use.keyId, use.keyValidUntil, block.timestamp);
        }
        // What is left: periods, and the keeper's tier.
        if (block.timestamp < use.validAfter || block.timestamp > use.validUntil) {
            revert WindowMissed(use.validAfter, use.validUntil, block.timestamp);
        }
    }

    function _run(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        Use memory use
    ) private returns (bytes[] memory results) {
        if (account.code.length == 0) revert AccountWithoutCode(account);
        Cursor guards = use.terms.guardList;
        if (Cursor.unwrap(guards) == 0) {
            _checkNoGuardOpen(account);
            results = IERC7579Execution(account).executeFromExecutor(mode, executionCalldata);
        } else {
            _beginGuards(account, use.grantId, guards);
            results = IERC7579Execution(account).executeFromExecutor(mode, executionCalldata);
            _endGuards(account, use.grantId, guards);
        }
        if (results.length != use.calls) revert ExecutionResultMismatch(results.length, use.calls);
    }
}
