// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice How dangerous things are now for one account, as one keeper sees it. From the lowest bit: last second (48), tier (8).
type TierState is uint256;

using TierStateLib for TierState global;

/// @notice Packed risk tier
library TierStateLib {
    /// @dev Tiers from calm to nothing goes.
    uint256 internal constant A = 0;
    uint256 internal constant B = 1;
    uint256 internal constant C = 2;
    uint256 internal constant D = 3;

    /// @notice A tier that holds up to and including a second.
    function pack(uint256 tier_, uint256 validUntil_) internal pure returns (TierState) {
        return TierState.wrap(validUntil_ | (tier_ << 48));
    }

    /// @notice A, B, C or D. A state that was never written says A until second 0, which is over.
    function tier(TierState state) internal pure returns (uint256) {
        return uint8(TierState.unwrap(state) >> 48);
    }

    /// @notice Last second of the tier; after it the tier is D.
    function validUntil(TierState state) internal pure returns (uint256) {
        return uint48(TierState.unwrap(state));
    }
}
