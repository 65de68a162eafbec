// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice A signer: a session key, a rotator, a keeper or a grantor. The kind is committed, never guessed.
/// @param kind One of the kinds in {KeyLib}.
/// @param key `ecdsa` and `contract`: 20-byte address. `verifier`: ERC-7913 verifier and key. `account`: signature prefix.
struct Key {
    uint8 kind;
    bytes key;
}

/// @notice Kinds and identity of keys
library KeyLib {
    uint8 internal constant NONE = 0;
    uint8 internal constant ECDSA = 1;
    uint8 internal constant CONTRACT = 2;
    uint8 internal constant VERIFIER = 3;
    uint8 internal constant ACCOUNT = 4;

    bytes32 internal constant TYPEHASH = keccak256("Key(uint8 kind,bytes key)");

    /// @notice EIP-712 hashStruct of a key: its identifier everywhere.
    function id(uint256 kind, bytes memory key) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, kind, keccak256(key)));
    }

    /// @notice As {id}, of a key in calldata.
    function idOf(uint256 kind, bytes calldata key) internal pure returns (bytes32 result) {
        bytes32 typehash = TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, key.offset, key.length)
            let keyHash := keccak256(free, key.length)
            mstore(free, typehash)
            mstore(add(free, 0x20), kind)
            mstore(add(free, 0x40), keyHash)
            result := keccak256(free, 0x60)
        }
    }

    /// @notice Identifier of the `ecdsa` or `contract` key of an address.
    function idOfAddress(uint256 kind, address signer) internal pure returns (bytes32 result) {
        bytes32 typehash = TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shl(96, signer))
            mstore(add(free, 0x40), keccak256(free, 20))
            mstore(add(free, 0x20), kind)
            mstore(free, typehash)
            result := keccak256(free, 0x60)
        }
    }
}
