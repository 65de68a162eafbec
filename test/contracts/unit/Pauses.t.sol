// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice Stopping for a while, by the owner or the keeper, and going on, by the owner only.
contract PausesTest is ModuleTest {
    function _kept() private returns (Grant memory grant, bytes32 grantId) {
        grant = _newGrant();
        grant.keeper = _ecdsa(KEEPER);
        grantId = _give(grant);
    }

    function _pause(bytes32 grantId) private {
        _asAccount();
        module.pauseGrant(grantId);
    }

    function _resume(bytes32 grantId) private {
        _asAccount();
        module.resumeGrant(grantId);
    }

    function _pauseAsKeeper(Grant memory grant) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        vm.prank(vm.addr(KEEPER));
        module.pauseGrantAsKeeper(grant.account, terms);
    }

    function _isPaused(bytes32 grantId) private view returns (bool) {
        return module.grantState(address(account), grantId).paused;
    }

    function _refusesPaused(Grant memory grant) private {
        bytes memory reason = abi.encodeWithSelector(E.GrantIsPaused.selector, _id(grant));
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
    }

    function _refusesAccountPaused(Grant memory grant) private {
        bytes memory reason = abi.encodeWithSelector(E.AccountIsPaused.selector, address(account));
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
    }

    function _allowsPayment(Grant memory grant) private {
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    // ----------------------------------------------------------------------------------------------------------- grant

    function test_grant_pausedAndResumed() public {
        (Grant memory grant, bytes32 grantId) = _kept();
        _pay(grant, 40);
        vm.expectEmit(address(module));
        emit ISessionEvents.GrantPaused(address(account), grantId, true);
        _pause(grantId);
        assertTrue(_isPaused(grantId));
        _refusesPaused(grant);
        vm.expectEmit(address(module));
        emit ISessionEvents.GrantPaused(address(account), grantId, false);
        _resume(grantId);
        assertFalse(_isPaused(grantId));
        _allowsPayment(grant);
        assertEq(_spent(grantId, 0), 40);
    }

    function test_grant_asOftenAsOneLikes() public {
        (Grant memory grant, bytes32 grantId) = _kept();
        _pause(grantId);
        _pause(grantId);
        _refusesPaused(grant);
        _resume(grantId);
        _resume(grantId);
        _allowsPayment(grant);
    }

    function test_grant_otherGrantsGoOn() public {
        (, bytes32 grantId) = _kept();
        _pause(grantId);
        Grant memory other = _newGrant();
        _give(other);
        _allowsPayment(other);
    }

    function test_grant_beforeItsFirstUse() public {
        Grant memory grant = _newGrant();
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        _pause(_id(grant));
        bytes memory reason = abi.encodeWithSelector(E.GrantIsPaused.selector, _id(grant));
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        // It is still not a grant that anybody gave.
        _resume(_id(grant));
        assertEq(module.grantState(address(account), _id(grant)).status, 0);
        _allows(draft, SINGLE, _transfer(payee, 1));
    }

    function test_grant_startedWhilePausedStaysPaused() public {
        Grant memory grant = _newGrant();
        _pause(_id(grant));
        _give(grant);
        _refusesPaused(grant);
        _resume(_id(grant));
        _allowsPayment(grant);
    }

    function test_grant_resumingRevivesNothing() public {
        (Grant memory grant, bytes32 grantId) = _kept();
        bytes memory ended = abi.encodeWithSelector(E.GrantEnded.selector, grantId);
        _pause(grantId);
        _asAccount();
        module.revokeGrant(grantId);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), ended);
        _resume(grantId);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), ended);
        // And pausing what is over does not make it less over.
        _pause(grantId);
        _resume(grantId);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), ended);
    }

    function test_grant_onlyOwn() public {
        (Grant memory grant, bytes32 grantId) = _kept();
        address[3] memory others = [vm.addr(KEY), vm.addr(KEEPER), vm.addr(ROTATOR)];
        for (uint256 i = 0; i < others.length; ++i) {
            // For anybody else it is a grant of their own, which pauses nothing.
            vm.prank(others[i]);
            module.pauseGrant(grantId);
        }
        _allowsPayment(grant);
        _pause(grantId);
        for (uint256 i = 0; i < others.length; ++i) {
            vm.prank(others[i]);
            module.resumeGrant(grantId);
        }
        _refusesPaused(grant);
    }

    // --------------------------------------------------------------------------------------------------------- account

    function test_account_pausedAndResumed() public {
        (Grant memory grant, ) = _kept();
        Grant memory other = _newGrant();
        _give(other);
        vm.expectEmit(address(module));
        emit ISessionEvents.AccountPaused(address(account), true);
        _asAccount();
        module.pauseAccount();
        (, , bool paused, , ) = module.accountState(address(account));
        assertTrue(paused);
        _refusesAccountPaused(grant);
        _refusesAccountPaused(other);
        vm.expectEmit(address(module));
        emit ISessionEvents.AccountPaused(address(account), false);
        _asAccount();
        module.resumeAccount();
        _allowsPayment(grant);
        _allowsPayment(other);
    }

    function test_account_pauseOutlivesOtherChanges() public {
        IReferenceAccount quiet = _account("quiet");
        vm.startPrank(address(account));
        module.pauseAccount();
        module.revokeAll();
        module.setGrantor(_ecdsa(OWNER));
        module.onInstall("");
        vm.stopPrank();
        Grant memory grant = _newGrant();
        _give(grant);
        _refusesAccountPaused(grant);
        // Nobody else is paused.
        grant = _newGrant();
        (grant.account, grant.networks[0].epoch) = (address(quiet), 2);
        _give(grant);
        _allowsPayment(grant);
    }

    function test_account_pausedGrantsStayPaused() public {
        (Grant memory grant, bytes32 grantId) = _kept();
        _pause(grantId);
        vm.startPrank(address(account));
        module.pauseAccount();
        module.resumeAccount();
        vm.stopPrank();
        _refusesPaused(grant);
    }

    // ---------------------------------------------------------------------------------------------------------- keeper

    function test_keeper_pausesAndCannotResume() public {
        (Grant memory grant, bytes32 grantId) = _kept();
        vm.expectEmit(address(module));
        emit ISessionEvents.GrantPaused(address(account), grantId, true);
        _pauseAsKeeper(grant);
        _refusesPaused(grant);
        _pauseAsKeeper(grant);
        vm.prank(vm.addr(KEEPER));
        module.resumeGrant(grantId);
        _refusesPaused(grant);
        _resume(grantId);
        _allowsPayment(grant);
    }

    function test_keeper_nobodyElse() public {
        (Grant memory grant, ) = _kept();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        address[4] memory others = [vm.addr(KEY), vm.addr(ROTATOR), address(account), address(this)];
        for (uint256 i = 0; i < others.length; ++i) {
            _refusesCall(
                others[i],
                abi.encodeCall(module.pauseGrantAsKeeper, (address(account), terms)),
                abi.encodeWithSelector(E.CallerUnauthorized.selector, others[i])
            );
        }
    }

    function test_keeper_ofAnotherGrant() public {
        (Grant memory grant, ) = _kept();
        // With terms that name themselves they pause a grant that nobody has.
        Grant memory forged = _newGrant();
        forged.keeper = _ecdsa(THIRD);
        bytes memory terms = TermsEncoder.sealedTerms(forged);
        vm.prank(vm.addr(THIRD));
        module.pauseGrantAsKeeper(address(account), terms);
        _allowsPayment(grant);
    }

    function test_keeper_aContract() public {
        Grant memory grant = _newGrant();
        grant.keeper = Key(2, abi.encodePacked(payee));
        _give(grant);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        vm.prank(payee);
        module.pauseGrantAsKeeper(address(account), terms);
        _refusesPaused(grant);
    }

    function test_keeper_termsMustBeWhole() public {
        (Grant memory grant, ) = _kept();
        bytes memory terms = bytes.concat(TermsEncoder.sealedTerms(grant), hex"00");
        _refusesCall(
            vm.addr(KEEPER),
            abi.encodeCall(module.pauseGrantAsKeeper, (address(account), terms)),
            abi.encodeWithSelector(E.UseMalformed.selector)
        );
    }

    // ------------------------------------------------------------------------------------------------ what else works

    function test_paused_keysCanStillBeManaged() public {
        (Grant memory grant, bytes32 grantId) = _kept();
        _pause(grantId);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(KEY));
        _resume(grantId);
        bytes memory ended = abi.encodeWithSelector(E.KeyEnded.selector, _keyId(KEY));
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), ended);
    }
}
