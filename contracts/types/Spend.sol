// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice What a call takes from one of the grant's limits: `Spend(uint16 limit,uint8 source,uint256 argument)`.
/// @dev Read from calldata as it is needed, see {Spends}; here are its names and its type. A source has the number of the
/// limit's kind that it fits: native value, token, count.
library SpendLib {
    /// @dev The native value of the call, in wei.
    uint256 internal constant NATIVE_VALUE = 1;
    /// @dev An argument of the call, in the limit's unit.
    uint256 internal constant ARGUMENT = 2;
    /// @dev One per call.
    uint256 internal constant CALL = 3;

    bytes32 internal constant TYPEHASH = keccak256("Spend(uint16 limit,uint8 source,uint256 argument)");
}
