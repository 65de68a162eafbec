// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice A rule on one argument of a call.
/// @param argument Path of 16-bit steps, first step lowest; a static argument is the index of its 32-byte word.
/// @param operator One of the operators in {ParameterConditionLib}.
/// @param values What the operator compares the word with; how many depends on the operator.
struct ParameterCondition {
    uint256 argument;
    uint8 operator;
    bytes32[] values;
}

/// @notice Operators and hash of conditions
library ParameterConditionLib {
    uint8 internal constant EQUAL = 1;
    uint8 internal constant NOT_EQUAL = 2;
    uint8 internal constant LESS = 3;
    uint8 internal constant AT_MOST = 4;
    uint8 internal constant GREATER = 5;
    uint8 internal constant AT_LEAST = 6;
    uint8 internal constant RANGE = 7;
    uint8 internal constant ONE_OF = 8;
    uint8 internal constant IS_ACCOUNT = 9;
    uint8 internal constant MASK = 10;
    uint8 internal constant SIGNED_LESS = 11;
    uint8 internal constant SIGNED_AT_MOST = 12;
    uint8 internal constant SIGNED_GREATER = 13;
    uint8 internal constant SIGNED_AT_LEAST = 14;
    uint8 internal constant SIGNED_RANGE = 15;

    /// @dev Most values that `oneOf` may list; larger sets become permissions that share limits.
    uint256 internal constant MAX_VALUES = 16;

    bytes32 internal constant TYPEHASH = keccak256(
        "ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)"
    );

    /// @notice EIP-712 hash of the array of conditions.
    function hash(ParameterCondition[] memory conditions) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](conditions.length);
        for (uint256 i = 0; i < conditions.length; ++i) {
            ParameterCondition memory condition = conditions[i];
            hashes[i] = keccak256(
                abi.encode(
                    TYPEHASH,
                    condition.argument,
                    condition.operator,
                    keccak256(abi.encodePacked(condition.values))
                )
            );
        }
        return keccak256(abi.encodePacked(hashes));
    }
}
