// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {
    Grant,
    Guard,
    Limit,
    Message,
    Network,
    ParameterCondition,
    PaymasterRule,
    Permission,
    Spend
} from "./Grant.sol";
import {UseDraft} from "./UseEncoder.sol";

/// @title Grants and uses of every shape, each decided by its seed
/// @notice Whatever an encoder can write: any part present or absent, any kind of key, tree, condition, spend and limit.
library RandomGrant {
    function hash(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }

    function text(uint256 seed, uint256 most) internal pure returns (bytes memory data) {
        data = new bytes(seed % (most + 1));
        for (uint256 i = 0; i < data.length; ++i) data[i] = bytes32(hash(seed, i / 32))[i % 32];
    }

    // ---------------------------------------------------------------------------------------------------------- grants

    /// @notice A grant of the account on this chain.
    function make(address account, uint256 seed) internal view returns (Grant memory grant) {
        grant.account = account;
        grant.networks = _networks(hash(seed, 1));
        grant.permissions = new Permission[](1 + (hash(seed, 2) % 5));
        for (uint256 i = 0; i < grant.permissions.length; ++i) {
            grant.permissions[i] = permission(hash(seed, 100 + i));
        }
        grant.limits = new Limit[](hash(seed, 3) % 5);
        for (uint256 i = 0; i < grant.limits.length; ++i) grant.limits[i] = limit(hash(seed, 200 + i));
        grant.permissionsHeight = hash(seed, 4) % 5;
        // A grant without limits has no tree of them.
        if (grant.limits.length != 0) grant.limitsHeight = hash(seed, 5) % 5;
        grant.validUntil = uint48(1 + (hash(seed, 6) % ((1 << 47) - 1)));
        grant.validAfter = uint48(hash(seed, 7) % (uint256(grant.validUntil) + 1));
        grant.salt = bytes16(uint128(hash(seed, 8)));
        grant.sessionKey = key(hash(seed, 9));
        _setParts(grant, hash(seed, 10));
    }

    function _setParts(Grant memory grant, uint256 seed) private pure {
        uint256 present = hash(seed, 0);
        if (present & 1 != 0) {
            grant.messages = new Message[](1 + (seed % 3));
            for (uint256 i = 0; i < grant.messages.length; ++i)
                grant.messages[i] = message(hash(seed, 20 + i));
        }
        if (present & 2 != 0) {
            grant.guards = new Guard[](1 + (hash(seed, 1) % 3));
            for (uint256 i = 0; i < grant.guards.length; ++i) {
                uint256 random = hash(seed, 30 + i);
                grant.guards[i] = Guard(address(uint160(random)), text(random >> 160, 70));
            }
        }
        (grant.keyLifetime, grant.maxKeys) = (type(uint32).max, 1);
        if (present & 4 != 0) {
            grant.keyLifetime = uint32(hash(seed, 2));
            (grant.overlap, grant.maxKeys) = (uint32(hash(seed, 3)), uint8(hash(seed, 4)));
        }
        (grant.maximumFee.budget, grant.maximumFee.price) = (type(uint256).max, type(uint256).max);
        if (present & 8 != 0) grant.maximumFee.budget = hash(seed, 5) >> (hash(seed, 6) % 256);
        if (present & 16 != 0) grant.maximumFee.price = hash(seed, 7) >> (hash(seed, 8) % 256);
        if (present & 32 != 0) grant.paymaster = _paymaster(hash(seed, 9));
        if (present & 64 != 0) grant.rotator = key(hash(seed, 10));
        if (present & 128 != 0) grant.keeper = key(hash(seed, 11));
        if (present & 256 != 0) {
            grant.supersedes.grantId = bytes32(hash(seed, 12));
            grant.supersedes.carries = new uint16[](hash(seed, 13) % 4);
            for (uint256 i = 0; i < grant.supersedes.carries.length; ++i) {
                grant.supersedes.carries[i] = uint16(hash(seed, 40 + i));
            }
        }
    }

    /// @dev Half of them this chain alone, the others up to four chains with this one among them.
    function _networks(uint256 seed) private view returns (Network[] memory networks) {
        uint256 count = seed % 2 == 0 ? 1 : 1 + (hash(seed, 0) % 4);
        uint256 here = hash(seed, 1) % count;
        networks = new Network[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 chainId = block.chainid + 10 * i - 10 * here;
            networks[i] = Network(chainId, uint64(hash(seed, 10 + i)));
        }
    }

    function _paymaster(uint256 seed) private pure returns (PaymasterRule memory rule) {
        rule.kind = uint8(1 + (seed % 2));
        if (rule.kind != 1) return rule;
        rule.listed = new address[](1 + (hash(seed, 0) % 3));
        for (uint256 i = 0; i < rule.listed.length; ++i) rule.listed[i] = address(uint160(hash(seed, 1 + i)));
    }

    // ----------------------------------------------------------------------------------------------------------- parts

    function key(uint256 seed) internal pure returns (Key memory made) {
        made.kind = uint8(1 + (seed % 3));
        address signer = address(uint160(hash(seed, 0)) | 1);
        made.key = abi.encodePacked(signer);
        if (made.kind == 3) made.key = abi.encodePacked(signer, bytes1(0x00), text(hash(seed, 1), 80));
    }

    function permission(uint256 seed) internal pure returns (Permission memory made) {
        (made.target, made.call) = (address(uint160(seed)), uint8(seed >> 160) % 5);
        if (made.call == 1) made.selector = bytes4(uint32(seed >> 8));
        made.maxValue = seed >> (seed % 256);
        made.worstTier = uint8(hash(seed, 3));
        made.conditions = conditions(hash(seed, 1));
        made.spends = spends(hash(seed, 2));
    }

    function conditions(uint256 seed) internal pure returns (ParameterCondition[] memory list) {
        list = new ParameterCondition[](seed % 4);
        for (uint256 i = 0; i < list.length; ++i) {
            uint256 random = hash(seed, i);
            bytes32[] memory values = new bytes32[](hash(random, 0) % 4);
            for (uint256 j = 0; j < values.length; ++j) {
                values[j] = bytes32(hash(random, 10 + j) >> (hash(random, 20 + j) % 256));
            }
            list[i] = ParameterCondition(hash(random, 1) >> (random % 256), uint8(hash(random, 2)), values);
        }
    }

    function spends(uint256 seed) internal pure returns (Spend[] memory list) {
        list = new Spend[](seed % 4);
        for (uint256 i = 0; i < list.length; ++i) {
            uint256 random = hash(seed, i);
            list[i] = Spend(uint16(random), uint8(random >> 16), hash(random, 0) >> ((random >> 24) % 256));
        }
    }

    function limit(uint256 seed) internal pure returns (Limit memory made) {
        made.kind = uint8(seed % 128);
        if (seed % 2 == 0) made.kind = 2;
        if (made.kind == 2) made.token = address(uint160(hash(seed, 0)));
        made.amount = uint128(hash(seed, 1) >> (hash(seed, 2) % 256));
        made.period = type(uint32).max;
        if (hash(seed, 3) % 2 == 0) return made;
        made.period = uint32(300 + (hash(seed, 4) % (type(uint32).max - 300)));
        made.periodStart = uint48(hash(seed, 5));
    }

    function message(uint256 seed) internal pure returns (Message memory made) {
        (made.kind, made.domain) = (uint8(1 + (seed % 2)), bytes32(hash(seed, 0)));
        made.contents = string(text(hash(seed, 1), 60));
        made.conditions = conditions(hash(seed, 2));
        made.uncounted = hash(seed, 3) % 2 == 0;
    }

    // ------------------------------------------------------------------------------------------------------------ uses

    /// @notice A use of some permissions and limits of the grant, by any key, with or without the grant's signature.
    function draft(Grant memory grant, uint256 seed) internal pure returns (UseDraft memory made) {
        made.grant = grant;
        made.permissions = new uint256[](1 + (hash(seed, 0) % 3));
        for (uint256 i = 0; i < made.permissions.length; ++i) {
            made.permissions[i] = hash(seed, 10 + i) % grant.permissions.length;
        }
        made.limits = _some(hash(seed, 1), grant.limits.length);
        made.periods = new uint32[](made.limits.length);
        for (uint256 i = 0; i < made.periods.length; ++i) made.periods[i] = uint32(hash(seed, 20 + i));
        // One byte per call, when there is a choice.
        if (made.permissions.length > 1) made.each = bytes.concat(hex"01", text(hash(seed, 2), 3));
        if (hash(seed, 3) % 2 == 0) made.key = key(hash(seed, 4));
        if (hash(seed, 5) % 2 == 0) {
            (made.grantor, made.grantSignature) = (key(hash(seed, 6)), bytes.concat(hex"00", text(seed, 90)));
        }
    }

    /// @dev Increasing positions below `count`.
    function _some(uint256 seed, uint256 count) private pure returns (uint256[] memory list) {
        uint256 picked = 0;
        for (uint256 i = 0; i < count; ++i) picked += (seed >> i) & 1;
        list = new uint256[](picked);
        picked = 0;
        for (uint256 i = 0; i < count; ++i) if ((seed >> i) & 1 == 1) list[picked++] = i;
    }
}
