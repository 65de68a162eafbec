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
    function id(uint8 kind, bytes memory key) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, kind, keccak256(key)));
    }

    /// @notice Identifier of the `ecdsa` key of an address.
    function ecdsaId(address signer) internal pure returns (bytes32) {
        return id(ECDSA, abi.encodePacked(signer));
    }
}
