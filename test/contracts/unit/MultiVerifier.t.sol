// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Test} from "../support/Test.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @notice A verifier that answers as it is told, or not at all
contract ToldVerifier {
    bytes private _answer;

    function setAnswer(bytes calldata answer) external {
        _answer = answer;
    }

    fallback() external payable {
        bytes memory answer = _answer;
        if (answer.length == 0) revert();
        assembly {
            return(add(answer, 0x20), mload(answer))
        }
    }
}

contract MultiVerifierTest is Test {
    bytes32 private constant YES = bytes32(bytes4(0x024ad318));
    bytes32 private constant NO = bytes32(bytes4(0xffffffff));
    bytes32 private constant HASH = keccak256("hash");
    uint256 private constant SECP256K1_ORDER =
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    IERC7913SignatureVerifier private verifier;
    address private p256;
    /// @dev Private keys, in the order of their signers' hashes.
    uint256[] private keys;

    function setUp() public {
        verifier = IERC7913SignatureVerifier(deploy("MultiVerifier"));
        p256 = deploy("ERC7913P256Verifier");
        for (uint256 key = 1; key <= 5; ++key) _insert(key);
    }

    // -------------------------------------------------------------------------------------------------------- threshold

    function testAtLeastTheThresholdMustSign(uint8 threshold, uint8 who) public view {
        threshold = uint8(bound(threshold, 1, keys.length));
        uint256 signed = 0;
        for (uint256 i = 0; i < keys.length; ++i) signed += (who >> i) & 1;
        bytes memory key = _key(threshold, keys.length);
        assertEq(_verify(key, HASH, _signatures(who, HASH)), signed >= threshold ? YES : NO);
    }

    function testOneWrongSignatureSpoilsTheRest(uint8 who, uint8 wrong, bytes32 other) public view {
        vm.assume(other != HASH);
        who = uint8(bound(who, 1, 31));
        wrong = uint8(bound(wrong, 0, 4));
        vm.assume(who & (1 << wrong) != 0);
        bytes memory all;
        for (uint256 i = 0; i < keys.length; ++i) {
            if (who & (1 << i) == 0) continue;
            all = bytes.concat(all, _part(i, signature(keys[i], i == wrong ? other : HASH)));
        }
        assertEq(_verify(_key(1, keys.length), HASH, all), NO);
    }

    function testThresholdsThatNobodyCouldMeetAreRefused() public view {
        bytes memory all = _signatures(31, HASH);
        assertEq(_verify(_key(0, 5), HASH, all), NO);
        assertEq(_verify(_key(6, 5), HASH, all), NO);
        assertEq(_verify(abi.encodePacked(uint8(0), uint8(0)), HASH, ""), NO);
        assertEq(_verify(abi.encodePacked(uint8(1), uint8(0)), HASH, ""), NO);
        assertEq(_verify("", HASH, ""), NO);
        assertEq(_verify(hex"01", HASH, _part(0, signature(keys[0], HASH))), NO);
    }

    function testNoSignatureIsNone() public view {
        assertEq(_verify(_key(1, 1), HASH, ""), NO);
    }

    // ------------------------------------------------------------------------------------------------------------ order

    function testNobodyCountsTwice() public view {
        bytes memory part = _part(0, signature(keys[0], HASH));
        bytes memory other = _part(1, signature(keys[1], HASH));
        bytes memory key = _key(2, 3);
        assertEq(_verify(key, HASH, bytes.concat(part, other)), YES);
        assertEq(_verify(key, HASH, bytes.concat(part, part)), NO);
        assertEq(_verify(key, HASH, bytes.concat(part, other, other)), NO);
        assertEq(_verify(key, HASH, bytes.concat(other, part)), NO);
    }

    function testSignersAreInStrictOrder() public view {
        bytes memory first = _signer(keys[0]);
        bytes memory second = _signer(keys[1]);
        bytes memory both = bytes.concat(
            _part(0, signature(keys[0], HASH)),
            _part(1, signature(keys[1], HASH))
        );
        bytes memory head = abi.encodePacked(uint8(2), uint8(2));
        assertEq(_verify(bytes.concat(head, first, second), HASH, both), YES);
        bytes memory turned = bytes.concat(
            _part(0, signature(keys[1], HASH)),
            _part(1, signature(keys[0], HASH))
        );
        assertEq(_verify(bytes.concat(head, second, first), HASH, turned), NO);
        bytes memory twice = bytes.concat(
            _part(0, signature(keys[0], HASH)),
            _part(1, signature(keys[0], HASH))
        );
        assertEq(_verify(bytes.concat(head, first, first), HASH, twice), NO);
    }

    function testAnIndexBeyondTheSignersIsRefused(uint8 index) public view {
        index = uint8(bound(index, 2, 255));
        bytes memory good = bytes.concat(
            _part(0, signature(keys[0], HASH)),
            _part(1, signature(keys[1], HASH))
        );
        assertEq(_verify(_key(2, 2), HASH, good), YES);
        assertEq(_verify(_key(2, 2), HASH, bytes.concat(good, _part(index, ""))), NO);
    }

    // ----------------------------------------------------------------------------------------------------------- lengths

    function testAByteTooFewOrTooManyIsRefused(uint8 cut, bytes1 more) public view {
        bytes memory key = _key(2, 3);
        bytes memory all = _signatures(7, HASH);
        assertEq(_verify(key, HASH, all), YES);
        assertEq(_verify(bytes.concat(key, more), HASH, all), NO);
        assertEq(_verify(key, HASH, bytes.concat(all, more)), NO);
        assertEq(_verify(_head(key, key.length - bound(cut, 1, key.length)), HASH, all), NO);
        // A whole signature less is still enough: only what is cut in the middle is not.
        uint256 cutOff = bound(cut, 1, 67);
        assertEq(_verify(key, HASH, _head(all, all.length - cutOff)), NO);
        assertEq(_verify(key, HASH, _head(all, all.length - 68)), YES);
    }

    function testASignerIsAtLeastAnAddress(uint8 length) public view {
        bytes memory short = new bytes(bound(length, 0, 19));
        bytes memory key = abi.encodePacked(uint8(1), uint8(1), uint16(short.length), short);
        assertEq(_verify(key, HASH, _part(0, signature(keys[0], HASH))), NO);
    }

    function testAnEcdsaSignatureIs65Bytes(uint8 length) public view {
        bytes memory good = signature(keys[0], HASH);
        bytes memory other = new bytes(bound(length, 0, 255));
        vm.assume(other.length != 65);
        for (uint256 i = 0; i < other.length && i < 65; ++i) other[i] = good[i];
        assertEq(_verify(_key(1, 1), HASH, _part(0, other)), NO);
    }

    function testTheOtherHalfOfTheCurveIsRefused() public view {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[0], HASH);
        bytes memory high = abi.encodePacked(
            r,
            SECP256K1_ORDER - uint256(s),
            v == 27 ? uint8(28) : uint8(27)
        );
        assertEq(_verify(_key(1, 1), HASH, _part(0, high)), NO);
    }

    function testAddressZeroSignsNothing() public view {
        bytes memory key = abi.encodePacked(uint8(1), uint8(1), uint16(20), address(0));
        assertEq(_verify(key, HASH, _part(0, new bytes(65))), NO);
    }

    // ------------------------------------------------------------------------------------------------- other verifiers

    function testVerifiersAndAddressesSignTogether(uint256 privateKey, bytes32 hash) public view {
        privateKey = bound(privateKey, 1, 1 << 255);
        bytes memory signer = _p256Signer(privateKey);
        bool first = keccak256(signer) < keccak256(_address(keys[0]));
        bytes memory key = bytes.concat(
            abi.encodePacked(uint8(2), uint8(2)),
            first ? _sized(signer) : _signer(keys[0]),
            first ? _signer(keys[0]) : _sized(signer)
        );
        bytes memory strong = _p256Signature(privateKey, hash);
        bytes memory plain = signature(keys[0], hash);
        bytes memory both = bytes.concat(_part(0, first ? strong : plain), _part(1, first ? plain : strong));
        assertEq(_verify(key, hash, both), YES);
        assertEq(_verify(key, keccak256(abi.encode(hash)), both), NO);
    }

    function testAKeyOfSeveralMayBeOneOfSeveral() public view {
        bytes memory inner = bytes.concat(bytes20(address(verifier)), _key(2, 2));
        bytes memory key = bytes.concat(abi.encodePacked(uint8(1), uint8(1)), _sized(inner));
        bytes memory both = bytes.concat(
            _part(0, signature(keys[0], HASH)),
            _part(1, signature(keys[1], HASH))
        );
        assertEq(_verify(key, HASH, _part(0, both)), YES);
        assertEq(_verify(key, HASH, _part(0, _part(0, signature(keys[0], HASH)))), NO);
    }

    function testOnlyTheRightAnswerOfAVerifierCounts(bytes32 answer, uint8 length) public {
        ToldVerifier mock = new ToldVerifier();
        bytes memory signer = abi.encodePacked(address(mock), "key");
        bytes memory key = bytes.concat(abi.encodePacked(uint8(1), uint8(1)), _sized(signer));
        assertEq(_verify(key, HASH, _part(0, "any")), NO);
        mock.setAnswer(abi.encode(YES));
        assertEq(_verify(key, HASH, _part(0, "any")), YES);
        mock.setAnswer(abi.encodePacked(bytes4(YES)));
        assertEq(_verify(key, HASH, _part(0, "any")), NO);
        vm.assume(answer != YES);
        mock.setAnswer(bytes.concat(answer, new bytes(length)));
        assertEq(_verify(key, HASH, _part(0, "any")), NO);
    }

    function testAVerifierWithoutCodeSaysNothing() public view {
        bytes memory signer = abi.encodePacked(vm.addr(7), "key");
        bytes memory key = bytes.concat(abi.encodePacked(uint8(1), uint8(1)), _sized(signer));
        assertEq(_verify(key, HASH, _part(0, "any")), NO);
    }

    // ------------------------------------------------------------------------------------------------------------ fuzz

    function testNothingAtRandomIsSigned(
        bytes calldata key,
        bytes32 hash,
        bytes calldata anything
    ) public view {
        assertEq(_verify(key, hash, anything), NO);
        assertEq(_verify(_key(1, 5), hash, anything), NO);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _verify(bytes memory key, bytes32 hash, bytes memory signed) private view returns (bytes32) {
        return verifier.verify(key, hash, signed);
    }

    function _insert(uint256 key) private {
        keys.push(key);
        for (uint256 i = keys.length - 1; i > 0; --i) {
            if (keccak256(_address(keys[i - 1])) < keccak256(_address(keys[i]))) return;
            (keys[i - 1], keys[i]) = (keys[i], keys[i - 1]);
        }
    }

    function _address(uint256 key) private pure returns (bytes memory) {
        return abi.encodePacked(vm.addr(key));
    }

    function _signer(uint256 key) private pure returns (bytes memory) {
        return _sized(_address(key));
    }

    function _sized(bytes memory data) private pure returns (bytes memory) {
        return abi.encodePacked(uint16(data.length), data);
    }

    function _part(uint256 index, bytes memory data) private pure returns (bytes memory) {
        return bytes.concat(bytes1(uint8(index)), _sized(data));
    }

    function _key(uint8 threshold, uint256 count) private view returns (bytes memory key) {
        key = abi.encodePacked(threshold, uint8(count));
        for (uint256 i = 0; i < count; ++i) key = bytes.concat(key, _signer(keys[i]));
    }

    /// @dev Those whose bit is set sign.
    function _signatures(uint8 who, bytes32 hash) private view returns (bytes memory all) {
        for (uint256 i = 0; i < keys.length; ++i) {
            if (who & (1 << i) != 0) all = bytes.concat(all, _part(i, signature(keys[i], hash)));
        }
    }

    function _p256Signer(uint256 privateKey) private view returns (bytes memory) {
        (uint256 x, uint256 y) = vm.publicKeyP256(privateKey);
        return abi.encodePacked(p256, x, y);
    }

    function _p256Signature(uint256 privateKey, bytes32 hash) private pure returns (bytes memory) {
        (bytes32 r, bytes32 s) = vm.signP256(privateKey, hash);
        uint256 order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;
        if (uint256(s) > order / 2) s = bytes32(order - uint256(s));
        return abi.encodePacked(r, s);
    }

    function _head(bytes memory data, uint256 length) private pure returns (bytes memory head) {
        head = new bytes(length);
        for (uint256 i = 0; i < length; ++i) head[i] = data[i];
    }
}
