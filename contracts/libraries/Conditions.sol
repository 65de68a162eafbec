// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {ParameterCondition, ParameterConditionLib as Op} from "../types/ParameterCondition.sol";
import {TermsLib} from "../types/Terms.sol";

/// @title Rules on the arguments of a call
/// @notice Words are compared whole: a value with dirty upper bits equals nothing that is clean.
library Conditions {
    /// @notice Reverts unless every condition holds for `data`, a call made by `account`.
    function check(
        ParameterCondition[] memory conditions,
        bytes calldata data,
        address account
    ) internal pure {
        for (uint256 i = 0; i < conditions.length; ++i) {
            ParameterCondition memory condition = conditions[i];
            bytes32 word = argumentAt(data, condition.argument);
            if (!_holds(condition, word, account)) {
                revert ISessionModule.ConditionFailed(condition.argument, condition.operator, word);
            }
        }
    }

    /// @notice The word of an argument.
    /// @param argument Index of the word after the selector.
    function argumentAt(bytes calldata data, uint256 argument) internal pure returns (bytes32) {
        if (argument > type(uint16).max) revert ISessionModule.PartUnsupported(TermsLib.ARGUMENT_PATHS);
        uint256 start = 4 + 32 * argument;
        if (data.length < start + 32) revert ISessionModule.ArgumentMissing(argument, data.length);
        return bytes32(data[start:start + 32]);
    }

    function _holds(
        ParameterCondition memory condition,
        bytes32 word,
        address account
    ) private pure returns (bool) {
        uint256 operator = condition.operator;
        bytes32[] memory values = condition.values;
        if (operator == Op.IS_ACCOUNT) {
            _checkCount(operator, values, 0);
            return word == bytes32(uint256(uint160(account)));
        }
        if (operator == Op.ONE_OF) return _isOneOf(values, word);
        if (operator == Op.RANGE || operator == Op.MASK || operator == Op.SIGNED_RANGE) {
            _checkCount(operator, values, 2);
            if (operator == Op.MASK) return word & values[0] == values[1];
            if (operator == Op.RANGE) return values[0] <= word && word <= values[1];
            return
                int256(uint256(values[0])) <= int256(uint256(word)) &&
                int256(uint256(word)) <= int256(uint256(values[1]));
        }
        _checkCount(operator, values, 1);
        return _compare(operator, word, values[0]);
    }

    function _compare(uint256 operator, bytes32 word, bytes32 value) private pure returns (bool) {
        if (operator == Op.EQUAL) return word == value;
        if (operator == Op.AT_MOST) return word <= value;
        if (operator == Op.AT_LEAST) return word >= value;
        if (operator == Op.LESS) return word < value;
        if (operator == Op.GREATER) return word > value;
        if (operator == Op.NOT_EQUAL) return word != value;
        (int256 left, int256 right) = (int256(uint256(word)), int256(uint256(value)));
        if (operator == Op.SIGNED_LESS) return left < right;
        if (operator == Op.SIGNED_AT_MOST) return left <= right;
        if (operator == Op.SIGNED_GREATER) return left > right;
        if (operator == Op.SIGNED_AT_LEAST) return left >= right;
        revert ISessionModule.ConditionMalformed(operator, 1);
    }

    function _isOneOf(bytes32[] memory values, bytes32 word) private pure returns (bool) {
        if (values.length == 0 || values.length > Op.MAX_VALUES) {
            revert ISessionModule.ConditionMalformed(Op.ONE_OF, values.length);
        }
        for (uint256 i = 0; i < values.length; ++i) {
            if (values[i] == word) return true;
        }
        return false;
    }

    function _checkCount(uint256 operator, bytes32[] memory values, uint256 count) private pure {
        if (values.length != count) revert ISessionModule.ConditionMalformed(operator, values.length);
    }
}
