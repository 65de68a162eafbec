// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice How much all calls that name it may spend together.
/// @param kind One of the kinds in {LimitLib}.
/// @param token What the amount counts, shown to the owner; zero for native value.
/// @param amount Cap, in the smallest unit, inclusive.
/// @param period Seconds after which the count starts again, or `LIFETIME`.
/// @param periodStart When the first period starts; 0 for `LIFETIME`.
struct Limit {
    uint8 kind;
    address token;
    uint128 amount;
    uint32 period;
    uint48 periodStart;
}

/// @notice Kinds and hash of limits
library LimitLib {
    uint8 internal constant NATIVE = 1;
    uint8 internal constant TOKEN = 2;
    uint8 internal constant COUNT = 3;

    /// @dev Period of a limit that never starts again.
    uint32 internal constant LIFETIME = type(uint32).max;

    bytes32 internal constant TYPEHASH = keccak256(
        "Limit(uint8 kind,address token,uint128 amount,uint32 period,uint48 periodStart)"
    );

    /// @notice EIP-712 hashStruct of a limit: its leaf in the grant's tree.
    function hash(Limit memory limit) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(TYPEHASH, limit.kind, limit.token, limit.amount, limit.period, limit.periodStart)
            );
    }
}
