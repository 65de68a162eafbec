// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Counter} from "../types/Counter.sol";
import {GrantState, GrantStateLib} from "../types/GrantState.sol";
import {Accounts} from "./Accounts.sol";

/// @notice Start and end of grants
abstract contract Grants is Accounts {
    /// @inheritdoc ISessionModule
    function grant(bytes32 grantId, bytes calldata contents) external {
        GrantState state = _grants[grantId][msg.sender];
        if (state.status() == GrantStateLib.REVOKED) revert GrantEnded(grantId);
        if (state.status() != GrantStateLib.LIVE)
            _grants[grantId][msg.sender] = _activate(msg.sender, grantId, state);
        if (contents.length != 0) emit GrantPublished(msg.sender, grantId, contents);
    }

    /// @inheritdoc ISessionModule
    function revokeGrant(bytes32 grantId) external {
        _revokeGrant(msg.sender, grantId);
    }

    /// @inheritdoc ISessionModule
    function revokeGrantBySignature(
        address account,
        bytes32 grantId,
        GrantorSignature calldata approval
    ) external {
        _checkApproval(account, _grantRevocationDigest(account, grantId), approval);
        _revokeGrant(account, grantId);
    }

    /// @inheritdoc ISessionModule
    function grantState(
        address account,
        bytes32 grantId
    ) external view returns (uint8 status, uint8 keyCount, uint48 firstKeyEnd, uint32 rotationSequence) {
        GrantState state = _grants[grantId][account];
        return (
            uint8(state.status()),
            uint8(state.keyCount()),
            uint48(state.firstKeyEnd()),
            state.rotationSequence()
        );
    }

    /// @inheritdoc ISessionModule
    function spent(
        address account,
        bytes32 grantId,
        uint16 limitId
    ) external view returns (uint128 amount, uint32 periodIndex) {
        Counter counter =
            limitId == 0 ? _grants[grantId][account].counter() : _counters[grantId][limitId][account];
        return (uint128(counter.amount()), counter.periodIndex());
    }

    /// @notice The state of a grant that starts now; the caller stores it.
    function _activate(address account, bytes32 grantId, GrantState state) internal returns (GrantState) {
        emit Granted(account, grantId);
        return state.activate();
    }

    /// @dev Revoking twice does nothing the second time: a carried revocation must not break the owner's batch.
    function _revokeGrant(address account, bytes32 grantId) private {
        GrantState state = _grants[grantId][account];
        if (state.status() == GrantStateLib.REVOKED) return;
        _grants[grantId][account] = state.revoke();
        emit GrantRevoked(account, grantId);
    }
}
