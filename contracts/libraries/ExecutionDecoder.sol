// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title Decoder of ERC-7579 executions
/// @notice Accepts exactly what abi.encode produces: an encoding that another decoder could read differently is refused.
/// @dev Reads beyond the end find zeros or other bytes; what is found there is used only when the total size fits.
/// No length of 2**32 or more fits into calldata, and no sum of shorter ones overflows.
library ExecutionDecoder {
    bytes32 internal constant SINGLE = bytes32(0);
    bytes32 internal constant BATCH = bytes32(uint256(1) << 248);

    /// @dev Position of an `Execution`'s data from its start: target, value, offset, length.
    uint256 private constant EXECUTION_HEAD = 128;

    /// @notice Decodes `execute(bytes32 mode, bytes executionCalldata)`; any other function is refused.
    function decodeExecute(
        bytes calldata callData
    ) internal pure returns (bytes32 mode, bytes calldata executionCalldata) {
        bool isExecute = _wordAt(callData, 0) >> 224 == uint32(IERC7579Execution.execute.selector);
        if (callData.length < 4 || !isExecute) {
            revert ISessionErrors.ExecutionFunctionUnsupported(bytes4(callData));
        }
        mode = bytes32(_wordAt(callData, 4));
        uint256 length = _wordAt(callData, 68);
        assembly ("memory-safe") {
            executionCalldata.offset := add(callData.offset, 100)
            executionCalldata.length := length
        }
        unchecked {
            uint256 flaws = (_wordAt(callData, 36) ^ 64) | (length >> 32) | _padding(executionCalldata);
            flaws |= callData.length ^ (100 + _padded(length));
            if (flaws != 0) revert ISessionErrors.ExecutionMalformed();
        }
    }

    /// @notice Checks mode and encoding. Returns the calls of a batch; none for a single call.
    function decode(
        bytes32 mode,
        bytes calldata executionCalldata
    ) internal pure returns (Execution[] calldata calls) {
        if (mode != SINGLE) {
            if (mode != BATCH) revert ISessionErrors.ExecutionModeUnsupported(mode);
            return decodeBatch(executionCalldata);
        }
        if (executionCalldata.length < 52) revert ISessionErrors.ExecutionMalformed();
        assembly ("memory-safe") {
            calls.offset := 0
            calls.length := 0
        }
    }

    /// @notice Decodes `target ‖ value ‖ data`. The caller has called {decode}.
    function decodeSingle(
        bytes calldata executionCalldata
    ) internal pure returns (address target, uint256 value, bytes calldata data) {
        assembly ("memory-safe") {
            target := shr(96, calldataload(executionCalldata.offset))
            value := calldataload(add(executionCalldata.offset, 20))
            data.offset := add(executionCalldata.offset, 52)
            data.length := sub(executionCalldata.length, 52)
        }
    }

    /// @notice One call of a batch. The caller has called {decode}, and the index is below the number of calls.
    function callAt(
        Execution[] calldata calls,
        uint256 index
    ) internal pure returns (address target, uint256 value, bytes calldata data) {
        assembly ("memory-safe") {
            let item := add(calls.offset, calldataload(add(calls.offset, shl(5, index))))
            target := calldataload(item)
            value := calldataload(add(item, 32))
            data.offset := add(item, EXECUTION_HEAD)
            data.length := calldataload(add(item, 96))
        }
    }

    /// @notice Decodes and checks `abi.encode(Execution[])`.
    function decodeBatch(
        bytes calldata executionCalldata
    ) internal pure returns (Execution[] calldata calls) {
        uint256 size = executionCalldata.length;
        if (size < 64 || _wordAt(executionCalldata, 0) != 32) revert ISessionErrors.ExecutionMalformed();
        uint256 length = _wordAt(executionCalldata, 32);
        if (length == 0) revert ISessionErrors.ExecutionEmpty();
        if (length > size / (EXECUTION_HEAD + 32)) revert ISessionErrors.ExecutionMalformed();
        assembly ("memory-safe") {
            calls.offset := add(executionCalldata.offset, 64)
            calls.length := length
        }
        if (size != 64 + _checkedSize(calls)) revert ISessionErrors.ExecutionMalformed();
    }

    /// @dev Size of the encoded calls, the offsets included. An offset counts from the first offset, and each call must start
    /// where the one before it ended. Reads beyond the end find other bytes, and then the size is not that of the batch.
    function _checkedSize(Execution[] calldata calls) private pure returns (uint256 position) {
        unchecked {
            uint256 length = calls.length;
            position = length * 32;
            for (uint256 i = 0; i < length; ++i) {
                uint256 flaws;
                uint256 size;
                bytes calldata data;
                assembly ("memory-safe") {
                    let item := add(calls.offset, position)
                    size := calldataload(add(item, 96))
                    flaws := xor(calldataload(add(calls.offset, shl(5, i))), position)
                    flaws := or(flaws, shr(160, calldataload(item)))
                    flaws := or(flaws, xor(calldataload(add(item, 64)), 96))
                    data.offset := add(item, EXECUTION_HEAD)
                    data.length := size
                }
                if (flaws | (size >> 32) | _padding(data) != 0) revert ISessionErrors.ExecutionMalformed();
                position += EXECUTION_HEAD + _padded(size);
            }
        }
    }

    /// @dev What stands between the end of `data` and the next word: zero, as abi.encode writes it.
    function _padding(bytes calldata data) private pure returns (uint256 residue) {
        assembly ("memory-safe") {
            let rest := and(data.length, 31)
            let last := calldataload(sub(add(data.offset, data.length), rest))
            residue := mul(iszero(iszero(rest)), shl(shl(3, rest), last))
        }
    }

    function _wordAt(bytes calldata data, uint256 position) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(data.offset, position))
        }
    }

    function _padded(uint256 length) private pure returns (uint256) {
        unchecked {
            return (length + 31) & ~uint256(31);
        }
    }
}
