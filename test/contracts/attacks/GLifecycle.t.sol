// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {Vm} from "../support/Vm.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks on how grants and keys start and end, and on what is left of them.
contract GLifecycleTest is ModuleTest {
    uint48 private constant UNTIL = START + 1_000;

    function _refusesUse(UseDraft memory draft, bytes memory reason) private {
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    function _ended(bytes32 grantId) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.GrantEnded.selector, grantId);
    }

    function _keyEnded(uint256 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.KeyEnded.selector, _keyId(key));
    }

    function _over(uint64 epoch, uint64 current) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.GrantEpochEnded.selector, epoch, current);
    }

    function _install(uint256 type_) private {
        bytes memory data = abi.encodePacked(uint8(1), address(0), vm.addr(OWNER));
        vm.prank(ENTRY_POINT);
        account.installModule(type_, address(module), data);
    }

    function _uninstall(uint256 type_) private {
        vm.prank(ENTRY_POINT);
        account.uninstallModule(type_, address(module), "");
    }

    function _addKey(Grant memory grant, uint256 key) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.addKey(terms, _ecdsa(key), UNTIL);
    }

    function _salted(uint256 number) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.salt = bytes16(uint128(number));
    }

    // ----------------------------------------------------------------------------------------------------- uninstalling

    /// @notice Uninstalled and installed again: grants, keys, or the grantor's signature come back.
    function test_G01_reinstallRevivesNothing() public {
        for (uint256 type_ = 1; type_ < 3; ++type_) {
            Grant memory grant = _salted(type_);
            uint64 epoch = _epoch();
            UseDraft memory signed = _withGrantSignature(_draft(grant, 0));
            _execute(signed, SINGLE, _transfer(payee, 1));
            _addKey(grant, SECOND);
            _uninstall(type_);
            (, , , bytes32 grantorId, ) = module.accountState(address(account));
            assertEq(grantorId, bytes32(0));
            _install(type_);
            _refusesUse(_draft(grant, 0), _over(epoch, epoch + 2));
            _refusesUse(_withKey(_draft(grant, 0), SECOND), _over(epoch, epoch + 2));
            _refusesUse(signed, _over(epoch, epoch + 2));
            // The same grant for the new epoch is a new one: nothing is spent, and nobody was added.
            grant = _salted(type_);
            _give(grant);
            bytes memory unknown = abi.encodeWithSelector(E.KeyUnknown.selector, _keyId(SECOND));
            _refusesUse(_withKey(_draft(grant, 0), SECOND), unknown);
            assertEq(_spent(_id(grant), 0), 0);
            _allows(_draft(grant, 0), SINGLE, _transfer(payee, 50));
        }
    }

    /// @notice One of the two types is uninstalled, and the grants go on by the other.
    function test_G04_eitherTypeEndsAll() public {
        for (uint256 type_ = 1; type_ < 3; ++type_) {
            (Grant memory grant, ) = _granted();
            uint64 epoch = _epoch();
            _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
            _uninstall(type_);
            _refusesUse(_draft(grant, 0), _over(epoch, epoch + 1));
            _install(type_);
        }
        (Grant memory next, ) = _granted();
        _allows(_draft(next, 0), SINGLE, _transfer(payee, 1));
    }

    // --------------------------------------------------------------------------------------------------------- many

    /// @notice Many grants and keys ended one by one, or all at once: none is skipped, and no other is hit.
    function test_G02_everyOneOfManyEnds() public {
        Grant[] memory grants = new Grant[](10);
        for (uint256 i = 0; i < 10; ++i) {
            grants[i] = _salted(i);
            _give(grants[i]);
        }
        for (uint256 i = 0; i < 9; ++i) {
            bytes32 grantId = _id(grants[i]);
            _asAccount();
            module.revokeGrant(grantId);
            for (uint256 j = 0; j <= i; ++j) _refusesDirectly(_draft(grants[j], 0), _ended(_id(grants[j])));
            _pay(grants[i + 1], 1);
        }

        Grant memory grant = _salted(10);
        grant.maxKeys = 11;
        _give(grant);
        for (uint256 i = 1; i < 11; ++i) _addKey(grant, i);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        for (uint256 i = 1; i < 11; ++i) {
            bytes32 keyId = _keyId(i);
            _asAccount();
            module.revokeKey(address(account), terms, keyId);
            for (uint256 j = 1; j <= i; ++j) _refusesDirectly(_withKey(_draft(grant, 0), j), _keyEnded(j));
            if (i != 10) _pay(grant, i + 1, 1);
        }
        assertEq(module.grantState(address(account), _id(grant)).keyCount, 1);
        _pay(grant, 1);
        _asAccount();
        module.revokeAll();
        _refusesDirectly(_draft(grant, 0), _over(2, 3));
        for (uint256 i = 0; i < 10; ++i) _refusesDirectly(_draft(grants[i], 0), _over(2, 3));
    }

    function _refusesDirectly(UseDraft memory draft, bytes memory reason) private {
        _refusesDirect(draft, SINGLE, _transfer(payee, 1), reason);
    }

    /// @notice So many grants that ending them all would not fit into a block: it costs the same as ending one.
    function test_G26_endingAllCostsTheSame() public {
        _granted();
        uint256 one = _gasOfRevokeAll();
        for (uint256 i = 0; i < 40; ++i) _give(_salted(i));
        assertEq(_gasOfRevokeAll(), one);
        _refusesDirectly(_draft(_at(_salted(39), 4), 0), _over(4, 6));
    }

    function _at(Grant memory grant, uint64 epoch) private pure returns (Grant memory) {
        grant.networks[0].epoch = epoch;
        return grant;
    }

    function _gasOfRevokeAll() private returns (uint256 gas) {
        vm.startPrank(address(account));
        module.revokeAll();
        gas = gasleft();
        module.revokeAll();
        gas -= gasleft();
        vm.stopPrank();
    }

    // ---------------------------------------------------------------------------------------------------------- starting

    /// @notice Only a part of a grant starts, or another grant of the same key passes for started.
    function test_G08_grantsStartWholeOrNotAtAll() public {
        Grant memory grant = _newGrant();
        UseDraft memory first = _withGrantSignature(_bothDraft(grant, hex"0001"));
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(1), Execution(payee, 1 ether, ""));
        vm.deal(address(account), 0);
        _refusesDirect(first, BATCH, abi.encode(calls), abi.encodeWithSignature("FailedCall()"));
        assertEq(module.grantState(address(account), _id(grant)).status, 0);

        vm.deal(address(account), 2 ether);
        _execute(first, BATCH, abi.encode(calls));
        assertEq(module.grantState(address(account), _id(grant)).status, 1);
        Grant memory wider = _newGrant();
        wider.limits[0].amount = 1_000;
        _refusesUse(_draft(wider, 0), abi.encodeWithSelector(E.GrantUnknown.selector, _id(wider)));
        // Its permissions are not those of the other one either.
        UseDraft memory mixed = _draft(grant, 0);
        mixed.permissions[0] = 1;
        mixed.permissionIndexOffset = 2;
        _refusesUse(mixed, abi.encodeWithSelector(E.UseMalformed.selector));
        assertEq(_spent(_id(grant), 1), 1 ether);
    }

    // --------------------------------------------------------------------------------------------------------------- keys

    /// @notice Rotation onto a key that is there already, back to one that was, or to the same key with more time.
    function test_G11_rotationOverwritesNothing() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _addKey(grant, SECOND);
        bytes memory used = abi.encodeWithSelector(E.KeyAlreadyUsed.selector, _keyId(SECOND));
        _refusesRotation(grant, KEY, SECOND, used);
        _refusesRotation(grant, SECOND, SECOND, used);
        _refusesRotation(grant, SECOND, KEY, abi.encodeWithSelector(E.KeyAlreadyUsed.selector, _keyId(KEY)));
        _rotate(grant, SECOND, THIRD);
        _refusesRotation(grant, SECOND, KEEPER, _keyEnded(SECOND));
        _refusesRotation(grant, THIRD, SECOND, used);
        _refusesUse(_withKey(_draft(grant, 0), SECOND), _keyEnded(SECOND));
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _refusesCall(
            address(account),
            abi.encodeCall(module.addKey, (terms, _ecdsa(SECOND), UNTIL)),
            abi.encodeWithSelector(E.KeyCountExceeded.selector, 3, 2)
        );
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(THIRD));
        _refusesCall(address(account), abi.encodeCall(module.addKey, (terms, _ecdsa(SECOND), UNTIL)), used);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        assertEq(module.grantState(address(account), grantId).keyCount, 1);
    }

    function _rotation(uint256 from, uint256 to) private pure returns (ISessionModule.Rotation memory) {
        return ISessionModule.Rotation(_keyId(from), _ecdsa(to), UNTIL, 0);
    }

    function _rotate(Grant memory grant, uint256 from, uint256 to) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        vm.prank(vm.addr(ROTATOR));
        module.rotateKey(address(account), terms, _rotation(from, to));
    }

    function _refusesRotation(Grant memory grant, uint256 from, uint256 to, bytes memory reason) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes memory data = abi.encodeCall(module.rotateKey, (address(account), terms, _rotation(from, to)));
        _refusesCall(vm.addr(ROTATOR), data, reason);
    }

    // -------------------------------------------------------------------------------------------------------------- ending

    /// @notice A holder sees the revocation coming and is faster: it gets what is left of the limits, and no more.
    function test_G13_fasterThanTheRevocation() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _pay(grant, 30);
        _pay(grant, 50);
        _refusesUse(_draft(grant, 0), abi.encodeWithSelector(E.LimitExceeded.selector, 0, 50, 20), 50);
        _pay(grant, 20);
        uint256 state = vm.snapshotState();
        _asAccount();
        module.revokeGrant(grantId);
        _refusesUse(_draft(grant, 0), _ended(grantId));
        assertEq(token.balanceOf(payee), 100);
        // A smaller grant in place of this one counts what was taken in between.
        vm.revertToState(state);
        Grant memory smaller = _salted(1);
        smaller.limits[0].amount = 60;
        (smaller.supersedes.grantId, smaller.supersedes.carries) = (grantId, new uint16[](1));
        bytes memory terms = TermsEncoder.sealedTerms(smaller);
        _asAccount();
        module.supersede(terms, "");
        _refusesUse(_draft(smaller, 0), abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0));
        _refusesUse(_draft(grant, 0), _ended(grantId));
    }

    function _refusesUse(UseDraft memory draft, bytes memory reason, uint256 amount) private {
        _refuses(draft, SINGLE, _transfer(payee, amount), reason);
    }

    /// @notice Revocations of what is unknown, over, or over by other means: one event when something ends, none when not.
    function test_G14_revocationsSayWhatHappened() public {
        Grant memory grant = _newGrant();
        bytes32 grantId = _id(grant);
        vm.warp(START + 20_000);
        vm.recordLogs();
        vm.startPrank(address(account));
        module.revokeGrant(grantId);
        module.revokeGrant(grantId);
        module.revokeKey(address(account), TermsEncoder.sealedTerms(grant), _keyId(KEY));
        module.revokeKey(address(account), TermsEncoder.sealedTerms(grant), _keyId(KEY));
        module.pauseGrant(grantId);
        module.pauseGrant(grantId);
        vm.stopPrank();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 3);
        assertEq(logs[0].topics[0], ISessionEvents.GrantRevoked.selector);
        assertEq(logs[1].topics[0], ISessionEvents.KeyRevoked.selector);
        assertEq(logs[2].topics[0], ISessionEvents.GrantPaused.selector);

        vm.warp(START);
        bytes32 live = _give(_salted(1));
        _uninstall(1);
        // The record stays, as the interface says; the epoch has moved on, and no use passes.
        assertEq(module.grantState(address(account), live).status, 1);
        _refusesUse(_draft(_at(_salted(1), 2), 0), _over(2, 3));
    }

    /// @notice A grant that was started by the grantor of before outlives the change of the grantor.
    function test_G23_grantOutlivesItsGrantor() public {
        Grant memory grant = _newGrant();
        UseDraft memory signed = _withGrantSignature(_draft(grant, 0));
        _execute(signed, SINGLE, _transfer(payee, 1));
        _asAccount();
        module.setGrantor(_ecdsa(SECOND));
        _refusesUse(_draft(grant, 0), _over(2, 3));
        _refusesUse(signed, _over(2, 3));
        Grant memory next = _newGrant();
        bytes4 mismatch = E.GrantorMismatch.selector;
        bytes memory reason = abi.encodeWithSelector(mismatch, _keyId(OWNER), _keyId(SECOND));
        _refusesUse(_withGrantSignature(_draft(next, 0)), reason);
        UseDraft memory draft = _draft(next, 0);
        (draft.grantor, draft.grantSignature) = (_ecdsa(SECOND), signature(SECOND, _id(next)));
        _allows(draft, SINGLE, _transfer(payee, 1));
        Key memory nobody;
        _asAccount();
        module.setGrantor(nobody);
        _refusesUse(draft, _over(3, 4));
    }
}
