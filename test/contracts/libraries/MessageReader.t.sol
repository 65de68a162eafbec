// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {Cursor} from "../../../contracts/types/Cursor.sol";
import {MessageUse} from "../../../contracts/types/MessageUse.sol";
import {Grant, Message} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {MessageDraft, MessageEncoder} from "../support/MessageEncoder.sol";
import {RandomGrant} from "../support/RandomGrant.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseEncoder} from "../support/UseEncoder.sol";
import {ReaderTest} from "./ReaderTest.sol";

/// @notice A message is read as it was written, belongs to the grant that it was made from, and nothing else is read as one.
contract MessageReaderTest is ReaderTest {
    using GrantModel for Grant;

    /// @notice One of one to four messages of any grant.
    function _random(uint256 seed) private view returns (MessageDraft memory draft) {
        draft.grant = RandomGrant.make(ACCOUNT, seed);
        draft.grant.messages = new Message[](1 + (_hash(seed, 1) % 4));
        for (uint256 i = 0; i < draft.grant.messages.length; ++i) {
            draft.grant.messages[i] = RandomGrant.message(_hash(seed, 10 + i));
        }
        draft.index = uint8(_hash(seed, 2) % draft.grant.messages.length);
        draft.message = draft.grant.messages[draft.index];
        if (_hash(seed, 3) % 2 == 0) draft.key = RandomGrant.key(_hash(seed, 4));
        draft.wrapped = _hash(seed, 5) % 2 == 0;
        draft.payload = _payload(draft.message.kind, _hash(seed, 6));
    }

    function _payload(uint8 kind, uint256 seed) private pure returns (bytes memory) {
        bytes memory text = RandomGrant.text(_hash(seed, 0), 200);
        if (kind == 2) return MessageEncoder.text(string(text));
        uint8 fields = uint8(seed % 32);
        bytes memory words;
        for (uint256 i = 0; i < 5; ++i) {
            if ((fields >> i) & 1 == 1) words = bytes.concat(words, bytes32(_hash(seed, 1 + i)));
        }
        return MessageEncoder.typedData(fields, words, text);
    }

    // ------------------------------------------------------------------------------------------------------ what is read

    function testFuzz_AMessageHashesToItsGrant(uint256 seed, bytes memory signature) public view {
        MessageDraft memory draft = _random(seed);
        bytes memory data = bytes.concat(MessageEncoder.encode(draft), signature);
        (MessageUse memory use, bytes32 structHash) = harness.readMessage(ACCOUNT, data, data.length);
        assertEq(structHash, draft.grant.structHash());
        assertEq(_between(data, use.signature, use.signatureEnd), signature);
    }

    function testFuzz_ReadsWhatWasWritten(uint256 seed) public view {
        MessageDraft memory draft = _random(seed);
        bytes memory data = MessageEncoder.encode(draft);
        (MessageUse memory use, ) = harness.readMessage(ACCOUNT, data, data.length);
        assertEq(use.wrapped, draft.wrapped);
        assertEq(use.kind, draft.message.kind);
        assertEq(use.domain, draft.message.domain);
        assertEq(use.uncounted, draft.message.uncounted);
        assertEq(use.contentsHash, keccak256(bytes(draft.message.contents)));
        assertEq(_between(data, use.contents, use.contentsEnd), bytes(draft.message.contents));
        bytes memory conditions = UseEncoder.conditions(draft.message.conditions);
        assertEq(_at(data, use.conditions, conditions), conditions);
        assertEq(_between(data, use.payload, Cursor.wrap(data.length)), draft.payload);
        Key memory key = draft.key.kind == 0 ? draft.grant.sessionKey : draft.key;
        assertEq(use.keyId, GrantModel.keyId(key));
        assertEq(_at(data, use.key, TermsEncoder.key(key)), TermsEncoder.key(key));
    }

    // ------------------------------------------------------------------------------------------------------- any bytes

    function test_RefusesEveryTruncation() public view {
        MessageDraft memory draft = _random(4);
        bytes memory data = MessageEncoder.encode(draft);
        for (uint256 length = 0; length < data.length; ++length) {
            // What was cut off still follows in calldata, where it could be read; and, the second time, zeros do.
            assertFalse(_accepts(data, length));
            assertFalse(_accepts(_cut(data, 0, length), length));
        }
        assertTrue(_accepts(data, data.length));
    }

    function testFuzz_EveryBitOfTheGrantCounts(uint256 seed, uint256 from) public view {
        MessageDraft memory draft = _random(seed);
        delete draft.key;
        bytes memory data = MessageEncoder.encode(draft);
        bytes32 grant = draft.grant.structHash();
        // From the terms to the message; the first byte, and what follows, is the holder's. Some fifty bits each time.
        uint256 bits = (data.length - draft.payload.length - 1) * 8;
        for (uint256 i = 0; i < 50; ++i) {
            uint256 bit = 8 + (_hash(from, i) % bits);
            data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
            try harness.readMessage(ACCOUNT, data, data.length) returns (
                MessageUse memory,
                bytes32 structHash
            ) {
                assertNotEq(structHash, grant);
            } catch (bytes memory reason) {
                _checkTyped(reason);
            }
            data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        }
    }

    function testFuzz_ChangedMessagesGiveATypedErrorOrAMessage(uint256 seed, uint256 length) public view {
        bytes memory data = MessageEncoder.encode(_random(seed));
        for (uint256 i = 0; i < 4; ++i) data[_hash(seed, i) % data.length] = bytes1(uint8(_hash(seed, ~i)));
        _accepts(data, data.length);
        _accepts(data, bound(length, 0, data.length));
    }

    function testFuzz_RandomBytesGiveATypedErrorOrAMessage(bytes memory data, uint8 flags) public view {
        _accepts(data, data.length);
        data = bytes.concat(bytes1(flags & 3), TermsEncoder.terms(_plainGrant()), data);
        _accepts(data, data.length);
    }

    function _accepts(bytes memory data, uint256 length) private view returns (bool) {
        try harness.readMessage(ACCOUNT, data, length) {
            return true;
        } catch (bytes memory reason) {
            _checkTyped(reason);
            return false;
        }
    }
}
