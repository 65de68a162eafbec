// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, Message, ParameterCondition} from "../support/Grant.sol";
import {MessageDraft, MessageEncoder} from "../support/MessageEncoder.sol";
import {XOwnMessageTest} from "./XOwnMessageTest.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @notice Attacks on the sign-in texts that a session key may sign for the account.
contract XOwnTextsTest is XOwnMessageTest {
    /// @notice Texts that another reader takes for another account, site or chain.
    function test_X14_textsWithTwoMeanings() public {
        string memory site = "example.com";
        string memory name = Strings.toChecksumHexString(address(account));
        string memory here = string.concat("\nChain ID: ", Strings.toString(block.chainid));
        string memory rest = "\nNonce: 12345678";
        Grant memory grant = _withMessage(Message(2, 0, site, new ParameterCondition[](0), true));

        _refusesText(grant, _text(site, Strings.toChecksumHexString(payee), string.concat(here, rest)));
        _refusesText(grant, _text(site, Strings.toHexString(address(account)), string.concat(here, rest)));
        _refusesText(grant, _text("example.com.evil.org", name, string.concat(here, rest)));
        _refusesText(grant, _text("https://example.com", name, string.concat(here, rest)));
        _refusesText(grant, _text("example.co", name, string.concat(here, rest)));
        _refusesText(grant, _text(site, name, rest));
        _refusesText(grant, _text(site, name, string.concat("\nChain ID: 1", rest)));
        _refusesText(grant, _text(site, name, string.concat(here, "0", rest)));
        // Two chains: before, behind, behind with nothing after it, and behind what only some take for the end of a line.
        _refusesText(grant, _text(site, name, string.concat("\nChain ID: 1", here, rest)));
        _refusesText(grant, _text(site, name, string.concat(here, "\nChain ID: 1", rest)));
        _refusesText(grant, _text(site, name, string.concat(here, rest, "\nChain ID: 1")));
        _refusesText(grant, _text(site, name, string.concat(here, "\nChain ID:1", rest)));
        _refusesText(grant, _text(site, name, string.concat("\rChain ID: 1\r", here, rest)));
        _refusesText(grant, _text(site, name, string.concat(unicode"\u2028Chain ID: 1", here, rest)));
        _allowsText(grant, _text(site, name, string.concat(here, rest)));
    }

    /// @notice Conditions on a sign-in text, which has no fields, are committed to and judged by nobody.
    function test_X45_conditionsOnATextThatNobodyChecks() public {
        ParameterCondition[] memory conditions = new ParameterCondition[](1);
        conditions[0] = _condition(0, 1, 1);
        Grant memory grant = _withMessage(Message(2, 0, "example.com", conditions, true));
        string memory name = Strings.toChecksumHexString(address(account));
        string memory here = string.concat("\nChain ID: ", Strings.toString(block.chainid), "\nNonce: 1");
        _refusesText(grant, _text("example.com", name, here));
        grant.messages[0].conditions = new ParameterCondition[](0);
        _give(grant);
        _allowsText(grant, _text("example.com", name, here));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _text(
        string memory site,
        string memory name,
        string memory lines
    ) private pure returns (string memory) {
        string memory head = string.concat(site, " wants you to sign in with your Ethereum account:\n", name);
        return string.concat(head, "\n\nURI: https://example.com\nVersion: 1", lines);
    }

    function _textDraft(
        Grant memory grant,
        string memory text
    ) private pure returns (MessageDraft memory draft) {
        (draft.grant, draft.message, draft.signer) = (grant, grant.messages[0], KEY);
        draft.payload = MessageEncoder.text(text);
    }

    function _textHash(string memory text) private pure returns (bytes32) {
        string memory length = Strings.toString(bytes(text).length);
        return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n", length, text));
    }

    function _refusesText(Grant memory grant, string memory text) private {
        bytes memory encoded = _signed(_textDraft(grant, text), _textHash(text));
        _refusesEncoded(_textHash(text), encoded, abi.encodeWithSelector(E.MessageTextMismatch.selector));
    }

    function _allowsText(Grant memory grant, string memory text) private {
        assertEq(
            bytes32(_ask(_textHash(text), _signed(_textDraft(grant, text), _textHash(text)))),
            bytes32(VALID)
        );
    }
}
