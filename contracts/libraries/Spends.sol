// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor} from "../types/Cursor.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {Limit} from "../types/Limit.sol";
import {SpendLib} from "../types/Spend.sol";
import {ArgumentPath} from "./ArgumentPath.sol";
import {WordHashes} from "./WordHashes.sol";

/// @title What a call takes from the grant's limits
/// @notice Encoded as `u8 count`, then each `u16 limit ‖ u8 source ‖ var argument`.
library Spends {
    /// @notice EIP-712 hash of the spends at `cursor`, and the position after them.
    function readHash(Cursor cursor) internal pure returns (bytes32, Cursor next) {
        uint256 count;
        (count, next) = cursor.readByte();
        if (count == 0) return (EmptyParts.ARRAY, next);
        bytes32[] memory hashes = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 limitId;
            uint256 source;
            uint256 argument;
            (limitId, source, argument, next) = _read(next);
            hashes[i] = WordHashes.hash(uint256(SpendLib.TYPEHASH), limitId, source, argument);
        }
        return (WordHashes.hash(hashes), next);
    }

    /// @notice Adds to `limits` what a call takes from them; reverts when one has too little left.
    function take(Cursor cursor, uint256 value, bytes calldata data, Limit[] memory limits) internal pure {
        uint256 count;
        (count, cursor) = cursor.readByte();
        for (; count != 0; --count) {
            uint256 limitId;
            uint256 source;
            uint256 argument;
            (limitId, source, argument, cursor) = _read(cursor);
            Limit memory limit = limits[_find(limits, limitId)];
            bool known = source != 0 && source <= SpendLib.CALL;
            if (!known || limit.kind != source) {
                revert ISessionErrors.LimitKindMismatch(limitId, limit.kind, source);
            }
            // A counter that was carried from another grant may stand above this one's cap.
            uint256 before = limit.spent + limit.added;
            uint256 remaining = limit.amount > before ? limit.amount - before : 0;
            uint256 requested = _requested(source, argument, value, data);
            if (requested > remaining) revert ISessionErrors.LimitExceeded(limitId, requested, remaining);
            limit.added += requested;
        }
    }

    /// @dev What a call takes; a sum of array elements stops at the greatest number.
    function _requested(
        uint256 source,
        uint256 argument,
        uint256 value,
        bytes calldata data
    ) private pure returns (uint256 sum) {
        if (source == SpendLib.NATIVE_VALUE) return value;
        if (source == SpendLib.CALL) return 1;
        uint256 words = 1;
        for (uint256 i = 0; i < words; ++i) {
            uint256 word;
            (word, words) = ArgumentPath.resolve(data, argument, i);
            if (word > type(uint256).max - sum) return type(uint256).max;
            sum += word;
        }
    }

    function _find(Limit[] memory limits, uint256 limitId) private pure returns (uint256) {
        for (uint256 i = 0; i < limits.length; ++i) {
            if (limits[i].limitId == limitId) return i;
        }
        revert ISessionErrors.LimitMissing(limitId);
    }

    function _read(
        Cursor cursor
    ) private pure returns (uint256 limitId, uint256 source, uint256 argument, Cursor next) {
        uint256 word = cursor.word();
        (limitId, source) = (word >> 240, (word >> 232) & 0xff);
        (argument, next) = cursor.skip(3).readVar();
    }
}
