// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {ParameterCondition} from "../../../contracts/types/ParameterCondition.sol";
import {Permission} from "../../../contracts/types/Permission.sol";
import {Spend} from "../../../contracts/types/Spend.sol";

struct Network {
    uint256 chainId;
    uint64 epoch;
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

/// @title EIP-712 of everything that is signed, straight from docs/protocol.md
/// @notice Shares no code with the contracts, so that an agreement of both says something.
library GrantModel {
    bytes private constant GUARD = "Guard(address guard,bytes config)";
    bytes private constant IDENTITY = "Identity(uint8 kind,address registry,bytes subject)";
    bytes private constant KEY = "Key(uint8 kind,bytes key)";
    bytes private constant LIMIT =
        "Limit(uint8 kind,address token,uint128 amount,uint32 period,uint48 periodStart)";
    bytes private constant MAXIMUM_FEE = "MaximumFee(uint256 budget,uint256 price)";
    bytes private constant MESSAGE =
        "Message(uint8 kind,bytes32 domain,string contents,ParameterCondition[] conditions,bool uncounted)";
    bytes private constant NETWORK = "Network(uint256 chainId,uint64 epoch)";
    bytes private constant CONDITION = "ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)";
    bytes private constant PAYMASTER = "PaymasterRule(uint8 kind,address[] listed)";
    bytes private constant PERMISSION =
        "Permission(address target,uint8 call,bytes4 selector,uint256 maxValue,ParameterCondition[] conditions,"
        "Spend[] spends,uint8 worstTier)";
    bytes private constant SPEND = "Spend(uint16 limit,uint8 source,uint256 argument)";
    bytes private constant SUPERSESSION = "Supersession(bytes32 grantId,uint16[] carries)";

    // ----------------------------------------------------------------------------------------------------------- grant

    /// @notice What the owner signs: the grant's identifier.
    function id(Grant memory grant, address module) internal pure returns (bytes32) {
        return digest(module, structHash(grant));
    }

    function structHash(Grant memory grant) internal pure returns (bytes32) {
        bytes memory head = abi.encode(
            typeHash(grant),
            grant.account,
            _networks(grant.networks),
            root(permissionLeaves(grant)),
            root(limitLeaves(grant)),
            _messages(grant.messages),
            _guards(grant.guards),
            grant.validAfter,
            grant.validUntil
        );
        bytes memory keys = abi.encode(
            grant.keyLifetime,
            grant.overlap,
            grant.maxKeys,
            _fee(grant.maximumFee)
        );
        bytes memory tail = abi.encode(
            _paymaster(grant.paymaster),
            keyId(grant.rotator),
            keyId(grant.keeper),
            _identity(grant.identity),
            _supersession(grant.supersedes),
            keyId(grant.sessionKey),
            grant.salt
        );
        return keccak256(bytes.concat(head, keys, tail));
    }

    function typeHash(Grant memory grant) internal pure returns (bytes32) {
        bytes memory members = bytes.concat(
            "Grant(address account,Network[] networks,Permission",
            _twos(heightOfPermissions(grant)),
            " permissions,Limit",
            _twos(heightOfLimits(grant)),
            " limits,Message[] messages,Guard[] guards,uint48 validAfter,uint48 validUntil,uint32 keyLifetime,",
            "uint32 overlap,uint8 maxKeys,MaximumFee maximumFee,PaymasterRule paymaster,Key rotator,Key keeper,",
            "Identity identity,Supersession supersedes,Key sessionKey,bytes16 salt)"
        );
        bytes memory aToM = bytes.concat(GUARD, IDENTITY, KEY, LIMIT, MAXIMUM_FEE, MESSAGE);
        bytes memory nToZ = bytes.concat(NETWORK, CONDITION, PAYMASTER, PERMISSION, SPEND, SUPERSESSION);
        return keccak256(bytes.concat(members, aToM, nToZ));
    }

    // ----------------------------------------------------------------------------------------------------------- trees

    function heightOfPermissions(Grant memory grant) internal pure returns (uint256) {
        return _height(grant.permissions.length, grant.permissionsHeight);
    }

    function heightOfLimits(Grant memory grant) internal pure returns (uint256) {
        return _height(grant.limits.length, grant.limitsHeight);
    }

    function permissionLeaves(Grant memory grant) internal pure returns (bytes32[] memory leaves) {
        Permission memory none;
        leaves = new bytes32[](1 << heightOfPermissions(grant));
        for (uint256 i = 0; i < leaves.length; ++i) {
            leaves[i] = permissionHash(i < grant.permissions.length ? grant.permissions[i] : none);
        }
    }

    function limitLeaves(Grant memory grant) internal pure returns (bytes32[] memory leaves) {
        Limit memory none;
        leaves = new bytes32[](1 << heightOfLimits(grant));
        for (uint256 i = 0; i < leaves.length; ++i) {
            leaves[i] = limitHash(i < grant.limits.length ? grant.limits[i] : none);
        }
    }

    /// @notice Root of a full tree: EIP-712 hashes an array of two as the hash of both hashes.
    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        while (leaves.length > 1) leaves = _parents(leaves);
        return leaves[0];
    }

