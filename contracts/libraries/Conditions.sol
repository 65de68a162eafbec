// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor} from "../types/Cursor.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {ParameterConditionLib as Op} from "../types/ParameterCondition.sol";
import {ArgumentPath} from "./ArgumentPath.sol";
import {WordHashes} from "./WordHashes.sol";

/// @title Rules on the arguments of a call
/// @notice Encoded as `u8 count`, then each `u8 operator ‖ var argument ‖ u8 number of values ‖ var each`. Words are compared
/// whole: a value with dirty upper bits equals nothing that is clean.
library Conditions {
    /// @notice EIP-712 hash of the conditions at `cursor`, and the position after them.
    function readHash(Cursor cursor) internal pure returns (bytes32 result, Cursor next) {
        uint256 count;
        (count, next) = cursor.readByte();
        if (count == 0) return (EmptyParts.ARRAY, next);
        bytes32[] memory hashes = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) (hashes[i], next) = _readHash(next);
        return (WordHashes.hash(hashes), next);
    }

    /// @notice Reverts unless every condition at `cursor` holds for `data`, a call made by `account`.
    function check(Cursor cursor, bytes calldata data, address account) internal pure {
        uint256 count;
        (count, cursor) = cursor.readByte();
        for (; count != 0; --count) {
            uint256 operator;
            uint256 argument;
            uint256 values;
            (operator, cursor) = cursor.readByte();
            (argument, cursor) = cursor.readVar();
            (values, cursor) = cursor.readByte();
            _checkCount(operator, values);
            uint256 words = 1;
            for (uint256 i = 0; i < words; ++i) {
                uint256 word;
                (word, words) = ArgumentPath.resolve(data, argument, i);
                if (words != 0 && !_holds(operator, word, cursor, values, account)) {
                    revert ISessionErrors.ConditionFailed(argument, operator, bytes32(word));
                }
            }
            for (; values != 0; --values) (, cursor) = cursor.readVar();
        }
    }

    /// @dev Hash of one condition.
    function _readHash(Cursor cursor) private pure returns (bytes32, Cursor next) {
        uint256 operator;
        uint256 argument;
        bytes32 values;
        (operator, next) = cursor.readByte();
        (argument, next) = next.readVar();
        (values, next) = _readValues(next);
        return (WordHashes.hash(uint256(Op.TYPEHASH), argument, operator, uint256(values)), next);
    }

    /// @dev Hash of the values of one condition: their words behind the free memory pointer, one after the other.
    function _readValues(Cursor cursor) private pure returns (bytes32 result, Cursor next) {
        uint256 count;
        (count, next) = cursor.readByte();
        for (uint256 i = 0; i < count; ++i) {
            uint256 value;
            (value, next) = next.readVar();
            assembly ("memory-safe") {
                mstore(add(mload(0x40), shl(5, i)), value)
            }
        }
        assembly ("memory-safe") {
            result := keccak256(mload(0x40), shl(5, count))
        }
    }

    /// @dev How many values an operator takes; an unknown one is refused.
    function _checkCount(uint256 operator, uint256 values) private pure {
        bool fits;
        if (operator == Op.IS_ACCOUNT) fits = values == 0;
        else if (operator == Op.ONE_OF) fits = values != 0 && values <= Op.MAX_VALUES;
        else if (operator == Op.RANGE || operator == Op.MASK || operator == Op.SIGNED_RANGE) fits = values == 2;
        else fits = values == 1 && operator != 0 && operator < Op.SIGNED_RANGE;
        if (!fits) revert ISessionErrors.ConditionMalformed(operator, values);
    }

    function _holds(
        uint256 operator,
        uint256 word,
        Cursor cursor,
        uint256 count,
        address account
    ) private pure returns (bool) {
        if (operator == Op.IS_ACCOUNT) return word == uint160(account);
        if (operator == Op.ONE_OF) return _isOneOf(word, cursor, count);
        uint256 first;
        (first, cursor) = cursor.readVar();
        if (count == 1) return _compare(operator, word, first);
        (uint256 second, ) = cursor.readVar();
        if (operator == Op.MASK) return word & first == second;
        if (operator == Op.RANGE) return first <= word && word <= second;
        return int256(first) <= int256(word) && int256(word) <= int256(second);
    }

    function _compare(uint256 operator, uint256 word, uint256 value) private pure returns (bool) {
        if (operator == Op.EQUAL) return word == value;
        if (operator == Op.AT_MOST) return word <= value;
        if (operator == Op.AT_LEAST) return word >= value;
        if (operator == Op.LESS) return word < value;
        if (operator == Op.GREATER) return word > value;
        if (operator == Op.NOT_EQUAL) return word != value;
        (int256 left, int256 right) = (int256(word), int256(value));
        if (operator == Op.SIGNED_LESS) return left < right;
        if (operator == Op.SIGNED_AT_MOST) return left <= right;
        if (operator == Op.SIGNED_GREATER) return left > right;
        return left >= right;
    }

    function _isOneOf(uint256 word, Cursor cursor, uint256 count) private pure returns (bool) {
        for (; count != 0; --count) {
            uint256 value;
            (value, cursor) = cursor.readVar();
            if (value == word) return true;
        }
        return false;
    }
}
