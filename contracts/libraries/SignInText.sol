// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {MessageUse} from "../types/MessageUse.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title Sign-in texts (EIP-4361, signed as EIP-191 personal messages)
/// @notice A text begins with the site that the owner named, asks to sign in with the account, and names this chain once.
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
        bool fits =
            use.contents.isBefore(use.contentsEnd) &&
                use.domain == 0 &&
                text.length > head.length &&
                keccak256(text[:head.length]) == keccak256(head);
        if (!fits || !_namesChain(text)) revert ISessionErrors.MessageTextMismatch();
        return MessageHashUtils.toEthSignedMessageHash(text);
    }

    /// @dev Exactly one line starts with "Chain ID: ", and it names this chain: whoever parses the text can find no other.
    function _namesChain(bytes calldata text) private view returns (bool) {
        bytes memory line = bytes.concat("\nChain ID: ", bytes(Strings.toString(block.chainid)), "\n");
        bytes11 start = bytes11("\nChain ID: ");
        uint256 found;
        bool right;
        // To the very end: another chain's line there may be shorter than this chain's.
        for (uint256 i = 0; i + start.length <= text.length; ++i) {
            bytes calldata rest = text[i:];
            if (bytes11(rest) != start) continue;
            ++found;
            right = rest.length >= line.length && keccak256(rest[:line.length]) == keccak256(line);
        }
        return found == 1 && right;
    }
}
