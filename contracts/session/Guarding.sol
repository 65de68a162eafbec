// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGuard} from "../interfaces/IGuard.sol";
import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {GuardList} from "../libraries/GuardList.sol";
import {Cursor} from "../types/Cursor.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";

/// @title Guards around the calls of a use
/// @notice Snapshots live in transient storage, apart for each account and grant: a transaction that does not close what it
/// opened leaves nothing behind. While a snapshot of an account is open, no other can be opened and no direct use begins.
abstract contract Guarding is ISessionErrors {
    using TransientSlot for *;

    bytes32 private constant OPEN = keccak256("latchkey.guard.open");
    bytes32 private constant SNAPSHOT = keccak256("latchkey.guard.snapshot");

    /// @dev Opens the snapshots of a grant: each guard looks at the account.
    function _beginGuards(address account, bytes32 grantId, Cursor guards) internal {
        _checkNoGuardOpen(account);
        _openSlot(account).asBytes32().tstore(grantId);
        (uint256 count, Cursor cursor) = guards.readByte();
        for (uint256 i = 0; i < count; ++i) {
            address guard;
            bytes calldata config;
            (guard, config, cursor) = GuardList.readGuard(cursor);
            _snapshotSlot(account, grantId, i).asBytes32().tstore(IGuard(guard).begin(account, config));
        }
    }

    /// @dev Each guard looks again; then the snapshots are closed.
    function _endGuards(address account, bytes32 grantId, Cursor guards) internal {
        bytes32 open = _openSlot(account).asBytes32().tload();
        if (open != grantId) revert GuardNotOpen(grantId, open);
        (uint256 count, Cursor cursor) = guards.readByte();
        for (uint256 i = 0; i < count; ++i) {
            address guard;
            bytes calldata config;
            (guard, config, cursor) = GuardList.readGuard(cursor);
            IGuard(guard).end(account, config, _snapshotSlot(account, grantId, i).asBytes32().tload());
        }
        _openSlot(account).asBytes32().tstore(0);
    }

    function _checkNoGuardOpen(address account) internal view {
        bytes32 open = _openSlot(account).asBytes32().tload();
        if (open != 0) revert GuardOpen(open);
    }

    function _openSlot(address account) private pure returns (bytes32) {
        return keccak256(abi.encode(OPEN, account));
    }

    function _snapshotSlot(address account, bytes32 grantId, uint256 index) private pure returns (bytes32) {
        return keccak256(abi.encode(SNAPSHOT, account, grantId, index));
    }
}
