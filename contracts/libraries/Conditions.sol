// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor} from "../types/Cursor.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {ParameterConditionLib as Op} from "../types/ParameterCondition.sol";
import {ArgumentPath} from "./ArgumentPath.sol";

/// @title Rules on the arguments of a call
/// @notice Encoded as `u8 count`, then each `u8 operator ‖ var argument ‖ u8 number of values ‖ var each`. Words are compared
/// whole: a value with dirty upper bits equals nothing that is clean.
library Conditions {
    /// @dev For each operator that compares with one value, four bits that say when it holds: 1 less, 2 equal, 4 greater. One of
    /// one value is equal.
    uint256 private constant HOLDS_WHEN = 0x643100206431520;

    /// @notice EIP-712 hash of the conditions at `cursor`, and the position after them.
    /// @dev Behind the free memory pointer: the hashes so far, the preimage of one condition, its values.
    function readHash(Cursor cursor) internal pure returns (bytes32 result, Cursor next) {
        uint256 count;
        (count, next) = cursor.readByte();
        if (count == 0) return (EmptyParts.ARRAY, next);
        bytes32 typehash = Op.TYPEHASH;
        assembly ("memory-safe") {
            let hashes := mload(0x40)
            let preimage := add(hashes, shl(5, count))
            let values := add(preimage, 0x80)
            mstore(preimage, typehash)
            for {
                let i := hashes
            } lt(i, preimage) {
                i := add(i, 0x20)
            } {
                // operator and argument
                let head := calldataload(next)
                let size := byte(1, head)
                mstore(add(preimage, 0x40), byte(0, head))
                next := add(next, 2)
                mstore(add(preimage, 0x20), shr(sub(256, shl(3, size)), calldataload(next)))
                next := or(add(next, size), shl(128, gt(size, 32)))
                // values
                let end := add(values, shl(5, byte(0, calldataload(next))))
                next := add(next, 1)
                for {
                    let j := values
                } lt(j, end) {
                    j := add(j, 0x20)
                } {
                    size := byte(0, calldataload(next))
                    next := add(next, 1)
                    mstore(j, shr(sub(256, shl(3, size)), calldataload(next)))
                    next := or(add(next, size), shl(128, gt(size, 32)))
                }
                mstore(add(preimage, 0x60), keccak256(values, sub(end, values)))
                mstore(i, keccak256(preimage, 0x80))
            }
            result := keccak256(hashes, sub(preimage, hashes))
        }
    }

    /// @notice Reverts unless every condition at `cursor` holds for `data`, a call made by `account`.
    function check(Cursor cursor, bytes calldata data, address account) internal pure {
        uint256 count;
        (count, cursor) = cursor.readByte();
        for (uint256 i = 0; i < count; ++i) {
            uint256 operator;
            uint256 argument;
            uint256 values;
            (operator, argument, values, cursor) = _readHead(cursor);
            if (values == 1 && argument <= type(uint16).max) {
                // The most common by far: one word of the call and one value.
                uint256 value;
                (value, cursor) = cursor.readVar();
                uint256 word = ArgumentPath.load(data, argument);
                if (!_compares(operator, word, value)) _refuse(argument, operator, word, 1);
            } else {
                cursor = _checkEach(cursor, data, account, operator, argument, values);
            }
        }
    }

    /// @dev What stands before the values. No length is too long: hashing has read them all.
    function _readHead(
        Cursor cursor
    ) private pure returns (uint256 operator, uint256 argument, uint256 values, Cursor next) {
        assembly ("memory-safe") {
            let head := calldataload(cursor)
            let size := byte(1, head)
            operator := byte(0, head)
            next := add(cursor, 2)
            argument := shr(sub(256, shl(3, size)), calldataload(next))
            next := add(next, size)
            values := byte(0, calldataload(next))
            next := add(next, 1)
        }
    }

    /// @dev Any condition: with any number of values, on each of the words that a path leads to.
    function _checkEach(
        Cursor cursor,
        bytes calldata data,
        address account,
        uint256 operator,
        uint256 argument,
        uint256 values
    ) private pure returns (Cursor next) {
        uint256 words = 1;
        for (uint256 i = 0; i < words; ++i) {
            uint256 word;
            (word, words) = ArgumentPath.resolve(data, argument, i);
            // An array without elements has none that could break a rule; the rule itself must make sense all the same.
            bool holds = _holds(operator, word, cursor, values, account);
            if (words != 0 && !holds) _refuse(argument, operator, word, values);
        }
        next = cursor;
        for (uint256 i = 0; i < values; ++i) (, next) = next.readVar();
    }

    function _holds(
        uint256 operator,
        uint256 word,
        Cursor cursor,
        uint256 values,
        address account
    ) private pure returns (bool) {
        if (operator == Op.ONE_OF && values != 0 && values <= Op.MAX_VALUES) {
            return _isOneOf(word, cursor, values);
        }
        if (operator == Op.IS_ACCOUNT && values == 0) return word == uint160(account);
        uint256 first;
        (first, cursor) = cursor.readVar();
        if (values == 1 && _isComparison(operator)) return _compares(operator, word, first);
        (uint256 second, ) = cursor.readVar();
        if (values == 2) {
            if (operator == Op.MASK) return word & first == second;
            if (operator == Op.RANGE) return first <= word && word <= second;
            if (operator == Op.SIGNED_RANGE) {
                return int256(first) <= int256(word) && int256(word) <= int256(second);
            }
        }
        revert ISessionErrors.ConditionMalformed(operator, values);
    }

    /// @dev An operator that does not compare with one value holds never.
    function _compares(uint256 operator, uint256 word, uint256 value) private pure returns (bool) {
        bool less = operator < Op.SIGNED_LESS ? word < value : int256(word) < int256(value);
        uint256 relation =
            less
                ? 1
                : word == value
                    ? 2
                    : 4;
        return (HOLDS_WHEN >> (4 * operator)) & relation != 0;
    }

    /// @dev Whether an operator compares with one value.
    function _isComparison(uint256 operator) private pure returns (bool) {
        return (HOLDS_WHEN >> (4 * operator)) & 7 != 0;
    }

    function _isOneOf(uint256 word, Cursor cursor, uint256 values) private pure returns (bool) {
        for (uint256 i = 0; i < values; ++i) {
            uint256 value;
            (value, cursor) = cursor.readVar();
            if (value == word) return true;
        }
        return false;
    }

    function _refuse(uint256 argument, uint256 operator, uint256 word, uint256 values) private pure {
        if (values == 1 && !_isComparison(operator)) {
            revert ISessionErrors.ConditionMalformed(operator, values);
        }
        revert ISessionErrors.ConditionFailed(argument, operator, bytes32(word));
    }
}
