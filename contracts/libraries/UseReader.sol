// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {Limit, LimitLib} from "../types/Limit.sol";
import {Permission, PermissionLib} from "../types/Permission.sol";
import {Use} from "../types/Use.sol";
import {Conditions} from "./Conditions.sol";
import {KeyReader} from "./KeyReader.sol";
import {OrderedTree} from "./OrderedTree.sol";
import {Spends} from "./Spends.sol";
import {TermsReader} from "./TermsReader.sol";
import {WordHashes} from "./WordHashes.sol";

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

    /// @notice Reads a use.
    /// @param account Account of the grant.
    /// @param calls Number of calls, those of the guards included.
    /// @param batched Whether the guards' calls are among them, if the grant has guards.
    function read(
        Use memory use,
        address account,
        bytes calldata data,
        uint256 calls,
        bool batched
    ) internal view {
        (Cursor start, Cursor end) = CursorLib.open(data);
        (uint256 flags, Cursor cursor) = start.readByte();
        if (flags & ~FLAGS != 0) revert ISessionErrors.UseMalformed();
        cursor = TermsReader.read(use.terms, cursor, account);
        use.calls = calls;
        if (batched && Cursor.unwrap(use.terms.guardList) != 0) {
            if (calls < 3) revert ISessionErrors.GuardCallMissing();
            (use.guarded, calls) = (true, calls - 2);
        }
        (use.key, use.keyId) = (use.terms.firstKey, use.terms.sessionKeyId);
        if (flags & OTHER_KEY != 0) {
            use.key = cursor;
            (use.keyId, cursor) = KeyReader.readId(cursor);
        }
        if (flags & GRANT_SIGNATURE != 0) {
            use.approval = cursor;
            (, , cursor) = readApproval(cursor);
        }
        cursor = _readPermissions(use, cursor);
        cursor = _readLimits(use, cursor, flags & LIMITS_ROOT != 0);
        if (use.permissions.length != 1) {
            use.callIndexes = cursor;
            cursor = cursor.skip(calls);
        }
        if (cursor.isBeyond(end)) revert ISessionErrors.UseMalformed();
        use.useHash = WordHashes.hash(CursorLib.slice(start, cursor));
        (use.signature, use.signatureEnd) = (cursor, end);
    }

    /// @notice The grantor's signature of the grant at `cursor`: `key grantor ‖ u16 length ‖ signature`.
    /// @return grantorEnd Position after the grantor, which stands at `cursor`.
    function readApproval(
        Cursor cursor
    ) internal pure returns (Cursor grantorEnd, bytes calldata signature, Cursor next) {
        uint256 length;
        (, , grantorEnd) = KeyReader.read(cursor);
        (length, cursor) = grantorEnd.readUint(2);
        next = cursor.skip(length);
        signature = CursorLib.slice(cursor, next);
    }

    function _readPermissions(Use memory use, Cursor cursor) private pure returns (Cursor next) {
        uint256 count;
        (count, next) = cursor.readByte();
        if (count == 0) revert ISessionErrors.UseMalformed();
        use.permissions = PermissionLib.allocate(count);
        Permission[] memory permissions = use.permissions;
        for (uint256 i = 0; i < count; ++i) {
            bytes32 root;
            Permission memory permission = permissions[i];
            next = _readPermission(permission, next);
            uint256 index = next.word() >> 240;
            (root, next) = OrderedTree.readRoot(
                next.skip(2),
                permission.hash(),
                index,
                use.terms.permissionsHeight
            );
            if (i == 0) use.terms.permissionsRoot = root;
            else if (root != use.terms.permissionsRoot) revert ISessionErrors.PermissionNotGranted(index);
        }
    }

    function _readPermission(Permission memory permission, Cursor cursor) private pure returns (Cursor next) {
        uint256 word = cursor.word();
        permission.typehash = PermissionLib.TYPEHASH;
        permission.call = word >> 248;
        permission.target = address(uint160(word >> 88));
        next = cursor.skip(21);
        bytes32 selector;
        if (permission.call == PermissionLib.SELECTOR) {
            selector = bytes32(next.word()) & bytes32(bytes4(0xffffffff));
            next = next.skip(4);
        }
        permission.selector = selector;
        (permission.maxValue, next) = next.readVar();
        (permission.worstTier, next) = next.readByte();
        permission.conditions = next;
        (permission.conditionsHash, next) = Conditions.readHash(next);
        permission.spends = next;
        (permission.spendsHash, next) = Spends.readHash(next);
    }

    /// @dev Without limits the root is carried, or the grant has none.
    function _readLimits(Use memory use, Cursor cursor, bool rootFollows) private pure returns (Cursor next) {
        uint256 count;
        (count, next) = cursor.readByte();
        if (count == 0) {
            if (rootFollows) (use.terms.limitsRoot, next) = (bytes32(next.word()), next.skip(32));
            else if (use.terms.limitsHeight != 0) revert ISessionErrors.UseMalformed();
            else use.terms.limitsRoot = LimitLib.PADDING;
            return next;
        }
        if (rootFollows) revert ISessionErrors.UseMalformed();
        use.limits = LimitLib.allocate(count);
        for (uint256 i = 0; i < count; ++i) {
            bytes32 root;
            Limit memory limit = use.limits[i];
            (limit.limitId, next) = next.readUint(2);
            // Increasing: one limit carried twice would be counted twice, each time from the same start.
            if (i != 0 && limit.limitId <= use.limits[i - 1].limitId) revert ISessionErrors.UseMalformed();
            next = _readLimit(limit, next);
            (root, next) = OrderedTree.readRoot(next, limit.hash(), limit.limitId, use.terms.limitsHeight);
            if (i == 0) use.terms.limitsRoot = root;
            else if (root != use.terms.limitsRoot) revert ISessionErrors.LimitNotGranted(limit.limitId);
        }
    }

    /// @dev `u8 kind` (+128: `u32 period ‖ u48 periodStart ‖ u32 periodIndex` follow), `[token: 20B] ‖ var amount`.
    function _readLimit(Limit memory limit, Cursor cursor) private pure returns (Cursor next) {
        (limit.kind, next) = cursor.readByte();
        (limit.typehash, limit.period) = (LimitLib.TYPEHASH, LimitLib.LIFETIME);
        if (limit.kind & PERIODIC != 0) {
            uint256 word = next.word();
            (limit.period, limit.periodStart) = (word >> 224, uint48(word >> 176));
            (limit.periodIndex, next) = (uint32(word >> 144), next.skip(14));
            limit.kind &= ~PERIODIC;
            if (limit.period < LimitLib.MIN_PERIOD || limit.period == LimitLib.LIFETIME) {
                revert ISessionErrors.LimitPeriodInvalid(limit.limitId, limit.period);
            }
        }
        if (limit.kind == LimitLib.TOKEN) {
            uint256 token;
            (token, next) = next.readUint(20);
            limit.token = address(uint160(token));
        }
        (limit.amount, next) = next.readVar();
        if (limit.amount > type(uint128).max) revert ISessionErrors.UseMalformed();
    }
}
