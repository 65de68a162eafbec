// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Counter} from "../types/Counter.sol";
import {Cursor} from "../types/Cursor.sol";
import {GrantState, GrantStateLib} from "../types/GrantState.sol";
import {Terms} from "../types/Terms.sol";
import {Accounts} from "./Accounts.sol";
import {RelayNonces} from "./RelayNonces.sol";
import {SealedTerms} from "./SealedTerms.sol";

/// @title What is done seldom
/// @notice Supersession, carried revocations, cancelled nonces, and views of grants.
abstract contract Administration is Accounts, SealedTerms, RelayNonces {
    /// @notice See {ISessionModule-supersede}.
    function supersede(bytes calldata terms, bytes calldata contents) external {
        (Terms memory read, bytes32 grantId) = _readSealed(msg.sender, terms);
        if (Cursor.unwrap(read.supersession) == 0) revert UseMalformed();
        uint64 epoch = _accounts[msg.sender].epoch();
        if (read.epoch != epoch) revert GrantEpochEnded(uint64(read.epoch), epoch);
        GrantState state = _grants[grantId][msg.sender];
        if (state.status() == GrantStateLib.REVOKED) revert GrantEnded(grantId);
        if (state.status() != GrantStateLib.LIVE) state = _activate(msg.sender, grantId, state);
        if (!state.superseded()) state = _supersede(msg.sender, grantId, state, read.supersession, true);
        _grants[grantId][msg.sender] = state;
        if (contents.length != 0) emit GrantPublished(msg.sender, grantId, contents);
    }

    /// @notice See {ISessionModule-revokeGrantBySignature}.
    function revokeGrantBySignature(
        address account,
        bytes32 grantId,
        ISessionModule.GrantorSignature calldata approval
    ) external {
        _checkApproval(account, _grantRevocationDigest(account, grantId), approval);
        _revokeGrant(account, grantId);
    }

    /// @notice See {ISessionModule-cancelNonce}.
    function cancelNonce(address account, bytes32 keyId, uint256 nonce) external {
        if (!_isCaller(keyId)) revert CallerUnauthorized(msg.sender);
        _cancelNonce(account, keyId, nonce);
        emit NonceCancelled(account, keyId, nonce);
    }

    /// @notice See {ISessionModule-grantState}.
    function grantState(
        address account,
        bytes32 grantId
    ) external view returns (ISessionModule.GrantView memory) {
        GrantState state = _grants[grantId][account];
        return
            ISessionModule.GrantView({
                status: uint8(state.status()),
                paused: state.paused(),
                superseded: state.superseded(),
                keyCount: uint8(state.keyCount()),
                firstKeyEnd: uint48(state.firstKeyEnd()),
                rotationSequence: state.rotationSequence()
            });
    }

    /// @notice See {ISessionModule-spent}.
    function spent(
        address account,
        bytes32 grantId,
        uint16 limitId
    ) external view returns (uint128 amount, uint32 periodIndex) {
        Counter counter =
            limitId == 0 ? _grants[grantId][account].counter() : _counters[grantId][limitId][account];
        return (uint128(counter.amount()), uint32(counter.periodIndex()));
    }

    /// @notice See {ISessionModule-nonceState}.
    function nonceState(address account, bytes32 keyId, uint256 nonceKey) external view returns (uint256) {
        return _nonces[keyId][nonceKey][account];
    }
}
