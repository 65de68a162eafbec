// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, Message, ParameterCondition} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {MessageDraft, MessageEncoder} from "../support/MessageEncoder.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {SignedModel} from "../support/SignedModel.sol";

/// @notice Approvals by signature: they need no call, so that no limit sees them.
contract CMessagesTest is ModuleTest {
    address private constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;
    string private constant PERMIT =
        "PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)"
        "TokenPermissions(address token,uint256 amount)";
    // Members of Permit2's domain as ERC-5267 numbers them: name, chainId, verifyingContract.
    uint8 private constant FIELDS = 0x0d;
    bytes4 private constant VALID = 0x1626ba7e;

    function _domainWords() private view returns (bytes memory) {
        return abi.encode(keccak256("Permit2"), block.chainid, PERMIT2);
    }

    function _domain() private view returns (bytes32) {
        bytes32 type_ = keccak256("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
        return keccak256(bytes.concat(type_, _domainWords()));
    }

    /// @dev The members of a permit for everything that the account has.
    function _values(address spender) private view returns (bytes memory) {
        bytes32 type_ = keccak256("TokenPermissions(address token,uint256 amount)");
        return abi.encode(keccak256(abi.encode(type_, token, UNLIMITED)), spender, 0, UNLIMITED);
    }

    /// @dev What Permit2 asks the account to confirm.
    function _permitHash(address spender) private view returns (bytes32) {
        bytes32 structHash = keccak256(bytes.concat(keccak256(bytes(PERMIT)), _values(spender)));
        return keccak256(abi.encodePacked(bytes2(0x1901), _domain(), structHash));
    }

    /// @notice A message that lets the payee be the spender of a permit.
    function _permitMessage() private view returns (Message memory message) {
        (message.kind, message.domain, message.contents) = (1, _domain(), PERMIT);
        message.conditions = new ParameterCondition[](1);
        message.conditions[0] = _condition(1, 1, uint160(payee));
        message.uncounted = true;
    }

    function _draftOf(
        Grant memory grant,
        Message memory message,
        address spender
    ) private view returns (MessageDraft memory draft) {
        (draft.grant, draft.message, draft.signer) = (grant, message, KEY);
        draft.payload = MessageEncoder.typedData(FIELDS, _domainWords(), _values(spender));
    }

    /// @notice The message with the key's signature for it.
    function _signed(MessageDraft memory draft, bytes32 hash) private view returns (bytes memory) {
        bytes32 digest = _digest(SignedModel.messageUse(address(account), _id(draft.grant), hash));
        return bytes.concat(MessageEncoder.encode(draft), signature(draft.signer, digest));
    }

    /// @notice The module refuses with this error, and so the account answers anything but yes.
    function _refusesPermit(MessageDraft memory draft, address spender, bytes memory reason) private {
        bytes32 hash = _permitHash(spender);
        bytes memory signed = _signed(draft, hash);
        _refusesCall(
            address(account),
            abi.encodeCall(module.isValidSignatureWithSender, (PERMIT2, hash, signed)),
            reason
        );
        vm.prank(PERMIT2);
        bytes4 answer = account.isValidSignature(hash, abi.encodePacked(module, signed));
        assertTrue(answer != VALID);
    }

    /// @notice A signed transfer through Permit2 under a grant that says nothing of it, or something else.
    function test_C10_permitBySignature() public {
        (Grant memory grant, ) = _granted();
        address thief = makeAddr("thief");
        // The key's bare signature, with and without the module before it.
        bytes32 hash = _permitHash(thief);
        assertTrue(account.isValidSignature(hash, signature(KEY, hash)) != VALID);
        assertTrue(account.isValidSignature(hash, abi.encodePacked(module, signature(KEY, hash))) != VALID);
        // A grant without messages has none to show.
        bytes memory none = abi.encodeWithSelector(E.MessageNotGranted.selector, keccak256(""));
        _refusesPermit(_draftOf(grant, _permitMessage(), thief), thief, none);

        grant.messages = new Message[](1);
        grant.messages[0] = _permitMessage();
        bytes32 id = _give(grant);
        bytes memory reason = abi.encodeWithSelector(
            E.ConditionFailed.selector,
            1,
            1,
            bytes32(uint256(uint160(thief)))
        );
        _refusesPermit(_draftOf(grant, grant.messages[0], thief), thief, reason);
        // The payload says payee, the hash that is asked about says thief.
        reason = abi.encodeWithSelector(
            E.MessageHashMismatch.selector,
            _permitHash(thief),
            _permitHash(payee)
        );
        _refusesPermit(_draftOf(grant, grant.messages[0], payee), thief, reason);

        hash = _permitHash(payee);
        bytes memory signed = _signed(_draftOf(grant, grant.messages[0], payee), hash);
        vm.prank(PERMIT2);
        assertTrue(account.isValidSignature(hash, abi.encodePacked(module, signed)) == VALID);
        assertEq(_spent(id, 0), 0);
    }

    /// @notice The owner has to say that such a message counts towards no limit: else a grant with limits does not sign it.
    function test_C10_uncountedByName() public {
        Grant memory grant = _newGrant();
        grant.messages = new Message[](1);
        grant.messages[0] = _permitMessage();
        grant.messages[0].uncounted = false;
        bytes32 id = _give(grant);
        bytes memory reason = abi.encodeWithSelector(E.MessageCounted.selector, id);
        _refusesPermit(_draftOf(grant, grant.messages[0], payee), payee, reason);
        // Saying so oneself is another message than the granted one.
        reason = abi.encodeWithSelector(
            E.MessageNotGranted.selector,
            GrantModel.messageHash(_permitMessage())
        );
        _refusesPermit(_draftOf(grant, _permitMessage(), payee), payee, reason);
    }
}
