// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice One grant in the place of another: the old one ends for ever, and of each limit the owner says what goes on.
contract SupersessionTest is ModuleTest {
    uint16 private constant FEE = 65_535;

    /// @notice A used grant: 30 tokens and 1 ether are spent.
    function _old() private returns (Grant memory grant, bytes32 grantId) {
        (grant, grantId) = _granted();
        _pay(grant, 30);
        _execute(_draft(grant, 1), SINGLE, _ether(1 ether));
    }

    /// @notice A grant that supersedes another and carries what was spent of these limits.
    function _successor(bytes32 oldId, uint16[] memory carries) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.salt = "successor";
        (grant.supersedes.grantId, grant.supersedes.carries) = (oldId, carries);
    }

    function _list(uint16 first) private pure returns (uint16[] memory list) {
        list = new uint16[](1);
        list[0] = first;
    }

    function _list(uint16 first, uint16 second) private pure returns (uint16[] memory list) {
        list = new uint16[](2);
        (list[0], list[1]) = (first, second);
    }

    function _supersede(Grant memory grant) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.supersede(terms, "");
    }

    function _refusesPayment(UseDraft memory draft, bytes memory reason) private {
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    function _assertOver(Grant memory grant) private {
        bytes memory ended = abi.encodeWithSelector(E.GrantEnded.selector, _id(grant));
        _refusesPayment(_draft(grant, 0), ended);
        _refusesPayment(_withGrantSignature(_draft(grant, 0)), ended);
        _refusesCall(address(account), abi.encodeCall(module.grant, (_id(grant), "")), ended);
    }

    // ---------------------------------------------------------------------------------------------------- in one step

    function test_supersede_endsOneAndStartsTheOther() public {
        (Grant memory old, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, new uint16[](0));
        vm.expectEmit(address(module));
        emit ISessionEvents.Granted(address(account), _id(grant));
        vm.expectEmit(address(module));
        emit ISessionEvents.GrantRevoked(address(account), oldId);
        vm.expectEmit(address(module));
        emit ISessionEvents.GrantSuperseded(address(account), _id(grant), oldId);
        _supersede(grant);
        assertTrue(module.grantState(address(account), _id(grant)).superseded);
        _assertOver(old);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 50));
    }

    function test_supersede_publishesContents() public {
        (, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, new uint16[](0));
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        vm.expectEmit(address(module));
        emit ISessionEvents.GrantPublished(address(account), _id(grant), "contents");
        _asAccount();
        module.supersede(terms, "contents");
    }

    function test_supersede_carriesWhatTheOwnerSays() public {
        (, bytes32 oldId) = _old();
        Grant memory both = _successor(oldId, _list(0, 1));
        _supersede(both);
        assertEq(_spent(_id(both), 0), 30);
        assertEq(_spent(_id(both), 1), 1 ether);
        _pay(both, 50);
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 21, 20);
        _refuses(_draft(both, 0), SINGLE, _transfer(payee, 21), exceeded);
        exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 1, 1 ether, 0.5 ether);
        _refuses(_draft(both, 1), SINGLE, _ether(1 ether), exceeded);
        _allows(_draft(both, 1), SINGLE, _ether(0.5 ether));
    }

    function test_supersede_startsTheOthersAtZero() public {
        (, bytes32 oldId) = _old();
        Grant memory first = _successor(oldId, _list(0));
        _supersede(first);
        assertEq(_spent(_id(first), 0), 30);
        assertEq(_spent(_id(first), 1), 0);
        // And what was spent of the old one stays known.
        assertEq(_spent(oldId, 0), 30);
        assertEq(_spent(oldId, 1), 1 ether);
    }

    function test_supersede_aSmallerCapThanWasSpent() public {
        (, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        grant.limits[0].amount = 20;
        _supersede(grant);
        _refusesPayment(_draft(grant, 0), abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0));
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 0));
    }

    function test_supersede_carriesTheFeeBudget() public {
        Grant memory old = _newGrant();
        old.maximumFee.budget = 1_000;
        bytes32 oldId = _give(old);
        PackedUserOperation memory op = _operation(_draft(old, 0), SINGLE, _transfer(payee, 1));
        (op.preVerificationGas, op.gasFees) = (600, bytes32(uint256(1)));
        _validate(_sign(op, _draft(old, 0)));
        Grant memory grant = _successor(oldId, _list(FEE));
        grant.maximumFee.budget = 1_000;
        _supersede(grant);
        assertEq(_spent(_id(grant), FEE), 600);
        _refusesOperation(
            _sign(op, _draft(grant, 0)),
            abi.encodeWithSelector(E.FeeBudgetExceeded.selector, 600, 400)
        );
    }

    function test_supersede_carriesPeriods() public {
        Grant memory old = _newGrant();
        (old.limits[0].period, old.limits[0].periodStart) = (1_000, START);
        bytes32 oldId = _give(old);
        vm.warp(START + 2_500);
        _pay(old, 30);
        Grant memory grant = _successor(oldId, _list(0));
        grant.limits = old.limits;
        _supersede(grant);
        (uint128 amount, uint32 period) = module.spent(address(account), _id(grant), 0);
        assertEq(amount, 30);
        assertEq(period, 2);
        UseDraft memory earlier = _draft(grant, 0);
        earlier.periods[0] = 1;
        _refusesPayment(earlier, abi.encodeWithSelector(E.LimitPeriodEnded.selector, 0, 1, 2));
        vm.warp(START + 3_000);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 50));
    }

    function test_supersede_onceOnly() public {
        (, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        _supersede(grant);
        _pay(grant, 50);
        // A second time carries nothing: what was spent meanwhile stays spent.
        _supersede(grant);
        _execute(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 10));
        assertEq(_spent(_id(grant), 0), 90);
    }

    function test_supersede_oneThatWasNeverUsed() public {
        Grant memory old = _newGrant();
        Grant memory grant = _successor(_id(old), _list(0));
        _supersede(grant);
        _assertOver(old);
        assertEq(_spent(_id(grant), 0), 0);
    }

    function test_supersede_oneThatWasRevoked() public {
        (Grant memory old, bytes32 oldId) = _old();
        _asAccount();
        module.revokeGrant(oldId);
        Grant memory grant = _successor(oldId, _list(0));
        _supersede(grant);
        assertEq(_spent(_id(grant), 0), 30);
        _assertOver(old);
    }

    // ------------------------------------------------------------------------------------------------------- first use

    function test_firstUse_withTheGrantorsSignature() public {
        (Grant memory old, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        // Until then the old one goes on.
        _allows(_draft(old, 0), SINGLE, _transfer(payee, 50));
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        _allows(draft, SINGLE, _transfer(payee, 50));
        _execute(draft, SINGLE, _transfer(payee, 50));
        assertEq(_spent(_id(grant), 0), 80);
        _assertOver(old);
    }

    function test_firstUse_counterAndCapsOfTheSameUse() public {
        (, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        grant.limits[0].amount = 60;
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 31, 30);
        _refuses(draft, SINGLE, _transfer(payee, 31), exceeded);
        _allows(draft, SINGLE, _transfer(payee, 30));
    }

    function test_firstUse_ofAGrantThatWasRecorded() public {
        (Grant memory old, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        _give(grant);
        _allows(_draft(old, 0), SINGLE, _transfer(payee, 1));
        _validate(_draft(grant, 0), SINGLE, _transfer(payee, 5));
        assertEq(_spent(_id(grant), 0), 35);
        _assertOver(old);
        _pay(grant, 5);
        assertEq(_spent(_id(grant), 0), 40);
    }

    function test_firstUse_thatIsRefusedSupersedesNothing() public {
        (Grant memory old, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        bytes memory reason = abi.encodeWithSelector(E.ConditionFailed.selector, 1, 4, bytes32(uint256(51)));
        _refuses(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 51), reason);
        _refusesPayment(_draft(grant, 0), abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant)));
        _allows(_draft(old, 0), SINGLE, _transfer(payee, 1));
    }

    // ------------------------------------------------------------------------------------------------- what is refused

    function test_supersede_needsSomethingToSupersede() public {
        Grant memory grant = _newGrant();
        _refusesSuperseding(grant, abi.encodeWithSelector(E.UseMalformed.selector));
    }

    function test_supersede_onlyTheAccount() public {
        (Grant memory old, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        // For anybody else these are grants of their own. Their epoch is 0.
        _refusesCall(
            vm.addr(KEY),
            abi.encodeCall(module.supersede, (terms, "")),
            abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 0)
        );
        _allows(_draft(old, 0), SINGLE, _transfer(payee, 1));
    }

    function test_supersede_inAnotherEpoch() public {
        (, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        _asAccount();
        module.revokeAll();
        _refusesSuperseding(grant, abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3));
    }

    function test_supersede_aRevokedSuccessor() public {
        (Grant memory old, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        _asAccount();
        module.revokeGrant(_id(grant));
        _refusesSuperseding(grant, abi.encodeWithSelector(E.GrantEnded.selector, _id(grant)));
        _allows(_draft(old, 0), SINGLE, _transfer(payee, 1));
    }

    function test_supersede_termsMustBeWhole() public {
        (, bytes32 oldId) = _old();
        bytes memory terms = TermsEncoder.sealedTerms(_successor(oldId, _list(0)));
        _refusesCall(
            address(account),
            abi.encodeCall(module.supersede, (bytes.concat(terms, hex"00"), "")),
            abi.encodeWithSelector(E.UseMalformed.selector)
        );
    }

    /// @dev Two would each spend what is left of it.
    function test_supersede_oneSuccessorOnly() public {
        (, bytes32 oldId) = _old();
        Grant memory first = _successor(oldId, _list(0));
        Grant memory second = _successor(oldId, _list(0));
        second.salt = "second";
        _give(second);
        _supersede(first);
        bytes memory ended = abi.encodeWithSelector(E.GrantEnded.selector, oldId);
        _refusesPayment(_draft(second, 0), ended);
        _refusesSuperseding(second, ended);
        _allows(_draft(first, 0), SINGLE, _transfer(payee, 1));
        // The successor may have a successor.
        Grant memory next = _successor(_id(first), _list(0));
        next.salt = "next";
        _supersede(next);
        assertEq(_spent(_id(next), 0), 30);
    }

    /// @dev What is paused does not go on under another name, unless the account says so itself.
    function test_firstUse_ofASuccessorWhileTheOldOneIsPaused() public {
        (Grant memory old, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        _asAccount();
        module.pauseGrant(oldId);
        bytes memory paused = abi.encodeWithSelector(E.GrantIsPaused.selector, oldId);
        _refusesPayment(_withGrantSignature(_draft(grant, 0)), paused);
        _give(grant);
        _refusesPayment(_draft(grant, 0), paused);
        uint256 state = vm.snapshotState();
        _asAccount();
        module.resumeGrant(oldId);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        vm.revertToState(state);
        _supersede(grant);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        _assertOver(old);
    }

    function test_supersession_isInTheHash() public {
        (, bytes32 oldId) = _old();
        Grant memory grant = _successor(oldId, _list(0));
        _supersede(grant);
        // Carrying less than the owner said is another grant.
        grant.supersedes.carries = new uint16[](0);
        _refusesPayment(_draft(grant, 0), abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant)));
    }

    function _refusesSuperseding(Grant memory grant, bytes memory reason) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _refusesCall(address(account), abi.encodeCall(module.supersede, (terms, "")), reason);
    }
}
