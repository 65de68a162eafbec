// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice What was spent of a limit: amount (128 bits) and, above it, the period it was spent in (32 bits).
type Counter is uint256;

using CounterLib for Counter global;

/// @notice Packed counter of a limit
/// @dev Nobody lowers an amount but the start of a later period.
library CounterLib {
    uint256 internal constant MASK = type(uint160).max;

    /// @notice A counter that stands at `amount_` in a period. Both fit: the caller has checked.
    function pack(uint256 amount_, uint256 periodIndex_) internal pure returns (Counter) {
        return Counter.wrap(amount_ | (periodIndex_ << 128));
    }

    /// @notice Amount spent, in the limit's unit.
    function amount(Counter counter) internal pure returns (uint256) {
        return uint128(Counter.unwrap(counter));
    }

    /// @notice Period in which it was spent, counted from 0 at the limit's `periodStart`; 0 for a lifetime limit.
    function periodIndex(Counter counter) internal pure returns (uint256) {
        return uint32(Counter.unwrap(counter) >> 128);
    }
}
