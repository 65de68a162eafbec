// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title EIP-712 hashes of the named empty values of a grant's parts
/// @notice A part that a use does not carry has its empty value. The hashes are written out because the compiler would
/// compute them anew in every use; a test computes each of them.
library EmptyParts {
    /// @dev An empty array or empty bytes: no messages, no guards, no conditions, no spends.
    bytes32 internal constant ARRAY = 0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470;

    /// @dev No bound on fees: `MaximumFee` with budget and price `UNLIMITED`.
    bytes32 internal constant MAXIMUM_FEE =
        0x7d505b45d1c1d6decbb3f6fc4d98bea4df0fca3cd5223a61b3ea8f3adac33e34;

    /// @dev No paymaster: `PaymasterRule` of kind 0 with an empty list.
    bytes32 internal constant PAYMASTER = 0xe916549baa3fbc1b8f521ca13375b33554e26d0c6ee798c1544a6d27017399d4;

    /// @dev Nobody: `Key` of kind 0 without bytes.
    bytes32 internal constant NOBODY = 0x221fb5bb6632c16fe47c1cfc89fa83fd9282f60e41a1b5266fa504dca830997e;

    /// @dev No identity: `Identity` of kind 0, registry zero, without a subject.
    bytes32 internal constant IDENTITY = 0xf684a5c7d3ba83e903f0fee64e16bf702776a6edf1a0f91f89fc2a78b90818d2;

    /// @dev Supersedes nothing: `Supersession` with grantId zero and nothing to carry.
    bytes32 internal constant SUPERSESSION =
        0x0ceee33398d0214b03135cbc0358dd25f4fe4a7ae7c8c9ab85cb5e8b41071c31;
}
