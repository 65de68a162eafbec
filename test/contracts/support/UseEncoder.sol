// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {Permission} from "../../../contracts/types/Permission.sol";
import {Grant, GrantModel} from "./GrantModel.sol";

/// @notice A use before it is encoded. Every part can be set to something wrong.
/// @param permissions Positions in the grant of the permissions that are carried.
/// @param limits Positions in the grant of the limits that are carried; none: the root is, if the grant has limits.
/// @param each One byte per call, its permission; left out when one permission is carried.
/// @param key Key that signs; kind 0: the grant's first one.
/// @param grantor Who signed the grant, when `grantSignature` is not empty.
/// @param permissionIndexOffset Added to every position written, not to the one that is proven.
struct UseDraft {
    Grant grant;
    uint256[] permissions;
    uint256[] limits;
    bytes each;
    Key key;
    Key grantor;
    bytes grantSignature;
    uint16 permissionIndexOffset;
}

/// @title Encoder of terms and uses, straight from section 3 of docs/protocol.md
library UseEncoder {
    using GrantModel for Grant;

    // ----------------------------------------------------------------------------------------------------------- terms

    function terms(Grant memory grant) internal pure returns (bytes memory) {
        bool policy = grant.keyLifetime != type(uint32).max || grant.overlap != 0 || grant.maxKeys != 1;
        bool rotator = grant.rotator.kind != 0;
        bytes memory head = abi.encodePacked(
            uint16((policy ? 1 << 3 : 0) | (rotator ? 1 << 6 : 0)),
            uint8((grant.heightOfPermissions() << 4) | grant.heightOfLimits()),
            grant.networks[0].epoch,
            grant.validAfter,
            grant.validUntil,
            grant.salt,
            key(grant.sessionKey)
        );
        if (policy) head = abi.encodePacked(head, grant.keyLifetime, grant.overlap, grant.maxKeys);
        return rotator ? bytes.concat(head, key(grant.rotator)) : head;
    }

    function sealedTerms(Grant memory grant) internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                terms(grant),
                GrantModel.root(grant.permissionLeaves()),
                GrantModel.root(grant.limitLeaves())
            );
    }

    function key(Key memory value) internal pure returns (bytes memory) {
        return abi.encodePacked(value.kind, uint16(value.key.length), value.key);
    }

    // ------------------------------------------------------------------------------------------------------------- use

    /// @notice The use without its trailing signature.
    function encode(UseDraft memory draft) internal pure returns (bytes memory) {
        bool granting = draft.grantSignature.length != 0;
        bool otherKey = draft.key.kind != 0;
        bool root = draft.limits.length == 0 && draft.grant.limits.length != 0;

        bytes memory head = abi.encodePacked(
            uint8((granting ? 1 : 0) | (otherKey ? 2 : 0) | (root ? 4 : 0)),
            terms(draft.grant)
        );
        if (otherKey) head = bytes.concat(head, key(draft.key));
        if (granting) {
            bytes memory signature = draft.grantSignature;
            head = abi.encodePacked(head, key(draft.grantor), uint16(signature.length), signature);
        }
        bytes memory body = bytes.concat(_permissions(draft), _limits(draft));
        if (root) body = bytes.concat(body, GrantModel.root(draft.grant.limitLeaves()));
        return bytes.concat(head, body, draft.each);
    }

    function _permissions(UseDraft memory draft) private pure returns (bytes memory text) {
        bytes32[] memory leaves = draft.grant.permissionLeaves();
        Permission memory none;
        text = abi.encodePacked(uint8(draft.permissions.length));
        for (uint256 i = 0; i < draft.permissions.length; ++i) {
            uint256 index = draft.permissions[i];
            bool real = index < draft.grant.permissions.length;
            text = abi.encodePacked(
                text,
                permission(real ? draft.grant.permissions[index] : none),
                uint16(index) + draft.permissionIndexOffset,
                GrantModel.proof(leaves, index)
            );
        }
    }

    function _limits(UseDraft memory draft) private pure returns (bytes memory text) {
        bytes32[] memory leaves = draft.grant.limitLeaves();
        text = abi.encodePacked(uint8(draft.limits.length));
        for (uint256 i = 0; i < draft.limits.length; ++i) {
            uint256 index = draft.limits[i];
            bytes memory encoded = limit(draft.grant.limits[index]);
            text = abi.encodePacked(text, uint16(index), encoded, GrantModel.proof(leaves, index));
        }
    }

    function permission(Permission memory value) internal pure returns (bytes memory text) {
        text = abi.encodePacked(value.call, value.target);
        if (value.call == 1) text = bytes.concat(text, value.selector);
        text = abi.encodePacked(
            text,
            variable(value.maxValue),
            value.worstTier,
            uint8(value.conditions.length)
        );
        for (uint256 i = 0; i < value.conditions.length; ++i) {
            bytes32[] memory values = value.conditions[i].values;
            text = abi.encodePacked(
                text,
                value.conditions[i].operator,
                variable(value.conditions[i].argument),
                uint8(values.length)
            );
            for (uint256 j = 0; j < values.length; ++j) {
                text = bytes.concat(text, variable(uint256(values[j])));
            }
        }
        text = abi.encodePacked(text, uint8(value.spends.length));
        for (uint256 i = 0; i < value.spends.length; ++i) {
            bytes memory argument = variable(value.spends[i].argument);
            text = abi.encodePacked(text, value.spends[i].limit, value.spends[i].source, argument);
        }
    }

    function limit(Limit memory value) internal pure returns (bytes memory text) {
        bool lifetime = value.period == type(uint32).max && value.periodStart == 0;
        text = abi.encodePacked(lifetime ? value.kind : value.kind + 128);
        if (!lifetime) text = abi.encodePacked(text, value.period, value.periodStart);
        if (value.kind == 2) text = abi.encodePacked(text, value.token);
        return bytes.concat(text, variable(value.amount));
    }

    /// @notice A number with its length before it, in the shortest form.
    function variable(uint256 value) internal pure returns (bytes memory) {
        uint256 size;
        while (size < 32 && value >> (8 * size) != 0) ++size;
        bytes memory word = abi.encodePacked(value);
        bytes memory digits = new bytes(size);
        for (uint256 i = 0; i < size; ++i) digits[i] = word[32 - size + i];
        return abi.encodePacked(uint8(size), digits);
    }
}
