// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionEvents as Log} from "../../../contracts/interfaces/ISessionEvents.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";

/// @notice What the module logs of accounts, grants, keys and nonces. Pauses, tiers and supersession are in their own files.
contract EventsTest is ModuleTest {
    uint48 private constant UNTIL = START + 1_000;

    function _expect() private {
        vm.expectEmit(address(module));
    }

    function _expectNone() private {
        vm.recordLogs();
    }

    function _assertNone() private {
        assertEq(vm.getRecordedLogs().length, 0);
    }

    // --------------------------------------------------------------------------------------------------------- account

    function test_account_installed() public {
        _expect();
        emit Log.AdapterRecorded(address(account), payee);
        _expect();
        emit Log.EpochAdvanced(address(account), 3);
        _expect();
        emit Log.GrantorRecorded(address(account), _keyId(SECOND), _ecdsa(SECOND));
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), payee, vm.addr(SECOND)));
    }

    function test_account_uninstalled() public {
        _expect();
        emit Log.EpochAdvanced(address(account), 3);
        _expect();
        emit Log.GrantorRecorded(address(account), 0, Key(0, ""));
        _asAccount();
        module.onUninstall("");
    }

    function test_account_grantorAndEpoch() public {
        _expect();
        emit Log.EpochAdvanced(address(account), 3);
        _expect();
        emit Log.GrantorRecorded(address(account), _keyId(SECOND), _ecdsa(SECOND));
        _asAccount();
        module.setGrantor(_ecdsa(SECOND));
        _expect();
        emit Log.EpochAdvanced(address(account), 4);
        _expect();
        emit Log.GrantorRecorded(address(account), 0, Key(0, ""));
        _asAccount();
        module.setGrantor(Key(0, ""));
        _expect();
        emit Log.EpochAdvanced(address(account), 5);
        _asAccount();
        module.revokeAll();
    }

    // ---------------------------------------------------------------------------------------------------------- grants

    function test_grant_startedAndPublished() public {
        bytes32 grantId = _id(_newGrant());
        _expect();
        emit Log.Granted(address(account), grantId);
        _expect();
        emit Log.GrantPublished(address(account), grantId, "contents");
        _asAccount();
        module.grant(grantId, "contents");
        // Once more publishes only.
        vm.recordLogs();
        _asAccount();
        module.grant(grantId, "");
        _assertNone();
        _expect();
        emit Log.GrantPublished(address(account), grantId, "again");
        _asAccount();
        module.grant(grantId, "again");
    }

    function test_grant_startedByItsFirstUse() public {
        Grant memory grant = _newGrant();
        _expect();
        emit Log.Granted(address(account), _id(grant));
        _validate(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 1));
        _expectNone();
        _validate(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 1));
        _assertNone();
    }

    function test_grant_revokedOnce() public {
        (, bytes32 grantId) = _granted();
        _expect();
        emit Log.GrantRevoked(address(account), grantId);
        _asAccount();
        module.revokeGrant(grantId);
        _expectNone();
        _asAccount();
        module.revokeGrant(grantId);
        _assertNone();
    }

    // ------------------------------------------------------------------------------------------------------------ keys

    function test_key_addedAndRevoked() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _expect();
        emit Log.KeyAdded(address(account), grantId, _keyId(SECOND), _ecdsa(SECOND), UNTIL);
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        _expect();
        emit Log.KeyRevoked(address(account), grantId, _keyId(SECOND));
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(SECOND));
        _expectNone();
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(SECOND));
        _assertNone();
    }

    function test_key_rotated() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _expect();
        emit Log.KeyAdded(address(account), grantId, _keyId(SECOND), _ecdsa(SECOND), UNTIL);
        _expect();
        emit Log.KeyRotated(address(account), grantId, _keyId(KEY), _keyId(SECOND), START + 59);
        _asAccount();
        module.rotateKey(address(account), terms, M.Rotation(_keyId(KEY), _ecdsa(SECOND), UNTIL, 60));
        // Without overlap the old key ends at once.
        _expect();
        emit Log.KeyRotated(address(account), grantId, _keyId(SECOND), _keyId(THIRD), 0);
        _asAccount();
        module.rotateKey(address(account), terms, M.Rotation(_keyId(SECOND), _ecdsa(THIRD), UNTIL, 0));
    }

    function test_nonce_cancelled() public {
        _expect();
        emit Log.NonceCancelled(address(account), _keyId(KEY), 3);
        vm.prank(vm.addr(KEY));
        module.cancelNonce(address(account), _keyId(KEY), 3);
    }
}
