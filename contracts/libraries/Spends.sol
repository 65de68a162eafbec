// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor} from "../types/Cursor.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {Limit} from "../types/Limit.sol";
import {SpendLib} from "../types/Spend.sol";
import {ArgumentPath} from "./ArgumentPath.sol";

/// @title What a call takes from the grant's limits
/// @notice Encoded as `u8 count`, then each `u16 limit ‖ u8 source ‖ var argument`.
library Spends {
    /// @notice EIP-712 hash of the spends at `cursor`, and the position after them.
    /// @dev Behind the free memory pointer: the hashes so far, the preimage of one spend.
    function readHash(Cursor cursor) internal pure returns (bytes32 result, Cursor next) {
        uint256 count;
        (count, next) = cursor.readByte();
        if (count == 0) return (EmptyParts.ARRAY, next);
        bytes32 typehash = SpendLib.TYPEHASH;
        assembly ("memory-safe") {
            let hashes := mload(0x40)
            let preimage := add(hashes, shl(5, count))
            mstore(preimage, typehash)
            for {
                let i := hashes
            } lt(i, preimage) {
                i := add(i, 0x20)
            } {
                // limit, source and argument
                let head := calldataload(next)
                let size := byte(3, head)
                mstore(add(preimage, 0x20), shr(240, head))
                mstore(add(preimage, 0x40), byte(2, head))
                next := add(next, 4)
                mstore(add(preimage, 0x60), shr(sub(256, shl(3, size)), calldataload(next)))
                next := or(add(next, size), shl(128, gt(size, 32)))
                mstore(i, keccak256(preimage, 0x80))
            }
            result := keccak256(hashes, sub(preimage, hashes))
        }
    }

    /// @notice Adds to `limits` what a call takes from them; reverts when one has too little left.
    function take(Cursor cursor, uint256 value, bytes calldata data, Limit[] memory limits) internal pure {
        uint256 count;
        (count, cursor) = cursor.readByte();
        for (uint256 i = 0; i < count; ++i) {
            uint256 head = cursor.word();
            uint256 argument;
            (argument, cursor) = cursor.skip(3).readVar();
            (uint256 limitId, uint256 source) = (head >> 240, uint8(head >> 232));
            Limit memory limit = limits[_find(limits, limitId)];
            if (limit.kind != source || source == 0 || source > SpendLib.CALL) {
                revert ISessionErrors.LimitKindMismatch(limitId, limit.kind, source);
            }
            uint256 requested = value;
            if (source != SpendLib.NATIVE_VALUE)
                requested = source == SpendLib.CALL ? 1 : _sum(argument, data);
            unchecked {
                // What was spent, and what is added, is below 2**128. A counter that was carried from another grant may
                // stand above this one's cap.
                uint256 before = limit.spent + limit.added;
                uint256 remaining = limit.amount > before ? limit.amount - before : 0;
                if (requested > remaining) {
                    revert ISessionErrors.LimitExceeded(limitId, requested, remaining);
                }
                limit.added += requested;
            }
        }
    }

    /// @dev The word that a path leads to, or the sum of its words, which stops at the greatest number.
    function _sum(uint256 argument, bytes calldata data) private pure returns (uint256 sum) {
        if (argument <= type(uint16).max) return ArgumentPath.load(data, argument);
        uint256 words = 1;
        for (uint256 i = 0; i < words; ++i) {
            uint256 word;
            (word, words) = ArgumentPath.resolve(data, argument, i);
            if (word > type(uint256).max - sum) return type(uint256).max;
            sum += word;
        }
    }

    /// @dev Position of a limit among those that the use carries.
    function _find(Limit[] memory limits, uint256 limitId) private pure returns (uint256) {
        for (uint256 i = 0; i < limits.length; ++i) {
            if (limits[i].limitId == limitId) return i;
        }
        revert ISessionErrors.LimitMissing(limitId);
    }
}
