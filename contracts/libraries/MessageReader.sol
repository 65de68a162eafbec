// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {MessageLib, MessageUse} from "../types/MessageUse.sol";
import {Conditions} from "./Conditions.sol";
import {KeyReader} from "./KeyReader.sol";
import {TermsReader} from "./TermsReader.sol";
import {WordHashes} from "./WordHashes.sol";

/// @title Reader of an encoded message
/// @notice The format is section 3 of docs/protocol.md. As in a use, what is read here is the holder's claim until the grant's
/// identifier says that the owner committed to it.
library MessageReader {
    uint256 private constant OTHER_KEY = 1;
    uint256 private constant WRAPPED = 2;
    uint256 private constant FLAGS = OTHER_KEY | WRAPPED;

    /// @notice Reads a message of an account's grant, whose messages are found to contain it.
    function read(address account, bytes calldata data) internal view returns (MessageUse memory use) {
        (Cursor start, Cursor end) = CursorLib.open(data);
        (uint256 flags, Cursor cursor) = start.readByte();
        if (flags & ~FLAGS != 0) revert ISessionErrors.MessageMalformed();
        use.wrapped = flags & WRAPPED != 0;
        cursor = TermsReader.read(use.terms, cursor, account);
        (use.key, use.keyId) = (use.terms.firstKey, use.terms.sessionKeyId);
        if (flags & OTHER_KEY != 0) {
            use.key = cursor;
            (use.keyId, cursor) = KeyReader.readId(cursor);
        }
        use.terms.permissionsRoot = bytes32(cursor.word());
        use.terms.limitsRoot = bytes32(cursor.skip(32).word());
        bytes32 listed;
        (listed, cursor) = _readListed(use, cursor.skip(64));
        bytes32 actual;
        (actual, cursor) = _readMessage(use, cursor);
        if (actual != listed) revert ISessionErrors.MessageNotGranted(actual);
        cursor = _skipPayload(use, cursor);
        if (cursor.isBeyond(end)) revert ISessionErrors.MessageMalformed();
        (use.signature, use.signatureEnd) = (cursor, end);
    }

    /// @dev `u8 index ‖ u8 count ‖ 32B each`: the hashes of all messages of the grant, and which one is meant.
    function _readListed(
        MessageUse memory use,
        Cursor cursor
    ) private pure returns (bytes32 listed, Cursor next) {
        uint256 index;
        uint256 count;
        (index, cursor) = cursor.readByte();
        (count, cursor) = cursor.readByte();
        next = cursor.skip(32 * count);
        bytes32 all = WordHashes.hash(CursorLib.slice(cursor, next));
        if (index >= count || all != use.terms.messages) revert ISessionErrors.MessageNotGranted(all);
        listed = bytes32(cursor.skip(32 * index).word());
    }

    /// @dev `u8 kind ‖ 32B domain ‖ u16 length ‖ contents ‖ u8 uncounted ‖ conditions`.
    function _readMessage(MessageUse memory use, Cursor cursor) private pure returns (bytes32, Cursor next) {
        uint256 length;
        uint256 uncounted;
        bytes32 conditionsHash;
        (use.kind, cursor) = cursor.readByte();
        use.domain = bytes32(cursor.word());
        (length, cursor) = cursor.skip(32).readUint(2);
        (use.contents, use.contentsEnd) = (cursor, cursor.skip(length));
        use.contentsHash = WordHashes.hash(CursorLib.slice(use.contents, use.contentsEnd));
        (uncounted, cursor) = use.contentsEnd.readByte();
        if (uncounted > 1) revert ISessionErrors.MessageMalformed();
        (use.uncounted, use.conditions) = (uncounted == 1, cursor);
        (conditionsHash, next) = Conditions.readHash(cursor);
        bytes32 hash = keccak256(
            abi.encode(
                MessageLib.TYPEHASH,
                use.kind,
                use.domain,
                use.contentsHash,
                conditionsHash,
                use.uncounted
            )
        );
        return (hash, next);
    }

    /// @dev Typed data: `u8 domain fields ‖ 32B each ‖ u16 length ‖ encoded fields`. Sign-in text: `u16 length ‖ text`.
    function _skipPayload(MessageUse memory use, Cursor cursor) private pure returns (Cursor next) {
        use.payload = cursor;
        if (use.kind == MessageLib.TYPED_DATA) {
            uint256 fields;
            (fields, cursor) = cursor.readByte();
            if (fields > 31) revert ISessionErrors.MessageMalformed();
            for (; fields != 0; fields >>= 1) if (fields & 1 != 0) cursor = cursor.skip(32);
        } else if (use.kind != MessageLib.SIGN_IN_TEXT) {
            revert ISessionErrors.MessageMalformed();
        }
        uint256 length;
        (length, cursor) = cursor.readUint(2);
        return cursor.skip(length);
    }
}
