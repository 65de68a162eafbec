// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice A rule on one argument of a call: `ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)`.
/// @dev Read from calldata as it is needed, see {Conditions}; here are its names and its type.
library ParameterConditionLib {
    uint256 internal constant EQUAL = 1;
    uint256 internal constant NOT_EQUAL = 2;
    uint256 internal constant LESS = 3;
    uint256 internal constant AT_MOST = 4;
    uint256 internal constant GREATER = 5;
    uint256 internal constant AT_LEAST = 6;
    uint256 internal constant RANGE = 7;
    uint256 internal constant ONE_OF = 8;
    uint256 internal constant IS_ACCOUNT = 9;
    uint256 internal constant MASK = 10;
    uint256 internal constant SIGNED_LESS = 11;
    uint256 internal constant SIGNED_AT_MOST = 12;
    uint256 internal constant SIGNED_GREATER = 13;
    uint256 internal constant SIGNED_AT_LEAST = 14;
    uint256 internal constant SIGNED_RANGE = 15;

    /// @dev Most values that `ONE_OF` may list; larger sets become permissions that share limits.
    uint256 internal constant MAX_VALUES = 16;

    bytes32 internal constant TYPEHASH = keccak256(
        "ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)"
    );
}
