// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {GrantState, GrantStateLib} from "../types/GrantState.sol";
import {Lifecycle} from "./Lifecycle.sol";

/// @title What an owner does most
/// @notice Starting a grant, ending one, ending all.
abstract contract Grants is Lifecycle {
    /// @notice See {ISessionModule-grant}.
    function grant(bytes32 grantId, bytes calldata contents) external {
        GrantState state = _grants[grantId][msg.sender];
        if (state.status() == GrantStateLib.REVOKED) revert GrantEnded(grantId);
        if (state.status() != GrantStateLib.LIVE) {
            _grants[grantId][msg.sender] = _activate(msg.sender, grantId, state);
        }
        if (contents.length != 0) emit GrantPublished(msg.sender, grantId, contents);
    }

    /// @notice See {ISessionModule-revokeGrant}.
    function revokeGrant(bytes32 grantId) external {
        _revokeGrant(msg.sender, grantId);
    }

    /// @notice See {ISessionModule-revokeAll}.
    function revokeAll() external {
        _advance(msg.sender, _accounts[msg.sender]);
    }
}