    /// @notice Siblings of a leaf, from the leaf up.
    function proof(bytes32[] memory leaves, uint256 index) internal pure returns (bytes memory siblings) {
        for (; leaves.length > 1; index >>= 1) {
            siblings = bytes.concat(siblings, leaves[index ^ 1]);
            leaves = _parents(leaves);
        }
    }

    // --------------------------------------------------------------------------------------------------- other messages

    function userOperationUse(bytes32 userOpHash, bytes32 useHash) internal pure returns (bytes32) {
        bytes32 type_ = keccak256("UserOperationUse(bytes32 userOpHash,bytes32 useHash)");
        return keccak256(abi.encode(type_, userOpHash, useHash));
    }

    function keyRevocation(address account, bytes32 grantId, bytes32 key) internal pure returns (bytes32) {
        bytes32 type_ = keccak256("KeyRevocation(address account,bytes32 grantId,bytes32 keyId)");
        return keccak256(abi.encode(type_, account, grantId, key));
    }

    function grantRevocation(address account, bytes32 grantId) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(keccak256("GrantRevocation(address account,bytes32 grantId)"), account, grantId)
            );
    }

    function epochRevocation(address account, uint256 chainId, uint64 epoch) internal pure returns (bytes32) {
        bytes32 type_ = keccak256("EpochRevocation(address account,uint256 chainId,uint64 epoch)");
        return keccak256(abi.encode(type_, account, chainId, epoch));
    }

    function digest(address module, bytes32 structHash_) internal pure returns (bytes32) {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,address verifyingContract)"),
                keccak256("Latchkey"),
                keccak256("1"),
                module
            )
        );
        return keccak256(abi.encodePacked(bytes2(0x1901), separator, structHash_));
    }

    // ----------------------------------------------------------------------------------------------------------- parts

    function keyId(Key memory key) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(KEY), key.kind, keccak256(key.key)));
    }

    function permissionHash(Permission memory permission) internal pure returns (bytes32) {
        bytes32[] memory spends = new bytes32[](permission.spends.length);
        for (uint256 i = 0; i < spends.length; ++i) {
            Spend memory spend = permission.spends[i];
            spends[i] = keccak256(abi.encode(keccak256(SPEND), spend.limit, spend.source, spend.argument));
        }
        return
            keccak256(
                abi.encode(
                    keccak256(bytes.concat(PERMISSION, CONDITION, SPEND)),
                    permission.target,
                    permission.call,
                    permission.selector,
                    permission.maxValue,
                    _conditions(permission.conditions),
                    _array(spends),
                    permission.worstTier
                )
            );
    }

    function limitHash(Limit memory limit) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(LIMIT),
                    limit.kind,
                    limit.token,
                    limit.amount,
                    limit.period,
                    limit.periodStart
                )
            );
    }

    function _conditions(ParameterCondition[] memory conditions) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](conditions.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = keccak256(
                abi.encode(
                    keccak256(CONDITION),
                    conditions[i].argument,
                    conditions[i].operator,
                    _array(conditions[i].values)
                )
            );
        }
        return _array(hashes);
    }

    function _networks(Network[] memory networks) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](networks.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = keccak256(abi.encode(keccak256(NETWORK), networks[i].chainId, networks[i].epoch));
        }
        return _array(hashes);
    }

    function _messages(Message[] memory messages) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](messages.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = keccak256(
                abi.encode(
                    keccak256(bytes.concat(MESSAGE, CONDITION)),
                    messages[i].kind,
                    messages[i].domain,
                    keccak256(bytes(messages[i].contents)),
                    _conditions(messages[i].conditions),
                    messages[i].uncounted
                )
            );
        }
        return _array(hashes);
    }

    function _guards(Guard[] memory guards) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](guards.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = keccak256(abi.encode(keccak256(GUARD), guards[i].guard, keccak256(guards[i].config)));
        }
        return _array(hashes);
    }

    function _fee(MaximumFee memory fee) private pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(MAXIMUM_FEE), fee.budget, fee.price));
    }

    function _paymaster(PaymasterRule memory rule) private pure returns (bytes32) {
        bytes32 listed = keccak256(abi.encodePacked(rule.listed));
        return keccak256(abi.encode(keccak256(PAYMASTER), rule.kind, listed));
    }

    function _identity(Identity memory identity) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(keccak256(IDENTITY), identity.kind, identity.registry, keccak256(identity.subject))
            );
    }

    function _supersession(Supersession memory supersedes) private pure returns (bytes32) {
        bytes32 carries = keccak256(abi.encodePacked(supersedes.carries));
        return keccak256(abi.encode(keccak256(SUPERSESSION), supersedes.grantId, carries));
    }

    function _array(bytes32[] memory hashes) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(hashes));
    }

    function _parents(bytes32[] memory nodes) private pure returns (bytes32[] memory parents) {
        parents = new bytes32[](nodes.length / 2);
        for (uint256 i = 0; i < parents.length; ++i) {
            parents[i] = keccak256(bytes.concat(nodes[2 * i], nodes[2 * i + 1]));
        }
    }

    function _height(uint256 length, uint256 least) private pure returns (uint256 height) {
        for (height = least; 1 << height < length;) ++height;
    }

    function _twos(uint256 height) private pure returns (bytes memory text) {
        for (uint256 i = 0; i < height; ++i) text = bytes.concat(text, "[2]");
    }
}
