// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Cursor} from "./Cursor.sol";

/// @notice A grant, as much of it as its encoding says: permissions and limits are their roots.
/// @dev The first twenty words are the grant's EIP-712 preimage, in the order of {GrantType}, so that hashing it copies nothing.
/// Members that are hashes there stand here as hashes; what the module has to look into follows, as values or positions.
/// @param validAfter First second, inclusive.
/// @param validUntil Last second, inclusive, below 2**47, never 0.
/// @param keyLifetime Longest life of a key, in seconds, or `UNLIMITED_KEY_LIFETIME`.
/// @param overlap Longest time for which a rotated key stays usable, in seconds.
/// @param maxKeys Most keys that are current at a time.
/// @param salt 16 bytes, left-aligned, that make grants with equal contents differ.
/// @param permissionsHeight Height of the tree of permissions, at most 10.
/// @param limitsHeight Height of the tree of limits, at most 10.
/// @param epoch The account's epoch on this chain in which the grant lives.
/// @param networkCount Number of chains that the grant holds on.
/// @param feeBudget Most that operations may cost the account, in wei, or `UNLIMITED`.
/// @param feePrice Most per unit of gas, in wei, or `UNLIMITED`.
/// @param firstKey Position of the encoded first key.
/// @param rotator Position of the encoded rotator; 0: nobody.
/// @param guardList Position of the encoded guards; 0: none.
/// @param guardListEnd Position after them.
/// @param paymasterRule Position of the encoded paymaster rule; 0: none allowed.
/// @param supersession Position of the encoded supersession; 0: nothing.
struct Terms {
    bytes32 typehash;
    address account;
    bytes32 networks;
    bytes32 permissionsRoot;
    bytes32 limitsRoot;
    bytes32 messages;
    bytes32 guards;
    uint256 validAfter;
    uint256 validUntil;
    uint256 keyLifetime;
    uint256 overlap;
    uint256 maxKeys;
    bytes32 maximumFee;
    bytes32 paymaster;
    bytes32 rotatorId;
    bytes32 keeperId;
    bytes32 identity;
    bytes32 supersedes;
    bytes32 sessionKeyId;
    bytes32 salt;
    uint256 permissionsHeight;
    uint256 limitsHeight;
    uint256 epoch;
    uint256 networkCount;
    uint256 feeBudget;
    uint256 feePrice;
    Cursor firstKey;
    Cursor rotator;
    Cursor guardList;
    Cursor guardListEnd;
    Cursor paymasterRule;
    Cursor supersession;
}

/// @notice Parts of the terms and their named values
library TermsLib {
    /// @dev Bits of the parts; an encoding with any other bit is refused.
    uint256 internal constant NETWORKS = 1 << 0;
    uint256 internal constant MESSAGES = 1 << 1;
    uint256 internal constant GUARDS = 1 << 2;
    uint256 internal constant KEY_POLICY = 1 << 3;
    uint256 internal constant MAXIMUM_FEE = 1 << 4;
    uint256 internal constant PAYMASTER = 1 << 5;
    uint256 internal constant ROTATOR = 1 << 6;
    uint256 internal constant KEEPER = 1 << 7;
    uint256 internal constant SUPERSEDES = 1 << 9;
    uint256 internal constant KNOWN = 0x2ff;

    uint256 internal constant MAX_HEIGHT = 10;
    uint256 internal constant UNLIMITED = type(uint256).max;
    uint256 internal constant UNLIMITED_KEY_LIFETIME = type(uint32).max;

    uint256 internal constant PAYMASTER_LISTED = 1;
    uint256 internal constant PAYMASTER_ANY = 2;

    /// @dev A time from here on is refused: EntryPoint v0.9 reads bit 47 as a flag.
    uint256 internal constant TIME_END = 1 << 47;

    /// @notice EIP-712 hashStruct of the grant.
    function hash(Terms memory terms) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(terms, 640)
        }
    }

    /// @notice Last second of the first key: it lives from the grant's first second on.
    function firstKeyValidUntil(Terms memory terms) internal pure returns (uint256) {
        if (terms.keyLifetime == UNLIMITED_KEY_LIFETIME) return terms.validUntil;
        uint256 end = terms.validAfter + terms.keyLifetime;
        return end < terms.validUntil ? end : terms.validUntil;
    }
}
