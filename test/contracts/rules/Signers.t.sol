// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {RsaSigner} from "../support/RsaSigner.sol";
import {RulesTest} from "../support/RulesTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";

/// @notice Every kind of signer that is meant for public bundlers keeps the rules of ERC-7562, and contracts that sign do not
contract SignerRulesTest is RulesTest {
    uint8 private constant CONTRACT = 2;
    uint8 private constant VERIFIER = 3;
    uint8 private constant ACCOUNT = 4;
    uint256 private constant P256_KEY = uint256(keccak256("P-256 key")) >> 1;
    uint256 private constant P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;

    // ------------------------------------------------------------------------------------------------------------- keys

    function testAP256Key() public {
        address verifier = deploy("ERC7913P256Verifier");
        (UseDraft memory draft, PackedUserOperation memory op) = _useOf(_p256Key(verifier));
        _obeys(_signedWith(op, draft, _p256Signature(_hashToSign(op, draft))));
    }

    function testAWebAuthnKey() public {
        address verifier = deploy("ERC7913WebAuthnVerifier");
        (UseDraft memory draft, PackedUserOperation memory op) = _useOf(_p256Key(verifier));
        _obeys(_signedWith(op, draft, _assertion(_hashToSign(op, draft))));
    }

    function testAnRsaKey() public {
        bytes memory key = abi.encode(RsaSigner.EXPONENT, RsaSigner.MODULUS);
        key = abi.encodePacked(deploy("ERC7913RSAVerifier"), key);
        (UseDraft memory draft, PackedUserOperation memory op) = _useOf(Key(VERIFIER, key));
        _obeys(_signedWith(op, draft, RsaSigner.sign(abi.encodePacked(_hashToSign(op, draft)))));
    }

    function testAKeyOfSeveral() public {
        address multi = deploy("MultiVerifier");
        (address[2] memory signers, uint256[2] memory keys) = _twoInOrder();
        bytes memory key = abi.encodePacked(multi, hex"0202", uint16(20), signers[0], uint16(20), signers[1]);
        (UseDraft memory draft, PackedUserOperation memory op) = _useOf(Key(VERIFIER, key));
        bytes32 hash = _hashToSign(op, draft);
        bytes memory first = signature(keys[0], hash);
        bytes memory second = signature(keys[1], hash);
        _obeys(
            _signedWith(op, draft, abi.encodePacked(hex"00", uint16(65), first, hex"01", uint16(65), second))
        );
    }

    function testAKeyOfSeveralWithAVerifierAmongThem() public {
        bytes memory strong = _p256Key(deploy("ERC7913P256Verifier")).key;
        bytes memory plain = abi.encodePacked(vm.addr(KEY));
        bool turned = keccak256(strong) > keccak256(plain);
        bytes memory signers =
            turned
                ? abi.encodePacked(uint16(20), plain, uint16(84), strong)
                : abi.encodePacked(uint16(84), strong, uint16(20), plain);
        bytes memory key = abi.encodePacked(deploy("MultiVerifier"), hex"0102", signers);
        (UseDraft memory draft, PackedUserOperation memory op) = _useOf(Key(VERIFIER, key));
        bytes memory part = _p256Signature(_hashToSign(op, draft));
        _obeys(_signedWith(op, draft, abi.encodePacked(turned ? hex"01" : hex"00", uint16(64), part)));
    }

    // --------------------------------------------------------------------------------------------------------- grantors

    function testAGrantorThatTheAccountAsks() public {
        address validator = deploy("MockOwnerValidator");
        vm.prank(ENTRY_POINT);
        account.installModule(1, validator, abi.encodePacked(vm.addr(OWNER)));
        UseDraft memory draft = _firstUse(Key(ACCOUNT, abi.encodePacked(validator)));
        draft.grantSignature = signature(OWNER, _id(draft.grant));
        _obeys(draft, SINGLE, _transfer(payee, 5));
    }

    function testAGrantorWithAP256Key() public {
        UseDraft memory draft = _firstUse(_p256Key(deploy("ERC7913P256Verifier")));
        draft.grantSignature = _p256Signature(_id(draft.grant));
        _obeys(draft, SINGLE, _transfer(payee, 5));
    }

    // ------------------------------------------------------------------------------------------- what bundlers refuse

    function testAContractKeyReadsForeignStorage() public {
        address signer = deploy("MockContractKey", abi.encode(vm.addr(KEY)));
        (UseDraft memory draft, PackedUserOperation memory op) = _useOf(
            Key(CONTRACT, abi.encodePacked(signer))
        );
        _breaks(_signed(op, draft), "STO-021", signer);
    }

    function testAContractThatGrantsReadsForeignStorage() public {
        address signer = deploy("MockContractKey", abi.encode(vm.addr(OWNER)));
        UseDraft memory draft = _firstUse(Key(CONTRACT, abi.encodePacked(signer)));
        draft.grantSignature = signature(OWNER, _id(draft.grant));
        PackedUserOperation memory op = _unsigned(draft, SINGLE, _transfer(payee, 5));
        _breaks(_signed(op, draft), "STO-021", signer);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev A use of a recorded grant whose first key is this one, still to be signed.
    function _useOf(Key memory key) private returns (UseDraft memory draft, PackedUserOperation memory op) {
        Grant memory grant = _newGrant();
        grant.sessionKey = key;
        _give(grant);
        draft = _draft(grant, 0);
        op = _unsigned(draft, SINGLE, _transfer(payee, 5));
    }

    /// @dev The first use of a grant by this grantor, whose signature is still to come.
    function _firstUse(Key memory grantor) private returns (UseDraft memory draft) {
        _asAccount();
        module.setGrantor(grantor);
        draft = _draft(_newGrant(), 0);
        draft.grantor = grantor;
    }

    function _twoInOrder() private pure returns (address[2] memory signers, uint256[2] memory keys) {
        keys = [SECOND, THIRD];
        signers = [vm.addr(SECOND), vm.addr(THIRD)];
        if (keccak256(abi.encodePacked(signers[0])) > keccak256(abi.encodePacked(signers[1]))) {
            (keys[0], keys[1], signers[0], signers[1]) = (keys[1], keys[0], signers[1], signers[0]);
        }
    }

    function _p256Key(address verifier) private view returns (Key memory) {
        (uint256 x, uint256 y) = vm.publicKeyP256(P256_KEY);
        return Key(VERIFIER, abi.encodePacked(verifier, x, y));
    }

    function _p256Signature(bytes32 hash) private pure returns (bytes memory) {
        (bytes32 r, bytes32 s) = _p256Sign(hash);
        return abi.encodePacked(r, s);
    }

    /// @dev What a passkey answers to a website that asks it to sign the hash, its user verified.
    function _assertion(bytes32 hash) private pure returns (bytes memory) {
        bytes memory authenticatorData = abi.encodePacked(sha256("latchkey.example"), hex"05", uint32(1));
        // solhint-disable quotes
        string memory clientData = string.concat(
            '{"type":"webauthn.get","challenge":"',
            Base64.encodeURL(abi.encodePacked(hash)),
            '","origin":"https://latchkey.example","crossOrigin":false}'
        );
        // solhint-enable quotes
        (bytes32 r, bytes32 s) = _p256Sign(
            sha256(abi.encodePacked(authenticatorData, sha256(bytes(clientData))))
        );
        return abi.encode(r, s, 23, 1, authenticatorData, clientData);
    }

    function _p256Sign(bytes32 hash) private pure returns (bytes32 r, bytes32 s) {
        (r, s) = vm.signP256(P256_KEY, hash);
        if (uint256(s) > P256_ORDER / 2) s = bytes32(P256_ORDER - uint256(s));
    }
}
