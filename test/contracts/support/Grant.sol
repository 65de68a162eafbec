// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";

struct Network {
    uint256 chainId;
    uint64 epoch;
}

struct ParameterCondition {
    uint256 argument;
    uint8 operator;
    bytes32[] values;
}

struct Spend {
    uint16 limit;
    uint8 source;
    uint256 argument;
}

struct Permission {
    address target;
    uint8 call;
    bytes4 selector;
    uint256 maxValue;
    ParameterCondition[] conditions;
    Spend[] spends;
    uint8 worstTier;
}

struct Limit {
    uint8 kind;
    address token;
    uint128 amount;
    uint32 period;
    uint48 periodStart;
}

struct Message {
    uint8 kind;
    bytes32 domain;
    string contents;
    ParameterCondition[] conditions;
    bool uncounted;
}

struct Guard {
    address guard;
    bytes config;
}

struct MaximumFee {
    uint256 budget;
    uint256 price;
}

struct PaymasterRule {
    uint8 kind;
    address[] listed;
}

struct Identity {
    uint8 kind;
    address registry;
    bytes subject;
}

struct Supersession {
    bytes32 grantId;
    uint16[] carries;
}

/// @notice A whole grant as its owner sees it. The trees are plain lists here: hashing pads them.
/// @param permissionsHeight Least height of the tree of permissions; a longer list makes it higher.
/// @param limitsHeight Least height of the tree of limits.
struct Grant {
    address account;
    Network[] networks;
    Permission[] permissions;
    Limit[] limits;
    Message[] messages;
    Guard[] guards;
    uint48 validAfter;
    uint48 validUntil;
    uint32 keyLifetime;
    uint32 overlap;
    uint8 maxKeys;
    MaximumFee maximumFee;
    PaymasterRule paymaster;
    Key rotator;
    Key keeper;
    Identity identity;
    Supersession supersedes;
    Key sessionKey;
    bytes16 salt;
    uint256 permissionsHeight;
    uint256 limitsHeight;
}
