// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Adding, rotating and revoking keys under one grant.
contract KeysTest is ModuleTest {
    uint48 private constant UNTIL = START + 1_000;

    bytes32 private constant ROTATION_TYPEHASH = keccak256(
        "KeyRotation(address account,uint256 chainId,bytes32 grantId,bytes32 oldKeyId,Key newKey,uint48 keyValidUntil,uint32 overlap,uint32 sequence,uint48 validUntil)Key(uint8 kind,bytes key)"
    );

    function _rotation(uint256 from, uint256 to, uint32 overlap) private pure returns (M.Rotation memory) {
        return M.Rotation(_keyId(from), _ecdsa(to), UNTIL, overlap);
    }

    function _rotate(Grant memory grant, uint256 from, uint256 to, uint32 overlap) private {
        M.Rotation memory rotation = _rotation(from, to, overlap);
        bytes memory terms = UseEncoder.sealedTerms(grant);
        _asAccount();
        module.rotateKey(address(account), terms, rotation);
    }

    function _rotateRefused(
        Grant memory grant,
        uint256 from,
        uint256 to,
        uint32 overlap,
        bytes memory reason
    ) private {
        M.Rotation memory rotation = _rotation(from, to, overlap);
        bytes memory terms = UseEncoder.sealedTerms(grant);
        _asAccount();
        vm.expectRevert(reason);
        module.rotateKey(address(account), terms, rotation);
    }

    function _payRefused(Grant memory grant, uint256 key, bytes memory reason) private {
        bytes memory use = UseEncoder.encode(_withKey(_draft(grant, 0), key));
        bytes memory execution = _transfer(payee, 1);
        vm.prank(vm.addr(key));
        vm.expectRevert(reason);
        module.execute(address(account), SINGLE, execution, use);
    }

    function _ended(uint256 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(M.KeyEnded.selector, _keyId(key));
    }

    // ------------------------------------------------------------------------------------------------------------- add

    function test_addKey_sharesTheBudget() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _payRefused(grant, SECOND, abi.encodeWithSelector(M.KeyUnknown.selector, _keyId(SECOND)));
        bytes memory terms = UseEncoder.sealedTerms(grant);
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        _pay(grant, KEY, 50);
        _pay(grant, SECOND, 50);
        _payRefused(grant, SECOND, abi.encodeWithSelector(M.LimitExceeded.selector, 0, 1, 0));
        assertEq(_spent(grantId, 0), 100);

        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.KeyCountExceeded.selector, 3, 2));
        module.addKey(terms, _ecdsa(THIRD), UNTIL);
    }

    function test_addKey_onlyOwner() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        address[2] memory others = [vm.addr(ROTATOR), vm.addr(KEY)];
        for (uint256 i = 0; i < others.length; ++i) {
            // For anybody else it is a grant of their own, which does not exist.
            vm.prank(others[i]);
            vm.expectPartialRevert(M.GrantUnknown.selector);
            module.addKey(terms, _ecdsa(SECOND), UNTIL);
        }
    }

    function test_addKey_expiry() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        uint48[2] memory bad = [START - 1, START + 5_001];
        for (uint256 i = 0; i < bad.length; ++i) {
            _asAccount();
            vm.expectRevert(abi.encodeWithSelector(M.KeyExpiryInvalid.selector, bad[i], START + 5_000));
            module.addKey(terms, _ecdsa(SECOND), bad[i]);
        }
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), START + 5_000);
        vm.warp(START + 5_000);
        _pay(grant, SECOND, 1);
        vm.warp(START + 5_001);
        _payRefused(
            grant,
            SECOND,
            abi.encodeWithSelector(M.KeyExpired.selector, _keyId(SECOND), START + 5_000, START + 5_001)
        );
    }

    function test_addKey_neverTwice() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.KeyAlreadyUsed.selector, _keyId(KEY)));
        module.addKey(terms, _ecdsa(KEY), UNTIL);
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(SECOND));
        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.KeyAlreadyUsed.selector, _keyId(SECOND)));
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        // The slot is free again.
        _asAccount();
        module.addKey(terms, _ecdsa(THIRD), UNTIL);
    }

    function test_addKey_otherKinds() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.KeyKindUnsupported.selector, 2));
        module.addKey(terms, Key(2, abi.encodePacked(address(this))), UNTIL);
    }

    // ---------------------------------------------------------------------------------------------------------- rotate

    function test_rotate_remembersWhatWasSpent() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _pay(grant, KEY, 50);
        _rotate(grant, KEY, SECOND, 0);
        _payRefused(grant, KEY, _ended(KEY));
        _pay(grant, SECOND, 50);
        _payRefused(grant, SECOND, abi.encodeWithSelector(M.LimitExceeded.selector, 0, 1, 0));
        assertEq(_spent(grantId, 0), 100);
    }

    function test_rotate_overlapEndsOnTime() public {
        (Grant memory grant, ) = _granted();
        _rotateRefused(grant, KEY, SECOND, 61, abi.encodeWithSelector(M.KeyOverlapExceeded.selector, 61, 60));
        _rotate(grant, KEY, SECOND, 60);
        vm.warp(START + 59);
        _pay(grant, KEY, 1);
        _pay(grant, SECOND, 1);
        uint256 data = _validate(_draft(grant, 0), KEY, _callData(SINGLE, _transfer(payee, 1)));
        assertEq(data, _window(grant.validAfter, START + 59));
        vm.warp(START + 60);
        _payRefused(
            grant,
            KEY,
            abi.encodeWithSelector(M.KeyExpired.selector, _keyId(KEY), START + 59, START + 60)
        );
        _pay(grant, SECOND, 1);
    }

    function test_rotate_neverMoreThanTwoKeysPerSlot() public {
        (Grant memory grant, ) = _granted();
        _rotate(grant, KEY, SECOND, 60);
        _rotateRefused(
            grant,
            SECOND,
            THIRD,
            30,
            abi.encodeWithSelector(M.KeyOverlapExceeded.selector, 30, 0)
        );
        _rotate(grant, SECOND, THIRD, 0);
        _payRefused(grant, SECOND, _ended(SECOND));
        _pay(grant, KEY, 1);
        _pay(grant, THIRD, 1);
    }

    function test_rotate_withoutOverlapDoesNotForgetTheKeyBeforeLast() public {
        (Grant memory grant, ) = _granted();
        _rotate(grant, KEY, SECOND, 60);
        _rotate(grant, SECOND, THIRD, 0);
        // The first key still lives: another overlap would make three.
        _rotateRefused(grant, THIRD, OWNER, 30, abi.encodeWithSelector(M.KeyOverlapExceeded.selector, 30, 0));
        vm.warp(START + 60);
        _rotate(grant, THIRD, OWNER, 30);
        _pay(grant, THIRD, 1);
        _pay(grant, OWNER, 1);
    }

    function test_keyLifetime_zeroIsNone() public {
        Grant memory grant = _newGrant();
        (grant.validAfter, grant.keyLifetime) = (0, 0);
        _asAccount();
        module.grant(_id(grant), "");
        _payRefused(grant, KEY, _ended(KEY));
        (PackedUserOperation memory op, bytes32 hash) = _operation(
            _draft(grant, 0),
            KEY,
            _callData(SINGLE, _transfer(payee, 1))
        );
        _asAccount();
        vm.expectRevert(_ended(KEY));
        module.validateUserOp(op, hash);
        // One second is a lifetime.
        Grant memory brief = _newGrant();
        (brief.validAfter, brief.keyLifetime) = (START, 1);
        _asAccount();
        module.grant(_id(brief), "");
        _pay(brief, KEY, 1);
    }

    function test_rotate_oldKeysNeverComeBack() public {
        (Grant memory grant, ) = _granted();
        _rotate(grant, KEY, SECOND, 0);
        _rotateRefused(grant, KEY, THIRD, 0, _ended(KEY));
        _rotateRefused(grant, SECOND, KEY, 0, abi.encodeWithSelector(M.KeyAlreadyUsed.selector, _keyId(KEY)));
        _rotate(grant, SECOND, THIRD, 0);
        _rotateRefused(
            grant,
            THIRD,
            SECOND,
            0,
            abi.encodeWithSelector(M.KeyAlreadyUsed.selector, _keyId(SECOND))
        );
        _rotateRefused(grant, SECOND, KEY, 0, _ended(SECOND));
    }

    function test_rotate_byRotatorOnly() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        M.Rotation memory rotation = _rotation(KEY, SECOND, 0);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(abi.encodeWithSelector(M.CallerUnauthorized.selector, vm.addr(KEY)));
        module.rotateKey(address(account), terms, rotation);
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
        bytes32 structHash = keccak256(
            abi.encode(
                ROTATION_TYPEHASH,
                address(account),
                block.chainid,
                grantId,
                rotation.oldKeyId,
                GrantModel.keyId(rotation.newKey),
                rotation.keyValidUntil,
                rotation.overlap,
                sequence,
                uint48(START + 50)
            )
        );
        return signature(signer, GrantModel.digest(address(module), structHash));
    }

    function test_rotate_bySignature() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        M.Rotation memory rotation = _rotation(KEY, SECOND, 0);
        bytes memory signed = _rotationSignature(ROTATOR, grantId, rotation, 0);

        vm.expectRevert(abi.encodeWithSelector(M.KeySignatureInvalid.selector, _keyId(ROTATOR)));
        module.rotateKeyBySignature(
            address(account),
            terms,
            rotation,
            0,
            START + 50,
            _rotationSignature(KEY, grantId, rotation, 0)
        );
        vm.expectRevert(abi.encodeWithSelector(M.RotationSequenceMismatch.selector, 1, 0));
        module.rotateKeyBySignature(address(account), terms, rotation, 1, START + 50, signed);
        vm.warp(START + 51);
        vm.expectRevert(abi.encodeWithSelector(M.SignatureExpired.selector, START + 50, START + 51));
        module.rotateKeyBySignature(address(account), terms, rotation, 0, START + 50, signed);

        vm.warp(START + 50);
        module.rotateKeyBySignature(address(account), terms, rotation, 0, START + 50, signed);
        _pay(grant, SECOND, 1);
        vm.expectRevert(abi.encodeWithSelector(M.RotationSequenceMismatch.selector, 0, 1));
        module.rotateKeyBySignature(address(account), terms, rotation, 0, START + 50, signed);
    }

    function test_rotate_withoutRotator() public {
        Grant memory grant = _newGrant();
        delete grant.rotator;
        bytes32 grantId = _id(grant);
        _asAccount();
        module.grant(grantId, "");
        bytes memory terms = UseEncoder.sealedTerms(grant);
        vm.expectPartialRevert(M.KeySignatureInvalid.selector);
        module.rotateKeyBySignature(
            address(account),
            terms,
            _rotation(KEY, SECOND, 0),
            0,
            START + 50,
            abi.encodePacked(new bytes(64), uint8(27))
        );
    }

    // ---------------------------------------------------------------------------------------------------------- revoke

    function test_revokeKey_whoMay() public {
        uint256[3] memory callers = [uint256(0), ROTATOR, KEY];
        for (uint256 i = 0; i < callers.length; ++i) {
            Grant memory grant = _newGrant();
            grant.salt = bytes16(uint128(i + 1));
            bytes32 grantId = _id(grant);
            _asAccount();
            module.grant(grantId, "");
            bytes memory terms = UseEncoder.sealedTerms(grant);
            vm.prank(vm.addr(THIRD));
            vm.expectRevert(abi.encodeWithSelector(M.CallerUnauthorized.selector, vm.addr(THIRD)));
            module.revokeKey(address(account), terms, _keyId(KEY));
            _pay(grant, KEY, 1);
            vm.prank(callers[i] == 0 ? address(account) : vm.addr(callers[i]));
            module.revokeKey(address(account), terms, _keyId(KEY));
            _payRefused(grant, KEY, _ended(KEY));
            (, uint8 count, , ) = module.grantState(address(account), grantId);
            assertEq(count, 0);
            assertEq(_spent(grantId, 0), 1);
        }
    }

    function test_revokeKey_beforeFirstUse() public {
        Grant memory grant = _newGrant();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        bytes32 structHash = GrantModel.keyRevocation(address(account), _id(grant), _keyId(KEY));
        bytes32 digest = GrantModel.digest(address(module), structHash);
        module.revokeKeyBySignature(address(account), terms, _keyId(KEY), _approval(digest));
        bytes memory use = UseEncoder.encode(_withGrantSignature(_draft(grant, 0)));
        bytes memory execution = _transfer(payee, 1);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(_ended(KEY));
        module.execute(address(account), SINGLE, execution, use);
        // The owner may still start the grant and give it another key.
        _asAccount();
        module.grant(_id(grant), "");
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        _pay(grant, SECOND, 1);
    }

    function test_revokeKey_burnsOneThatWasNeverAdded() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(SECOND));
        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.KeyAlreadyUsed.selector, _keyId(SECOND)));
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        _pay(grant, KEY, 1);
    }

    function test_revokeKey_inItsOverlap() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _rotate(grant, KEY, SECOND, 60);
        bytes memory terms = UseEncoder.sealedTerms(grant);
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(KEY));
        _payRefused(grant, KEY, _ended(KEY));
        (, uint8 count, , ) = module.grantState(address(account), grantId);
        assertEq(count, 1);
    }

    function test_sealedTerms_mustBeTheGrants() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = UseEncoder.sealedTerms(grant);
        _asAccount();
        vm.expectRevert(M.UseMalformed.selector);
        module.revokeKey(address(account), bytes.concat(terms, hex"00"), _keyId(KEY));
        grant.maxKeys = 9;
        bytes memory widened = UseEncoder.sealedTerms(grant);
        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.GrantUnknown.selector, _id(grant)));
        module.addKey(widened, _ecdsa(SECOND), UNTIL);
    }
}
