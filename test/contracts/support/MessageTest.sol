// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Grant, Message, ParameterCondition} from "./Grant.sol";
import {MessageDraft, MessageEncoder} from "./MessageEncoder.sol";
import {ModuleTest} from "./ModuleTest.sol";
import {SignedModel} from "./SignedModel.sol";

/// @notice Messages under a grant: orders for an exchange (typed data, message 0), and a sign-in at a site (message 1).
abstract contract MessageTest is ModuleTest {
    bytes4 internal constant VALID = 0x1626ba7e;
    bytes4 internal constant INVALID = 0xffffffff;

    string internal constant ORDER = "Order(address receiver,uint256 amount,uint256 deadline)";
    string internal constant SITE = "exchange.example";

    /// @dev Name, version, chainId and verifyingContract.
    uint8 internal constant FIELDS = 15;

    address internal exchange;

    function setUp() public virtual override {
        super.setUp();
        exchange = makeAddr("exchange");
    }

    // ----------------------------------------------------------------------------------------------------------- grant

    /// @notice Orders of at most 50 for the account itself, and sign-ins; a grant with limits says that they are uncounted.
    function _messages(bool uncounted) internal view returns (Message[] memory messages) {
        messages = new Message[](2);
        (messages[0].kind, messages[0].contents, messages[0].uncounted) = (1, ORDER, uncounted);
        messages[0].domain = _separator(FIELDS, _exchangeDomain());
        messages[0].conditions = new ParameterCondition[](2);
        messages[0].conditions[0] = ParameterCondition(0, 9, new bytes32[](0));
        messages[0].conditions[1] = _condition(1, 4, 50);
        (messages[1].kind, messages[1].contents, messages[1].uncounted) = (2, SITE, uncounted);
    }

    function _messageGrant() internal view returns (Grant memory grant) {
        grant = _newGrant();
        grant.messages = _messages(true);
    }

    // --------------------------------------------------------------------------------------------------------- domains

    function _exchangeDomain() internal view returns (bytes memory) {
        return abi.encode(keccak256("Exchange"), keccak256("2"), block.chainid, exchange);
    }

    /// @notice EIP-712 separator of a domain with these fields, numbered as in ERC-5267, and their words.
    function _separator(uint8 fields, bytes memory words) internal pure returns (bytes32) {
        string[5] memory members = [
            "string name",
            "string version",
            "uint256 chainId",
            "address verifyingContract",
            "bytes32 salt"
        ];
        bytes memory text = "EIP712Domain(";
        bool first = true;
        for (uint256 i = 0; i < 5; ++i) {
            if ((fields >> i) & 1 == 0) continue;
            text = bytes.concat(text, first ? bytes("") : bytes(","), bytes(members[i]));
            first = false;
        }
        return keccak256(bytes.concat(keccak256(bytes.concat(text, ")")), words));
    }

    // -------------------------------------------------------------------------------------------------------- messages

    /// @notice An order of the exchange, as the first key signs it.
    function _order(
        Grant memory grant,
        address receiver,
        uint256 amount
    ) internal view returns (MessageDraft memory draft) {
        (draft.grant, draft.message, draft.signer) = (grant, grant.messages[0], KEY);
        draft.payload = MessageEncoder.typedData(FIELDS, _exchangeDomain(), _orderValues(receiver, amount));
    }

    function _orderValues(address receiver, uint256 amount) internal pure returns (bytes memory) {
        return abi.encode(receiver, amount, START + 1);
    }

    function _orderHash(address receiver, uint256 amount) internal view returns (bytes32) {
        bytes memory values = _orderValues(receiver, amount);
        bytes32 structHash = keccak256(bytes.concat(keccak256(bytes(ORDER)), values));
        return _typedHash(_separator(FIELDS, _exchangeDomain()), structHash);
    }

    function _typedHash(bytes32 separator, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    /// @notice A text to sign in with, as the first key signs it.
    function _signIn(
        Grant memory grant,
        string memory text
    ) internal pure returns (MessageDraft memory draft) {
        (draft.grant, draft.message, draft.signer, draft.index) = (grant, grant.messages[1], KEY, 1);
        draft.payload = MessageEncoder.text(text);
    }

    function _textHash(string memory text) internal pure returns (bytes32) {
        bytes memory length = bytes(vm.toString(bytes(text).length));
        return keccak256(bytes.concat("\x19Ethereum Signed Message:\n", length, bytes(text)));
    }

    /// @notice What the account is given as signature, but for the module's address before it.
    function _signed(MessageDraft memory draft, bytes32 hash) internal view returns (bytes memory) {
        bytes32 structHash = SignedModel.messageUse(draft.grant.account, _id(draft.grant), hash);
        bytes memory key = signature(draft.signer, _digest(structHash));
        return bytes.concat(MessageEncoder.encode(draft), key);
    }

    // ------------------------------------------------------------------------------------------------ asked and refused

    /// @notice What the module answers the account, which somebody has asked.
    function _ask(bytes32 hash, bytes memory signed) internal returns (bytes4) {
        _asAccount();
        return module.isValidSignatureWithSender(address(this), hash, signed);
    }

    function _allowsMessage(MessageDraft memory draft, bytes32 hash) internal {
        bytes memory signed = _signed(draft, hash);
        assertEq(bytes32(_ask(hash, signed)), bytes32(VALID));
        assertEq(bytes32(account.isValidSignature(hash, abi.encodePacked(module, signed))), bytes32(VALID));
    }

    /// @notice The module refuses with exactly this error, and the account answers that the signature is none.
    function _refusesMessage(MessageDraft memory draft, bytes32 hash, bytes memory reason) internal {
        _refusesSigned(_signed(draft, hash), hash, reason);
    }

    function _refusesSigned(bytes memory signed, bytes32 hash, bytes memory reason) internal {
        bytes memory data = abi.encodeCall(module.isValidSignatureWithSender, (address(this), hash, signed));
        _refusesCall(address(account), data, reason);
        assertEq(bytes32(account.isValidSignature(hash, abi.encodePacked(module, signed))), bytes32(INVALID));
    }
}
