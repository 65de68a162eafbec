// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";

/// @notice Where two bounds on the life of a key or the form of a grantor meet.
contract EdgesTest is ModuleTest {
    function _rotate(Grant memory grant, uint256 from, uint256 to, uint48 until, uint32 overlap) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        M.Rotation memory rotation = M.Rotation(_keyId(from), _ecdsa(to), until, overlap);
        _asAccount();
        module.rotateKey(address(account), terms, rotation);
    }

    /// @notice A key that would end before its overlap does ends when it would.
    function test_overlapEndsWithTheKey() public {
        Grant memory grant = _newGrant();
        (grant.keyLifetime, grant.overlap) = (120, 1_000);
        bytes32 id = _give(grant);
        _rotate(grant, KEY, SECOND, START + 50, 1_000);
        assertEq(module.grantState(address(account), id).firstKeyEnd, grant.validAfter + 120);

        skip(21);
        _rotate(grant, SECOND, THIRD, START + 100, 1_000);
        (, uint48 until) = module.keyState(address(account), id, _keyId(SECOND));
        assertEq(until, START + 50);
    }

    /// @notice A rotated first key ends with its overlap or with its own life, and its use says so.
    function test_firstKeyEndsWithTheGrant() public {
        Grant memory grant = _newGrant();
        (grant.keyLifetime, grant.overlap) = (20_000, 60);
        _give(grant);
        assertEq(
            _validate(_draft(grant, 0), SINGLE, _transfer(payee, 1)),
            _window(grant.validAfter, grant.validUntil)
        );
        _rotate(grant, KEY, SECOND, START + 100, 60);
        assertEq(
            _validate(_draft(grant, 0), SINGLE, _transfer(payee, 1)),
            _window(grant.validAfter, START + 59)
        );
    }

    /// @notice A key that is added may live as long as the grant, where its lifetime reaches beyond it.
    function test_keyLifetimeBeyondTheGrant() public {
        Grant memory grant = _newGrant();
        grant.keyLifetime = 50_000;
        _give(grant);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes memory late = abi.encodeCall(module.addKey, (terms, _ecdsa(SECOND), grant.validUntil + 1));
        bytes memory reason = abi.encodeWithSelector(
            E.KeyExpiryInvalid.selector,
            grant.validUntil + 1,
            grant.validUntil
        );
        _refusesCall(address(account), late, reason);
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), grant.validUntil);
    }

    /// @notice Nobody ends a key that is not in the grant, not even who holds it; a holder ends its own, first or added.
    function test_holdersEndTheirOwnKeysOnly() public {
        Grant memory grant = _newGrant();
        bytes32 id = _give(grant);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes memory end = abi.encodeCall(module.revokeKey, (address(account), terms, _keyId(SECOND)));
        bytes memory reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, vm.addr(SECOND));
        _refusesCall(vm.addr(SECOND), end, reason);
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), START + 100);
        reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, vm.addr(THIRD));
        _refusesCall(vm.addr(THIRD), end, reason);
        vm.prank(vm.addr(SECOND));
        module.revokeKey(address(account), terms, _keyId(SECOND));
        (uint8 status, ) = module.keyState(address(account), id, _keyId(SECOND));
        assertEq(status, 3);
        vm.prank(vm.addr(KEY));
        module.revokeKey(address(account), terms, _keyId(KEY));
        assertEq(module.grantState(address(account), id).firstKeyEnd, 1);
    }

    /// @notice Nobody with a key, and a verifier without one, are no grantors.
    function test_grantorsOfNoForm() public {
        Key[2] memory grantors = [Key(0, hex"00"), Key(3, abi.encodePacked(makeAddr("verifier")))];
        for (uint256 i = 0; i < grantors.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(
                E.KeyMalformed.selector,
                grantors[i].kind,
                grantors[i].key.length
            );
            _refusesCall(address(account), abi.encodeCall(module.setGrantor, (grantors[i])), reason);
        }
        Key memory verifier = Key(3, abi.encodePacked(makeAddr("verifier"), hex"01"));
        _asAccount();
        module.setGrantor(verifier);
        (, , , bytes32 grantorId, ) = module.accountState(address(account));
        assertEq(grantorId, GrantModel.keyId(verifier));
    }

    /// @notice The owner of a delegated account is the account.
    function test_ownerOfADelegatedAccount() public {
        address delegated = makeAddr("delegated");
        address implementation = deploy("LatchkeyAccount", abi.encode(ENTRY_POINT));
        vm.etch(delegated, abi.encodePacked(hex"ef0100", implementation));
        (bool success, bytes memory answer) = delegated.call(abi.encodeWithSignature("owner()"));
        assertTrue(success);
        assertEq(abi.decode(answer, (address)), delegated);
    }
}
