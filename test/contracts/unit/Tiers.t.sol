// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice How dangerous things are, as the grant's keeper says, and the worst tier in which a permission may be used.
contract TiersTest is ModuleTest {
    uint8 private constant A = 0;
    uint8 private constant B = 1;
    uint8 private constant C = 2;
    uint8 private constant D = 3;

    function _tiered(uint8 worstTier) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.keeper = _ecdsa(KEEPER);
        grant.keyLifetime = LIFETIME;
        grant.permissions[0].worstTier = worstTier;
    }

    function _publish(uint8 tier, uint48 validUntil) private {
        vm.prank(vm.addr(KEEPER));
        module.publishTier(address(account), 1, tier, validUntil);
    }

    function _refusesTier(Grant memory grant, uint256 tier, uint256 worstTier) private {
        bytes memory reason = abi.encodeWithSelector(E.TierExceeded.selector, tier, worstTier);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
    }

    function _allowsPayment(Grant memory grant) private {
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    // ----------------------------------------------------------------------------------------------------------- tiers

    function test_everyTierAgainstEveryWorstTier() public {
        for (uint8 worst = A; worst <= D; ++worst) {
            Grant memory grant = _tiered(worst);
            _give(grant);
            for (uint8 tier = A; tier <= D; ++tier) {
                _publish(tier, START + 100);
                // In D nothing goes, whatever the permission says.
                if (tier <= worst && tier != D) _allowsPayment(grant);
                else _refusesTier(grant, tier, worst);
            }
        }
    }

    function testFuzz_noPermissionWorksInD(uint8 worstTier) public {
        worstTier = uint8(bound(worstTier, 0, 254));
        Grant memory grant = _tiered(worstTier);
        _give(grant);
        _publish(D, START + 100);
        _refusesTier(grant, D, worstTier);
    }

    function test_aTierThatWasNeverPublishedIsTheWorst() public {
        Grant memory grant = _tiered(C);
        _give(grant);
        _refusesTier(grant, D, C);
        _publish(A, START);
        _allowsPayment(grant);
    }

    function test_untieredPermissionsAskNobody() public {
        Grant memory grant = _tiered(UNTIERED);
        _give(grant);
        _allowsPayment(grant);
        _publish(D, START + 100);
        _allowsPayment(grant);
        uint256 data = _validate(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        assertEq(data, _window(START - 100, START + 10_000));
    }

    function test_theWorstOfThePermissionsDecides() public {
        Grant memory grant = _tiered(C);
        grant.permissions[1].worstTier = A;
        _give(grant);
        _publish(B, START + 100);
        _allowsPayment(grant);
        UseDraft memory draft = _bothDraft(grant, hex"00");
        // Carried is used, whichever of them the calls are for.
        bytes memory reason = abi.encodeWithSelector(E.TierExceeded.selector, B, A);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        _publish(A, START + 100);
        _allows(draft, SINGLE, _transfer(payee, 1));
    }

    // ---------------------------------------------------------------------------------------------------------- window

    function test_aTierHoldsUpToAndIncludingItsLastSecond() public {
        Grant memory grant = _tiered(B);
        _give(grant);
        _publish(B, START + 100);
        uint256 data = _validate(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        assertEq(data, _window(START - 100, START + 100));
        vm.warp(START + 100);
        _allowsPayment(grant);
        vm.warp(START + 101);
        bytes memory missed = abi.encodeWithSelector(
            E.WindowMissed.selector,
            START - 100,
            START + 100,
            START + 101
        );
        _refusesDirect(_draft(grant, 0), SINGLE, _transfer(payee, 1), missed);
        _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay(), missed);
        (uint8 tier, uint48 until) = module.tierState(address(account), _keyId(KEEPER));
        assertEq(tier, D);
        assertEq(until, START + 100);
        // Publishing again goes on.
        _publish(A, START + 101);
        _allowsPayment(grant);
    }

    function test_aTierDoesNotProlongTheGrant() public {
        Grant memory grant = _tiered(B);
        _give(grant);
        _publish(A, START + 1_000_000);
        uint256 data = _validate(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        assertEq(data, _window(START - 100, START + 10_000));
    }

    function test_aTierThatEndedBeforeTheGrantBegins() public {
        Grant memory grant = _tiered(B);
        grant.validAfter = START + 50;
        _give(grant);
        _publish(A, START + 49);
        bytes memory empty = abi.encodeWithSelector(E.WindowEmpty.selector, START + 50, START + 49);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), empty);
    }

    // --------------------------------------------------------------------------------------------------------- keepers

    function test_onlyTheGrantsKeeperIsHeard() public {
        Grant memory grant = _tiered(B);
        _give(grant);
        vm.prank(vm.addr(OWNER));
        module.publishTier(address(account), 1, A, START + 100);
        // The same address under another kind is another keeper.
        vm.prank(vm.addr(KEEPER));
        module.publishTier(address(account), 2, A, START + 100);
        _refusesTier(grant, D, B);
        _publish(A, START + 100);
        _allowsPayment(grant);
    }

    function test_tiersAreForOneAccount() public {
        IReferenceAccount other = _account("other");
        Grant memory grant = _tiered(B);
        _give(grant);
        vm.prank(vm.addr(KEEPER));
        module.publishTier(address(other), 1, A, START + 100);
        _refusesTier(grant, D, B);
    }

    function test_aContractAsKeeper() public {
        Grant memory grant = _tiered(B);
        grant.keeper = Key(2, abi.encodePacked(payee));
        _give(grant);
        _refusesTier(grant, D, B);
        vm.prank(payee);
        module.publishTier(address(account), 2, B, START + 100);
        _allowsPayment(grant);
        (uint8 tier, ) = module.tierState(address(account), GrantModel.keyId(grant.keeper));
        assertEq(tier, B);
    }

    function test_withoutKeeperEverythingIsD() public {
        Grant memory grant = _tiered(C);
        delete grant.keeper;
        _give(grant);
        _publish(A, START + 100);
        _refusesTier(grant, D, C);
    }

    // --------------------------------------------------------------------------------------------------------- publish

    function test_publish_says() public {
        vm.expectEmit(address(module));
        emit ISessionEvents.TierPublished(address(account), _keyId(KEEPER), C, START + 7);
        _publish(C, START + 7);
        (uint8 tier, uint48 until) = module.tierState(address(account), _keyId(KEEPER));
        assertEq(tier, C);
        assertEq(until, START + 7);
    }

    function test_publish_otherKinds() public {
        for (uint256 kind = 0; kind < 256; ++kind) {
            if (kind == 1 || kind == 2) continue;
            _refusesCall(
                vm.addr(KEEPER),
                abi.encodeCall(module.publishTier, (address(account), uint8(kind), A, START + 100)),
                abi.encodeWithSelector(E.KeyKindUnsupported.selector, kind)
            );
        }
    }

    function test_publish_tiersAndTimesThatAreNone() public {
        _refusesPublishing(4, START + 100);
        _refusesPublishing(255, START + 100);
        _refusesPublishing(A, START - 1);
        _refusesPublishing(A, 0);
        _refusesPublishing(A, uint48(1 << 47));
        _refusesPublishing(A, type(uint48).max);
        _publish(D, START);
        _publish(A, (1 << 47) - 1);
    }

    function _refusesPublishing(uint8 tier, uint48 validUntil) private {
        _refusesCall(
            vm.addr(KEEPER),
            abi.encodeCall(module.publishTier, (address(account), 1, tier, validUntil)),
            abi.encodeWithSelector(E.TierInvalid.selector, tier, validUntil)
        );
    }
}
