// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Cursor, CursorLib} from "../types/Cursor.sol";
import {GrantType} from "../types/GrantType.sol";
import {WordHashes} from "./WordHashes.sol";

/// @title Reader of encoded guards
/// @notice Encoded as `u8 count`, then each `20B guard ‖ u16 length ‖ config`.
library GuardList {
    /// @notice EIP-712 hash of the guards at `cursor`, and the position after them.
    function readHash(Cursor cursor) internal pure returns (bytes32, Cursor next) {
        uint256 count;
        (count, next) = cursor.readByte();
        bytes32[] memory hashes = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            address guard;
            bytes calldata config;
            (guard, config, next) = readGuard(next);
            hashes[i] = WordHashes.hash(
                uint256(GrantType.GUARD_TYPEHASH),
                uint160(guard),
                uint256(WordHashes.hash(config))
            );
        }
        return (WordHashes.hash(hashes), next);
    }

    /// @notice One guard, and the position after it.
    function readGuard(
        Cursor cursor
    ) internal pure returns (address guard, bytes calldata config, Cursor next) {
        uint256 word;
        (word, cursor) = cursor.readUint(20);
        guard = address(uint160(word));
        (word, cursor) = cursor.readUint(2);
        next = cursor.skip(word);
        config = CursorLib.slice(cursor, next);
    }
}
