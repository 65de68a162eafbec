// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ArgumentPath} from "../libraries/ArgumentPath.sol";
import {Conditions} from "../libraries/Conditions.sol";
import {ExecutionDecoder} from "../libraries/ExecutionDecoder.sol";
import {OrderedTree} from "../libraries/OrderedTree.sol";
import {Spends} from "../libraries/Spends.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {Limit} from "../types/Limit.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title Everything that the module finds out about calls, for tests
/// @notice The same code as in the module. Never to be deployed for use.
contract CallHarness {
    /// @notice Calls of a batch, decoded and checked.
    function decodeBatch(bytes calldata data) external pure returns (Execution[] memory) {
        return ExecutionDecoder.decodeBatch(data);
    }

    /// @notice Calls of a batch, one by one as they are judged.
    function callsOf(bytes calldata data) external pure returns (Execution[] memory list) {
        Execution[] calldata calls = ExecutionDecoder.decode(ExecutionDecoder.BATCH, data);
        list = new Execution[](calls.length);
        for (uint256 i = 0; i < list.length; ++i) {
            (address target, uint256 value, bytes calldata callData) = ExecutionDecoder.callAt(calls, i);
            list[i] = Execution(target, value, callData);
        }
    }

    /// @notice A single call, decoded and checked.
    function decodeSingle(bytes calldata data) external pure returns (address, uint256, bytes memory) {
        ExecutionDecoder.decode(ExecutionDecoder.SINGLE, data);
        return ExecutionDecoder.decodeSingle(data);
    }

    /// @notice Mode and execution of a call of `execute`, decoded and checked.
    function decodeExecute(bytes calldata data) external pure returns (bytes32, bytes memory) {
        return ExecutionDecoder.decodeExecute(data);
    }

    /// @notice Number of calls of a batch; 0 for a single call.
    function decode(bytes32 mode, bytes calldata data) external pure returns (uint256) {
        return ExecutionDecoder.decode(mode, data).length;
    }

    /// @notice Reverts unless every condition holds.
    function checkConditions(bytes calldata conditions, bytes calldata data, address account) external pure {
        (Cursor start, ) = CursorLib.open(conditions);
        Conditions.check(start, data, account);
    }

    /// @notice EIP-712 hash of the conditions that the data begins with, and how many bytes they are.
    function hashConditions(bytes calldata conditions) external pure returns (bytes32 hash, uint256 size) {
        (Cursor start, ) = CursorLib.open(conditions);
        Cursor next;
        (hash, next) = Conditions.readHash(start);
        size = Cursor.unwrap(next) - Cursor.unwrap(start);
    }

    /// @notice EIP-712 hash of the spends that the data begins with, and how many bytes they are.
    function hashSpends(bytes calldata spends) external pure returns (bytes32 hash, uint256 size) {
        (Cursor start, ) = CursorLib.open(spends);
        Cursor next;
        (hash, next) = Spends.readHash(start);
        size = Cursor.unwrap(next) - Cursor.unwrap(start);
    }

    /// @notice The limits after a call has taken from them.
    function takeSpends(
        bytes calldata spends,
        uint256 value,
        bytes calldata data,
        Limit[] memory limits
    ) external pure returns (Limit[] memory) {
        (Cursor start, ) = CursorLib.open(spends);
        Spends.take(start, value, data, limits);
        return limits;
    }

    /// @notice One word that an argument path leads to, and how many there are.
    function resolve(
        bytes calldata data,
        uint256 argument,
        uint256 each
    ) external pure returns (uint256 word, uint256 count) {
        return ArgumentPath.resolve(data, argument, each);
    }

    /// @notice Root that siblings lead to, and how many bytes of them were read.
    function readRoot(
        bytes calldata siblings,
        bytes32 leaf,
        uint256 index,
        uint256 height
    ) external pure returns (bytes32 root, uint256 size) {
        (Cursor start, ) = CursorLib.open(siblings);
        Cursor next;
        (root, next) = OrderedTree.readRoot(start, leaf, index, height);
        size = Cursor.unwrap(next) - Cursor.unwrap(start);
    }
}
