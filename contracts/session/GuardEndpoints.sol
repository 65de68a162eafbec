// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Cursor, CursorLib} from "../types/Cursor.sol";
import {Guarding} from "./Guarding.sol";

/// @title The calls that a guarded batch begins and ends with
/// @notice They act on the calling account only. That they are there, and say what the grant says, validation has proved.
abstract contract GuardEndpoints is Guarding {
    /// @notice See {ISessionModule-guardBegin}.
    function guardBegin(bytes32 grantId, bytes calldata guards) external {
        (Cursor cursor, ) = CursorLib.open(guards);
        _lock(msg.sender, grantId);
        _beginGuards(msg.sender, grantId, cursor);
    }

    /// @notice See {ISessionModule-guardEnd}.
    function guardEnd(bytes32 grantId, bytes calldata guards) external {
        (Cursor cursor, ) = CursorLib.open(guards);
        _endGuards(msg.sender, grantId, cursor);
        _unlock(msg.sender);
    }
}
