// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {ETest} from "./ETest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";

/// @notice Attacks on P-256 keys and passkeys, judged by OpenZeppelin's verifiers.
contract EVerifiersTest is ETest {
    uint256 private constant P256_KEY = uint256(keccak256("P-256 key")) >> 1;
    uint256 private constant ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;
    uint256 private constant FIELD = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF;
    address private constant PRECOMPILE = address(0x100);

    /// @dev What the browser and the authenticator say besides the challenge.
    struct Assertion {
        bytes authenticatorData;
        string head;
        string tail;
        uint256 challengeIndex;
        uint256 typeIndex;
    }

    /// @dev A recorded grant whose first key is this verifier's.
    function _grantTo(address verifier, uint256 x, uint256 y) private returns (Grant memory grant) {
        grant = _newGrant();
        grant.sessionKey = Key(3, abi.encodePacked(verifier, x, y));
        _give(grant);
    }

    /// @dev The operation of a use by the grant's first key, still to be signed, and what that key signs.
    function _use(Grant memory grant) private view returns (PackedUserOperation memory op, bytes32 asked) {
        UseDraft memory draft = _draft(grant, 0);
        op = _operation(draft, SINGLE, _transfer(payee, 1));
        op.signature = UseEncoder.encode(draft);
        asked = _operationDigest(op, op.signature);
    }

    function _answer(Grant memory grant, bytes memory keySignature) private returns (uint256 authorizer) {
        (PackedUserOperation memory op, ) = _use(grant);
        op.signature = bytes.concat(op.signature, keySignature);
        uint256 state = vm.snapshotState();
        authorizer = uint160(_validate(op));
        vm.revertToState(state);
    }

    function _sign(bytes32 hash) private pure returns (uint256 r, uint256 s) {
        (bytes32 first, bytes32 second) = vm.signP256(P256_KEY, hash);
        (r, s) = (uint256(first), uint256(second));
        if (s > ORDER / 2) s = ORDER - s;
    }

    // ------------------------------------------------------------------------------------------------------------ P-256

    /// @notice Halves of a signature that are zero, not below the order, the other root, or of another hash.
    function test_E13_signatureOutOfRange() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(P256_KEY);
        Grant memory grant = _grantTo(deploy("ERC7913P256Verifier"), x, y);
        (, bytes32 asked) = _use(grant);
        (uint256 r, uint256 s) = _sign(asked);
        uint256[2][8] memory bad = [
            [uint256(0), s],
            [r, 0],
            [uint256(0), 0],
            [ORDER, s],
            [r, ORDER],
            [r, ORDER - s],
            [type(uint256).max, s],
            [s, r]
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            assertEq(_answer(grant, abi.encodePacked(bad[i][0], bad[i][1])), 1);
        }
        (uint256 otherR, uint256 otherS) = _sign(keccak256("other"));
        assertEq(_answer(grant, abi.encodePacked(otherR, otherS)), 1);
        assertEq(_answer(grant, abi.encodePacked(r, bytes31(bytes32(s)))), 1);
        assertEq(_answer(grant, abi.encodePacked(r, s)), 0);
        // On the path without an EntryPoint the same judge refuses.
        bytes memory use = bytes.concat(UseEncoder.encode(_draft(grant, 0)), abi.encodePacked(r, s));
        bytes32 keyId = GrantModel.keyId(grant.sessionKey);
        _refusesCarried(module, use, abi.encodeWithSelector(E.KeySignatureInvalid.selector, keyId));
    }

    /// @notice Keys that are no points: the origin, off the curve, beyond the field, too short, too long.
    function test_E13_pointOffTheCurve() public {
        address verifier = deploy("ERC7913P256Verifier");
        (uint256 x, uint256 y) = vm.publicKeyP256(P256_KEY);
        uint256[2][5] memory points = [
            [uint256(0), 0],
            [x, y ^ 1],
            [FIELD, y],
            [x, 0],
            [type(uint256).max, y]
        ];
        for (uint256 i = 0; i < points.length; ++i) {
            Grant memory grant = _grantTo(verifier, points[i][0], points[i][1]);
            (, bytes32 asked) = _use(grant);
            (uint256 r, uint256 s) = _sign(asked);
            assertEq(_answer(grant, abi.encodePacked(r, s)), 1);
        }
        bytes[2] memory keys = [abi.encodePacked(x), abi.encodePacked(x, y, uint8(0))];
        for (uint256 i = 0; i < keys.length; ++i) {
            Grant memory grant = _newGrant();
            grant.sessionKey = Key(3, abi.encodePacked(verifier, keys[i]));
            _give(grant);
            (, bytes32 asked) = _use(grant);
            (uint256 r, uint256 s) = _sign(asked);
            assertEq(_answer(grant, abi.encodePacked(r, s)), 1);
        }
    }

    /// @notice A chain without the precompile, whose calls succeed with nothing: neither yes to all nor no to all.
    function test_E13_precompileAbsent() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(P256_KEY);
        Grant memory grant = _grantTo(deploy("ERC7913P256Verifier"), x, y);
        (, bytes32 asked) = _use(grant);
        (uint256 r, uint256 s) = _sign(asked);
        vm.mockCall(PRECOMPILE, "", "");
        (, bytes memory nothing) = PRECOMPILE.staticcall(abi.encode(asked, r, s, x, y));
        assertEq(nothing.length, 0);
        assertEq(_answer(grant, abi.encodePacked(r, s)), 0);
        assertEq(_answer(grant, abi.encodePacked(r, s ^ 1)), 1);
        assertEq(_answer(grant, abi.encodePacked(s, r)), 1);
        vm.clearMockedCalls();
    }

    // --------------------------------------------------------------------------------------------------------- passkeys

    // solhint-disable quotes

    function _honest() private pure returns (Assertion memory it) {
        it.authenticatorData = abi.encodePacked(sha256("latchkey.example"), hex"05", uint32(1));
        it.head = '{"type":"webauthn.get","challenge":"';
        it.tail = '","origin":"https://latchkey.example","crossOrigin":false}';
        (it.challengeIndex, it.typeIndex) = (23, 1);
    }

    function _asserts(Assertion memory it, bytes32 challenge) private pure returns (bytes memory) {
        string memory encoded = Base64.encodeURL(abi.encodePacked(challenge));
        string memory clientData = string.concat(it.head, encoded, it.tail);
        (uint256 r, uint256 s) = _sign(
            sha256(abi.encodePacked(it.authenticatorData, sha256(bytes(clientData))))
        );
        return abi.encode(r, s, it.challengeIndex, it.typeIndex, it.authenticatorData, clientData);
    }

    function _passkey() private returns (Grant memory grant, bytes32 asked) {
        (uint256 x, uint256 y) = vm.publicKeyP256(P256_KEY);
        grant = _grantTo(deploy("ERC7913WebAuthnVerifier"), x, y);
        (, asked) = _use(grant);
    }

    /// @notice An authenticator that did not verify or see its user, says impossible things of its backup, or says too little.
    function test_E14_flagsOfTheAuthenticator() public {
        (Grant memory grant, bytes32 asked) = _passkey();
        bytes1[4] memory flags = [bytes1(0x01), 0x04, 0x00, 0x15];
        for (uint256 i = 0; i < flags.length; ++i) {
            Assertion memory it = _honest();
            it.authenticatorData[32] = flags[i];
            assertEq(_answer(grant, _asserts(it, asked)), 1);
        }
        Assertion memory short = _honest();
        short.authenticatorData = abi.encodePacked(sha256("latchkey.example"), hex"05", uint24(1));
        assertEq(_answer(grant, _asserts(short, asked)), 1);
        assertEq(_answer(grant, _asserts(_honest(), asked)), 0);
    }

    /// @notice A challenge that is another one, elsewhere than said, or beyond the end; an assertion made to register a key.
    function test_E14_challengeAndType() public {
        (Grant memory grant, bytes32 asked) = _passkey();
        assertEq(_answer(grant, _asserts(_honest(), keccak256("other"))), 1);
        uint256[4] memory positions = [uint256(0), 22, 1 << 32, type(uint256).max];
        for (uint256 i = 0; i < positions.length; ++i) {
            Assertion memory moved = _honest();
            moved.challengeIndex = positions[i];
            assertEq(_answer(grant, _asserts(moved, asked)), 1);
            moved = _honest();
            moved.typeIndex = positions[i];
            assertEq(_answer(grant, _asserts(moved, asked)), 1);
        }
        Assertion memory it = _honest();
        it.head = '{"type":"webauthn.create","challenge":"';
        it.challengeIndex = 26;
        assertEq(_answer(grant, _asserts(it, asked)), 1);
        // The challenge is more than the hash.
        it = _honest();
        it.tail = 'AAAA","origin":"https://latchkey.example","crossOrigin":false}';
        assertEq(_answer(grant, _asserts(it, asked)), 1);
        assertEq(_answer(grant, _asserts(_honest(), asked)), 0);
    }

    /// @notice An assertion by another credential, or one whose encoding points outside of itself.
    function test_E14_credentialAndEncoding() public {
        (Grant memory grant, bytes32 asked) = _passkey();
        bytes memory assertion = _asserts(_honest(), asked);
        assertEq(_answer(grant, assertion), 0);
        (uint256 x, uint256 y) = vm.publicKeyP256(P256_KEY + 1);
        Grant memory other = _grantTo(address(bytes20(grant.sessionKey.key)), x, y);
        (, bytes32 otherAsked) = _use(other);
        assertEq(_answer(other, _asserts(_honest(), otherAsked)), 1);
        // Where the authenticator's data and the client's begin.
        for (uint256 position = 0x80; position <= 0xa0; position += 0x20) {
            bytes memory broken = bytes.concat(assertion);
            broken[position] = 0xff;
            assertEq(_answer(grant, broken), 1);
        }
        assertEq(_answer(grant, new bytes(0xbf)), 1);
    }
}
