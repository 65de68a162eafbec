// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Cursor} from "./Cursor.sol";
import {Terms} from "./Terms.sol";

/// @notice A message that a key signed under a grant, as read from its encoding.
/// @param terms The grant's terms, with both roots.
/// @param keyId Identifier of the key that signs.
/// @param key Position of that key's encoding.
/// @param wrapped Whether the account hands on the hash wrapped in its own domain.
/// @param kind One of the kinds in {MessageLib}.
/// @param domain Domain separator of typed data; zero for a sign-in text.
/// @param contentsHash Hash of the type of typed data, or of what stands before a sign-in text's first words.
/// @param contents Position of those contents.
/// @param contentsEnd Position after them.
/// @param conditions Position of the conditions on fields of typed data.
/// @param uncounted Whether the owner said that messages count towards no limit.
/// @param payload Position of what was signed.
/// @param signature Position of the key's signature.
/// @param signatureEnd Position after it.
struct MessageUse {
    Terms terms;
    bytes32 keyId;
    Cursor key;
    bool wrapped;
    uint256 kind;
    bytes32 domain;
    bytes32 contentsHash;
    Cursor contents;
    Cursor contentsEnd;
    Cursor conditions;
    bool uncounted;
    Cursor payload;
    Cursor signature;
    Cursor signatureEnd;
}

/// @notice Kinds and type of messages
library MessageLib {
    uint256 internal constant TYPED_DATA = 1;
    uint256 internal constant SIGN_IN_TEXT = 2;

    bytes32 internal constant TYPEHASH = keccak256(
        "Message(uint8 kind,bytes32 domain,string contents,ParameterCondition[] conditions,bool uncounted)ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)"
    );
}
