// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor} from "../types/Cursor.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {GrantType} from "../types/GrantType.sol";
import {Terms, TermsLib} from "../types/Terms.sol";
import {GuardList} from "./GuardList.sol";
import {KeyReader} from "./KeyReader.sol";
import {WordHashes} from "./WordHashes.sol";

/// @title Reader of encoded terms
/// @notice The format is section 3 of docs/protocol.md. A part that this module does not know is refused; a part that is absent
/// has its empty value.
library TermsReader {
    /// @dev Bytes of the fixed part before the salt: u16 parts, u8 heights, u64 epoch, u48 validAfter, u48 validUntil.
    uint256 private constant HEAD = 23;

    /// @notice Reads the terms at `cursor` into `terms`, all but both roots.
    function read(Terms memory terms, Cursor cursor, address account) internal view returns (Cursor next) {
        uint256 head = cursor.word();
        uint256 parts = head >> 240;
        next = cursor.skip(HEAD);
        if (parts & ~TermsLib.KNOWN != 0) revert ISessionErrors.PartUnsupported(parts & ~TermsLib.KNOWN);

        uint256 heights = uint8(head >> 232);
        terms.typehash = heights == 0 ? GrantType.FLAT : _readHeights(terms, heights);
        terms.account = account;
        terms.epoch = uint64(head >> 168);
        _setWindow(terms, uint48(head >> 120), uint48(head >> 72));
        terms.salt = bytes32(next.word()) & ~bytes32(uint256(type(uint128).max));
        terms.firstKey = next = next.skip(16);
        (terms.sessionKeyId, next) = KeyReader.readId(next);
        _setEmpty(terms);
        if (parts != 0) next = _readParts(terms, parts, next);
        if (terms.networkCount == 1) terms.networks = WordHashes.hash(_network(block.chainid, terms.epoch));
    }

    /// @dev The values of absent parts.
    function _setEmpty(Terms memory terms) private pure {
        terms.networkCount = 1;
        (terms.messages, terms.guards) = (EmptyParts.ARRAY, EmptyParts.ARRAY);
        (terms.keyLifetime, terms.maxKeys) = (TermsLib.UNLIMITED_KEY_LIFETIME, 1);
        (terms.feeBudget, terms.feePrice) = (TermsLib.UNLIMITED, TermsLib.UNLIMITED);
        (terms.maximumFee, terms.paymaster) = (EmptyParts.MAXIMUM_FEE, EmptyParts.PAYMASTER);
        (terms.rotatorId, terms.keeperId) = (EmptyParts.NOBODY, EmptyParts.NOBODY);
        (terms.identity, terms.supersedes) = (EmptyParts.IDENTITY, EmptyParts.SUPERSESSION);
    }

    /// @dev Heights of both trees, 4 bits each; returns the type hash of a grant with such trees.
    function _readHeights(Terms memory terms, uint256 heights) private pure returns (bytes32) {
        (terms.permissionsHeight, terms.limitsHeight) = (heights >> 4, heights & 15);
        if (terms.permissionsHeight > TermsLib.MAX_HEIGHT || terms.limitsHeight > TermsLib.MAX_HEIGHT) {
            revert ISessionErrors.UseMalformed();
        }
        return GrantType.typehash(terms.permissionsHeight, terms.limitsHeight);
    }

    function _setWindow(Terms memory terms, uint256 validAfter, uint256 validUntil) private pure {
        // validUntil 0 would mean for ever to an EntryPoint.
        if (validUntil == 0 || validAfter > validUntil || validUntil >= TermsLib.TIME_END) {
            revert ISessionErrors.GrantWindowInvalid(validAfter, validUntil);
        }
        (terms.validAfter, terms.validUntil) = (validAfter, validUntil);
    }

    function _readParts(Terms memory terms, uint256 parts, Cursor cursor) private view returns (Cursor next) {
        next = cursor;
        if (parts & TermsLib.NETWORKS != 0) next = _readNetworks(terms, next);
        if (parts & TermsLib.MESSAGES != 0) (terms.messages, next) = (bytes32(next.word()), next.skip(32));
        if (parts & TermsLib.GUARDS != 0) next = _readGuards(terms, next);
        if (parts & TermsLib.KEY_POLICY != 0) {
            uint256 policy = next.word();
            (terms.keyLifetime, terms.overlap) = (policy >> 224, uint32(policy >> 192));
            (terms.maxKeys, next) = (uint8(policy >> 184), next.skip(9));
        }
        if (parts & TermsLib.MAXIMUM_FEE != 0) next = _readMaximumFee(terms, next);
        if (parts & TermsLib.PAYMASTER != 0) next = _readPaymaster(terms, next);
        if (parts & TermsLib.ROTATOR != 0) {
            terms.rotator = next;
            (terms.rotatorId, next) = KeyReader.readId(next);
        }
        if (parts & TermsLib.KEEPER != 0) (terms.keeperId, next) = KeyReader.readId(next);
        if (parts & TermsLib.SUPERSEDES != 0) next = _readSupersession(terms, next);
    }

    function _readGuards(Terms memory terms, Cursor cursor) private pure returns (Cursor next) {
        (terms.guards, next) = GuardList.readHash(cursor);
        if (terms.guards != EmptyParts.ARRAY) (terms.guardList, terms.guardListEnd) = (cursor, next);
    }

    /// @dev `u8 count`, then each `u64 chainId ‖ u64 epoch`, chainIds increasing, this chain among them with the terms' epoch.
    function _readNetworks(Terms memory terms, Cursor cursor) private view returns (Cursor next) {
        uint256 count;
        uint256 last;
        bool found;
        (count, next) = cursor.readByte();
        bytes32[] memory hashes = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 chainId;
            uint256 epoch;
            (chainId, next) = next.readUint(8);
            (epoch, next) = next.readUint(8);
            // Increasing: a chain named twice could be in two epochs.
            if (chainId <= last) revert ISessionErrors.UseMalformed();
            if (chainId == block.chainid) found = epoch == terms.epoch;
            last = chainId;
            hashes[i] = _network(chainId, epoch);
        }
        if (!found) revert ISessionErrors.NetworkNotGranted(block.chainid);
        (terms.networks, terms.networkCount) = (WordHashes.hash(hashes), count);
    }

    function _readMaximumFee(Terms memory terms, Cursor cursor) private pure returns (Cursor next) {
        (terms.feeBudget, next) = cursor.readVar();
        (terms.feePrice, next) = next.readVar();
        terms.maximumFee = WordHashes.hash(
            uint256(GrantType.MAXIMUM_FEE_TYPEHASH),
            terms.feeBudget,
            terms.feePrice
        );
    }

    /// @dev `u8 kind ‖ u8 count ‖ 20B each`; only kind 1 lists any.
    function _readPaymaster(Terms memory terms, Cursor cursor) private pure returns (Cursor next) {
        uint256 kind;
        uint256 count;
        terms.paymasterRule = cursor;
        (kind, next) = cursor.readByte();
        (count, next) = next.readByte();
        bool known = kind <= TermsLib.PAYMASTER_ANY && (kind == TermsLib.PAYMASTER_LISTED) == (count != 0);
        if (!known) revert ISessionErrors.UseMalformed();
        bytes32[] memory listed = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 paymaster;
            (paymaster, next) = next.readUint(20);
            listed[i] = bytes32(paymaster);
        }
        terms.paymaster = WordHashes.hash(
            uint256(GrantType.PAYMASTER_TYPEHASH),
            kind,
            uint256(WordHashes.hash(listed))
        );
    }

    /// @dev `32B grantId ‖ u8 count ‖ u16 each`, the limits whose counters are carried.
    function _readSupersession(Terms memory terms, Cursor cursor) private pure returns (Cursor next) {
        uint256 count;
        terms.supersession = cursor;
        if (cursor.word() == 0) revert ISessionErrors.UseMalformed();
        (count, next) = cursor.skip(32).readByte();
        bytes32[] memory carries = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 limitId;
            (limitId, next) = next.readUint(2);
            carries[i] = bytes32(limitId);
        }
        terms.supersedes = WordHashes.hash(
            uint256(GrantType.SUPERSESSION_TYPEHASH),
            cursor.word(),
            uint256(WordHashes.hash(carries))
        );
    }

    function _network(uint256 chainId, uint256 epoch) private pure returns (bytes32) {
        return WordHashes.hash(uint256(GrantType.NETWORK_TYPEHASH), chainId, epoch);
    }
}
