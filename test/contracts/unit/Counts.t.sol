// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, Limit, Spend} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Limits on the number of uses: at most 3 payments, beside 100 tokens in all.
contract CountsTest is ModuleTest {
    uint8 private constant COUNT = 3;

    function _counted(uint128 most) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.limits[1] = Limit(COUNT, address(0), most, LIFETIME, 0);
        grant.permissions[0].spends = new Spend[](2);
        grant.permissions[0].spends[0] = Spend(0, 2, 1);
        grant.permissions[0].spends[1] = Spend(1, COUNT, 0);
    }

    function _both(Grant memory grant) private view returns (UseDraft memory draft) {
        draft = _draft(grant, 0);
        draft.limits = new uint256[](2);
        draft.limits[1] = 1;
        return _claimed(draft);
    }

    function _payments(uint256 count) private view returns (bytes memory) {
        Execution[] memory calls = new Execution[](count);
        for (uint256 i = 0; i < count; ++i) calls[i] = _tokenCall(1);
        return abi.encode(calls);
    }

    function test_everyCallCounts() public {
        Grant memory grant = _counted(3);
        bytes32 grantId = _give(grant);
        _execute(_both(grant), SINGLE, _transfer(payee, 1));
        _validate(_both(grant), SINGLE, _transfer(payee, 0));
        assertEq(_spent(grantId, 1), 2);
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 1, 1, 0);
        _refuses(_both(grant), BATCH, _payments(2), exceeded);
        _allows(_both(grant), BATCH, _payments(1));
        _relay(_both(grant), SINGLE, _transfer(payee, 1), _anyRelay());
        _refuses(_both(grant), SINGLE, _transfer(payee, 0), exceeded);
        assertEq(_spent(grantId, 1), 3);
        assertEq(_spent(grantId, 0), 2);
    }

    function testFuzz_aBatchCountsEachCall(uint8 most, uint8 calls) public {
        uint256 count = bound(calls, 1, 20);
        most = uint8(bound(most, 0, 20));
        Grant memory grant = _counted(most);
        bytes32 grantId = _give(grant);
        if (count > most) {
            bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 1, 1, 0);
            _refuses(_both(grant), BATCH, _payments(count), exceeded);
        } else {
            _execute(_both(grant), BATCH, _payments(count));
            assertEq(_spent(grantId, 1), count);
        }
    }

    function test_oneCountIsSharedByPermissions() public {
        Grant memory grant = _counted(2);
        grant.permissions[1].spends = _spends(1, COUNT, 0);
        bytes32 grantId = _give(grant);
        _execute(_both(grant), SINGLE, _transfer(payee, 1));
        _execute(_draft(grant, 1), SINGLE, _ether(1 ether));
        assertEq(_spent(grantId, 1), 2);
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 1, 1, 0);
        _refuses(_draft(grant, 1), SINGLE, _ether(0), exceeded);
        _refuses(_both(grant), SINGLE, _transfer(payee, 1), exceeded);
    }

    function test_countsPerPeriod() public {
        Grant memory grant = _counted(1);
        (grant.limits[1].period, grant.limits[1].periodStart) = (300, START);
        _give(grant);
        _execute(_both(grant), SINGLE, _transfer(payee, 1));
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 1, 1, 0);
        _refuses(_both(grant), SINGLE, _transfer(payee, 1), exceeded);
        vm.warp(START + 300);
        _allows(_both(grant), SINGLE, _transfer(payee, 1));
    }

    function test_zeroIsNone() public {
        Grant memory grant = _counted(0);
        _give(grant);
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 1, 1, 0);
        _refuses(_both(grant), SINGLE, _transfer(payee, 1), exceeded);
    }

    function test_aSourceMustFitItsLimit() public {
        for (uint8 kind = 0; kind < 5; ++kind) {
            for (uint8 source = 0; source < 5; ++source) {
                Grant memory grant = _counted(3);
                grant.limits[1].kind = kind;
                grant.permissions[0].spends[1] = Spend(1, source, 1);
                _give(grant);
                bool fits = kind == source && kind > 0 && kind < 4;
                bytes memory reason = abi.encodeWithSelector(E.LimitKindMismatch.selector, 1, kind, source);
                if (fits) _allows(_both(grant), SINGLE, _transfer(payee, 1));
                else _refuses(_both(grant), SINGLE, _transfer(payee, 1), reason);
            }
        }
    }
}
