// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice Replacing keys under one grant: what was spent stays spent, and what is over never comes back.
contract RotationsTest is ModuleTest {
    uint48 private constant UNTIL = START + 1_000;

    function _rotation(uint256 from, uint256 to, uint32 overlap) private pure returns (M.Rotation memory) {
        return M.Rotation(_keyId(from), _ecdsa(to), UNTIL, overlap);
    }

    function _rotate(Grant memory grant, uint256 from, uint256 to, uint32 overlap) private {
        M.Rotation memory rotation = _rotation(from, to, overlap);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.rotateKey(address(account), terms, rotation);
    }

    function _refusesRotation(
        Grant memory grant,
        uint256 from,
        uint256 to,
        uint32 overlap,
        bytes memory reason
    ) private {
        M.Rotation memory rotation = _rotation(from, to, overlap);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _refusesCall(
            address(account),
            abi.encodeCall(module.rotateKey, (address(account), terms, rotation)),
            reason
        );
    }

    function _refusesPayment(Grant memory grant, uint256 key, bytes memory reason) private {
        UseDraft memory draft = _draft(grant, 0);
        if (key != KEY) draft = _withKey(draft, key);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    /// @dev Time is not validation's business: the window says it.
    function _refusesPaymentNow(Grant memory grant, uint256 key, bytes memory reason) private {
        UseDraft memory draft = _draft(grant, 0);
        if (key != KEY) draft = _withKey(draft, key);
        _refusesDirect(draft, SINGLE, _transfer(payee, 1), reason);
    }

    function _ended(uint256 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.KeyEnded.selector, _keyId(key));
    }

    function _burnt(uint256 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.KeyAlreadyUsed.selector, _keyId(key));
    }

    // ---------------------------------------------------------------------------------------------------------- rotate

    function test_rotate_remembersWhatWasSpent() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _pay(grant, 50);
        _rotate(grant, KEY, SECOND, 0);
        _refusesPayment(grant, KEY, _ended(KEY));
        _pay(grant, SECOND, 50);
        _refusesPayment(grant, SECOND, abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0));
        assertEq(_spent(grantId, 0), 100);
    }

    function test_rotate_overlapEndsOnTime() public {
        (Grant memory grant, ) = _granted();
        _refusesRotation(
            grant,
            KEY,
            SECOND,
            61,
            abi.encodeWithSelector(E.KeyOverlapExceeded.selector, 61, 60)
        );
        _rotate(grant, KEY, SECOND, 60);
        vm.warp(START + 59);
        _pay(grant, 1);
        _pay(grant, SECOND, 1);
        uint256 data = _validate(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        assertEq(data, _window(grant.validAfter, START + 59));
        vm.warp(START + 60);
        _refusesPaymentNow(
            grant,
            KEY,
            abi.encodeWithSelector(E.KeyExpired.selector, _keyId(KEY), START + 59, START + 60)
        );
        _pay(grant, SECOND, 1);
    }

    function test_rotate_neverMoreThanTwoKeysPerSlot() public {
        (Grant memory grant, ) = _granted();
        _rotate(grant, KEY, SECOND, 60);
        _refusesRotation(
            grant,
            SECOND,
            THIRD,
            30,
            abi.encodeWithSelector(E.KeyOverlapExceeded.selector, 30, 0)
        );
        _rotate(grant, SECOND, THIRD, 0);
        _refusesPayment(grant, SECOND, _ended(SECOND));
        _pay(grant, 1);
        _pay(grant, THIRD, 1);
    }

    function test_rotate_withoutOverlapDoesNotForgetTheKeyBeforeLast() public {
        (Grant memory grant, ) = _granted();
        _rotate(grant, KEY, SECOND, 60);
        _rotate(grant, SECOND, THIRD, 0);
        // The first key still lives: another overlap would make three.
        _refusesRotation(
            grant,
            THIRD,
            OWNER,
            30,
            abi.encodeWithSelector(E.KeyOverlapExceeded.selector, 30, 0)
        );
        vm.warp(START + 60);
        _rotate(grant, THIRD, OWNER, 30);
        _pay(grant, THIRD, 1);
        _pay(grant, OWNER, 1);
    }

    function test_rotate_oldKeysNeverComeBack() public {
        (Grant memory grant, ) = _granted();
        _rotate(grant, KEY, SECOND, 0);
        _refusesRotation(grant, KEY, THIRD, 0, _ended(KEY));
        _refusesRotation(grant, SECOND, KEY, 0, _burnt(KEY));
        _rotate(grant, SECOND, THIRD, 0);
        _refusesRotation(grant, THIRD, SECOND, 0, _burnt(SECOND));
        _refusesRotation(grant, SECOND, KEY, 0, _ended(SECOND));
    }

    function test_rotate_byRotatorOnly() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        M.Rotation memory rotation = _rotation(KEY, SECOND, 0);
        _refusesCall(
            vm.addr(KEY),
            abi.encodeCall(module.rotateKey, (address(account), terms, rotation)),
            abi.encodeWithSelector(E.CallerUnauthorized.selector, vm.addr(KEY))
        );
        vm.prank(vm.addr(ROTATOR));
        module.rotateKey(address(account), terms, rotation);
        _pay(grant, SECOND, 1);
    }

    function _rotationSignature(
        uint256 signer,
        bytes32 grantId,
        M.Rotation memory rotation,
        uint32 sequence
    ) private view returns (bytes memory) {
        bytes32 structHash = SignedModel.keyRotation(
            address(account),
            grantId,
            rotation,
            sequence,
            START + 50
        );
        return signature(signer, _digest(structHash));
    }

    function test_rotate_bySignature() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        M.Rotation memory rotation = _rotation(KEY, SECOND, 0);
        bytes memory forged = _rotationSignature(KEY, grantId, rotation, 0);
        bytes memory signed = _rotationSignature(ROTATOR, grantId, rotation, 0);
        bytes memory wrongKey = abi.encodeWithSelector(E.KeySignatureInvalid.selector, _keyId(ROTATOR));
        _refusesSigned(grant, rotation, 0, forged, wrongKey);
        bytes memory wrongSequence = abi.encodeWithSelector(E.RotationSequenceMismatch.selector, 1, 0);
        _refusesSigned(grant, rotation, 1, signed, wrongSequence);
        // Whoever carries it can change nothing of it.
        _refusesSigned(grant, _rotation(KEY, THIRD, 0), 0, signed, wrongKey);
        _refusesSigned(grant, _rotation(KEY, SECOND, 1), 0, signed, wrongKey);
        vm.warp(START + 51);
        bytes memory expired = abi.encodeWithSelector(E.SignatureExpired.selector, START + 50, START + 51);
        _refusesSigned(grant, rotation, 0, signed, expired);

        vm.warp(START + 50);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        module.rotateKeyBySignature(address(account), terms, rotation, 0, START + 50, signed);
        _pay(grant, SECOND, 1);
        wrongSequence = abi.encodeWithSelector(E.RotationSequenceMismatch.selector, 0, 1);
        _refusesSigned(grant, rotation, 0, signed, wrongSequence);
    }

    function _refusesSigned(
        Grant memory grant,
        M.Rotation memory rotation,
        uint32 sequence,
        bytes memory signed,
        bytes memory reason
    ) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        address to = address(account);
        bytes memory data = abi.encodeCall(
            module.rotateKeyBySignature,
            (to, terms, rotation, sequence, START + 50, signed)
        );
        _refusesCall(address(this), data, reason);
    }

    function test_rotate_withoutRotator() public {
        Grant memory grant = _newGrant();
        delete grant.rotator;
        bytes32 grantId = _id(grant);
        _asAccount();
        module.grant(grantId, "");
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes memory none = abi.encodePacked(new bytes(64), uint8(27));
        M.Rotation memory rotation = _rotation(KEY, SECOND, 0);
        _refusesCall(
            address(this),
            abi.encodeCall(
                module.rotateKeyBySignature,
                (address(account), terms, rotation, 0, START + 50, none)
            ),
            abi.encodeWithSelector(E.KeySignatureInvalid.selector, GrantModel.keyId(grant.rotator))
        );
    }
}
