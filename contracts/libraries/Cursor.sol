// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";

/// @notice A position in calldata.
type Cursor is uint256;

using CursorLib for Cursor global;

/// @notice Reader of packed calldata
/// @dev Reads move forward only and do not look at the end: a reader that ran past it reads zeros or foreign bytes. Whoever
/// reads must call {checkEnd} with the last position before any effect.
library CursorLib {
    /// @notice Position of the first byte of `data` and the position after its last one.
    function open(bytes calldata data) internal pure returns (Cursor start, Cursor end) {
        assembly ("memory-safe") {
            start := data.offset
            end := add(data.offset, data.length)
        }
    }

    /// @notice Reads a number of `size` bytes, 1 to 32.
    function readUint(Cursor cursor, uint256 size) internal pure returns (uint256 value, Cursor next) {
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), calldataload(cursor))
            next := add(cursor, size)
        }
    }

    /// @notice Reads a number with its length, at most 32, in the byte before it.
    function readVar(Cursor cursor) internal pure returns (uint256 value, Cursor next) {
        uint256 size;
        (size, cursor) = cursor.readUint(1);
        if (size > 32) revert ISessionModule.UseMalformed();
        return cursor.readUint(size);
    }

    /// @notice Reads a word.
    function readWord(Cursor cursor) internal pure returns (bytes32 value, Cursor next) {
        assembly ("memory-safe") {
            value := calldataload(cursor)
            next := add(cursor, 32)
        }
    }

    /// @notice Reads an address.
    function readAddress(Cursor cursor) internal pure returns (address value, Cursor next) {
        uint256 word;
        (word, next) = cursor.readUint(20);
        value = address(uint160(word));
    }

    /// @notice The position `size` bytes further. The caller bounds `size`.
    function skip(Cursor cursor, uint256 size) internal pure returns (Cursor) {
        return Cursor.wrap(Cursor.unwrap(cursor) + size);
    }

    /// @notice The bytes from one position up to another.
    function slice(Cursor from, Cursor to) internal pure returns (bytes calldata data) {
        assembly ("memory-safe") {
            data.offset := from
            data.length := sub(to, from)
        }
    }

    /// @notice Reverts when `cursor` is beyond `end`.
    function checkEnd(Cursor cursor, Cursor end) internal pure {
        if (Cursor.unwrap(cursor) > Cursor.unwrap(end)) revert ISessionModule.UseMalformed();
    }
}
