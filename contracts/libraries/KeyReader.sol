// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {KeyLib} from "../types/Key.sol";

/// @title Reader of encoded keys
/// @notice Encoded as `u8 kind ‖ u16 length ‖ bytes`.
library KeyReader {
    /// @dev Kind and length of an `ecdsa` key.
    uint256 private constant ECDSA_HEAD = 0x010014;

    /// @notice Kind and bytes of the key at `cursor`.
    function read(Cursor cursor) internal pure returns (uint256 kind, bytes calldata key, Cursor next) {
        uint256 head = cursor.word();
        kind = head >> 248;
        Cursor start = cursor.skip(3);
        next = start.skip((head >> 232) & 0xffff);
        key = CursorLib.slice(start, next);
    }

    /// @notice Address of the `ecdsa` or `contract` key at `cursor`.
    function signerAt(Cursor cursor) internal pure returns (address) {
        return address(uint160(cursor.word() >> 72));
    }

    /// @notice Whether the key at `cursor` is of kind `ecdsa`.
    function isEcdsa(Cursor cursor) internal pure returns (bool) {
        return cursor.word() >> 248 == KeyLib.ECDSA;
    }

    /// @notice Identifier of the key at `cursor`, which can sign: of kind `ecdsa`, `contract` or `verifier`, well formed.
    function readId(Cursor cursor) internal pure returns (bytes32 keyId, Cursor next) {
        address signer = signerAt(cursor);
        if (cursor.word() >> 232 == ECDSA_HEAD && signer != address(0)) {
            return (KeyLib.idOfAddress(KeyLib.ECDSA, signer), cursor.skip(23));
        }
        uint256 kind;
        bytes calldata key;
        (kind, key, next) = read(cursor);
        check(kind, key);
        keyId = KeyLib.idOf(kind, key);
    }

    /// @notice Reverts unless a key of this form can sign.
    function check(uint256 kind, bytes calldata key) internal pure {
        uint256 first;
        assembly ("memory-safe") {
            first := shr(96, calldataload(key.offset))
        }
        // ERC-7913 reads a signer of 20 bytes as an address: a verifier's key has at least one byte.
        bool addressed = key.length == 20 && (kind == KeyLib.ECDSA || kind == KeyLib.CONTRACT);
        bool verified = kind == KeyLib.VERIFIER && key.length > 20;
        if ((addressed || verified) && first != 0) return;
        if (kind == KeyLib.NONE || kind > KeyLib.VERIFIER) revert ISessionErrors.KeyKindUnsupported(kind);
        revert ISessionErrors.KeyMalformed(kind, key.length);
    }
}
