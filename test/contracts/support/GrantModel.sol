// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {
    Grant,
    Guard,
    Identity,
    Limit,
    MaximumFee,
    Message,
    Network,
    ParameterCondition,
    PaymasterRule,
    Permission,
    Spend,
    Supersession
} from "./Grant.sol";

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
            networksHash(grant.networks),
            root(permissionLeaves(grant)),
            root(limitLeaves(grant)),
            messagesHash(grant.messages),
            guardsHash(grant.guards),
            grant.validAfter,
            grant.validUntil
        );
        bytes memory keys = abi.encode(
            grant.keyLifetime,
            grant.overlap,
            grant.maxKeys,
            feeHash(grant.maximumFee)
        );
        bytes memory tail = abi.encode(
            paymasterHash(grant.paymaster),
            keyId(grant.rotator),
            keyId(grant.keeper),
            identityHash(grant.identity),
            supersessionHash(grant.supersedes),
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

    /// @notice EIP-712 digest in the module's domain.
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
        return
            keccak256(
                abi.encode(
                    keccak256(bytes.concat(PERMISSION, CONDITION, SPEND)),
                    permission.target,
                    permission.call,
                    permission.selector,
                    permission.maxValue,
                    conditionsHash(permission.conditions),
                    spendsHash(permission.spends),
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

    function messageHash(Message memory message) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(bytes.concat(MESSAGE, CONDITION)),
                    message.kind,
                    message.domain,
                    keccak256(bytes(message.contents)),
                    conditionsHash(message.conditions),
                    message.uncounted
                )
            );
    }

    function conditionsHash(ParameterCondition[] memory conditions) internal pure returns (bytes32) {
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

    function spendsHash(Spend[] memory spends) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](spends.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            Spend memory spend = spends[i];
            hashes[i] = keccak256(abi.encode(keccak256(SPEND), spend.limit, spend.source, spend.argument));
        }
        return _array(hashes);
    }

    function networksHash(Network[] memory networks) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](networks.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = keccak256(abi.encode(keccak256(NETWORK), networks[i].chainId, networks[i].epoch));
        }
        return _array(hashes);
    }

    function messagesHash(Message[] memory messages) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](messages.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = messageHash(messages[i]);
        }
        return _array(hashes);
    }

    function guardsHash(Guard[] memory guards) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](guards.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = keccak256(abi.encode(keccak256(GUARD), guards[i].guard, keccak256(guards[i].config)));
        }
        return _array(hashes);
    }

    function feeHash(MaximumFee memory fee) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(MAXIMUM_FEE), fee.budget, fee.price));
    }

    function paymasterHash(PaymasterRule memory rule) internal pure returns (bytes32) {
        bytes32 listed = keccak256(abi.encodePacked(rule.listed));
        return keccak256(abi.encode(keccak256(PAYMASTER), rule.kind, listed));
    }

    function identityHash(Identity memory identity) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(keccak256(IDENTITY), identity.kind, identity.registry, keccak256(identity.subject))
            );
    }

    function supersessionHash(Supersession memory supersedes) internal pure returns (bytes32) {
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
