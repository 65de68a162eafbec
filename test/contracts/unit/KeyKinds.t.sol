// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Every kind of key in every place: session key, rotator, grantor. A kind is committed and never guessed.
contract KeyKindsTest is ModuleTest {
    uint8 private constant ECDSA = 1;
    uint8 private constant CONTRACT = 2;
    uint8 private constant VERIFIER = 3;

    uint256 private constant P256_KEY = uint256(keccak256("P-256 key")) >> 1;
    uint256 private constant P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;

    address private contractKey;
    address private verifier;
    address private p256;

    function setUp() public override {
        super.setUp();
        contractKey = deploy("MockContractKey", abi.encode(vm.addr(THIRD)));
        verifier = deploy("MockHashVerifier");
        p256 = deploy("ERC7913P256Verifier");
    }

    // ------------------------------------------------------------------------------------------------- keys and signing

    /// @notice One key of each kind but `ecdsa`: a contract's, a double's and a real verifier's.
    function _keys() private view returns (Key[3] memory keys) {
        keys[0] = Key(CONTRACT, abi.encodePacked(contractKey));
        keys[1] = Key(VERIFIER, abi.encodePacked(verifier, hex"00aa"));
        (uint256 x, uint256 y) = vm.publicKeyP256(P256_KEY);
        keys[2] = Key(VERIFIER, abi.encodePacked(p256, x, y));
    }

    /// @dev What the key of {_keys} with this position signs a digest with.
    function _signAs(uint256 which, bytes32 digest) private pure returns (bytes memory) {
        if (which == 0) return signature(THIRD, digest);
        if (which == 1) return abi.encode(keccak256(abi.encode(bytes(hex"00aa"), digest)));
        (bytes32 r, bytes32 s) = vm.signP256(P256_KEY, digest);
        // The verifier takes the lower s only.
        if (uint256(s) > P256_ORDER / 2) s = bytes32(P256_ORDER - uint256(s));
        return abi.encodePacked(r, s);
    }

    function _grantedTo(Key memory key) private returns (UseDraft memory) {
        Grant memory grant = _newGrant();
        grant.sessionKey = key;
        _give(grant);
        return _draft(grant, 0);
    }

    function _unsigned(
        UseDraft memory draft
    ) private view returns (PackedUserOperation memory op, bytes32 digest) {
        op = _operation(draft, SINGLE, _transfer(payee, 1));
        op.signature = UseEncoder.encode(draft);
        digest = _operationDigest(op, op.signature);
    }

    /// @notice No address up to 0xffff is a verifier, whatever stands there: that is where precompiles are. The next one may be.
    function test_verifiersWherePrecompilesAre() public {
        uint160[2] memory places = [uint160(0xffff), 0x10000];
        for (uint256 i = 0; i < places.length; ++i) {
            vm.etch(address(places[i]), verifier.code);
            UseDraft memory draft = _grantedTo(
                Key(VERIFIER, abi.encodePacked(address(places[i]), hex"00aa"))
            );
            (PackedUserOperation memory op, bytes32 digest) = _unsigned(draft);
            op.signature = bytes.concat(op.signature, _signAs(1, digest));
            assertEq(uint160(_validate(op)), i == 0 ? 1 : 0);
        }
    }

    // ---------------------------------------------------------------------------------------------------- session keys

    function test_sessionKey_signsOperations() public {
        Key[3] memory keys = _keys();
        for (uint256 i = 0; i < keys.length; ++i) {
            UseDraft memory draft = _grantedTo(keys[i]);
            (PackedUserOperation memory op, bytes32 digest) = _unsigned(draft);
            bytes memory use = op.signature;
            op.signature = bytes.concat(use, _signAs(i, digest));
            assertEq(_validate(op), _window(START - 100, START + 4_900));
            // Of another operation, of nobody, and none: not valid, and no reason to revert.
            op.signature = bytes.concat(use, _signAs(i, ~digest));
            assertEq(uint160(_validate(op)), 1);
            op.signature = bytes.concat(use, new bytes(64));
            assertEq(uint160(_validate(op)), 1);
            op.signature = use;
            assertEq(uint160(_validate(op)), 1);
        }
    }

    function test_sessionKey_signsForRelayers() public {
        Key[3] memory keys = _keys();
        for (uint256 i = 0; i < keys.length; ++i) {
            UseDraft memory draft = _grantedTo(keys[i]);
            bytes memory use = UseEncoder.encode(draft);
            bytes32 digest = _relayDigest(use);
            _refusesCall(
                address(this),
                _relayCall(bytes.concat(use, _signAs(i, ~digest))),
                abi.encodeWithSelector(E.KeySignatureInvalid.selector, GrantModel.keyId(keys[i]))
            );
            bytes memory signed = bytes.concat(use, _signAs(i, digest));
            module.executeRelayed(address(account), SINGLE, _transfer(payee, 1), signed, _anyRelay());
            assertEq(
                module.nonceState(address(account), GrantModel.keyId(keys[i]), _anyRelay().nonce >> 8),
                1 << 0x11
            );
        }
        assertEq(token.balanceOf(payee), 3);
    }

    function _relayDigest(bytes memory use) private view returns (bytes32) {
        return
            _digest(
                SignedModel.relayedUse(
                    address(account),
                    SINGLE,
                    _transfer(payee, 1),
                    keccak256(use),
                    _anyRelay()
                )
            );
    }

    function _relayCall(bytes memory use) private view returns (bytes memory) {
        return
            abi.encodeCall(
                module.executeRelayed,
                (address(account), SINGLE, _transfer(payee, 1), use, _anyRelay())
            );
    }

    function test_sessionKey_aContractSendsItsOwnTransaction() public {
        UseDraft memory draft = _grantedTo(Key(CONTRACT, abi.encodePacked(contractKey)));
        bytes memory call = abi.encodeCall(
            module.execute,
            (address(account), SINGLE, _transfer(payee, 1), UseEncoder.encode(draft))
        );
        // The signer behind the contract is not the contract.
        _refusesCall(vm.addr(THIRD), call, _unauthorized(vm.addr(THIRD)));
        vm.prank(contractKey);
        (bool success, ) = address(module).call(call);
        assertTrue(success);
        assertEq(token.balanceOf(payee), 1);
    }

    function test_sessionKey_aVerifierSendsNothing() public {
        UseDraft memory draft = _grantedTo(_keys()[2]);
        bytes memory call = abi.encodeCall(
            module.execute,
            (address(account), SINGLE, _transfer(payee, 1), UseEncoder.encode(draft))
        );
        _refusesCall(p256, call, _unauthorized(p256));
        _refusesCall(vm.addr(KEY), call, _unauthorized(vm.addr(KEY)));
    }

    function _unauthorized(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.CallerUnauthorized.selector, caller);
    }

    /// @dev The same address as another kind is another key.
    function test_sessionKey_kindsAreNotGuessed() public {
        // A contract under kind `ecdsa`: its code is not asked.
        UseDraft memory draft = _grantedTo(Key(ECDSA, abi.encodePacked(contractKey)));
        (PackedUserOperation memory op, bytes32 digest) = _unsigned(draft);
        op.signature = bytes.concat(op.signature, _signAs(0, digest));
        assertEq(uint160(_validate(op)), 1);
        // An EOA under kind `contract`: its signature is not recovered.
        draft = _grantedTo(Key(CONTRACT, abi.encodePacked(vm.addr(KEY))));
        (op, digest) = _unsigned(draft);
        op.signature = bytes.concat(op.signature, signature(KEY, digest));
        assertEq(uint160(_validate(op)), 1);
        // A verifier without code.
        draft = _grantedTo(Key(VERIFIER, abi.encodePacked(vm.addr(KEY), hex"00")));
        (op, digest) = _unsigned(draft);
        op.signature = bytes.concat(op.signature, signature(KEY, digest));
        assertEq(uint160(_validate(op)), 1);
    }

    function test_sessionKey_anEcdsaSignerWithCodeSignsLikeAnyOther() public {
        // As a delegated account has: EIP-7702.
        vm.etch(vm.addr(KEY), abi.encodePacked(hex"ef0100", contractKey));
        (Grant memory grant, ) = _granted();
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    function test_verifier_answersThatAreNone() public {
        // Reverts, answers with 31 bytes, and with dirty bits behind the selector.
        bytes3 answers = hex"010204";
        for (uint256 i = 0; i < answers.length; ++i) {
            bytes memory key = abi.encodePacked(answers[i]);
            UseDraft memory draft = _grantedTo(Key(VERIFIER, abi.encodePacked(verifier, key)));
            (PackedUserOperation memory op, bytes32 digest) = _unsigned(draft);
            op.signature = bytes.concat(op.signature, keccak256(abi.encode(key, digest)));
            assertEq(uint160(_validate(op)), 1);
        }
        // More than a word is a word.
        UseDraft memory long = _grantedTo(Key(VERIFIER, abi.encodePacked(verifier, hex"03")));
        (PackedUserOperation memory longOp, bytes32 longDigest) = _unsigned(long);
        longOp.signature = bytes.concat(longOp.signature, keccak256(abi.encode(bytes(hex"03"), longDigest)));
        assertEq(uint160(_validate(longOp)), 0);
    }

    // ------------------------------------------------------------------------------------------------- further keys

    function test_addKey_everyKind() public {
        Key[3] memory keys = _keys();
        Grant memory grant = _newGrant();
        grant.maxKeys = 4;
        _give(grant);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        for (uint256 i = 0; i < keys.length; ++i) {
            _asAccount();
            module.addKey(terms, keys[i], START + 1_000);
            UseDraft memory draft = _draft(grant, 0);
            draft.key = keys[i];
            (PackedUserOperation memory op, bytes32 digest) = _unsigned(draft);
            op.signature = bytes.concat(op.signature, _signAs(i, digest));
            assertEq(_validate(op), _window(START - 100, START + 1_000));
        }
    }

    function test_addKey_malformedKeys() public {
        (Grant memory grant, ) = _granted();
        bytes memory twenty = abi.encodePacked(address(1));
        _refusesKey(grant, Key(0, ""), abi.encodeWithSelector(E.KeyKindUnsupported.selector, 0));
        _refusesKey(grant, Key(4, twenty), abi.encodeWithSelector(E.KeyKindUnsupported.selector, 4));
        _refusesKey(grant, Key(5, twenty), abi.encodeWithSelector(E.KeyKindUnsupported.selector, 5));
        for (uint8 kind = 1; kind <= 2; ++kind) {
            _refusesMalformed(grant, Key(kind, ""));
            _refusesMalformed(grant, Key(kind, new bytes(20)));
            _refusesMalformed(grant, Key(kind, bytes.concat(twenty, hex"00")));
        }
        _refusesMalformed(grant, Key(VERIFIER, twenty));
        _refusesMalformed(grant, Key(VERIFIER, new bytes(21)));
    }

    function _refusesMalformed(Grant memory grant, Key memory key) private {
        _refusesKey(grant, key, abi.encodeWithSelector(E.KeyMalformed.selector, key.kind, key.key.length));
    }

    function _refusesKey(Grant memory grant, Key memory key, bytes memory reason) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _refusesCall(address(account), abi.encodeCall(module.addKey, (terms, key, START + 1_000)), reason);
    }

    // --------------------------------------------------------------------------------------------------------- rotators

    function test_rotator_everyKindSigns() public {
        Key[3] memory keys = _keys();
        for (uint256 i = 0; i < keys.length; ++i) {
            Grant memory grant = _newGrant();
            grant.rotator = keys[i];
            bytes32 grantId = _give(grant);
            M.Rotation memory rotation = M.Rotation(_keyId(KEY), _ecdsa(SECOND), START + 1_000, 0);
            bytes32 digest = _digest(SignedModel.keyRotation(address(account), grantId, rotation, 0, START));
            bytes memory terms = TermsEncoder.sealedTerms(grant);
            _refusesCall(
                address(this),
                abi.encodeCall(
                    module.rotateKeyBySignature,
                    (address(account), terms, rotation, 0, START, _signAs(i, ~digest))
                ),
                abi.encodeWithSelector(E.KeySignatureInvalid.selector, GrantModel.keyId(keys[i]))
            );
            module.rotateKeyBySignature(address(account), terms, rotation, 0, START, _signAs(i, digest));
            _pay(grant, SECOND, 1);
        }
    }

    function test_rotator_aContractCalls() public {
        Grant memory grant = _newGrant();
        grant.rotator = Key(CONTRACT, abi.encodePacked(contractKey));
        _give(grant);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        M.Rotation memory rotation = M.Rotation(_keyId(KEY), _ecdsa(SECOND), START + 1_000, 0);
        vm.prank(contractKey);
        module.rotateKey(address(account), terms, rotation);
        vm.prank(contractKey);
        module.revokeKey(address(account), terms, _keyId(SECOND));
        bytes memory ended = abi.encodeWithSelector(E.KeyEnded.selector, _keyId(SECOND));
        _refuses(_withKey(_draft(grant, 0), SECOND), SINGLE, _transfer(payee, 1), ended);
    }

    // --------------------------------------------------------------------------------------------------------- grantors

    function test_grantor_everyKindSigns() public {
        Key[3] memory keys = _keys();
        for (uint256 i = 0; i < keys.length; ++i) {
            _asAccount();
            module.setGrantor(keys[i]);
            Grant memory grant = _newGrant();
            UseDraft memory draft = _draft(grant, 0);
            draft.grantor = keys[i];
            draft.grantSignature = _signAs(i, ~_id(grant));
            bytes memory invalid = abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, _id(grant));
            _refuses(draft, SINGLE, _transfer(payee, 1), invalid);
            draft.grantSignature = _signAs(i, _id(grant));
            _allows(draft, SINGLE, _transfer(payee, 1));

            bytes32 digest = _digest(SignedModel.grantRevocation(address(account), _id(grant)));
            M.GrantorSignature memory approval = M.GrantorSignature(keys[i], _signAs(i, digest));
            module.revokeGrantBySignature(address(account), _id(grant), approval);
            bytes memory ended = abi.encodeWithSelector(E.GrantEnded.selector, _id(grant));
            _refuses(draft, SINGLE, _transfer(payee, 1), ended);
        }
    }

    // ----------------------------------------------------------------------------------------------------------- nonces

    function test_nonces_aContractCancelsItsOwn() public {
        bytes32 keyId = GrantModel.keyId(Key(CONTRACT, abi.encodePacked(contractKey)));
        bytes memory call = abi.encodeCall(module.cancelNonce, (address(account), keyId, 3));
        _refusesCall(vm.addr(THIRD), call, _unauthorized(vm.addr(THIRD)));
        vm.prank(contractKey);
        module.cancelNonce(address(account), keyId, 3);
        assertEq(module.nonceState(address(account), keyId, 0), 4);
        // The key of the same address under kind `ecdsa` has nonces of its own.
        bytes32 other = GrantModel.keyId(Key(ECDSA, abi.encodePacked(contractKey)));
        assertEq(module.nonceState(address(account), other, 0), 0);
    }
}
