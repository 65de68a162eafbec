// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Cursor} from "./Cursor.sol";

/// @notice One thing that a grant allows: calls to a target, with conditions, a cap on value and what they spend.
/// @dev The first eight words are the permission's EIP-712 preimage, so that hashing it copies nothing.
/// @param typehash `PermissionLib.TYPEHASH`.
/// @param target Contract or recipient that may be called.
/// @param call One of the call kinds in {PermissionLib}.
/// @param selector For call kind `SELECTOR`, left-aligned; otherwise zero.
/// @param maxValue Most native value of one call, in wei, inclusive.
/// @param conditionsHash EIP-712 hash of the conditions, all of which must hold.
/// @param spendsHash EIP-712 hash of what a call takes from the grant's limits.
/// @param worstTier Worst risk tier in which the permission may be used, or `UNTIERED`.
/// @param conditions Position in calldata of the encoded conditions.
/// @param spends Position in calldata of the encoded spends.
struct Permission {
    bytes32 typehash;
    address target;
    uint256 call;
    bytes32 selector;
    uint256 maxValue;
    bytes32 conditionsHash;
    bytes32 spendsHash;
    uint256 worstTier;
    Cursor conditions;
    Cursor spends;
}

/// @notice Call kinds and hash of permissions
library PermissionLib {
    uint256 internal constant SELECTOR = 1;
    uint256 internal constant ANY_SELECTOR = 2;
    uint256 internal constant EMPTY = 3;

    uint256 internal constant UNTIERED = 255;

    bytes32 internal constant TYPEHASH = keccak256(
        "Permission(address target,uint8 call,bytes4 selector,uint256 maxValue,ParameterCondition[] conditions,Spend[] spends,uint8 worstTier)ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)Spend(uint16 limit,uint8 source,uint256 argument)"
    );

    /// @notice A list of permissions, at a fraction of the compiler's gas. Whoever asks for it sets every member.
    function allocate(uint256 count) internal pure returns (Permission[] memory list) {
        assembly ("memory-safe") {
            list := mload(0x40)
            mstore(list, count)
            let pointer := add(list, 0x20)
            let record := add(pointer, shl(5, count))
            let end := add(record, mul(count, 0x140))
            mstore(0x40, end)
            for {} lt(record, end) {
                record := add(record, 0x140)
            } {
                mstore(pointer, record)
                pointer := add(pointer, 0x20)
            }
        }
    }

    /// @notice EIP-712 hashStruct of a permission: its leaf in the grant's tree.
    function hash(Permission memory permission) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(permission, 0x100)
        }
    }
}
