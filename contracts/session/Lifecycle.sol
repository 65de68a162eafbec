// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../interfaces/ISessionEvents.sol";
import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {AccountState} from "../types/AccountState.sol";
import {Cursor} from "../types/Cursor.sol";
import {GrantState, GrantStateLib} from "../types/GrantState.sol";
import {KeyLib} from "../types/Key.sol";
import {Terms} from "../types/Terms.sol";
import {SessionHashing} from "./SessionHashing.sol";
import {SessionStorage} from "./SessionStorage.sol";

/// @title What starts and ends grants, for the module and its extension
/// @notice The steps that both need; who may take them is decided where they are called.
abstract contract Lifecycle is ISessionErrors, ISessionEvents, SessionStorage, SessionHashing {
    /// @dev Moves the epoch: every earlier grant is over.
    function _advance(address account, AccountState state) internal {
        AccountState next = state.advance();
        _accounts[account] = next;
        emit EpochAdvanced(account, next.epoch());
    }

    /// @dev The state of a grant that starts now; the caller stores it.
    function _activate(address account, bytes32 grantId, GrantState state) internal returns (GrantState) {
        emit Granted(account, grantId);
        return state.activate();
    }

    /// @dev Revoking twice does nothing the second time: a carried revocation must not break the owner's batch.
    function _revokeGrant(address account, bytes32 grantId) internal {
        GrantState state = _grants[grantId][account];
        if (state.status() == GrantStateLib.REVOKED) return;
        _grants[grantId][account] = state.revoke();
        emit GrantRevoked(account, grantId);
    }

    /// @notice Ends the grant that another supersedes and carries the counters that the owner chose. Returns the new grant's
    /// state, which the caller stores. A grant has one successor: two would each spend what is left of it.
    /// @param pausedToo Whether the other one may be paused.
    function _supersede(
        address account,
        bytes32 grantId,
        GrantState state,
        Cursor supersession,
        bool pausedToo
    ) internal returns (GrantState) {
        bytes32 oldId = bytes32(supersession.word());
        GrantState old = _grants[oldId][account];
        if (old.replaced()) revert GrantEnded(oldId);
        if (old.status() != GrantStateLib.REVOKED) {
            if (old.paused() && !pausedToo) revert GrantIsPaused(oldId);
            emit GrantRevoked(account, oldId);
        }
        _grants[oldId][account] = old.replace();
        (uint256 count, Cursor cursor) = supersession.skip(32).readByte();
        for (; count != 0; --count) {
            uint256 limitId;
            (limitId, cursor) = cursor.readUint(2);
            if (limitId == 0) state = state.withCounter(old.counter());
            else _counters[grantId][limitId][account] = _counters[oldId][limitId][account];
        }
        emit GrantSuperseded(account, grantId, oldId);
        return state.withSuperseded();
    }

    /// @dev Reverts unless the recorded grantor of the account approved the digest.
    function _checkApproval(
        address account,
        bytes32 digest,
        ISessionModule.GrantorSignature calldata approval
    ) internal view {
        _checkGrantor(account, digest, approval.grantor.kind, approval.grantor.key, approval.signature);
    }

    /// @dev As above, with the approval in parts. An account without a grantor accepts none.
    function _checkGrantor(
        address account,
        bytes32 digest,
        uint256 kind,
        bytes calldata key,
        bytes calldata signature
    ) internal view {
        bytes32 grantorId = KeyLib.idOf(kind, key);
        bytes32 recorded = _grantors[account];
        if (grantorId != recorded) revert GrantorMismatch(grantorId, recorded);
        if (!Signatures.isValid(account, kind, key, digest, signature))
            revert GrantorSignatureInvalid(digest);
    }

    /// @dev Reverts unless a grant is live in the account's epoch.
    function _liveState(
        address account,
        bytes32 grantId,
        Terms memory terms
    ) internal view returns (GrantState state) {
        state = _grants[grantId][account];
        if (state.status() == GrantStateLib.REVOKED) revert GrantEnded(grantId);
        if (state.status() != GrantStateLib.LIVE) revert GrantUnknown(grantId);
        uint64 epoch = _accounts[account].epoch();
        if (terms.epoch != epoch) revert GrantEpochEnded(uint64(terms.epoch), epoch);
    }

    /// @dev Whether the calling address is the key: an `ecdsa` signer itself, or the contract.
    function _isCaller(bytes32 keyId) internal view returns (bool) {
        return
            keyId == KeyLib.idOfAddress(KeyLib.ECDSA, msg.sender) ||
            keyId == KeyLib.idOfAddress(KeyLib.CONTRACT, msg.sender);
    }
}
