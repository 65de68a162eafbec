// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Limit, LimitLib} from "../types/Limit.sol";
import {ParameterCondition} from "../types/ParameterCondition.sol";
import {Permission, PermissionLib} from "../types/Permission.sol";
import {Spend} from "../types/Spend.sol";
import {TermsLib} from "../types/Terms.sol";
import {Use} from "../types/Use.sol";
import {Cursor, CursorLib} from "./Cursor.sol";
import {OrderedTree} from "./OrderedTree.sol";
import {TermsReader} from "./TermsReader.sol";

/// @title Reader of an encoded use
/// @notice The format is section 3 of docs/protocol.md. Everything read here is the holder's claim: what makes it the owner's
/// word is that its hash is a grant's identifier.
library UseReader {
    using PermissionLib for Permission;
    using LimitLib for Limit;

    uint256 private constant GRANT_SIGNATURE = 1;
    uint256 private constant OTHER_KEY = 2;
    uint256 private constant LIMITS_ROOT = 4;
    uint256 private constant FLAGS = GRANT_SIGNATURE | OTHER_KEY | LIMITS_ROOT;

    /// @dev Marks a limit whose period is written out.
    uint256 private constant PERIODIC = 128;

    /// @notice The grantor and its signature of the grant, as carried by the first use; empty otherwise.
    struct Approval {
        uint8 kind;
        Cursor key;
        Cursor keyEnd;
        Cursor signature;
        Cursor signatureEnd;
    }

    /// @notice Reads a use of `calls` calls.
    /// @return use The use.
    /// @return approval Its grant signature, if it carries one.
    /// @return signature What follows the use: the key's signature of it.
    function read(
        bytes calldata data,
        uint256 calls
    ) internal pure returns (Use memory use, Approval memory approval, bytes calldata signature) {
        uint256 flags;
        (Cursor cursor, Cursor end) = CursorLib.open(data);
        (flags, cursor) = cursor.readUint(1);
        if (flags & ~FLAGS != 0) revert ISessionModule.UseMalformed();
        (use.terms, cursor) = TermsReader.read(cursor);
        (use.firstKey, use.keyId, use.key) = (true, use.terms.sessionKeyId, use.terms.sessionKey);
        if (flags & OTHER_KEY != 0) {
            (use.keyId, use.key, cursor) = TermsReader.readEcdsaKey(cursor);
            use.firstKey = use.keyId == use.terms.sessionKeyId;
        }
        if (flags & GRANT_SIGNATURE != 0) cursor = _readApproval(approval, cursor);
        cursor = _readPermissions(use, cursor);
        cursor = _readLimits(use, cursor);
        if (flags & LIMITS_ROOT != 0) {
            if (use.limits.length != 0) revert ISessionModule.UseMalformed();
            (use.limitsRoot, cursor) = cursor.readWord();
        } else if (use.limits.length == 0 && use.terms.limitsHeight != 0) {
            revert ISessionModule.UseMalformed();
        }
        if (use.permissions.length > 1) {
            use.callIndexes = Cursor.unwrap(cursor);
            cursor = cursor.skip(calls);
        }
        cursor.checkEnd(end);
        (Cursor start, ) = CursorLib.open(data);
        use.useHash = keccak256(CursorLib.slice(start, cursor));
        signature = CursorLib.slice(cursor, end);
    }

    function _readApproval(Approval memory approval, Cursor cursor) private pure returns (Cursor next) {
        uint256 word;
        (word, cursor) = cursor.readUint(1);
        approval.kind = uint8(word);
        (word, cursor) = cursor.readUint(2);
        (approval.key, approval.keyEnd) = (cursor, cursor.skip(word));
        (word, cursor) = approval.keyEnd.readUint(2);
        (approval.signature, approval.signatureEnd) = (cursor, cursor.skip(word));
        return approval.signatureEnd;
    }

    function _readPermissions(Use memory use, Cursor cursor) private pure returns (Cursor next) {
        uint256 count;
        (count, cursor) = cursor.readUint(1);
        if (count == 0) revert ISessionModule.UseMalformed();
        use.permissions = new Permission[](count);
        for (uint256 i = 0; i < count; ++i) {
            bytes32 root;
            uint256 index;
            cursor = _readPermission(use.permissions[i], cursor);
            (index, cursor) = cursor.readUint(2);
            (root, cursor) = OrderedTree.readRoot(
                cursor,
                use.permissions[i].hash(),
                index,
                use.terms.permissionsHeight
            );
            if (i == 0) use.permissionsRoot = root;
            else if (root != use.permissionsRoot) revert ISessionModule.PermissionNotGranted(index);
        }
        return cursor;
    }

    function _readPermission(Permission memory permission, Cursor cursor) private pure returns (Cursor next) {
        uint256 word;
        (word, cursor) = cursor.readUint(1);
        permission.call = uint8(word);
        (permission.target, cursor) = cursor.readAddress();
        if (permission.call == PermissionLib.SELECTOR) {
            (word, cursor) = cursor.readUint(4);
            permission.selector = bytes4(uint32(word));
        }
        (permission.maxValue, cursor) = cursor.readVar();
        (word, cursor) = cursor.readUint(1);
        permission.worstTier = uint8(word);
        if (word != PermissionLib.UNTIERED) revert ISessionModule.PartUnsupported(TermsLib.TIERS);

        (word, cursor) = cursor.readUint(1);
        permission.conditions = new ParameterCondition[](word);
        for (uint256 i = 0; i < word; ++i) {
            cursor = _readCondition(permission.conditions[i], cursor);
        }
        (word, cursor) = cursor.readUint(1);
        permission.spends = new Spend[](word);
        for (uint256 i = 0; i < word; ++i) {
            cursor = _readSpend(permission.spends[i], cursor);
        }
        return cursor;
    }

    function _readCondition(
        ParameterCondition memory condition,
        Cursor cursor
    ) private pure returns (Cursor next) {
        uint256 word;
        (word, cursor) = cursor.readUint(1);
        condition.operator = uint8(word);
        (condition.argument, cursor) = cursor.readVar();
        (word, cursor) = cursor.readUint(1);
        condition.values = new bytes32[](word);
        for (uint256 i = 0; i < condition.values.length; ++i) {
            (word, cursor) = cursor.readVar();
            condition.values[i] = bytes32(word);
        }
        return cursor;
    }

    function _readSpend(Spend memory spend, Cursor cursor) private pure returns (Cursor next) {
        uint256 word;
        (word, cursor) = cursor.readUint(2);
        spend.limit = uint16(word);
        (word, cursor) = cursor.readUint(1);
        spend.source = uint8(word);
        (spend.argument, next) = cursor.readVar();
    }

    function _readLimits(Use memory use, Cursor cursor) private pure returns (Cursor next) {
        uint256 count;
        (count, cursor) = cursor.readUint(1);
        (use.limits, use.limitIds) = (new Limit[](count), new uint16[](count));
        for (uint256 i = 0; i < count; ++i) {
            bytes32 root;
            uint256 index;
            (index, cursor) = cursor.readUint(2);
            // Increasing: one limit carried twice would be counted twice, each time from the same start.
            if (i != 0 && index <= use.limitIds[i - 1]) revert ISessionModule.UseMalformed();
            use.limitIds[i] = uint16(index);
            cursor = _readLimit(use.limits[i], cursor);
            (root, cursor) = OrderedTree.readRoot(
                cursor,
                use.limits[i].hash(),
                index,
                use.terms.limitsHeight
            );
            if (i == 0) use.limitsRoot = root;
            else if (root != use.limitsRoot) revert ISessionModule.LimitNotGranted(index);
        }
        return cursor;
    }

    function _readLimit(Limit memory limit, Cursor cursor) private pure returns (Cursor next) {
        uint256 word;
        (word, cursor) = cursor.readUint(1);
        if (word & PERIODIC != 0) revert ISessionModule.PartUnsupported(TermsLib.PERIODS);
        limit.kind = uint8(word);
        limit.period = LimitLib.LIFETIME;
        if (word == LimitLib.TOKEN) (limit.token, cursor) = cursor.readAddress();
        (word, next) = cursor.readVar();
        if (word > type(uint128).max) revert ISessionModule.UseMalformed();
        limit.amount = uint128(word);
    }
}
