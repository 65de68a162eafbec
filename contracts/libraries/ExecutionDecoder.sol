// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title Decoder of ERC-7579 executions
/// @notice Accepts exactly what abi.encode produces: an encoding that another decoder could read differently is refused.
/// @dev Positions are bounded by calldata before anything is read at them. Sums cannot overflow: every term is below 2**64.
library ExecutionDecoder {
    bytes32 internal constant SINGLE = bytes32(0);
    bytes32 internal constant BATCH = bytes32(uint256(1) << 248);

    /// @dev Position of an `Execution`'s data from its start: target, value, offset, length.
    uint256 private constant EXECUTION_HEAD = 128;

    /// @notice Decodes `execute(bytes32 mode, bytes executionCalldata)`; any other function is refused.
    function decodeExecute(
        bytes calldata callData
    ) internal pure returns (bytes32 mode, bytes calldata executionCalldata) {
        bytes4 selector = bytes4(callData);
        if (callData.length < 4 || selector != IERC7579Execution.execute.selector) {
            revert ISessionErrors.ExecutionFunctionUnsupported(selector);
        }
        if (callData.length < 100) revert ISessionErrors.ExecutionMalformed();
        mode = bytes32(callData[4:36]);
        uint256 length = uint256(bytes32(callData[68:100]));
        bool offsetFits = uint256(bytes32(callData[36:68])) == 64;
        if (!offsetFits || length > callData.length || callData.length != 100 + _padded(length)) {
            revert ISessionErrors.ExecutionMalformed();
        }
        executionCalldata = callData[100:100 + length];
        _checkPadding(executionCalldata);
    }

    /// @notice Checks mode and encoding. Returns the calls of a batch; none for a single call.
    function decode(
        bytes32 mode,
        bytes calldata executionCalldata
    ) internal pure returns (Execution[] calldata calls) {
        if (mode == BATCH) return decodeBatch(executionCalldata);
        if (mode != SINGLE) revert ISessionErrors.ExecutionModeUnsupported(mode);
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
        target = address(bytes20(executionCalldata));
        value = uint256(bytes32(executionCalldata[20:52]));
        data = executionCalldata[52:];
    }

    /// @notice Decodes and checks `abi.encode(Execution[])`.
    function decodeBatch(
        bytes calldata executionCalldata
    ) internal pure returns (Execution[] calldata calls) {
        uint256 size = executionCalldata.length;
        if (size < 64 || _wordAt(executionCalldata, 0) != 32) revert ISessionErrors.ExecutionMalformed();
        uint256 length = _wordAt(executionCalldata, 32);
        if (length == 0) revert ISessionErrors.ExecutionEmpty();
        if (length > (size - 64) / 32) revert ISessionErrors.ExecutionMalformed();

        // Offsets of calls count from the first offset; each call must start where the one before it ended.
        uint256 position = length * 32;
        for (uint256 i = 0; i < length; ++i) {
            if (_wordAt(executionCalldata, 64 + i * 32) != position)
                revert ISessionErrors.ExecutionMalformed();
            position += _checkExecution(executionCalldata[64 + position:]);
        }
        if (size != 64 + position) revert ISessionErrors.ExecutionMalformed();
        assembly ("memory-safe") {
            calls.offset := add(executionCalldata.offset, 64)
            calls.length := length
        }
    }

    /// @dev Checks one `Execution` at the start of `rest` and returns the size of its encoding.
    function _checkExecution(bytes calldata rest) private pure returns (uint256) {
        if (rest.length < EXECUTION_HEAD) revert ISessionErrors.ExecutionMalformed();
        uint256 length = _wordAt(rest, 96);
        bool canonical = _wordAt(rest, 0) >> 160 == 0 && _wordAt(rest, 64) == 96 && length <= rest.length;
        if (!canonical || _padded(length) > rest.length - EXECUTION_HEAD) {
            revert ISessionErrors.ExecutionMalformed();
        }
        _checkPadding(rest[EXECUTION_HEAD:EXECUTION_HEAD + length]);
        return EXECUTION_HEAD + _padded(length);
    }

    /// @dev The bytes between the end of `data` and the next word must be zero; the caller has checked that they exist.
    function _checkPadding(bytes calldata data) private pure {
        uint256 used = data.length % 32;
        if (used == 0) return;
        uint256 last;
        assembly ("memory-safe") {
            last := calldataload(sub(add(data.offset, data.length), used))
        }
        if (last << (used * 8) != 0) revert ISessionErrors.ExecutionMalformed();
    }

    function _wordAt(bytes calldata data, uint256 position) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(data.offset, position))
        }
    }

    function _padded(uint256 length) private pure returns (uint256) {
        return (length + 31) & ~uint256(31);
    }
}
