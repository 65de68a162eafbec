// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Builder of argument paths, straight from docs/protocol.md
/// @notice `Path.field(Path.element(3, 2), 1)`: field 1 of element 2 of the array that is argument 3. A first step is its index.
library Path {
    uint256 internal constant EVERY = 0x3fff;

    /// @notice A field of the tuple, or of the fixed array of dynamic elements, that the path leads to.
    function field(uint256 path, uint256 index) internal pure returns (uint256) {
        return step(path, (1 << 14) | index);
    }

    /// @notice An element of the array that the path leads to, or `EVERY` one.
    function element(uint256 path, uint256 index) internal pure returns (uint256) {
        return step(path, (2 << 14) | index);
    }

    /// @notice One word of an element of an array whose elements are static and of several words.
    function elementOf(
        uint256 path,
        uint256 index,
        uint256 words,
        uint256 word
    ) internal pure returns (uint256) {
        return element(step(path, (words << 7) | word), index);
    }

    /// @notice 32 of the bytes that the path leads to.
    function bytesAt(uint256 path, uint256 index) internal pure returns (uint256) {
        return elementOf(path, index, 127, 0);
    }

    /// @notice The length of the array, bytes or string that the path leads to.
    function length(uint256 path) internal pure returns (uint256) {
        return step(path, 3 << 14);
    }

    /// @notice The path with one more step of 16 bits, of whatever kind.
    function step(uint256 path, uint256 value) internal pure returns (uint256) {
        uint256 steps = 1;
        while (path >> (16 * steps) != 0) ++steps;
        return path | (value << (16 * steps));
    }
}
