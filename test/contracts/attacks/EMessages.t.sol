// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {EntryPoints} from "../support/EntryPoints.sol";
import {Grant, Message} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {MessageDraft, MessageEncoder} from "../support/MessageEncoder.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {ETest} from "./ETest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks by what a session key signs through the account's ERC-1271.
contract EMessagesTest is ETest {
    bytes4 private constant VALID = 0x1626ba7e;
    bytes4 private constant INVALID = 0xffffffff;
    string private constant ORDER = "Order(address maker,uint256 amount)";

    /// @dev Typed data: its type, its values, and the domain's words with the fields that they are of.
    struct TypedData {
        string contents;
        bytes values;
        uint8 fields;
        bytes domain;
    }

    address private app;

    function setUp() public override {
        super.setUp();
        app = makeAddr("app");
    }

    // ---------------------------------------------------------------------------------------------------------- messages

    function _order() private view returns (TypedData memory) {
        return _of(ORDER, abi.encode(account, 7), "App", app);
    }

    /// @dev Typed data of a domain with name, version, chain and contract.
    function _of(
        string memory contents,
        bytes memory values,
        string memory name,
        address verifyingContract
    ) private view returns (TypedData memory) {
        bytes32 nameHash = keccak256(bytes(name));
        bytes memory domain = abi.encode(nameHash, keccak256("1"), block.chainid, verifyingContract);
        return TypedData(contents, values, 15, domain);
    }

    function _separator(TypedData memory data) private pure returns (bytes32) {
        bytes memory type_ =
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
        if (data.fields == 12) type_ = "EIP712Domain(uint256 chainId,address verifyingContract)";
        if (data.fields == 11) type_ = "EIP712Domain(string name,string version,address verifyingContract)";
        return keccak256(bytes.concat(keccak256(type_), data.domain));
    }

    function _hash(TypedData memory data) private pure returns (bytes32) {
        bytes32 structHash = keccak256(bytes.concat(keccak256(bytes(data.contents)), data.values));
        return keccak256(bytes.concat(hex"1901", _separator(data), structHash));
    }

    function _message(TypedData memory data) private pure returns (Message memory message) {
        (message.kind, message.domain) = (1, _separator(data));
        (message.contents, message.uncounted) = (data.contents, true);
    }

    /// @dev The grant of the fixture, with this message.
    function _grantOf(Message memory message) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.messages = new Message[](1);
        grant.messages[0] = message;
    }

    /// @dev What the first key hands to the module to have signed a hash with a message of its grant.
    function _encoded(
        Grant memory grant,
        bytes memory payload,
        bytes32 hash
    ) private view returns (bytes memory) {
        MessageDraft memory draft;
        (draft.grant, draft.message, draft.payload) = (grant, grant.messages[0], payload);
        bytes32 digest = _digest(SignedModel.messageUse(grant.account, _id(grant), hash));
        return bytes.concat(MessageEncoder.encode(draft), signature(KEY, digest));
    }

    function _encoded(Grant memory grant, TypedData memory data) private view returns (bytes memory) {
        bytes memory payload = MessageEncoder.typedData(data.fields, data.domain, data.values);
        return _encoded(grant, payload, _hash(data));
    }

    /// @dev The module refuses for this reason, and so whoever asks the account is told no.
    function _refusesMessage(bytes32 hash, bytes memory encoded, bytes memory reason) private {
        _refusesCall(
            address(account),
            abi.encodeCall(module.isValidSignatureWithSender, (app, hash, encoded)),
            reason
        );
        assertEq(bytes32(_ask(hash, encoded)), bytes32(INVALID));
    }

    function _ask(bytes32 hash, bytes memory encoded) private returns (bytes4) {
        bytes memory routed = abi.encodePacked(module, encoded);
        vm.prank(app);
        return account.isValidSignature(hash, routed);
    }

    // ------------------------------------------------------------------------------------------- without a live grant

    /// @notice A message of a grant that nobody gave, that is over, paused, not begun, or whose key is.
    function test_E16_messageWithoutAUsableGrant() public {
        TypedData memory data = _order();
        Grant memory grant = _grantOf(_message(data));
        (grant.validAfter, grant.validUntil, grant.keyLifetime) = (START, START + 100, 50);
        bytes memory encoded = _encoded(grant, data);
        bytes32 hash = _hash(data);
        bytes32 grantId = _id(grant);
        _refusesMessage(hash, encoded, abi.encodeWithSelector(E.GrantUnknown.selector, grantId));
        _give(grant);
        assertEq(bytes32(_ask(hash, encoded)), bytes32(VALID));

        vm.startPrank(address(account));
        module.pauseGrant(grantId);
        vm.stopPrank();
        _refusesMessage(hash, encoded, abi.encodeWithSelector(E.GrantIsPaused.selector, grantId));
        vm.startPrank(address(account));
        module.resumeGrant(grantId);
        module.pauseAccount();
        vm.stopPrank();
        _refusesMessage(hash, encoded, abi.encodeWithSelector(E.AccountIsPaused.selector, account));
        _asAccount();
        module.resumeAccount();
        vm.warp(START - 1);
        _refusesMessage(hash, encoded, abi.encodeWithSelector(E.GrantNotStarted.selector, START, START - 1));
        vm.warp(START + 51);
        bytes4 expired = E.KeyExpired.selector;
        bytes memory reason = abi.encodeWithSelector(expired, _keyId(KEY), START + 50, START + 51);
        _refusesMessage(hash, encoded, reason);
        vm.warp(START + 101);
        reason = abi.encodeWithSelector(E.GrantExpired.selector, START + 100, START + 101);
        _refusesMessage(hash, encoded, reason);
        vm.warp(START);
        _endsMessages(grant, hash, encoded);
    }

    function _endsMessages(Grant memory grant, bytes32 hash, bytes memory encoded) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        uint256 state = vm.snapshotState();
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(KEY));
        _refusesMessage(hash, encoded, abi.encodeWithSelector(E.KeyEnded.selector, _keyId(KEY)));
        vm.revertToState(state);
        _asAccount();
        module.revokeGrant(_id(grant));
        _refusesMessage(hash, encoded, abi.encodeWithSelector(E.GrantEnded.selector, _id(grant)));
        vm.revertToState(state);
        // Not installed any more, as a validator: the account does not even ask, and the epoch has moved.
        vm.prank(ENTRY_POINT);
        account.uninstallModule(1, address(module), "");
        _refusesMessage(hash, encoded, abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3));
    }

    /// @notice A right message of a live grant with the wrong signature, no signature, for another hash, or of another judge.
    function test_E16_wrongSignatureOrJudge() public {
        TypedData memory data = _order();
        Grant memory grant = _grantOf(_message(data));
        _give(grant);
        bytes memory encoded = _encoded(grant, data);
        bytes32 hash = _hash(data);
        assertEq(bytes32(_ask(hash, encoded)), bytes32(VALID));
        assertEq(bytes32(_ask(hash, "")), bytes32(INVALID));
        encoded[encoded.length - 2] ^= 0x01;
        assertEq(bytes32(_ask(hash, encoded)), bytes32(INVALID));
        encoded[encoded.length - 2] ^= 0x01;
        bytes32 other = keccak256("other");
        _refusesMessage(other, encoded, abi.encodeWithSelector(E.MessageHashMismatch.selector, other, hash));
        bytes memory elsewhere = abi.encodePacked(deploy("MockOwnerValidator"), encoded);
        vm.prank(app);
        assertEq(bytes32(account.isValidSignature(hash, elsewhere)), bytes32(INVALID));
    }

    /// @notice A grant without messages, or with others: no message at all must not mean any message.
    function test_E17_grantWithoutMessages() public {
        TypedData memory data = _order();
        Grant memory grant = _newGrant();
        _give(grant);
        MessageDraft memory draft;
        (draft.grant, draft.message) = (grant, _message(data));
        draft.payload = MessageEncoder.typedData(data.fields, data.domain, data.values);
        bytes32 digest = _digest(SignedModel.messageUse(address(account), _id(grant), _hash(data)));
        bytes memory encoded = bytes.concat(MessageEncoder.encode(draft), signature(KEY, digest));
        bytes4 notGranted = E.MessageNotGranted.selector;
        _refusesMessage(_hash(data), encoded, abi.encodeWithSelector(notGranted, keccak256("")));

        Message memory shown = _message(data);
        shown.contents = "Order(address maker)";
        grant = _grantOf(shown);
        _give(grant);
        draft.grant = grant;
        digest = _digest(SignedModel.messageUse(address(account), _id(grant), _hash(data)));
        encoded = bytes.concat(MessageEncoder.encode(draft), signature(KEY, digest));
        bytes32 presented = GrantModel.messageHash(_message(data));
        _refusesMessage(_hash(data), encoded, abi.encodeWithSelector(notGranted, presented));
    }

    // ----------------------------------------------------------------------------------------------- to grant by itself

    /// @notice A session key that signs, as a message, what makes its own account a grantor of it, here or for another account.
    function test_E10_sessionSignsItsOwnGrant() public {
        IReferenceAccount granted = _account("granted");
        Key memory team = Key(2, abi.encodePacked(account));
        vm.prank(address(granted));
        module.setGrantor(team);
        bytes32 anyId = keccak256("any grant");
        bytes32 domain = keccak256("Latchkey");
        TypedData memory data = TypedData(
            "GrantRevocation(address account,bytes32 grantId)",
            abi.encode(granted, anyId),
            11,
            abi.encode(domain, keccak256("1"), module)
        );
        assertEq(_hash(data), _digest(SignedModel.grantRevocation(address(granted), anyId)));
        Grant memory grant = _grantOf(_message(data));
        _give(grant);
        bytes memory encoded = _encoded(grant, data);
        _refusesMessage(_hash(data), encoded, abi.encodeWithSelector(E.MessageForbidden.selector, module));
        ISessionModule.GrantorSignature memory approval = ISessionModule.GrantorSignature(
            team,
            abi.encodePacked(module, encoded)
        );
        _refusesCall(
            address(this),
            abi.encodeCall(module.revokeGrantBySignature, (address(granted), anyId, approval)),
            _notGranted(_hash(data))
        );
        // Of the account itself the module is never the judge, nor is it asked by itself.
        Key[2] memory own = [Key(4, abi.encodePacked(module)), Key(4, abi.encodePacked(module, hex"00"))];
        for (uint256 i = 0; i < 2; ++i) {
            _refusesCall(
                address(account),
                abi.encodeCall(module.setGrantor, (own[i])),
                abi.encodeWithSelector(E.KeyMalformed.selector, 4, 20 + i)
            );
        }
        address[2] memory askers = [address(module), address(account)];
        data = _order();
        grant = _grantOf(_message(data));
        _give(grant);
        for (uint256 i = 0; i < 2; ++i) {
            _refusesCall(
                address(account),
                abi.encodeCall(
                    module.isValidSignatureWithSender,
                    (askers[i], _hash(data), _encoded(grant, data))
                ),
                abi.encodeWithSelector(E.CallerUnauthorized.selector, askers[i])
            );
        }
        assertEq(bytes32(_ask(_hash(data), _encoded(grant, data))), bytes32(VALID));
    }

    // ------------------------------------------------------------------------------------------- to act as the account

    /// @notice Typed data that an account or an EntryPoint takes for the owner's word, though the owner put it into the grant.
    function test_E32_messagesThatActAsTheAccount() public {
        address adapter = makeAddr("adapter");
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), adapter, vm.addr(OWNER)));
        string memory enable =
            "ModuleEnableMode(address module,uint256 moduleType,bytes32 userOpHash,bytes initData)";
        bytes memory words = abi.encode(app, 1, bytes32(0), keccak256(""));
        _refusesFor(address(account), _of(enable, words, "Nexus", address(account)));
        string memory operation =
            "PackedUserOperation(address sender,uint256 nonce,bytes initCode,bytes callData)";
        words = abi.encode(account, 0, keccak256(""), keccak256(""));
        _refusesFor(EntryPoints.V08, _of(operation, words, "ERC4337", EntryPoints.V08));
        TypedData memory safe = TypedData(
            "SafeMessage(bytes message)",
            abi.encode(keccak256("")),
            12,
            abi.encode(block.chainid, account)
        );
        _refusesFor(address(account), safe);
        safe.domain = abi.encode(block.chainid, adapter);
        _refusesFor(adapter, safe);
        safe.domain = abi.encode(block.chainid, app);
        Grant memory grant = _grantOf(_message(safe));
        _give(grant);
        assertEq(bytes32(_ask(_hash(safe), _encoded(grant, safe))), bytes32(VALID));
    }

    function _refusesFor(address verifyingContract, TypedData memory data) private {
        Grant memory grant = _grantOf(_message(data));
        _give(grant);
        bytes memory reason = abi.encodeWithSelector(E.MessageForbidden.selector, verifyingContract);
        _refusesMessage(_hash(data), _encoded(grant, data), reason);
    }

    /// @notice The hash of an operation, bare or as a personal message, passed off as a message that the grant allows.
    function test_E32_operationPassedOffAsAMessage() public {
        PackedUserOperation memory op = _owned(abi.encodeCall(account.execute, (SINGLE, _ether(1 ether))));
        bytes32 opHash = entryPoint.getUserOpHash(op);
        TypedData memory data = _order();
        Grant memory grant = _grantOf(_message(data));
        _give(grant);
        bytes memory payload = MessageEncoder.typedData(data.fields, data.domain, data.values);
        bytes memory reason = abi.encodeWithSelector(E.MessageHashMismatch.selector, opHash, _hash(data));
        _refusesMessage(opHash, _encoded(grant, payload, opHash), reason);

        Message memory signIn;
        (signIn.kind, signIn.contents, signIn.uncounted) = (2, "app.example", true);
        grant = _grantOf(signIn);
        _give(grant);
        bytes32 personal = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", opHash));
        payload = abi.encodePacked(uint16(32), opHash);
        reason = abi.encodeWithSelector(E.MessageTextMismatch.selector);
        _refusesMessage(personal, _encoded(grant, payload, personal), reason);
    }
}
