// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice Limits that start again: 100 tokens in every 1,000 seconds from the second `START` on.
contract PeriodsTest is ModuleTest {
    uint32 private constant PERIOD = 1_000;

    function _periodic() private view returns (Grant memory grant) {
        grant = _newGrant();
        (grant.keyLifetime, grant.maxKeys) = (LIFETIME, 1);
        (grant.limits[0].period, grant.limits[0].periodStart) = (PERIOD, START);
    }

    /// @notice A payment that claims a period.
    function _claim(Grant memory grant, uint32 period) private view returns (UseDraft memory draft) {
        draft = _draft(grant, 0);
        draft.periods[0] = period;
    }

    function _given() private returns (Grant memory grant, bytes32 grantId) {
        grant = _periodic();
        grantId = _give(grant);
    }

    function _missed(uint256 from, uint256 to) private view returns (bytes memory) {
        return abi.encodeWithSelector(E.WindowMissed.selector, from, to, vm.getBlockTimestamp());
    }

    // -------------------------------------------------------------------------------------------------------- spending

    function test_spendingStartsAgainInTheNextPeriod() public {
        (Grant memory grant, bytes32 grantId) = _given();
        _pay(grant, 50);
        _pay(grant, 50);
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), exceeded);
        vm.warp(START + 999);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), exceeded);
        vm.warp(START + 1_000);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 50));
        _pay(grant, 40);
        (uint128 amount, uint32 period) = module.spent(address(account), grantId, 0);
        assertEq(amount, 40);
        assertEq(period, 1);
        assertEq(token.balanceOf(payee), 140);
    }

    function test_periodsWithoutUseAreNotSaved() public {
        (Grant memory grant, ) = _given();
        vm.warp(START + 5_500);
        _pay(grant, 50);
        _pay(grant, 50);
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), exceeded);
    }

    function test_aLimitInItsOwnWordRemembersItsPeriod() public {
        Grant memory grant = _periodic();
        (grant.limits[1].period, grant.limits[1].periodStart) = (PERIOD, START - 300);
        bytes32 grantId = _give(grant);
        _execute(_draft(grant, 1), SINGLE, _ether(1 ether));
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 1, 1 ether, 0.5 ether);
        _refuses(_draft(grant, 1), SINGLE, _ether(1 ether), exceeded);
        vm.warp(START + 700);
        _execute(_draft(grant, 1), SINGLE, _ether(1 ether));
        (uint128 amount, uint32 period) = module.spent(address(account), grantId, 1);
        assertEq(amount, 1 ether);
        assertEq(period, 1);
    }

    /// @dev Any payments at any times: every period gives its cap and no more, and the view says what was spent.
    function testFuzz_everyPeriodGivesItsCap(uint16[12] memory waits, uint8[12] memory amounts) public {
        (Grant memory grant, bytes32 grantId) = _given();
        uint256 period;
        uint256 spent;
        for (uint256 i = 0; i < waits.length; ++i) {
            skip(waits[i] % 700);
            uint256 current = (vm.getBlockTimestamp() - START) / PERIOD;
            if (current != period) (period, spent) = (current, 0);
            uint256 amount = amounts[i] % 51;
            if (spent + amount > 100) {
                bytes memory reason = abi.encodeWithSelector(
                    E.LimitExceeded.selector,
                    0,
                    amount,
                    100 - spent
                );
                _refuses(_draft(grant, 0), SINGLE, _transfer(payee, amount), reason);
                continue;
            }
            spent += amount;
            if (i % 2 == 0) _pay(grant, amount);
            else _validate(_draft(grant, 0), SINGLE, _transfer(payee, amount));
            if (amount == 0) continue;
            (uint128 counted, uint32 index) = module.spent(address(account), grantId, 0);
            assertEq(counted, spent);
            assertEq(index, current);
        }
    }

    // ---------------------------------------------------------------------------------------------------------- claims

    function test_validationReturnsTheWindowOfThePeriod() public {
        (Grant memory grant, ) = _given();
        for (uint32 period = 0; period < 3; ++period) {
            uint256 start = START + uint256(period) * PERIOD;
            uint256 data = _validate(_claim(grant, period), SINGLE, _transfer(payee, 1));
            assertEq(data, _window(start, start + 999));
        }
    }

    function test_firstAndLastSecondOfAPeriod() public {
        (Grant memory grant, ) = _given();
        UseDraft memory next = _claim(grant, 1);
        vm.warp(START + 999);
        _refusesDirect(next, SINGLE, _transfer(payee, 1), _missed(START + 1_000, START + 1_999));
        _refusesRelayed(
            next,
            SINGLE,
            _transfer(payee, 1),
            _anyRelay(),
            _missed(START + 1_000, START + 1_999)
        );
        vm.warp(START + 1_000);
        _execute(next, SINGLE, _transfer(payee, 1));
        vm.warp(START + 1_999);
        _execute(next, SINGLE, _transfer(payee, 1));
        vm.warp(START + 2_000);
        _refusesDirect(next, SINGLE, _transfer(payee, 1), _missed(START + 1_000, START + 1_999));
    }

    function test_aPeriodBeforeTheLastCountedIsOver() public {
        (Grant memory grant, ) = _given();
        vm.warp(START + 2_500);
        _pay(grant, 1);
        for (uint32 period = 0; period < 2; ++period) {
            bytes memory ended = abi.encodeWithSelector(E.LimitPeriodEnded.selector, 0, period, 2);
            _refuses(_claim(grant, period), SINGLE, _transfer(payee, 1), ended);
        }
        _allows(_claim(grant, 2), SINGLE, _transfer(payee, 1));
    }

    function test_aPeriodThatHasNotBegun() public {
        Grant memory grant = _periodic();
        grant.limits[0].periodStart = START + 500;
        _give(grant);
        UseDraft memory first = _claim(grant, 0);
        _refusesDirect(first, SINGLE, _transfer(payee, 1), _missed(START + 500, START + 1_499));
        vm.warp(START + 500);
        _allows(first, SINGLE, _transfer(payee, 1));
    }

    // --------------------------------------------------------------------------------------------------------- windows

    function test_windowsOfSeveralPeriodsMeet() public {
        Grant memory grant = _periodic();
        (grant.limits[1].period, grant.limits[1].periodStart) = (300, START - 100);
        _give(grant);
        UseDraft memory draft = _bothDraft(grant, hex"00");
        // Period 0 of the first is [0, 999]; period 3 of the second [800, 1099].
        (draft.periods[0], draft.periods[1]) = (0, 3);
        uint256 data = _validate(draft, SINGLE, _transfer(payee, 1));
        assertEq(data, _window(START + 800, START + 999));
    }

    function test_windowsThatDoNotMeet() public {
        Grant memory grant = _periodic();
        (grant.limits[1].period, grant.limits[1].periodStart) = (300, START - 400);
        _give(grant);
        UseDraft memory draft = _bothDraft(grant, hex"00");
        // [1000, 1999] and [800, 1099] meet; [1000, 1999] and [500, 799] have not one second in common.
        (draft.periods[0], draft.periods[1]) = (1, 4);
        uint256 data = _validate(draft, SINGLE, _transfer(payee, 1));
        assertEq(data, _window(START + 1_000, START + 1_099));
        draft.periods[1] = 3;
        bytes memory empty = abi.encodeWithSelector(E.WindowEmpty.selector, START + 1_000, START + 799);
        _refuses(draft, SINGLE, _transfer(payee, 1), empty);
    }

    function test_aPeriodOutsideTheGrant() public {
        (Grant memory grant, ) = _given();
        // The grant ends with START + 10,000.
        uint256 data = _validate(_claim(grant, 10), SINGLE, _transfer(payee, 1));
        assertEq(data, _window(START + 10_000, START + 10_000));
        bytes memory empty = abi.encodeWithSelector(E.WindowEmpty.selector, START + 11_000, START + 10_000);
        _refuses(_claim(grant, 11), SINGLE, _transfer(payee, 1), empty);
    }

    function test_theGreatestPeriodOverflowsNothing() public {
        Grant memory grant = _periodic();
        (grant.limits[0].period, grant.limits[0].periodStart) = (LIFETIME - 1, type(uint48).max);
        _give(grant);
        uint256 start = uint256(type(uint48).max) + uint256(LIFETIME) * (LIFETIME - 1);
        bytes memory empty = abi.encodeWithSelector(E.WindowEmpty.selector, start, grant.validUntil);
        _refuses(_claim(grant, type(uint32).max), SINGLE, _transfer(payee, 1), empty);
    }

    function test_aKeyThatEndsBeforeItsPeriod() public {
        Grant memory grant = _periodic();
        grant.keyLifetime = 1_500;
        _give(grant);
        // The first key lives from START - 100 to START + 1,400.
        uint256 data = _validate(_claim(grant, 1), SINGLE, _transfer(payee, 1));
        assertEq(data, _window(START + 1_000, START + 1_400));
    }

    // ------------------------------------------------------------------------------------------------------- lengths

    function test_periodsThatAreTooShort() public {
        uint32[4] memory refused = [uint32(0), 1, 299, LIFETIME];
        for (uint256 i = 0; i < refused.length; ++i) {
            Grant memory grant = _periodic();
            grant.limits[0].period = refused[i];
            _give(grant);
            bytes memory reason = abi.encodeWithSelector(E.LimitPeriodInvalid.selector, 0, refused[i]);
            _refuses(_claim(grant, 0), SINGLE, _transfer(payee, 1), reason);
        }
        Grant memory shortest = _periodic();
        shortest.limits[0].period = 300;
        _give(shortest);
        _allows(_claim(shortest, 0), SINGLE, _transfer(payee, 1));
    }

    function test_anotherPeriodIsAnotherGrant() public {
        (Grant memory grant, ) = _given();
        grant.limits[0].period = 300;
        bytes32 other = _id(grant);
        _refuses(
            _claim(grant, 0),
            SINGLE,
            _transfer(payee, 1),
            abi.encodeWithSelector(E.GrantUnknown.selector, other)
        );
    }
}
