// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice A grant without its account and trees, as read from its encoding. Parts that this version does not enforce have
/// no member: they can only have their empty value.
/// @param permissionsHeight Height of the tree of permissions, at most 10.
/// @param limitsHeight Height of the tree of limits, at most 10.
/// @param epoch The account's epoch in which the grant lives.
/// @param validAfter First second, inclusive.
/// @param validUntil Last second, inclusive.
/// @param keyLifetime Longest life of a key, in seconds, or `UNLIMITED_KEY_LIFETIME`.
/// @param overlap Longest time for which a rotated key stays usable, in seconds.
/// @param maxKeys Most keys that are current at a time.
/// @param rotatorId Identifier of the rotator, or that of nobody.
/// @param rotator Address of the `ecdsa` rotator, or zero.
/// @param sessionKeyId Identifier of the first key.
/// @param sessionKey Address of the `ecdsa` first key.
/// @param salt Makes grants with equal contents differ.
struct Terms {
    uint256 permissionsHeight;
    uint256 limitsHeight;
    uint64 epoch;
    uint48 validAfter;
    uint48 validUntil;
    uint32 keyLifetime;
    uint32 overlap;
    uint8 maxKeys;
    bytes32 rotatorId;
    address rotator;
    bytes32 sessionKeyId;
    address sessionKey;
    bytes16 salt;
}

/// @notice Parts of the terms and their named values
library TermsLib {
    /// @dev Bits of the parts that this version knows; an encoding with any other bit is refused.
    uint256 internal constant KEY_POLICY = 1 << 3;
    uint256 internal constant ROTATOR = 1 << 6;
    uint256 internal constant KNOWN = KEY_POLICY | ROTATOR;

    /// @dev Parts outside the terms, named in errors only.
    uint256 internal constant TIERS = 1 << 16;
    uint256 internal constant PERIODS = 1 << 17;
    uint256 internal constant COUNTED_USES = 1 << 18;
    uint256 internal constant ARGUMENT_PATHS = 1 << 19;

    uint256 internal constant MAX_HEIGHT = 10;
    uint256 internal constant UNLIMITED = type(uint256).max;
    uint32 internal constant UNLIMITED_KEY_LIFETIME = type(uint32).max;

    /// @dev A time from here on is refused: EntryPoint v0.9 reads bit 47 as a flag.
    uint256 internal constant TIME_END = 1 << 47;

    /// @notice Last second of the first key: it lives from the grant's first second on.
    function firstKeyValidUntil(Terms memory terms) internal pure returns (uint256) {
        if (terms.keyLifetime == UNLIMITED_KEY_LIFETIME) return terms.validUntil;
        uint256 end = uint256(terms.validAfter) + terms.keyLifetime;
        return end < terms.validUntil ? end : terms.validUntil;
    }
}
