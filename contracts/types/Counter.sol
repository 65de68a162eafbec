// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice What was spent of a limit: amount (128 bits) and, above it, the period it was spent in (32 bits).
type Counter is uint256;

using CounterLib for Counter global;

/// @notice Packed counter of a limit
library CounterLib {
    uint256 internal constant MASK = type(uint160).max;

    /// @notice Amount spent, in the limit's unit.
    function amount(Counter counter) internal pure returns (uint256) {
        return uint128(Counter.unwrap(counter));
    }

    /// @notice Period in which it was spent; 0 for a lifetime limit.
    function periodIndex(Counter counter) internal pure returns (uint32) {
        return uint32(Counter.unwrap(counter) >> 128);
    }

    /// @notice The counter with `spent` more. The caller has checked that the sum fits 128 bits.
    function add(Counter counter, uint256 spent) internal pure returns (Counter) {
        return Counter.wrap(Counter.unwrap(counter) + spent);
    }
}
