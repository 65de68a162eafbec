// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {MessageUse} from "../types/MessageUse.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title Sign-in texts (EIP-4361, signed as EIP-191 personal messages)
/// @notice A text begins with the site that the owner named, asks to sign in with the account, and names this chain once. It has
/// no fields, so a message of this kind with conditions, which nobody could judge, allows no text.
library SignInText {
    /// @notice Reverts unless the text is one that its grant allows; returns what personal_sign hashes it to.
    function check(address account, MessageUse memory use) internal view returns (bytes32) {
        (uint256 length, Cursor cursor) = use.payload.readUint(2);
        bytes calldata text = CursorLib.slice(cursor, cursor.skip(length));
        bytes memory head = bytes.concat(
            CursorLib.slice(use.contents, use.contentsEnd),
            " wants you to sign in with your Ethereum account:\n",
            bytes(Strings.toChecksumHexString(account)),
            "\n"
        );
        (uint256 conditions, ) = use.conditions.readByte();
        bool fits =
            conditions == 0 &&
                use.contents.isBefore(use.contentsEnd) &&
                use.domain == 0 &&
                text.length > head.length &&
                keccak256(text[:head.length]) == keccak256(head);
        if (!fits || !_namesChain(text)) revert ISessionErrors.MessageTextMismatch();
        return MessageHashUtils.toEthSignedMessageHash(text);
    }

    /// @dev "Chain ID:" stands there once, in a line that names this chain: whoever reads the text, however loosely, can find
    /// no other, nor at its very end or behind what only some take for the end of a line.
    function _namesChain(bytes calldata text) private view returns (bool) {
        bytes memory line = bytes.concat("\nChain ID: ", bytes(Strings.toString(block.chainid)), "\n");
        bytes9 label = bytes9("Chain ID:");
        uint256 found;
        bool right;
        for (uint256 i = 0; i < text.length; ++i) {
            if (bytes9(text[i:]) != label) continue;
            ++found;
            uint256 end = i + line.length - 1;
            right = i != 0 && end <= text.length && keccak256(text[i - 1:end]) == keccak256(line);
        }
        return found == 1 && right;
    }
}
