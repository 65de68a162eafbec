// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ParameterCondition, ParameterConditionLib} from "./ParameterCondition.sol";
import {Spend, SpendLib} from "./Spend.sol";

/// @notice One thing that a grant allows: calls to a target, with conditions, a cap on value and what they spend.
/// @param target Contract or recipient that may be called.
/// @param call One of the call kinds in {PermissionLib}.
/// @param selector For call kind `selector`; otherwise zero.
/// @param maxValue Most native value of one call, in wei, inclusive.
/// @param conditions All of them must hold.
/// @param spends Limits that a call draws on.
/// @param worstTier Worst risk tier in which the permission may be used, or `UNTIERED`.
struct Permission {
    address target;
    uint8 call;
    bytes4 selector;
    uint256 maxValue;
    ParameterCondition[] conditions;
    Spend[] spends;
    uint8 worstTier;
}

/// @notice Call kinds and hash of permissions
library PermissionLib {
    uint8 internal constant SELECTOR = 1;
    uint8 internal constant ANY_SELECTOR = 2;
    uint8 internal constant EMPTY = 3;

    uint8 internal constant UNTIERED = 255;

    bytes32 internal constant TYPEHASH = keccak256(
        "Permission(address target,uint8 call,bytes4 selector,uint256 maxValue,ParameterCondition[] conditions,Spend[] spends,uint8 worstTier)ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)Spend(uint16 limit,uint8 source,uint256 argument)"
    );

    /// @notice EIP-712 hashStruct of a permission: its leaf in the grant's tree.
    function hash(Permission memory permission) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    TYPEHASH,
                    permission.target,
                    permission.call,
                    permission.selector,
                    permission.maxValue,
                    ParameterConditionLib.hash(permission.conditions),
                    SpendLib.hash(permission.spends),
                    permission.worstTier
                )
            );
    }
}
