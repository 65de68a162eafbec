// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor} from "../types/Cursor.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title Proofs in an ordered binary tree
/// @notice EIP-712 hashes nested arrays of two in exactly this way, so the root is the hash that the owner signs.
library OrderedTree {
    /// @notice Reads the siblings of a leaf, one per level from the leaf up, and returns the root.
    /// @param index Position of the leaf; it must be below 2 to the power of `height`.
    function readRoot(
        Cursor cursor,
        bytes32 leaf,
        uint256 index,
        uint256 height
    ) internal pure returns (bytes32 root, Cursor next) {
        if (index >> height != 0) revert ISessionErrors.UseMalformed();
        (root, next) = (leaf, cursor);
        for (; height != 0; --height) {
            bytes32 sibling = bytes32(next.word());
            next = next.skip(32);
            root =
                index & 1 == 0
                    ? Hashes.efficientKeccak256(root, sibling)
                    : Hashes.efficientKeccak256(sibling, root);
            index >>= 1;
        }
    }
}
