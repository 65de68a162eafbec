// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, ParameterCondition} from "../support/Grant.sol";
import {MessageDraft, MessageEncoder} from "../support/MessageEncoder.sol";
import {MessageTest} from "../support/MessageTest.sol";

/// @notice What a message may say: the domain, type and fields of typed data, and the words of a sign-in text.
contract MessageContentsTest is MessageTest {
    function _given() private returns (Grant memory grant) {
        grant = _messageGrant();
        _give(grant);
    }

    // ---------------------------------------------------------------------------------------------------------- fields

    function testFuzz_fields(address receiver, uint256 amount) public {
        if (amount % 2 == 0) receiver = address(account);
        if (amount % 3 == 0) amount %= 60;
        Grant memory grant = _given();
        MessageDraft memory draft = _order(grant, receiver, amount);
        bytes32 hash = _orderHash(receiver, amount);
        if (receiver != address(account)) {
            bytes32 actual = bytes32(uint256(uint160(receiver)));
            _refusesMessage(draft, hash, abi.encodeWithSelector(E.ConditionFailed.selector, 0, 9, actual));
        } else if (amount > 50) {
            _refusesMessage(draft, hash, abi.encodeWithSelector(E.ConditionFailed.selector, 1, 4, amount));
        } else {
            _allowsMessage(draft, hash);
        }
    }

    function test_fields_theHashIsTheMessages() public {
        MessageDraft memory draft = _order(_given(), address(account), 50);
        bytes32 hash = _orderHash(address(account), 50);
        // A hash of anything else, by the same key.
        bytes32[3] memory others = [_orderHash(address(account), 51), bytes32(0), ~hash];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(E.MessageHashMismatch.selector, others[i], hash);
            _refusesMessage(draft, others[i], reason);
        }
    }

    function test_fields_thatAreMissing() public {
        MessageDraft memory draft = _order(_given(), address(account), 50);
        draft.payload = MessageEncoder.typedData(FIELDS, _exchangeDomain(), abi.encode(account));
        bytes32 structHash = keccak256(bytes.concat(keccak256(bytes(ORDER)), abi.encode(account)));
        bytes32 hash = _typedHash(draft.message.domain, structHash);
        // A selector stands before them.
        _refusesMessage(draft, hash, abi.encodeWithSelector(E.ArgumentMissing.selector, 1, 36));
    }

    function testFuzz_fields_ofAnyType(string memory type_, bytes memory values) public {
        Grant memory grant = _messageGrant();
        grant.messages[0].contents = type_;
        grant.messages[0].conditions = new ParameterCondition[](0);
        _give(grant);
        MessageDraft memory draft = _order(grant, address(account), 0);
        draft.payload = MessageEncoder.typedData(FIELDS, _exchangeDomain(), values);
        bytes32 structHash = keccak256(bytes.concat(keccak256(bytes(type_)), values));
        _allowsMessage(draft, _typedHash(draft.message.domain, structHash));
    }

    // --------------------------------------------------------------------------------------------------------- domains

    function test_domain_everySetOfFields() public {
        for (uint256 fields = 0; fields < 32; ++fields) {
            bytes memory words;
            for (uint256 i = 0; i < 5; ++i) {
                if ((fields >> i) & 1 == 1) words = bytes.concat(words, bytes32(1000 + i));
            }
            Grant memory grant = _messageGrant();
            grant.messages[0].domain = _separator(uint8(fields), words);
            _give(grant);
            bytes memory values = _orderValues(address(account), 1);
            MessageDraft memory draft = _order(grant, address(account), 1);
            draft.payload = MessageEncoder.typedData(uint8(fields), words, values);
            bytes32 structHash = keccak256(bytes.concat(keccak256(bytes(ORDER)), values));
            _allowsMessage(draft, _typedHash(draft.message.domain, structHash));
        }
    }

    function test_domain_unknownFields() public {
        MessageDraft memory draft = _order(_given(), address(account), 1);
        bytes32 hash = _orderHash(address(account), 1);
        bytes memory values = _orderValues(address(account), 1);
        draft.payload = MessageEncoder.typedData(32, abi.encode(1), values);
        _refusesMessage(draft, hash, abi.encodeWithSelector(E.MessageMalformed.selector));
        for (uint256 fields = 32; fields < 256; fields += 32) {
            draft.payload = MessageEncoder.typedData(uint8(fields | FIELDS), _exchangeDomain(), values);
            _refusesMessage(draft, hash, abi.encodeWithSelector(E.MessageMalformed.selector));
        }
    }

    function test_domain_another() public {
        MessageDraft memory draft = _order(_given(), address(account), 1);
        bytes memory other = abi.encode(keccak256("Exchange"), keccak256("2"), block.chainid, payee);
        draft.payload = MessageEncoder.typedData(FIELDS, other, _orderValues(address(account), 1));
        bytes32 separator = _separator(FIELDS, other);
        bytes memory reason = abi.encodeWithSelector(E.MessageNotGranted.selector, separator);
        _refusesMessage(draft, _orderHash(address(account), 1), reason);
    }

    function test_domain_thatNothingMaySignFor() public {
        address adapter = makeAddr("adapter");
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), adapter, vm.addr(OWNER)));
        address[7] memory forbidden = [
            address(account),
            address(module),
            adapter,
            ENTRY_POINT,
            0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
            0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108,
            0x433709009B8330FDa32311DF1C2AFA402eD8D009
        ];
        for (uint256 i = 0; i < forbidden.length; ++i) {
            bytes memory words = abi.encode(
                keccak256("Account"),
                keccak256("1"),
                block.chainid,
                forbidden[i]
            );
            Grant memory grant = _messageGrant();
            grant.messages[0].domain = _separator(FIELDS, words);
            _give(grant);
            MessageDraft memory draft = _order(grant, address(account), 1);
            draft.payload = MessageEncoder.typedData(FIELDS, words, _orderValues(address(account), 1));
            bytes memory reason = abi.encodeWithSelector(E.MessageForbidden.selector, forbidden[i]);
            _refusesMessage(draft, _orderHash(address(account), 1), reason);
        }
    }

    /// @notice There are two kinds of messages, whatever was granted.
    function test_kind_unknown() public {
        string memory text = _text(SITE, address(account), block.chainid);
        uint8[3] memory kinds = [0, 3, 255];
        for (uint256 i = 0; i < kinds.length; ++i) {
            Grant memory grant = _messageGrant();
            grant.messages[1].kind = kinds[i];
            _give(grant);
            bytes memory reason = abi.encodeWithSelector(E.MessageMalformed.selector);
            _refusesMessage(_signIn(grant, text), _textHash(text), reason);
        }
        _allowsMessage(_signIn(_given(), text), _textHash(text));
    }

    /// @notice A site whose own name reads like the line of the chain asks for nothing.
    function test_text_siteThatNamesAChain() public {
        string[4] memory sites = ["aChain ID:", "Chain ID: 5", "aChain IP:", "Chain IP: 5"];
        for (uint256 i = 0; i < sites.length; ++i) {
            Grant memory grant = _messageGrant();
            grant.messages[1].contents = sites[i];
            _give(grant);
            string memory text = _text(sites[i], address(account), block.chainid);
            bytes memory reason = abi.encodeWithSelector(E.MessageTextMismatch.selector);
            if (i < 2) _refusesMessage(_signIn(grant, text), _textHash(text), reason);
            else _allowsMessage(_signIn(grant, text), _textHash(text));
        }
    }

    /// @notice Only the field of the verifying contract is one: no other field hides a forbidden one, or passes for one.
    function test_domain_otherFieldsAreNoContract() public {
        bytes32 forbidden = bytes32(uint256(uint160(address(account))));
        bytes memory hidden = abi.encode(
            keccak256("A"),
            keccak256("1"),
            block.chainid,
            forbidden,
            bytes32("salt")
        );
        MessageDraft memory draft = _orderIn(31, hidden);
        bytes memory reason = abi.encodeWithSelector(E.MessageForbidden.selector, address(account));
        _refusesMessage(draft, _orderHashIn(31, hidden), reason);
        bytes memory salted = abi.encode(keccak256("A"), keccak256("1"), block.chainid, payee, forbidden);
        _allowsMessage(_orderIn(31, salted), _orderHashIn(31, salted));
        bytes memory numbered = abi.encode(keccak256("A"), keccak256("1"), forbidden);
        _allowsMessage(_orderIn(7, numbered), _orderHashIn(7, numbered));
    }

    function _orderIn(uint8 fields, bytes memory words) private returns (MessageDraft memory draft) {
        Grant memory grant = _messageGrant();
        grant.messages[0].domain = _separator(fields, words);
        _give(grant);
        draft = _order(grant, address(account), 1);
        draft.payload = MessageEncoder.typedData(fields, words, _orderValues(address(account), 1));
    }

    function _orderHashIn(uint8 fields, bytes memory words) private view returns (bytes32) {
        bytes memory values = _orderValues(address(account), 1);
        return
            _typedHash(_separator(fields, words), keccak256(bytes.concat(keccak256(bytes(ORDER)), values)));
    }

    // --------------------------------------------------------------------------------------------------------- wrapped

    function _wrap(bytes32 inner, address verifier) private view returns (bytes32) {
        bytes memory words = abi.encode(
            keccak256("LatchkeyAccount"),
            keccak256("1"),
            block.chainid,
            verifier
        );
        bytes32 structHash = keccak256(abi.encode(keccak256("Kernel(bytes32 hash)"), inner));
        return _typedHash(_separator(15, words), structHash);
    }

    function test_wrapped_inTheAccountsOwnDomain() public {
        MessageDraft memory draft = _order(_given(), address(account), 50);
        draft.wrapped = true;
        bytes32 inner = _orderHash(address(account), 50);
        bytes32 wrapped = _wrap(inner, address(account));
        _allowsMessage(draft, wrapped);
        _refusesMessage(draft, inner, abi.encodeWithSelector(E.MessageHashMismatch.selector, inner, wrapped));
        draft.wrapped = false;
        bytes memory reason = abi.encodeWithSelector(E.MessageHashMismatch.selector, wrapped, inner);
        _refusesMessage(draft, wrapped, reason);
    }

    function test_wrapped_textToo() public {
        string memory text = _text(SITE, address(account), block.chainid);
        MessageDraft memory draft = _signIn(_given(), text);
        draft.wrapped = true;
        _allowsMessage(draft, _wrap(_textHash(text), address(account)));
    }

    function test_wrapped_inNoOtherDomain() public {
        MessageDraft memory draft = _order(_given(), address(account), 50);
        draft.wrapped = true;
        bytes32 hash = _wrap(_orderHash(address(account), 50), address(account));
        _refusesDomain(draft, hash, hex"0f", block.chainid, payee);
        _refusesDomain(draft, hash, hex"0f", block.chainid + 1, address(account));
        _refusesDomain(draft, hash, hex"0f", block.chainid - 1, address(account));
        _refusesDomain(draft, hash, hex"0b", block.chainid, address(account));
        _refusesDomain(draft, hash, hex"1f", block.chainid, address(account));
    }

    function _refusesDomain(
        MessageDraft memory draft,
        bytes32 hash,
        bytes1 fields,
        uint256 chainId,
        address verifier
    ) private {
        bytes memory answer = abi.encode(
            fields,
            "LatchkeyAccount",
            "1",
            chainId,
            verifier,
            bytes32(0),
            new uint256[](0)
        );
        bytes memory signed = _signed(draft, hash);
        vm.mockCall(address(account), abi.encodeCall(account.eip712Domain, ()), answer);
        _refusesCall(
            address(account),
            abi.encodeCall(module.isValidSignatureWithSender, (address(this), hash, signed)),
            abi.encodeWithSelector(E.MessageForbidden.selector, verifier)
        );
        vm.clearMockedCalls();
    }

    // --------------------------------------------------------------------------------------------------------- sign-in

    /// @dev EIP-4361.
    function _text(string memory site, address signer, uint256 chainId) private view returns (string memory) {
        return
            string.concat(
                _head(site, signer),
                "\nI accept.\n\nURI: https://exchange.example\nVersion: 1\nChain ID: ",
                vm.toString(chainId),
                "\nNonce: 32891756\nIssued At: 2021-09-30T16:25:24Z"
            );
    }

    function _head(string memory site, address signer) private view returns (string memory) {
        string memory address_ = vm.toString(signer);
        return string.concat(site, " wants you to sign in with your Ethereum account:\n", address_, "\n");
    }

    function _refusesText(Grant memory grant, string memory text) private {
        bytes memory reason = abi.encodeWithSelector(E.MessageTextMismatch.selector);
        _refusesMessage(_signIn(grant, text), _textHash(text), reason);
    }

    function test_text_allowed() public {
        string memory text = _text(SITE, address(account), block.chainid);
        _allowsMessage(_signIn(_given(), text), _textHash(text));
        bytes32 other = _textHash(string.concat(text, " "));
        _refusesMessage(
            _signIn(_messageGrant(), text),
            other,
            abi.encodeWithSelector(E.MessageHashMismatch.selector, other, _textHash(text))
        );
    }

    function test_text_ofAnotherSiteAccountOrChain() public {
        Grant memory grant = _given();
        _refusesText(grant, _text("exchange.example.evil", address(account), block.chainid));
        _refusesText(grant, _text("https://exchange.example", address(account), block.chainid));
        _refusesText(grant, _text("", address(account), block.chainid));
        _refusesText(grant, _text(SITE, payee, block.chainid));
        _refusesText(grant, _text(SITE, address(account), 1));
        _refusesText(grant, _text(SITE, address(account), block.chainid * 10));
        vm.chainId(1);
        string memory elsewhere = _text(SITE, address(account), 31_337);
        Grant memory there = _messageGrant();
        _give(there);
        _refusesText(there, elsewhere);
    }

    function test_text_namesOneChain() public {
        Grant memory grant = _given();
        string memory here = vm.toString(block.chainid);
        string memory head = _head(SITE, address(account));
        string memory line = string.concat("\nChain ID: ", here, "\n");
        string memory good = string.concat(head, line, "rest");
        _allowsMessage(_signIn(grant, good), _textHash(good));
        good = string.concat(head, line);
        _allowsMessage(_signIn(grant, good), _textHash(good));

        _refusesText(grant, string.concat(head, "\nChain ID: ", here));
        _refusesText(grant, string.concat(head, "\nchain id: ", here, "\n"));
        _refusesText(grant, string.concat(head, "Chain ID: ", here));
        _refusesText(grant, string.concat(head, line, line));
        _refusesText(grant, string.concat(head, line, "\nChain ID: 1\n"));
        _refusesText(grant, string.concat(head, "\nChain ID: 1\n", line));
        // In its last line another chain is another chain too, however short.
        _refusesText(grant, string.concat(head, line, "\nChain ID: 1"));
        _refusesText(grant, string.concat(head, line, "\nChain ID: "));
    }

    function test_text_isMoreThanItsHead() public {
        Grant memory grant = _given();
        _refusesText(grant, _head(SITE, address(account)));
        _refusesText(grant, "");
        _refusesText(grant, SITE);
    }

    function test_text_ofASiteWithoutNameOrWithADomain() public {
        Grant memory grant = _messageGrant();
        grant.messages[1].contents = "";
        _give(grant);
        _refusesText(grant, _text("", address(account), block.chainid));
        grant = _messageGrant();
        grant.messages[1].domain = bytes32(uint256(1));
        _give(grant);
        _refusesText(grant, _text(SITE, address(account), block.chainid));
    }

    function testFuzz_text_oneCharacterMakesTheDifference(uint256 at, uint8 character) public {
        Grant memory grant = _given();
        bytes memory text = bytes(_text(SITE, address(account), block.chainid));
        uint256 head = bytes(_head(SITE, address(account))).length;
        at = bound(at, 0, head - 1);
        vm.assume(text[at] != bytes1(character));
        text[at] = bytes1(character);
        _refusesText(grant, string(text));
    }

    function test_kindsAreNotMixed() public {
        // A text that is presented as typed data, and the other way round: read as what the owner named, they are neither.
        Grant memory grant = _given();
        bytes memory malformed = abi.encodeWithSelector(E.MessageMalformed.selector);
        string memory text = _text(SITE, address(account), block.chainid);
        MessageDraft memory draft = _signIn(grant, text);
        (draft.message, draft.index) = (grant.messages[0], 0);
        _refusesMessage(draft, _textHash(text), malformed);
        draft = _order(grant, address(account), 1);
        (draft.message, draft.index) = (grant.messages[1], 1);
        _refusesMessage(draft, _orderHash(address(account), 1), malformed);
    }
}
