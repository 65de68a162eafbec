// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {KeyLib} from "../types/Key.sol";
import {Terms, TermsLib} from "../types/Terms.sol";
import {Cursor, CursorLib} from "./Cursor.sol";
import {Signatures} from "./Signatures.sol";

/// @title Reader of encoded terms
/// @notice A part that this version does not know is refused; a part that is absent has its empty value.
library TermsReader {
    /// @notice Reads the terms at `cursor`.
    function read(Cursor cursor) internal pure returns (Terms memory terms, Cursor next) {
        uint256 parts;
        uint256 word;
        (parts, cursor) = cursor.readUint(2);
        if (parts & ~TermsLib.KNOWN != 0) revert ISessionModule.PartUnsupported(parts & ~TermsLib.KNOWN);

        (word, cursor) = cursor.readUint(1);
        (terms.permissionsHeight, terms.limitsHeight) = (word >> 4, word & 15);
        if (terms.permissionsHeight > TermsLib.MAX_HEIGHT || terms.limitsHeight > TermsLib.MAX_HEIGHT) {
            revert ISessionModule.UseMalformed();
        }
        (word, cursor) = cursor.readUint(8);
        terms.epoch = uint64(word);
        cursor = _readWindow(terms, cursor);
        (word, cursor) = cursor.readUint(16);
        terms.salt = bytes16(uint128(word));
        (terms.sessionKeyId, terms.sessionKey, cursor) = readEcdsaKey(cursor);

        (terms.keyLifetime, terms.maxKeys) = (TermsLib.UNLIMITED_KEY_LIFETIME, 1);
        if (parts & TermsLib.KEY_POLICY != 0) cursor = _readKeyPolicy(terms, cursor);
        if (parts & TermsLib.ROTATOR != 0) (terms.rotatorId, terms.rotator, cursor) = readEcdsaKey(cursor);
        return (terms, cursor);
    }

    /// @notice Reads a key of kind `ecdsa`; any other kind reverts.
    function readEcdsaKey(Cursor cursor) internal pure returns (bytes32 keyId, address signer, Cursor next) {
        (uint256 kind, bytes calldata key, Cursor end) = readKey(cursor);
        signer = Signatures.ecdsaAddress(kind, key);
        return (KeyLib.ecdsaId(signer), signer, end);
    }

    /// @notice Reads a key of any kind.
    function readKey(Cursor cursor) internal pure returns (uint256 kind, bytes calldata key, Cursor next) {
        uint256 length;
        (kind, cursor) = cursor.readUint(1);
        (length, cursor) = cursor.readUint(2);
        next = cursor.skip(length);
        key = CursorLib.slice(cursor, next);
    }

    function _readWindow(Terms memory terms, Cursor cursor) private pure returns (Cursor next) {
        uint256 validAfter;
        uint256 validUntil;
        (validAfter, cursor) = cursor.readUint(6);
        (validUntil, next) = cursor.readUint(6);
        // validUntil 0 would mean for ever to an EntryPoint.
        if (validUntil == 0 || validAfter > validUntil || validUntil >= TermsLib.TIME_END) {
            revert ISessionModule.GrantWindowInvalid(validAfter, validUntil);
        }
        (terms.validAfter, terms.validUntil) = (uint48(validAfter), uint48(validUntil));
    }

    function _readKeyPolicy(Terms memory terms, Cursor cursor) private pure returns (Cursor next) {
        uint256 word;
        (word, cursor) = cursor.readUint(4);
        terms.keyLifetime = uint32(word);
        (word, cursor) = cursor.readUint(4);
        terms.overlap = uint32(word);
        (word, next) = cursor.readUint(1);
        terms.maxKeys = uint8(word);
    }
}
