// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGuard} from "../interfaces/IGuard.sol";
import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {GuardList} from "../libraries/GuardList.sol";
import {Cursor} from "../types/Cursor.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";

/// @title Guards around the calls of a use, and the lock that keeps uses apart
/// @notice One direct use of an account runs at a time, and while it does, or a guarded batch of the account is under way, no
/// other use begins, nor is an operation taken: what one use found before its calls must not be changed by another before it
/// looks again. Locks and snapshots are in transient storage, so that a transaction that does not close what it opened leaves
/// nothing behind.
abstract contract Guarding is ISessionErrors {
    using TransientSlot for *;

    bytes32 private constant SNAPSHOT = keccak256("latchkey.guard.snapshot");

    /// @dev Takes the account's lock for a use of a grant.
    function _lock(address account, bytes32 grantId) internal {
        _checkUnlocked(account);
        _lockSlot(account).tstore(grantId);
    }

    /// @dev Reverts while another use of the account is under way.
    function _checkUnlocked(address account) internal view {
        bytes32 holder = _lockSlot(account).tload();
        if (holder != 0) revert UseOpen(holder);
    }

    function _unlock(address account) internal {
        _lockSlot(account).tstore(0);
    }

    /// @dev Each guard looks at the account, which is locked for this grant.
    function _beginGuards(address account, bytes32 grantId, Cursor guards) internal {
        (uint256 count, Cursor cursor) = guards.readByte();
        for (uint256 i = 0; i < count; ++i) {
            address guard;
            bytes calldata config;
            (guard, config, cursor) = GuardList.readGuard(cursor);
            _snapshotSlot(account, grantId, i).asBytes32().tstore(IGuard(guard).begin(account, config));
        }
    }

    /// @dev Each guard looks again. Only the grant that holds the account's lock has snapshots to look at.
    function _endGuards(address account, bytes32 grantId, Cursor guards) internal {
        bytes32 holder = _lockSlot(account).tload();
        if (holder != grantId) revert GuardNotOpen(grantId, holder);
        (uint256 count, Cursor cursor) = guards.readByte();
        for (uint256 i = 0; i < count; ++i) {
            address guard;
            bytes calldata config;
            (guard, config, cursor) = GuardList.readGuard(cursor);
            IGuard(guard).end(account, config, _snapshotSlot(account, grantId, i).asBytes32().tload());
        }
    }

    /// @dev The account itself, which may be read in validation (ERC-7562); a snapshot's place is a hash.
    function _lockSlot(address account) private pure returns (TransientSlot.Bytes32Slot) {
        return TransientSlot.Bytes32Slot.wrap(bytes32(uint256(uint160(account))));
    }

    function _snapshotSlot(address account, bytes32 grantId, uint256 index) private pure returns (bytes32) {
        return keccak256(abi.encode(SNAPSHOT, account, grantId, index));
    }
}
