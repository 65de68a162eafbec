// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Limit, ParameterCondition, Permission} from "./Grant.sol";
import {GrantModel} from "./GrantModel.sol";
import {TermsEncoder} from "./TermsEncoder.sol";
import {VarEncoder} from "./VarEncoder.sol";

/// @notice A use before it is encoded. Every part can be set to something wrong.
/// @param permissions Positions in the grant of the permissions that are carried.
/// @param limits Positions in the grant of the limits that are carried; none: the root is, if the grant has limits.
/// @param periods Period that each carried limit claims to be in, if it is periodic; missing ones claim 0.
/// @param each One byte per call, its permission; left out when one permission is carried.
/// @param key Key that signs; kind 0: the grant's first one.
/// @param signer Private key of that key.
/// @param grantor Who signed the grant, when `grantSignature` is not empty.
/// @param permissionIndexOffset Added to every position written, not to the one that is proven.
/// @param parts Bits of the parts of the terms that are written out although they are empty.
struct UseDraft {
    Grant grant;
    uint256[] permissions;
    uint256[] limits;
    uint32[] periods;
    bytes each;
    Key key;
    uint256 signer;
    Key grantor;
    bytes grantSignature;
    uint16 permissionIndexOffset;
    uint256 parts;
}

/// @title Encoder of uses, straight from section 3 of docs/protocol.md
library UseEncoder {
    using GrantModel for Grant;

    uint256 private constant PERIODIC = 128;

    /// @notice The use without its trailing signature.
    function encode(UseDraft memory draft) internal view returns (bytes memory) {
        bool granting = draft.grantSignature.length != 0;
        bool otherKey = draft.key.kind != 0;
        bool root = draft.limits.length == 0 && draft.grant.limits.length != 0;

        bytes memory head = abi.encodePacked(
            uint8((granting ? 1 : 0) | (otherKey ? 2 : 0) | (root ? 4 : 0)),
            TermsEncoder.termsWith(draft.grant, TermsEncoder.partsOf(draft.grant) | draft.parts)
        );
        if (otherKey) head = bytes.concat(head, TermsEncoder.key(draft.key));
        if (granting) {
            bytes memory signature = draft.grantSignature;
            head = abi.encodePacked(
                head,
                TermsEncoder.key(draft.grantor),
                uint16(signature.length),
                signature
            );
        }
        bytes memory body = bytes.concat(_permissions(draft), _limits(draft));
        if (root) body = bytes.concat(body, GrantModel.root(draft.grant.limitLeaves()));
        return bytes.concat(head, body, draft.each);
    }

    function permission(Permission memory value) internal pure returns (bytes memory text) {
        text = abi.encodePacked(value.call, value.target);
        if (value.call == 1) text = bytes.concat(text, value.selector);
        text = abi.encodePacked(text, VarEncoder.encode(value.maxValue), value.worstTier);
        text = abi.encodePacked(text, conditions(value.conditions), uint8(value.spends.length));
        for (uint256 i = 0; i < value.spends.length; ++i) {
            bytes memory argument = VarEncoder.encode(value.spends[i].argument);
            text = abi.encodePacked(text, value.spends[i].limit, value.spends[i].source, argument);
        }
    }

    function conditions(ParameterCondition[] memory list) internal pure returns (bytes memory text) {
        text = abi.encodePacked(uint8(list.length));
        for (uint256 i = 0; i < list.length; ++i) {
            bytes32[] memory values = list[i].values;
            bytes memory argument = VarEncoder.encode(list[i].argument);
            text = abi.encodePacked(text, list[i].operator, argument, uint8(values.length));
            for (uint256 j = 0; j < values.length; ++j) {
                text = bytes.concat(text, VarEncoder.encode(uint256(values[j])));
            }
        }
    }

    /// @param periodIndex The period claimed; written for a periodic limit only.
    function limit(Limit memory value, uint32 periodIndex) internal pure returns (bytes memory text) {
        bool lifetime = value.period == type(uint32).max && value.periodStart == 0;
        text = abi.encodePacked(lifetime ? value.kind : uint8(value.kind | PERIODIC));
        if (!lifetime) text = abi.encodePacked(text, value.period, value.periodStart, periodIndex);
        if (value.kind == 2) text = abi.encodePacked(text, value.token);
        return bytes.concat(text, VarEncoder.encode(value.amount));
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
            uint32 period = i < draft.periods.length ? draft.periods[i] : 0;
            bytes memory encoded = limit(draft.grant.limits[index], period);
            text = abi.encodePacked(text, uint16(index), encoded, GrantModel.proof(leaves, index));
        }
    }
}
