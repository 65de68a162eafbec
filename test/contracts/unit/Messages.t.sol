// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Guard, Limit, Message, ParameterCondition} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {MessageDraft, MessageEncoder} from "../support/MessageEncoder.sol";
import {MessageTest} from "../support/MessageTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";

/// @notice Messages that a grant lets a key sign: whose, when, and under which grant. What they say is tested apart.
contract MessagesTest is MessageTest {
    function _payee(Grant memory grant) private view returns (MessageDraft memory) {
        return _order(grant, address(account), 50);
    }

    function _hash() private view returns (bytes32) {
        return _orderHash(address(account), 50);
    }

    function _refusesOrder(Grant memory grant, bytes memory reason) private {
        _refusesMessage(_payee(grant), _hash(), reason);
    }

    function _given() private returns (Grant memory grant) {
        grant = _messageGrant();
        _give(grant);
    }

    // --------------------------------------------------------------------------------------------------------- answers

    function test_valid_byTheFirstKey() public {
        _allowsMessage(_payee(_given()), _hash());
    }

    function test_valid_byAnotherKey() public {
        Grant memory grant = _given();
        MessageDraft memory draft = _payee(grant);
        (draft.key, draft.signer) = (_ecdsa(SECOND), SECOND);
        _refusesMessage(draft, _hash(), abi.encodeWithSelector(E.KeyUnknown.selector, _keyId(SECOND)));
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.addKey(terms, draft.key, START + 1_000);
        _allowsMessage(draft, _hash());
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(SECOND));
        _refusesMessage(draft, _hash(), abi.encodeWithSelector(E.KeyEnded.selector, _keyId(SECOND)));
        _allowsMessage(_payee(grant), _hash());
    }

    function test_valid_byAContractsKey() public {
        address contractKey = deploy("MockContractKey", abi.encode(vm.addr(THIRD)));
        Grant memory grant = _messageGrant();
        grant.sessionKey = Key(2, abi.encodePacked(contractKey));
        _give(grant);
        MessageDraft memory draft = _payee(grant);
        assertEq(bytes32(_ask(_hash(), _signed(draft, _hash()))), bytes32(INVALID));
        draft.signer = THIRD;
        _allowsMessage(draft, _hash());
    }

    function test_invalid_wrongSignature() public {
        MessageDraft memory draft = _payee(_given());
        bytes memory signed = _signed(draft, _hash());
        signed[signed.length - 2] ^= 0x01;
        assertEq(bytes32(_ask(_hash(), signed)), bytes32(INVALID));
        draft.signer = OWNER;
        assertEq(bytes32(_ask(_hash(), _signed(draft, _hash()))), bytes32(INVALID));
        assertEq(bytes32(_ask(_hash(), "")), bytes32(INVALID));
    }

    function test_invalid_signatureOfAnotherLength() public {
        bytes memory signed = bytes.concat(_signed(_payee(_given()), _hash()), hex"00");
        _refusesSigned(signed, _hash(), abi.encodeWithSelector(E.KeySignatureMalformed.selector, 66));
    }

    /// @dev The key's signature of a message is for one account, chain and grant.
    function test_invalid_signatureForAnotherGrant() public {
        Grant memory grant = _given();
        Grant memory other = _messageGrant();
        other.salt = "other";
        _give(other);
        bytes memory use = MessageEncoder.encode(_payee(grant));
        bytes memory key = _signed(_payee(other), _hash());
        bytes memory tail = new bytes(65);
        for (uint256 i = 0; i < 65; ++i) tail[i] = key[key.length - 65 + i];
        assertEq(bytes32(_ask(_hash(), bytes.concat(use, tail))), bytes32(INVALID));
    }

    function test_asked_byTheAccountOrTheModule() public {
        bytes memory signed = _signed(_payee(_given()), _hash());
        address[2] memory senders = [address(account), address(module)];
        for (uint256 i = 0; i < 2; ++i) {
            _refusesCall(
                address(account),
                abi.encodeCall(module.isValidSignatureWithSender, (senders[i], _hash(), signed)),
                abi.encodeWithSelector(E.CallerUnauthorized.selector, senders[i])
            );
        }
    }

    function test_asked_byAnotherAccount() public {
        Grant memory grant = _given();
        bytes memory signed = _signed(_payee(grant), _hash());
        // It is another account's grant, which nobody gave.
        grant.account = payee;
        _refusesCall(
            payee,
            abi.encodeCall(module.isValidSignatureWithSender, (address(this), _hash(), signed)),
            abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant))
        );
    }

    // ----------------------------------------------------------------------------------------------------------- grant

    function test_grant_unknownRevokedAndEpoch() public {
        Grant memory grant = _messageGrant();
        _refusesOrder(grant, abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant)));
        _give(grant);
        _allowsMessage(_payee(grant), _hash());
        uint256 state = vm.snapshotState();
        _asAccount();
        module.revokeGrant(_id(grant));
        _refusesOrder(grant, abi.encodeWithSelector(E.GrantEnded.selector, _id(grant)));
        vm.revertToState(state);
        _asAccount();
        module.revokeAll();
        _refusesOrder(grant, abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3));
    }

    function test_grant_paused() public {
        Grant memory grant = _given();
        _asAccount();
        module.pauseGrant(_id(grant));
        _refusesOrder(grant, abi.encodeWithSelector(E.GrantIsPaused.selector, _id(grant)));
        _asAccount();
        module.resumeGrant(_id(grant));
        _asAccount();
        module.pauseAccount();
        _refusesOrder(grant, abi.encodeWithSelector(E.AccountIsPaused.selector, address(account)));
        _asAccount();
        module.resumeAccount();
        _allowsMessage(_payee(grant), _hash());
    }

    function test_grant_firstAndLastSecond() public {
        Grant memory grant = _messageGrant();
        (grant.validAfter, grant.validUntil, grant.keyLifetime) = (START + 10, START + 20, LIFETIME);
        _give(grant);
        _refusesOrder(grant, abi.encodeWithSelector(E.GrantNotStarted.selector, START + 10, START));
        vm.warp(START + 10);
        _allowsMessage(_payee(grant), _hash());
        vm.warp(START + 20);
        _allowsMessage(_payee(grant), _hash());
        vm.warp(START + 21);
        _refusesOrder(grant, abi.encodeWithSelector(E.GrantExpired.selector, START + 20, START + 21));
    }

    function test_key_lastSecond() public {
        Grant memory grant = _given();
        vm.warp(START + 4_900);
        _allowsMessage(_payee(grant), _hash());
        vm.warp(START + 4_901);
        _refusesOrder(
            grant,
            abi.encodeWithSelector(E.KeyExpired.selector, _keyId(KEY), START + 4_900, START + 4_901)
        );
    }

    /// @dev Messages are read in a view: what limits and guards bound, they do not. The owner has to say so.
    function test_grant_withLimitsOrGuardsSaysUncounted() public {
        for (uint256 i = 0; i < 4; ++i) {
            Grant memory grant = _newGrant();
            grant.messages = _messages(false);
            if (i & 1 == 0) grant.limits = new Limit[](0);
            if (i & 2 != 0) grant.guards = new Guard[](1);
            _give(grant);
            if (i == 0) _allowsMessage(_payee(grant), _hash());
            else _refusesOrder(grant, abi.encodeWithSelector(E.MessageCounted.selector, _id(grant)));
            grant.messages = _messages(true);
            _give(grant);
            _allowsMessage(_payee(grant), _hash());
        }
    }

    // ------------------------------------------------------------------------------------------------------------ list

    function test_list_onlyWhatTheGrantNames() public {
        Grant memory grant = _given();
        MessageDraft memory draft = _payee(grant);
        // Other rules for the same message.
        draft.message = _messages(true)[0];
        draft.message.conditions = new ParameterCondition[](0);
        bytes32 presented = GrantModel.messageHash(draft.message);
        draft.payload = MessageEncoder.typedData(FIELDS, _exchangeDomain(), _orderValues(payee, 1_000));
        _refusesMessage(
            draft,
            _orderHash(payee, 1_000),
            abi.encodeWithSelector(E.MessageNotGranted.selector, presented)
        );
        // Another list.
        draft.grant.messages = new Message[](1);
        draft.grant.messages[0] = draft.message;
        bytes32 list = GrantModel.messagesHash(draft.grant.messages);
        bytes memory encoded = _withTerms(draft, _messageGrant());
        _refusesSigned(encoded, _hash(), abi.encodeWithSelector(E.MessageNotGranted.selector, list));
    }

    /// @dev The terms of one grant before the list of another.
    function _withTerms(MessageDraft memory draft, Grant memory grant) private view returns (bytes memory) {
        bytes memory terms = TermsEncoder.terms(draft.grant);
        bytes memory whole = _signed(draft, _hash());
        bytes memory rest = new bytes(whole.length - 1 - terms.length);
        for (uint256 i = 0; i < rest.length; ++i) rest[i] = whole[1 + terms.length + i];
        return bytes.concat(hex"00", TermsEncoder.terms(grant), rest);
    }

    function test_list_theRightPlace() public {
        MessageDraft memory draft = _payee(_given());
        bytes32 order = GrantModel.messageHash(draft.message);
        draft.index = 1;
        _refusesMessage(draft, _hash(), abi.encodeWithSelector(E.MessageNotGranted.selector, order));
        draft.index = 2;
        bytes32 all = GrantModel.messagesHash(draft.grant.messages);
        _refusesMessage(draft, _hash(), abi.encodeWithSelector(E.MessageNotGranted.selector, all));
    }

    function test_list_aGrantWithoutMessages() public {
        (Grant memory grant, ) = _granted();
        MessageDraft memory draft = _payee(_messageGrant());
        draft.grant = grant;
        bytes memory reason = abi.encodeWithSelector(E.MessageNotGranted.selector, keccak256(""));
        _refusesMessage(draft, _hash(), reason);
    }

    // ------------------------------------------------------------------------------------------------------- malformed

    function test_malformed_flags() public {
        bytes memory signed = _signed(_payee(_given()), _hash());
        for (uint256 flags = 4; flags < 256; ++flags) {
            signed[0] = bytes1(uint8(flags));
            _refusesSigned(signed, _hash(), abi.encodeWithSelector(E.MessageMalformed.selector));
        }
    }

    function test_malformed_kinds() public {
        uint8[4] memory kinds = [0, 3, 4, 255];
        for (uint256 i = 0; i < kinds.length; ++i) {
            Grant memory grant = _messageGrant();
            grant.messages[0].kind = kinds[i];
            _give(grant);
            _refusesOrder(grant, abi.encodeWithSelector(E.MessageMalformed.selector));
        }
    }

    function test_malformed_truncated() public {
        MessageDraft memory draft = _payee(_given());
        bytes memory whole = MessageEncoder.encode(draft);
        for (uint256 length = 1; length < whole.length; length += 7) {
            bytes memory cut = new bytes(length);
            for (uint256 i = 0; i < length; ++i) cut[i] = whole[i];
            _asAccount();
            (bool success, bytes memory reason) = address(module).call(
                abi.encodeCall(module.isValidSignatureWithSender, (address(this), _hash(), cut))
            );
            assertFalse(success, "accepted");
            assertTrue(reason.length >= 4, "untyped error");
        }
    }
}
