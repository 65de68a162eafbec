// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Every fact that the module stores, asked by the very use that passes without it. That each check is missed by a test
/// when it is taken out is for the mutation tests to show.
contract GEnforcementTest is ModuleTest {
    uint256 private constant FACTS = 7;

    function _grant() private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.keeper = _ecdsa(KEEPER);
        grant.permissions[0].worstTier = 1;
        (grant.maximumFee.budget, grant.maximumFee.price) = (100, UNLIMITED);
    }

    /// @notice What was stored is never looked at: a use passes with each fact as it was, and with none of them changed.
    function test_G25_everyStoredFactIsAsked() public {
        Grant memory grant = _grant();
        _give(grant);
        _publish(1);
        for (uint256 fact = 0; fact < FACTS; ++fact) {
            uint256 state = vm.snapshotState();
            _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
            bytes memory reason = _change(grant, fact);
            _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
            vm.revertToState(state);
        }
    }

    function _publish(uint8 tier) private {
        vm.prank(vm.addr(KEEPER));
        module.publishTier(address(account), 1, tier, START + 100);
    }

    function _change(Grant memory grant, uint256 fact) private returns (bytes memory reason) {
        bytes32 grantId = _id(grant);
        if (fact == 0) {
            _publish(2);
            return abi.encodeWithSelector(E.TierExceeded.selector, 2, 1);
        }
        if (fact == 1) {
            _pay(grant, 50);
            _pay(grant, 50);
            return abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0);
        }
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        vm.startPrank(address(account));
        if (fact == 2) {
            module.revokeAll();
            reason = abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3);
        } else if (fact == 3) {
            module.pauseAccount();
            reason = abi.encodeWithSelector(E.AccountIsPaused.selector, account);
        } else if (fact == 4) {
            module.pauseGrant(grantId);
            reason = abi.encodeWithSelector(E.GrantIsPaused.selector, grantId);
        } else if (fact == 5) {
            module.revokeGrant(grantId);
            reason = abi.encodeWithSelector(E.GrantEnded.selector, grantId);
        } else {
            module.revokeKey(address(account), terms, _keyId(KEY));
            reason = abi.encodeWithSelector(E.KeyEnded.selector, _keyId(KEY));
        }
        vm.stopPrank();
    }

    /// @notice The same for what only some uses ask: the fee budget, a nonce, the adapter, another key and its end.
    function test_G25_factsOfSomeUses() public {
        Grant memory grant = _grant();
        bytes32 grantId = _give(grant);
        _publish(1);
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        (op.preVerificationGas, op.gasFees) = (60, bytes32(uint256(1)));
        assertEq(uint160(_validate(_sign(op, draft))), 0);
        bytes4 exceeded = E.FeeBudgetExceeded.selector;
        _refusesOperation(_sign(op, draft), abi.encodeWithSelector(exceeded, 60, 40));

        _relay(draft, SINGLE, _transfer(payee, 1), _anyRelay());
        bytes memory used = abi.encodeWithSelector(E.NonceUsed.selector, _anyRelay().nonce);
        _refusesRelayed(draft, SINGLE, _transfer(payee, 1), _anyRelay(), used);

        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), START + 10);
        _pay(grant, SECOND, 1);
        vm.warp(START + 11);
        bytes4 expired = E.KeyExpired.selector;
        bytes memory reason = abi.encodeWithSelector(expired, _keyId(SECOND), START + 10, START + 11);
        _refusesDirect(_withKey(draft, SECOND), SINGLE, _transfer(payee, 1), reason);

        assertEq(_spent(grantId, 0), 3);
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), token, vm.addr(OWNER)));
        grant = _grant();
        _give(grant);
        _refuses(
            _draft(grant, 0),
            SINGLE,
            _transfer(payee, 1),
            abi.encodeWithSelector(E.TargetForbidden.selector, token)
        );
    }
}
