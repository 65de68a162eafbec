// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {IPuppet, XOwnTest} from "./XOwnTest.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @notice Attacks with keys that are contracts, verifiers, or several signers at once.
contract XOwnKeysTest is XOwnTest {
    bytes4 private constant VERIFIED = IERC7913SignatureVerifier.verify.selector;

    /// @notice A key that is the account itself, the module, a verifier without code, or one that answers almost yes.
    function test_X34_contractsThatAreNoKeys() public {
        bytes memory signed = signature(KEY, keccak256("anything"));
        _refusesKey(Key(2, abi.encodePacked(account)), signed);
        _refusesKey(Key(2, abi.encodePacked(module)), signed);
        _refusesKey(Key(3, abi.encodePacked(account, hex"01")), signed);
        _refusesKey(Key(3, abi.encodePacked(module, hex"01")), signed);
        _refusesKey(Key(2, abi.encodePacked(payee)), signed);
        _refusesKey(Key(3, abi.encodePacked(payee, hex"01")), signed);

        IPuppet puppet = _puppet();
        Key memory verifier = Key(3, abi.encodePacked(puppet, hex"01"));
        Key memory contract_ = Key(2, abi.encodePacked(puppet));
        for (uint256 flaw = 0; flaw < 5; ++flaw) {
            puppet.behave(_almost(VERIFIED, flaw), 0, false);
            _refusesKey(verifier, signed);
            puppet.behave(_almost(IERC1271.isValidSignature.selector, flaw), 0, false);
            _refusesKey(contract_, signed);
        }
        // Exactly yes, whatever stands behind it: the answer is one word.
        puppet.behave(abi.encodePacked(bytes32(VERIFIED), new bytes(4_000)), 0, false);
        _allowsKey(verifier, "");
        puppet.behave(abi.encodePacked(bytes32(IERC1271.isValidSignature.selector), hex"ff"), 0, false);
        _allowsKey(contract_, "");
    }

    /// @notice The precompile that repeats its input as verifier: the question begins with the right answer. As session key,
    /// as grantor, as rotator, and as one signer of several.
    function test_X41_verifierThatRepeatsTheQuestion() public {
        bytes memory echo = abi.encodePacked(address(4), hex"01");
        Key memory key = Key(3, echo);
        _refusesKey(key, "");
        _refusesKey(key, signature(KEY, keccak256("anything")));
        bytes memory single = abi.encodePacked(hex"0101", uint16(echo.length), echo);
        _refusesKey(Key(3, abi.encodePacked(deploy("MultiVerifier"), single)), hex"000000");
        for (uint160 precompile = 1; precompile < 0x120; ++precompile) {
            Key memory other = Key(3, abi.encodePacked(precompile, hex"01"));
            if (precompile < 20 || precompile > 0xfe) _refusesKey(other, "");
        }

        Grant memory grant = _newGrant();
        grant.rotator = key;
        bytes32 grantId = _give(grant);
        M.Rotation memory rotation = M.Rotation(_keyId(KEY), _ecdsa(THIRD), START + 100, 0);
        bytes memory data = abi.encodeCall(
            module.rotateKeyBySignature,
            (address(account), _sealed(grant), rotation, 0, type(uint48).max, "")
        );
        bytes memory reason = abi.encodeWithSelector(E.KeySignatureInvalid.selector, GrantModel.keyId(key));
        _refusesCall(address(this), data, reason);

        _asAccount();
        module.setGrantor(key);
        data = abi.encodeCall(
            module.revokeGrantBySignature,
            (address(account), grantId, M.GrantorSignature(key, ""))
        );
        bytes32 digest = _digest(SignedModel.grantRevocation(address(account), grantId));
        _refusesCall(address(this), data, abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, digest));
    }

    /// @notice One signer counts twice: listed twice, named twice, named out of order, or another is made up.
    function test_X26_oneSignerForTwo() public {
        address verifier = deploy("MultiVerifier");
        (uint256 low, uint256 high) = (SECOND, THIRD);
        if (keccak256(_ecdsa(low).key) > keccak256(_ecdsa(high).key)) (low, high) = (high, low);
        Key memory key = _members(verifier, 2, low, high);
        bytes32 digest = _digestFor(key);
        bytes memory first = _part(0, low, digest);
        bytes memory second = _part(1, high, digest);
        _allowsKey(key, bytes.concat(first, second));

        _refusesKey(key, first);
        _refusesKey(key, bytes.concat(first, first));
        _refusesKey(key, bytes.concat(second, first));
        _refusesKey(key, bytes.concat(first, _part(1, low, digest)));
        _refusesKey(key, bytes.concat(first, _part(2, low, digest)));
        _refusesKey(key, bytes.concat(first, second, second));
        _refusesKey(key, bytes.concat(first, second, hex"00"));
        _refusesKey(key, "");
        // Keys of the same member twice, in the wrong order, that ask for nobody, and for more than there are.
        Key[4] memory wrong = [
            _members(verifier, 2, low, low),
            _members(verifier, 2, high, low),
            _members(verifier, 0, low, high),
            _members(verifier, 3, low, high)
        ];
        for (uint256 i = 0; i < wrong.length; ++i) {
            digest = _digestFor(wrong[i]);
            _refusesKey(wrong[i], bytes.concat(_part(0, low, digest), _part(1, low, digest)));
            _refusesKey(wrong[i], bytes.concat(_part(0, low, digest), _part(1, high, digest)));
            _refusesKey(wrong[i], bytes.concat(_part(0, high, digest), _part(1, low, digest)));
            _refusesKey(wrong[i], "");
        }
    }

    /// @notice A rotator brings a revoked signer back as a key of another kind. Known, and said: it could bring anybody.
    function test_X47_revokedSignerUnderAnotherKind() public {
        (Grant memory grant, ) = _granted();
        _asAccount();
        module.addKey(_sealed(grant), _ecdsa(SECOND), START + 1_000);
        _asAccount();
        module.revokeKey(address(account), _sealed(grant), _keyId(KEY));
        M.Rotation memory rotation = M.Rotation(_keyId(SECOND), _ecdsa(KEY), START + 1_000, 0);
        bytes memory data = abi.encodeCall(module.rotateKey, (address(account), _sealed(grant), rotation));
        bytes memory used = abi.encodeWithSelector(E.KeyAlreadyUsed.selector, _keyId(KEY));
        _refusesCall(vm.addr(ROTATOR), data, used);

        rotation.newKey.kind = 2;
        vm.prank(vm.addr(ROTATOR));
        module.rotateKey(address(account), _sealed(grant), rotation);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory ended = abi.encodeWithSelector(E.KeyEnded.selector, _keyId(KEY));
        _refuses(draft, SINGLE, _transfer(payee, 1), ended);
        draft.key = rotation.newKey;
        // No signature of it is taken: without code it answers for nobody. Its own transaction is.
        bytes32 keyId = GrantModel.keyId(draft.key);
        bytes memory invalid = abi.encodeWithSelector(E.KeySignatureInvalid.selector, keyId);
        _refusesRelayed(draft, SINGLE, _transfer(payee, 1), _anyRelay(), invalid);
        _execute(draft, SINGLE, _transfer(payee, 1));
        _asAccount();
        module.revokeKey(address(account), _sealed(grant), keyId);
        _refuses(draft, SINGLE, _transfer(payee, 1), abi.encodeWithSelector(E.KeyEnded.selector, keyId));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev Answers that are not the one word that says yes.
    function _almost(bytes4 magic, uint256 flaw) private pure returns (bytes memory) {
        if (flaw == 0) return abi.encodePacked(magic);
        if (flaw == 1) return _first(abi.encodePacked(magic, bytes28(0)), 31);
        if (flaw == 2) return abi.encodePacked(bytes32(magic) | bytes32(uint256(1)));
        if (flaw == 3) return abi.encode(uint256(uint32(magic)));
        return abi.encode(true);
    }

    function _use(Key memory key) private returns (bytes memory) {
        Grant memory grant = _newGrant();
        grant.sessionKey = key;
        _give(grant);
        return UseEncoder.encode(_draft(grant, 0));
    }

    function _digestFor(Key memory key) private returns (bytes32) {
        bytes32 useHash = keccak256(_use(key));
        bytes memory execution = _transfer(payee, 1);
        return _digest(SignedModel.relayedUse(address(account), SINGLE, execution, useHash, _anyRelay()));
    }

    function _refusesKey(Key memory key, bytes memory signed) private {
        bytes memory reason = abi.encodeWithSelector(E.KeySignatureInvalid.selector, GrantModel.keyId(key));
        _refusesCarried(address(account), _transfer(payee, 1), bytes.concat(_use(key), signed), reason);
    }

    function _allowsKey(Key memory key, bytes memory signed) private {
        bytes memory use = bytes.concat(_use(key), signed);
        uint256 state = vm.snapshotState();
        module.executeRelayed(address(account), SINGLE, _transfer(payee, 1), use, _anyRelay());
        vm.revertToState(state);
    }

    function _members(
        address verifier,
        uint8 threshold,
        uint256 first,
        uint256 second
    ) private pure returns (Key memory) {
        bytes memory one = abi.encodePacked(uint16(20), vm.addr(first));
        bytes memory two = abi.encodePacked(uint16(20), vm.addr(second));
        return Key(3, abi.encodePacked(verifier, threshold, uint8(2), one, two));
    }

    function _part(uint8 index, uint256 privateKey, bytes32 digest) private pure returns (bytes memory) {
        return abi.encodePacked(index, uint16(65), signature(privateKey, digest));
    }
}
