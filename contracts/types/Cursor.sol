// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice A position in calldata.
type Cursor is uint256;

using CursorLib for Cursor global;

/// @notice Reader of packed calldata
/// @dev Reads move forward only and do not look at the end: a reader that ran past it reads zeros or foreign bytes. Whoever
/// reads compares the last position with the end before any effect.
library CursorLib {
    /// @notice Position of the first byte of `data` and the position after its last one.
    function open(bytes calldata data) internal pure returns (Cursor start, Cursor end) {
        assembly ("memory-safe") {
            start := data.offset
            end := add(data.offset, data.length)
        }
    }

    /// @notice The 32 bytes at the position.
    function word(Cursor cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(cursor)
        }
    }

    /// @notice Reads a number of `size` bytes, at most 32; 0 of no bytes.
    function readUint(Cursor cursor, uint256 size) internal pure returns (uint256 value, Cursor next) {
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), calldataload(cursor))
            next := add(cursor, size)
        }
    }

    /// @notice Reads one byte.
    function readByte(Cursor cursor) internal pure returns (uint256 value, Cursor next) {
        assembly ("memory-safe") {
            value := byte(0, calldataload(cursor))
            next := add(cursor, 1)
        }
    }

    /// @notice Reads a number with its length in the byte before it. A length above 32 leads beyond every end.
    function readVar(Cursor cursor) internal pure returns (uint256 value, Cursor next) {
        assembly ("memory-safe") {
            let size := byte(0, calldataload(cursor))
            next := add(cursor, 1)
            value := shr(sub(256, shl(3, size)), calldataload(next))
            next := or(add(next, size), shl(128, gt(size, 32)))
        }
    }

    /// @notice The position `size` bytes further. The caller bounds `size`.
    function skip(Cursor cursor, uint256 size) internal pure returns (Cursor next) {
        assembly ("memory-safe") {
            next := add(cursor, size)
        }
    }

    /// @notice Whether the position is beyond another.
    function isBeyond(Cursor cursor, Cursor end) internal pure returns (bool) {
        return Cursor.unwrap(cursor) > Cursor.unwrap(end);
    }

    /// @notice Whether the position is before another.
    function isBefore(Cursor cursor, Cursor end) internal pure returns (bool) {
        return Cursor.unwrap(cursor) < Cursor.unwrap(end);
    }

    /// @notice The bytes from one position up to another.
    function slice(Cursor from, Cursor to) internal pure returns (bytes calldata data) {
        assembly ("memory-safe") {
            data.offset := from
            data.length := sub(to, from)
        }
    }
}
