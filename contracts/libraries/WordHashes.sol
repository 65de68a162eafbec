// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Hashes of a few words
/// @notice keccak256 as `keccak256(abi.encode(...))` gives it.
/// @dev Uses the memory behind the free pointer and leaves the pointer where it is.
library WordHashes {
    /// @notice Hash of one word.
    function hash(bytes32 a) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            mstore(0, a)
            result := keccak256(0, 0x20)
        }
    }

    /// @notice Hash of three words.
    function hash(uint256 a, uint256 b, uint256 c) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, a)
            mstore(add(free, 0x20), b)
            mstore(add(free, 0x40), c)
            result := keccak256(free, 0x60)
        }
    }

    /// @notice Hash of four words.
    function hash(uint256 a, uint256 b, uint256 c, uint256 d) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, a)
            mstore(add(free, 0x20), b)
            mstore(add(free, 0x40), c)
            mstore(add(free, 0x60), d)
            result := keccak256(free, 0x80)
        }
    }

    /// @notice EIP-712 hash of an array whose elements are words or have been hashed.
    function hash(bytes32[] memory words) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(add(words, 0x20), shl(5, mload(words)))
        }
    }

    /// @notice Hash of bytes in calldata.
    function hash(bytes calldata data) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, data.offset, data.length)
            result := keccak256(free, data.length)
        }
    }
}
