// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Grant, Message} from "../support/Grant.sol";
import {MessageDraft, MessageEncoder} from "../support/MessageEncoder.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {XOwnTest} from "./XOwnTest.sol";

/// @notice What the attacks on messages share.
abstract contract XOwnMessageTest is XOwnTest {
    bytes4 internal constant VALID = 0x1626ba7e;

    address internal _app;

    function setUp() public virtual override {
        super.setUp();
        _app = makeAddr("app");
    }

    function _withMessage(Message memory message) internal returns (Grant memory grant) {
        grant = _newGrant();
        grant.messages = new Message[](1);
        grant.messages[0] = message;
        _give(grant);
    }

    function _signed(MessageDraft memory draft, bytes32 hash) internal view returns (bytes memory) {
        bytes32 structHash = SignedModel.messageUse(address(account), _id(draft.grant), hash);
        return bytes.concat(MessageEncoder.encode(draft), signature(draft.signer, _digest(structHash)));
    }

    function _ask(bytes32 hash, bytes memory encoded) internal returns (bytes4) {
        vm.prank(_app);
        return account.isValidSignature(hash, bytes.concat(bytes20(address(module)), encoded));
    }

    /// @dev The module refuses for this reason; the account answers that it is not signed.
    function _refusesEncoded(bytes32 hash, bytes memory encoded, bytes memory reason) internal {
        bytes memory data = abi.encodeCall(module.isValidSignatureWithSender, (_app, hash, encoded));
        _refusesCall(address(account), data, reason);
        assertNotEq(bytes32(_ask(hash, encoded)), bytes32(VALID));
    }
}
