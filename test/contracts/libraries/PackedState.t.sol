// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccountState} from "../../../contracts/types/AccountState.sol";
import {Counter, CounterLib} from "../../../contracts/types/Counter.sol";
import {GrantState, GrantStateLib} from "../../../contracts/types/GrantState.sol";
import {KeyState, KeyStateLib} from "../../../contracts/types/KeyState.sol";
import {TierState, TierStateLib} from "../../../contracts/types/TierState.sol";
import {Test} from "../support/Test.sol";

/// @notice Every change of a packed word changes the field that it names and no other bit.
contract PackedStateTest is Test {
    struct Grant {
        bool replaced;
        bool superseded;
        bool paused;
        uint8 status;
        uint8 keyCount;
        uint48 firstKeyEnd;
        uint32 rotationSequence;
        uint160 counter;
    }

    // ----------------------------------------------------------------------------------------------------------- grant

    function testFuzz_GrantFields(Grant memory grant) public pure {
        grant.status %= 4;
        GrantState state = _pack(grant);
        assertEq(state.replaced(), grant.replaced);
        assertEq(state.superseded(), grant.superseded);
        assertEq(state.paused(), grant.paused);
        assertEq(state.status(), grant.status);
        assertEq(state.keyCount(), grant.keyCount);
        assertEq(state.firstKeyEnd(), grant.firstKeyEnd);
        assertEq(uint256(state.rotationSequence()), grant.rotationSequence);
        assertEq(Counter.unwrap(state.counter()), grant.counter);
        assertEq(state.usable(), grant.status == GrantStateLib.LIVE && !grant.paused);
    }

    function testFuzz_GrantChangesNameOneField(Grant memory grant, uint256 value) public pure {
        grant.status %= 4;
        GrantState state = _pack(grant);
        Grant memory expected = _copy(grant);
        expected.keyCount = uint8(value);
        _assertEq(state.withKeyCount(uint8(value)), expected);

        expected = _copy(grant);
        expected.firstKeyEnd = uint48(value);
        _assertEq(state.withFirstKeyEnd(uint48(value)), expected);

        expected = _copy(grant);
        expected.counter = uint160(value);
        _assertEq(state.withCounter(Counter.wrap(uint160(value))), expected);

        expected = _copy(grant);
        expected.status = uint8(GrantStateLib.REVOKED);
        _assertEq(state.revoke(), expected);
        expected.replaced = true;
        _assertEq(state.replace(), expected);

        expected = _copy(grant);
        expected.paused = value % 2 == 0;
        _assertEq(state.withPaused(expected.paused), expected);

        expected = _copy(grant);
        expected.superseded = true;
        _assertEq(state.withSuperseded(), expected);

        expected = _copy(grant);
        unchecked {
            expected.rotationSequence += 1;
        }
        _assertEq(state.nextRotation(), expected);
    }

    function testFuzz_GrantValuesThatDoNotFitTouchNoOtherField(
        Grant memory grant,
        uint256 value
    ) public pure {
        grant.status %= 4;
        GrantState state = _pack(grant);
        _assertEq(state.withKeyCount(value), _pack(grant).withKeyCount(uint8(value)));
        _assertEq(state.withFirstKeyEnd(value), _pack(grant).withFirstKeyEnd(uint48(value)));
    }

    function testFuzz_ActivationCountsTheFirstKeyUnlessItWasRevoked(Grant memory grant) public pure {
        (grant.status, grant.keyCount) = (0, 0);
        Grant memory expected = _copy(grant);
        expected.status = uint8(GrantStateLib.LIVE);
        expected.keyCount = grant.firstKeyEnd == GrantStateLib.KEY_ENDED ? 0 : 1;
        _assertEq(_pack(grant).activate(), expected);

        grant.firstKeyEnd = expected.firstKeyEnd = uint48(GrantStateLib.KEY_ENDED);
        expected.keyCount = 0;
        _assertEq(_pack(grant).activate(), expected);
    }

    function test_TheRotationSequenceWrapsIntoNothing() public pure {
        Grant memory grant = Grant(true, true, true, 1, 1, 0, type(uint32).max, type(uint160).max);
        GrantState state = _pack(grant).nextRotation();
        grant.rotationSequence = 0;
        _assertEq(state, grant);
    }

    // ------------------------------------------------------------------------------------------------------------- key

    function testFuzz_KeyFields(uint8 status, uint48 validUntil, uint48 predecessorEnd) public pure {
        KeyState state = KeyStateLib.pack(status, validUntil, predecessorEnd);
        assertEq(state.status(), status);
        assertEq(state.validUntil(), validUntil);
        assertEq(state.predecessorEnd(), predecessorEnd);
        uint256 other = (uint256(1) << 248) - (uint256(1) << 96);
        assertEq(KeyState.unwrap(state) & other, 0);
    }

    function test_AKeyIsNeverUnknownOncePacked() public pure {
        assertEq(KeyStateLib.pack(KeyStateLib.REVOKED, 0, 0).status(), 3);
        assertEq(KeyState.wrap(0).status(), 0);
    }

    // --------------------------------------------------------------------------------------------------------- account

    struct Account {
        address adapter;
        bool paused;
        bool installed;
        uint64 epoch;
    }

    function testFuzz_AccountChangesNameOneField(Account memory account, Account memory next) public pure {
        account.epoch = uint64(bound(account.epoch, 0, type(uint64).max - 1));
        AccountState state = _pack(account);
        assertEq(uint256(state.epoch()), account.epoch);
        assertEq(state.installed(), account.installed);
        assertEq(state.paused(), account.paused);
        assertEq(state.adapter(), account.adapter);

        Account memory expected = abi.decode(abi.encode(account), (Account));
        expected.installed = next.installed;
        _assertEq(state.withInstalled(next.installed), _pack(expected));
        expected = abi.decode(abi.encode(account), (Account));
        expected.paused = next.paused;
        _assertEq(state.withPaused(next.paused), _pack(expected));
        expected = abi.decode(abi.encode(account), (Account));
        expected.adapter = next.adapter;
        _assertEq(state.withAdapter(next.adapter), _pack(expected));
        account.epoch += 1;
        _assertEq(state.advance(), _pack(account));
    }

    // --------------------------------------------------------------------------------------------------- counter, tier

    function testFuzz_Counter(uint128 amount, uint32 period) public pure {
        Counter counter = CounterLib.pack(amount, period);
        assertEq(counter.amount(), amount);
        assertEq(counter.periodIndex(), period);
        assertEq(Counter.unwrap(counter), uint256(bytes32(abi.encodePacked(uint96(0), period, amount))));
        assertEq(Counter.unwrap(counter) & ~CounterLib.MASK, 0);
    }

    function testFuzz_Tier(uint8 tier, uint48 validUntil) public pure {
        TierState state = TierStateLib.pack(tier, validUntil);
        assertEq(state.tier(), tier);
        assertEq(state.validUntil(), validUntil);
        assertEq(TierState.unwrap(state), uint256(bytes32(abi.encodePacked(uint208(tier), validUntil))));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _pack(Grant memory grant) private pure returns (GrantState) {
        // Three unused bits, replaced, superseded, paused, status.
        uint256 flags =
            (grant.replaced ? 16 : 0) | (grant.superseded ? 8 : 0) | (grant.paused ? 4 : 0) | grant.status;
        bytes memory word = abi.encodePacked(
            uint8(flags),
            grant.keyCount,
            grant.firstKeyEnd,
            grant.rotationSequence,
            grant.counter
        );
        return GrantState.wrap(uint256(bytes32(word)));
    }

    function _pack(Account memory account) private pure returns (AccountState) {
        uint32 flags = (account.paused ? 2 : 0) | (account.installed ? 1 : 0);
        bytes memory word = abi.encodePacked(account.adapter, flags, account.epoch);
        return AccountState.wrap(uint256(bytes32(word)));
    }

    function _copy(Grant memory grant) private pure returns (Grant memory) {
        return abi.decode(abi.encode(grant), (Grant));
    }

    function _assertEq(GrantState state, Grant memory expected) private pure {
        _assertEq(state, _pack(expected));
    }

    function _assertEq(GrantState left, GrantState right) private pure {
        assertEq(bytes32(GrantState.unwrap(left)), bytes32(GrantState.unwrap(right)));
    }

    function _assertEq(AccountState left, AccountState right) private pure {
        assertEq(bytes32(AccountState.unwrap(left)), bytes32(AccountState.unwrap(right)));
    }
}
