// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Message} from "./Grant.sol";
import {GrantModel} from "./GrantModel.sol";
import {TermsEncoder} from "./TermsEncoder.sol";
import {UseEncoder} from "./UseEncoder.sol";

/// @notice A message that a key signs under a grant, before it is encoded.
/// @param index Which of the grant's messages it is.
/// @param message What is presented as that message; the grant's own one unless a test changes it.
/// @param key Key that signs; kind 0: the grant's first one.
/// @param signer Private key of that key.
/// @param wrapped Whether the account hands on the hash wrapped in its own domain.
/// @param payload See {MessageEncoder-typedData} and {MessageEncoder-text}.
struct MessageDraft {
    Grant grant;
    uint8 index;
    Message message;
    Key key;
    uint256 signer;
    bool wrapped;
    bytes payload;
}

/// @title Encoder of messages, straight from section 3 of docs/protocol.md
library MessageEncoder {
    /// @notice The encoded message without its trailing signature.
    function encode(MessageDraft memory draft) internal view returns (bytes memory) {
        bool otherKey = draft.key.kind != 0;
        bytes memory head = abi.encodePacked(
            uint8((otherKey ? 1 : 0) | (draft.wrapped ? 2 : 0)),
            TermsEncoder.terms(draft.grant)
        );
        if (otherKey) head = bytes.concat(head, TermsEncoder.key(draft.key));
        bytes memory listed = abi.encodePacked(draft.index, uint8(draft.grant.messages.length));
        for (uint256 i = 0; i < draft.grant.messages.length; ++i) {
            listed = bytes.concat(listed, GrantModel.messageHash(draft.grant.messages[i]));
        }
        return
            bytes.concat(
                head,
                TermsEncoder.roots(draft.grant),
                listed,
                message(draft.message),
                draft.payload
            );
    }

    function message(Message memory value) internal pure returns (bytes memory) {
        bytes memory contents = bytes(value.contents);
        bytes memory head = abi.encodePacked(value.kind, value.domain, uint16(contents.length), contents);
        return abi.encodePacked(head, value.uncounted, UseEncoder.conditions(value.conditions));
    }

    /// @param fields Which members the domain has, as ERC-5267 numbers them.
    /// @param domain Their words in order, names and versions as hashes.
    /// @param values `encodeData` of the message: its members' words.
    function typedData(
        uint8 fields,
        bytes memory domain,
        bytes memory values
    ) internal pure returns (bytes memory) {
        return abi.encodePacked(fields, domain, uint16(values.length), values);
    }

    function text(string memory value) internal pure returns (bytes memory) {
        return abi.encodePacked(uint16(bytes(value).length), value);
    }
}
