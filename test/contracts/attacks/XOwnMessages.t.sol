// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Message, ParameterCondition} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {MessageDraft, MessageEncoder} from "../support/MessageEncoder.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {XOwnMessageTest} from "./XOwnMessageTest.sol";

/// @notice Attacks on the typed data that a session key may sign for the account.
contract XOwnMessagesTest is XOwnMessageTest {
    bytes32 private constant NAME = keccak256("App");
    bytes32 private constant VERSION = keccak256("1");
    string private constant ORDER = "Order(uint256 price)";

    /// @notice Typed data for the account, the module, an EntryPoint or the adapter, with its contract hidden: the field left
    /// out, or under dirty upper bits.
    function test_X13_hiddenVerifyingContract() public {
        address adapter = makeAddr("adapter");
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), adapter, vm.addr(OWNER)));
        address[7] memory forbidden = [
            address(account),
            address(module),
            adapter,
            0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
            ENTRY_POINT,
            0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108,
            0x433709009B8330FDa32311DF1C2AFA402eD8D009
        ];
        for (uint256 i = 0; i < forbidden.length; ++i) {
            bytes memory words = _domainWords(uint160(forbidden[i]));
            MessageDraft memory draft = _order(_domain(11, words));
            bytes memory reason = abi.encodeWithSelector(E.MessageForbidden.selector, forbidden[i]);
            draft.payload = MessageEncoder.typedData(11, words, abi.encode(1));
            _refusesMessage(draft, reason);
            // Two fields instead of three, and the address with a bit above.
            bytes memory two = abi.encode(NAME, VERSION);
            draft.payload = MessageEncoder.typedData(3, two, abi.encode(1));
            reason = abi.encodeWithSelector(E.MessageNotGranted.selector, _domain(3, two));
            _refusesMessage(draft, reason);
            bytes memory dirty = _domainWords(uint160(forbidden[i]) | (1 << 160));
            draft.payload = MessageEncoder.typedData(11, dirty, abi.encode(1));
            reason = abi.encodeWithSelector(E.MessageNotGranted.selector, _domain(11, dirty));
            _refusesMessage(draft, reason);
            // Even an owner who was made to commit to the dirty one gives no more.
            draft = _order(_domain(11, dirty));
            draft.payload = MessageEncoder.typedData(11, dirty, abi.encode(1));
            _refusesMessage(draft, abi.encodeWithSelector(E.MessageForbidden.selector, forbidden[i]));
        }
        _allowsOrder();
    }

    /// @notice The position of a message beyond the list, a list of another grant, a message beside the list.
    function test_X15_messagesThatAreNotThere() public {
        bytes memory words = _domainWords(uint160(_app));
        MessageDraft memory draft = _order(_domain(11, words));
        draft.payload = MessageEncoder.typedData(11, words, abi.encode(1));
        bytes32 list = GrantModel.messagesHash(draft.grant.messages);
        for (uint256 index = 1; index < 256; index += 127) {
            draft.index = uint8(index);
            _refusesMessage(draft, abi.encodeWithSelector(E.MessageNotGranted.selector, list));
        }
        draft.index = 0;
        draft.message.contents = "Order(uint256 amount)";
        bytes32 other = GrantModel.messageHash(draft.message);
        _refusesMessage(draft, abi.encodeWithSelector(E.MessageNotGranted.selector, other));
        draft.message.contents = ORDER;
        draft.message.uncounted = false;
        other = GrantModel.messageHash(draft.message);
        _refusesMessage(draft, abi.encodeWithSelector(E.MessageNotGranted.selector, other));
        draft.message.uncounted = true;

        // The list of a grant that the owner never gave leads to that grant.
        draft.grant.messages[0].contents = "Order(uint256 amount)";
        draft.message.contents = "Order(uint256 amount)";
        _refusesMessage(draft, _unknown(_id(draft.grant)));
        // Nor does it help to name the granted list in the terms, and to bring the other.
        bytes memory encoded = MessageEncoder.encode(draft);
        other = GrantModel.messagesHash(draft.grant.messages);
        encoded = _replaced(encoded, bytes.concat(other), bytes.concat(list));
        _refusesEncoded(0, encoded, abi.encodeWithSelector(E.MessageNotGranted.selector, other));
        _allowsOrder();
    }

    /// @notice An account wraps in a domain that is another account's, another chain's, or has other fields.
    function test_X16_accountThatLiesAboutItsDomain() public {
        bytes memory words = _domainWords(uint160(_app));
        MessageDraft memory draft = _order(_domain(11, words));
        (draft.wrapped, draft.payload) = (true, MessageEncoder.typedData(11, words, abi.encode(1)));
        bytes32 inner = _orderHash(_domain(11, words));
        bytes memory encoded = _signed(draft, _wrapped(inner, "LatchkeyAccount", address(account)));
        assertEq(
            bytes32(_ask(_wrapped(inner, "LatchkeyAccount", address(account)), encoded)),
            bytes32(VALID)
        );

        // Not wrapped, and wrapped by another account.
        bytes32 right = _wrapped(inner, "LatchkeyAccount", address(account));
        _refusesEncoded(inner, encoded, _mismatch(inner, right));
        bytes32 other = _wrapped(inner, "LatchkeyAccount", payee);
        _refusesEncoded(other, encoded, _mismatch(other, right));
        bytes memory forbidden = abi.encodeWithSelector(E.MessageForbidden.selector, payee);
        _lie(0x0f, block.chainid, payee);
        _refusesEncoded(other, encoded, forbidden);
        forbidden = abi.encodeWithSelector(E.MessageForbidden.selector, address(account));
        _lie(0x0f, block.chainid + 1, address(account));
        _refusesEncoded(right, encoded, forbidden);
        uint8[3] memory fields = [0x0b, 0x1f, 0x07];
        for (uint256 i = 0; i < fields.length; ++i) {
            _lie(fields[i], block.chainid, address(account));
            _refusesEncoded(right, encoded, forbidden);
        }
        _lie(0x0f, block.chainid, address(account));
        _refusesEncoded(right, encoded, _mismatch(right, _wrapped(inner, "Liar", address(account))));
    }

    /// @notice A message about another account's module: the account holds a key of that one, and signs for it by ERC-1271.
    function test_X44_accountThatIsAKeyOfAnother() public {
        IReferenceAccount other = _account("other");
        Grant memory theirs = _for(_newGrant(), address(other));
        theirs.sessionKey = Key(2, abi.encodePacked(address(account)));
        bytes32 theirId = _give(theirs);

        Grant memory ours = _newGrant();
        ours.permissions[1] = _anything(address(module));
        _give(ours);
        bytes memory call = _executeData(address(other), _transfer(payee, 1), "");
        bytes memory reason = abi.encodeWithSelector(E.TargetForbidden.selector, address(module));
        _refuses(_draft(ours, 1), SINGLE, _call(address(module), 0, call), reason);

        bytes memory words = abi.encode(keccak256("Latchkey"), VERSION, module);
        MessageDraft memory draft = _order(_domain(11, words));
        bytes memory fields = abi.encode(address(other), block.chainid, theirId, bytes32(0));
        draft.payload = MessageEncoder.typedData(11, words, fields);
        _refusesMessage(draft, abi.encodeWithSelector(E.MessageForbidden.selector, address(module)));
        // The module asks no account whether one of the account's own sessions signed.
        bytes memory encoded = _signed(draft, bytes32(0));
        bytes memory asked = abi.encodeCall(
            module.isValidSignatureWithSender,
            (address(module), bytes32(0), encoded)
        );
        reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, address(module));
        _refusesCall(address(account), asked, reason);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _order(bytes32 domain) private returns (MessageDraft memory draft) {
        draft.grant = _withMessage(Message(1, domain, ORDER, new ParameterCondition[](0), true));
        draft.message = Message(1, domain, ORDER, new ParameterCondition[](0), true);
        draft.signer = KEY;
    }

    function _domainWords(uint256 verifyingContract) private pure returns (bytes memory) {
        return abi.encode(NAME, VERSION, verifyingContract);
    }

    /// @dev Domain with name, version and, if they are 11, verifyingContract.
    function _domain(uint8 fields, bytes memory words) private pure returns (bytes32) {
        bytes32 type_ = keccak256("EIP712Domain(string name,string version,address verifyingContract)");
        if (fields == 3) type_ = keccak256("EIP712Domain(string name,string version)");
        return keccak256(bytes.concat(type_, words));
    }

    function _orderHash(bytes32 domain) private pure returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(keccak256(bytes(ORDER)), 1));
        return keccak256(abi.encodePacked(bytes2(0x1901), domain, structHash));
    }

    function _wrapped(bytes32 inner, string memory name, address by) private view returns (bytes32) {
        bytes32 type_ = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        );
        bytes32 domain = keccak256(abi.encode(type_, keccak256(bytes(name)), VERSION, block.chainid, by));
        bytes32 wrapper = keccak256(abi.encode(keccak256("Kernel(bytes32 hash)"), inner));
        return keccak256(abi.encodePacked(bytes2(0x1901), domain, wrapper));
    }

    function _lie(uint8 fields, uint256 chainId, address verifyingContract) private {
        bytes memory answer = abi.encode(
            bytes1(fields),
            "Liar",
            "1",
            chainId,
            verifyingContract,
            bytes32(0),
            new uint256[](0)
        );
        vm.mockCall(address(account), abi.encodeCall(account.eip712Domain, ()), answer);
    }

    function _mismatch(bytes32 hash, bytes32 expected) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.MessageHashMismatch.selector, hash, expected);
    }

    function _allowsOrder() private {
        bytes32 domain = _domain(11, _domainWords(uint160(_app)));
        MessageDraft memory draft = _order(domain);
        draft.payload = MessageEncoder.typedData(11, _domainWords(uint160(_app)), abi.encode(1));
        assertEq(bytes32(_ask(_orderHash(domain), _signed(draft, _orderHash(domain)))), bytes32(VALID));
    }

    function _refusesMessage(MessageDraft memory draft, bytes memory reason) private {
        _refusesEncoded(bytes32(0), _signed(draft, bytes32(0)), reason);
    }
}
