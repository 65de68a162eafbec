// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccountState} from "../../../contracts/types/AccountState.sol";
import {Counter} from "../../../contracts/types/Counter.sol";
import {GrantState, GrantStateLib} from "../../../contracts/types/GrantState.sol";
import {KeyState, KeyStateLib} from "../../../contracts/types/KeyState.sol";
import {Test} from "../support/Test.sol";

/// @notice Every change of a packed word changes the field that it names and no other bit.
contract PackedStateTest is Test {
    struct Grant {
        uint8 status;
        uint8 keyCount;
        uint48 firstKeyEnd;
        uint32 rotationSequence;
        uint160 counter;
    }

    // ----------------------------------------------------------------------------------------------------------- grant

    function testFuzz_GrantFields(Grant memory grant) public pure {
        GrantState state = _pack(grant);
        assertEq(state.status(), grant.status);
        assertEq(state.keyCount(), grant.keyCount);
        assertEq(state.firstKeyEnd(), grant.firstKeyEnd);
        assertEq(uint256(state.rotationSequence()), grant.rotationSequence);
        assertEq(Counter.unwrap(state.counter()), grant.counter);
    }

    function testFuzz_GrantChangesNameOneField(Grant memory grant, uint256 value) public pure {
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
        expected.status = 2;
        _assertEq(state.revoke(), expected);

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
        GrantState state = _pack(grant);
        _assertEq(state.withKeyCount(value), _pack(grant).withKeyCount(uint8(value)));
        _assertEq(state.withFirstKeyEnd(value), _pack(grant).withFirstKeyEnd(uint48(value)));
        _assertEq(
            state.withCounter(Counter.wrap(value)),
            _pack(grant).withCounter(Counter.wrap(uint160(value)))
        );
    }

    function testFuzz_ActivationCountsTheFirstKeyUnlessItWasRevoked(Grant memory grant) public pure {
        (grant.status, grant.keyCount) = (0, 0);
        Grant memory expected = _copy(grant);
        expected.status = 1;
        expected.keyCount = grant.firstKeyEnd == GrantStateLib.KEY_ENDED ? 0 : 1;
        _assertEq(_pack(grant).activate(), expected);

        grant.firstKeyEnd = expected.firstKeyEnd = uint48(GrantStateLib.KEY_ENDED);
        expected.keyCount = 0;
        _assertEq(_pack(grant).activate(), expected);
    }

    function test_TheRotationSequenceWrapsIntoNothing() public pure {
        Grant memory grant = Grant(1, 1, 0, type(uint32).max, type(uint160).max);
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

    function testFuzz_AccountChangesNameOneField(
        uint64 epoch,
        bool installed,
        address adapter,
        bool nextInstalled,
        address nextAdapter
    ) public pure {
        epoch = uint64(bound(epoch, 0, type(uint64).max - 1));
        AccountState state = _pack(epoch, installed, adapter);
        assertEq(uint256(state.epoch()), epoch);
        assertEq(state.installed(), installed);
        assertEq(state.adapter(), adapter);
        _assertEq(state.advance(), _pack(epoch + 1, installed, adapter));
        _assertEq(state.withInstalled(nextInstalled), _pack(epoch, nextInstalled, adapter));
        _assertEq(state.withAdapter(nextAdapter), _pack(epoch, installed, nextAdapter));
    }

    // --------------------------------------------------------------------------------------------------------- counter

    function testFuzz_CounterAddsToTheAmountOnly(uint128 amount, uint128 spent, uint32 period) public pure {
        spent = uint128(bound(spent, 0, type(uint128).max - amount));
        Counter counter = Counter.wrap((uint256(period) << 128) | amount);
        assertEq(counter.amount(), amount);
        assertEq(uint256(counter.periodIndex()), period);
        assertEq(counter.add(spent).amount(), uint256(amount) + spent);
        assertEq(uint256(counter.add(spent).periodIndex()), period);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _pack(Grant memory grant) private pure returns (GrantState) {
        bytes memory word = abi.encodePacked(
            grant.status,
            grant.keyCount,
            grant.firstKeyEnd,
            grant.rotationSequence,
            grant.counter
        );
        return GrantState.wrap(uint256(bytes32(word)));
    }

    function _pack(uint64 epoch, bool installed, address adapter) private pure returns (AccountState) {
        bytes memory word = abi.encodePacked(adapter, uint24(0), installed, epoch);
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
