// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Encoder of `var` numbers
library VarEncoder {
    /// @notice A number with its length before it, in the shortest form.
    function encode(uint256 value) internal pure returns (bytes memory) {
        uint256 size;
        while (size < 32 && value >> (8 * size) != 0) ++size;
        return encode(value, size);
    }

    /// @notice A number in this many bytes, at most 32.
    function encode(uint256 value, uint256 size) internal pure returns (bytes memory) {
        bytes memory word = abi.encodePacked(value);
        bytes memory digits = new bytes(size);
        for (uint256 i = 0; i < size; ++i) digits[i] = word[32 - size + i];
        return abi.encodePacked(uint8(size), digits);
    }
}
