// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Guard, Network, PaymasterRule, Supersession} from "./Grant.sol";
import {GrantModel} from "./GrantModel.sol";
import {VarEncoder} from "./VarEncoder.sol";

/// @title Encoder of terms, straight from section 3 of docs/protocol.md
library TermsEncoder {
    using GrantModel for Grant;

    uint256 private constant NETWORKS = 1 << 0;
    uint256 private constant MESSAGES = 1 << 1;
    uint256 private constant GUARDS = 1 << 2;
    uint256 private constant KEY_POLICY = 1 << 3;
    uint256 private constant MAXIMUM_FEE = 1 << 4;
    uint256 private constant PAYMASTER = 1 << 5;
    uint256 private constant ROTATOR = 1 << 6;
    uint256 private constant KEEPER = 1 << 7;
    uint256 private constant IDENTITY = 1 << 8;
    uint256 private constant SUPERSEDES = 1 << 9;

    /// @notice The terms with those parts written that are not empty.
    function terms(Grant memory grant) internal view returns (bytes memory) {
        return termsWith(grant, partsOf(grant));
    }

    /// @notice The terms with exactly these parts written, be they empty or not.
    function termsWith(Grant memory grant, uint256 parts) internal view returns (bytes memory) {
        bytes memory head = abi.encodePacked(
            uint16(parts),
            uint8((grant.heightOfPermissions() << 4) | grant.heightOfLimits()),
            epoch(grant),
            grant.validAfter,
            grant.validUntil,
            grant.salt,
            key(grant.sessionKey)
        );
        return bytes.concat(head, _firstParts(grant, parts), _lastParts(grant, parts));
    }

    /// @notice Terms with both roots.
    function sealedTerms(Grant memory grant) internal view returns (bytes memory) {
        return bytes.concat(terms(grant), roots(grant));
    }

    function roots(Grant memory grant) internal pure returns (bytes memory) {
        return bytes.concat(GrantModel.root(grant.permissionLeaves()), GrantModel.root(grant.limitLeaves()));
    }

    /// @notice Bits of the parts that are not empty.
    function partsOf(Grant memory grant) internal view returns (uint256 parts) {
        bool here = grant.networks.length == 1 && grant.networks[0].chainId == block.chainid;
        bool defaultKeys = grant.keyLifetime == type(uint32).max && grant.overlap == 0 && grant.maxKeys == 1;
        uint256 most = type(uint256).max;
        bool unlimited = grant.maximumFee.budget == most && grant.maximumFee.price == most;
        if (!here) parts |= NETWORKS;
        if (grant.messages.length != 0) parts |= MESSAGES;
        if (grant.guards.length != 0) parts |= GUARDS;
        if (!defaultKeys) parts |= KEY_POLICY;
        if (!unlimited) parts |= MAXIMUM_FEE;
        if (grant.paymaster.kind != 0 || grant.paymaster.listed.length != 0) parts |= PAYMASTER;
        if (grant.rotator.kind != 0) parts |= ROTATOR;
        if (grant.keeper.kind != 0) parts |= KEEPER;
        if (grant.identity.kind != 0) parts |= IDENTITY;
        if (grant.supersedes.grantId != 0) parts |= SUPERSEDES;
    }

    /// @notice Epoch on this chain; on a chain that the grant does not name that of the first one.
    function epoch(Grant memory grant) internal view returns (uint64) {
        for (uint256 i = 0; i < grant.networks.length; ++i) {
            if (grant.networks[i].chainId == block.chainid) return grant.networks[i].epoch;
        }
        return grant.networks[0].epoch;
    }

    function key(Key memory value) internal pure returns (bytes memory) {
        return abi.encodePacked(value.kind, uint16(value.key.length), value.key);
    }

    /// @notice The guards as terms and guard calls carry them.
    function guards(Guard[] memory list) internal pure returns (bytes memory text) {
        text = abi.encodePacked(uint8(list.length));
        for (uint256 i = 0; i < list.length; ++i) {
            text = abi.encodePacked(text, list[i].guard, uint16(list[i].config.length), list[i].config);
        }
    }

    function networks(Network[] memory list) internal pure returns (bytes memory text) {
        text = abi.encodePacked(uint8(list.length));
        for (uint256 i = 0; i < list.length; ++i) {
            text = abi.encodePacked(text, uint64(list[i].chainId), list[i].epoch);
        }
    }

    function paymaster(PaymasterRule memory rule) internal pure returns (bytes memory text) {
        text = abi.encodePacked(rule.kind, uint8(rule.listed.length));
        for (uint256 i = 0; i < rule.listed.length; ++i) text = abi.encodePacked(text, rule.listed[i]);
    }

    function supersession(Supersession memory supersedes) internal pure returns (bytes memory text) {
        text = abi.encodePacked(supersedes.grantId, uint8(supersedes.carries.length));
        for (uint256 i = 0; i < supersedes.carries.length; ++i) {
            text = abi.encodePacked(text, supersedes.carries[i]);
        }
    }

    function _firstParts(Grant memory grant, uint256 parts) private pure returns (bytes memory text) {
        if (parts & NETWORKS != 0) text = networks(grant.networks);
        if (parts & MESSAGES != 0) text = bytes.concat(text, GrantModel.messagesHash(grant.messages));
        if (parts & GUARDS != 0) text = bytes.concat(text, guards(grant.guards));
        if (parts & KEY_POLICY != 0) {
            text = abi.encodePacked(text, grant.keyLifetime, grant.overlap, grant.maxKeys);
        }
    }

    function _lastParts(Grant memory grant, uint256 parts) private pure returns (bytes memory text) {
        if (parts & MAXIMUM_FEE != 0) {
            text = bytes.concat(
                VarEncoder.encode(grant.maximumFee.budget),
                VarEncoder.encode(grant.maximumFee.price)
            );
        }
        if (parts & PAYMASTER != 0) text = bytes.concat(text, paymaster(grant.paymaster));
        if (parts & ROTATOR != 0) text = bytes.concat(text, key(grant.rotator));
        if (parts & KEEPER != 0) text = bytes.concat(text, key(grant.keeper));
        if (parts & SUPERSEDES != 0) text = bytes.concat(text, supersession(grant.supersedes));
    }
}
