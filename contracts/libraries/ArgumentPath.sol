// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";

/// @title Where an argument stands in the calldata of a call
/// @notice A path is up to sixteen steps of 16 bits, the first one lowest; 0 ends it. The first step is the index of a word of
/// the argument block. Each further step follows that word as an offset, in the way in which the called contract will:
///
/// - `01 ‖ f`: field f (14 bits) of the tuple, or of the fixed array of dynamic elements, that the offset leads to
/// - `10 ‖ e`: element e of the array; `EVERY` is each of them
/// - `11 ‖ 0`: the length of the array, bytes or string; the last step
/// - `00 ‖ w ‖ s` before an element: elements of w words each (7 bits), of which word s is meant; w = 127, s = 0: the array is
///   `bytes` or a string, an element 32 of its bytes, those after its end read as zero
///
/// @dev Offsets are multiples of 32 and lead forward, and every word read lies in the calldata: where the type asks for
/// something else, abi.encode did not write it.
library ArgumentPath {
    uint256 internal constant EVERY = 0x3fff;

    uint256 private constant INLINE = 0;
    uint256 private constant FIELD = 1;
    uint256 private constant ELEMENT = 2;

    /// @dev Layout of `bytes` and strings; that of an array of single words.
    uint256 private constant BYTES = 127 << 7;
    uint256 private constant WORDS = 1 << 7;

    /// @notice One word that a path leads to.
    /// @param data Calldata of the call, with its selector.
    /// @param each Which element `EVERY` stands for, from 0.
    /// @return word The word; 0 when there is none.
    /// @return count Number of words that the path leads to: 1 without `EVERY`.
    function resolve(
        bytes calldata data,
        uint256 argument,
        uint256 each
    ) internal pure returns (uint256 word, uint256 count) {
        if (argument <= type(uint16).max) return (load(data, argument), 1);
        return _follow(data, argument, _load(data, argument, 4 + 32 * (argument & 0xffff)), each);
    }

    /// @notice The word of a path of one step: a static argument.
    /// @param argument Its index, below 2**16.
    function load(bytes calldata data, uint256 argument) internal pure returns (uint256 word) {
        unchecked {
            uint256 position = 4 + 32 * argument;
            if (position + 32 > data.length) revert ISessionErrors.ArgumentMissing(argument, data.length);
            assembly ("memory-safe") {
                word := calldataload(add(data.offset, position))
            }
        }
    }

    function _follow(
        bytes calldata data,
        uint256 argument,
        uint256 first,
        uint256 each
    ) private pure returns (uint256 word, uint256 count) {
        uint256 head = 4;
        uint256 shape = WORDS;
        bool every;
        (word, count) = (first, 1);
        for (uint256 rest = argument >> 16; rest != 0; rest >>= 16) {
            uint256 kind = (rest >> 14) & 3;
            uint256 value = rest & EVERY;
            if (kind == INLINE) {
                shape = value;
                // The word lies in the element, as that of bytes does; only an element has a layout.
                if (shape & 127 >= shape >> 7 || (rest >> 30) & 3 != ELEMENT)
                    revert ISessionErrors.ArgumentMalformed(argument);
                continue;
            }
            uint256 start = _start(data, argument, head, word);
            if (kind == FIELD) {
                head = start;
                word = _load(data, argument, start + 32 * value);
            } else if (kind == ELEMENT) {
                uint256 length = _load(data, argument, start);
                if (value == EVERY) {
                    // One array at a time: which element of which would `each` be?
                    if (every || shape == BYTES) revert ISessionErrors.ArgumentMalformed(argument);
                    if (length == 0) return (0, 0);
                    (value, count, every) = (each, length, true);
                }
                head = start + 32;
                word = _element(data, argument, head, length, value, shape);
                shape = WORDS;
            } else {
                if (rest != 0xc000) revert ISessionErrors.ArgumentMalformed(argument);
                word = _load(data, argument, start);
            }
        }
    }

    function _element(
        bytes calldata data,
        uint256 argument,
        uint256 head,
        uint256 length,
        uint256 index,
        uint256 shape
    ) private pure returns (uint256 word) {
        if (shape != BYTES) {
            if (index >= length) revert ISessionErrors.ArgumentMissing(argument, data.length);
            return _load(data, argument, head + 32 * (index * (shape >> 7) + (shape & 127)));
        }
        if (32 * index >= length) revert ISessionErrors.ArgumentMissing(argument, data.length);
        word = _load(data, argument, head + 32 * index);
        uint256 left = length - 32 * index;
        if (left < 32) word &= type(uint256).max << (8 * (32 - left));
    }

    /// @dev Position that an offset leads to.
    function _start(
        bytes calldata data,
        uint256 argument,
        uint256 head,
        uint256 offset
    ) private pure returns (uint256) {
        if (offset % 32 != 0 || offset >= data.length) revert ISessionErrors.ArgumentMalformed(argument);
        return head + offset;
    }

    function _load(
        bytes calldata data,
        uint256 argument,
        uint256 position
    ) private pure returns (uint256 word) {
        if (position + 32 > data.length) revert ISessionErrors.ArgumentMissing(argument, data.length);
        assembly ("memory-safe") {
            word := calldataload(add(data.offset, position))
        }
    }
}
