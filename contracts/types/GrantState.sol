// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Counter, CounterLib} from "./Counter.sol";

/// @notice The one word that the chain keeps of a grant. From the lowest bit: counter of limit 0 (160), rotation sequence (32),
/// end of the first key (48), number of current keys (8), status (2), paused (1), superseded its predecessor (1), was
/// superseded (1).
type GrantState is uint256;

using GrantStateLib for GrantState global;

/// @notice Packed state of a grant
/// @dev Every change keeps the bits that it does not name, those of the counter above all.
library GrantStateLib {
    uint256 internal constant UNKNOWN = 0;
    uint256 internal constant LIVE = 1;
    uint256 internal constant REVOKED = 2;

    /// @dev Value of the first key's end that says revoked, or rotated without overlap.
    uint256 internal constant KEY_ENDED = 1;

    uint256 private constant SEQUENCE = 160;
    uint256 private constant KEY_END = 192;
    uint256 private constant KEY_COUNT = 240;
    uint256 private constant STATUS = 248;
    uint256 private constant PAUSED = 1 << 250;
    uint256 private constant SUPERSEDED = 1 << 251;
    uint256 private constant REPLACED = 1 << 252;

    /// @notice Whether the grant is live and not paused.
    function usable(GrantState state) internal pure returns (bool) {
        return (GrantState.unwrap(state) >> STATUS) & 7 == LIVE;
    }

    /// @notice UNKNOWN, LIVE or REVOKED.
    function status(GrantState state) internal pure returns (uint256) {
        return (GrantState.unwrap(state) >> STATUS) & 3;
    }

    /// @notice Whether the owner or the keeper paused the grant.
    function paused(GrantState state) internal pure returns (bool) {
        return GrantState.unwrap(state) & PAUSED != 0;
    }

    /// @notice Whether the grant that this one supersedes was ended, and its counters carried.
    function superseded(GrantState state) internal pure returns (bool) {
        return GrantState.unwrap(state) & SUPERSEDED != 0;
    }

    /// @notice Whether another grant has superseded this one.
    function replaced(GrantState state) internal pure returns (bool) {
        return GrantState.unwrap(state) & REPLACED != 0;
    }

    /// @notice Number of current keys.
    function keyCount(GrantState state) internal pure returns (uint256) {
        return uint8(GrantState.unwrap(state) >> KEY_COUNT);
    }

    /// @notice 0: natural expiry, KEY_ENDED, or the last second of the first key's overlap.
    function firstKeyEnd(GrantState state) internal pure returns (uint256) {
        return uint48(GrantState.unwrap(state) >> KEY_END);
    }

    /// @notice The next sequence of a rotator's signature.
    function rotationSequence(GrantState state) internal pure returns (uint32) {
        return uint32(GrantState.unwrap(state) >> SEQUENCE);
    }

    /// @notice Counter of limit 0.
    function counter(GrantState state) internal pure returns (Counter) {
        return Counter.wrap(GrantState.unwrap(state) & CounterLib.MASK);
    }

    /// @notice The state of a grant that starts: its first key counts unless it was revoked before.
    function activate(GrantState state) internal pure returns (GrantState) {
        uint256 keys = state.firstKeyEnd() == KEY_ENDED ? 0 : 1;
        return GrantState.wrap(GrantState.unwrap(state) | (LIVE << STATUS) | (keys << KEY_COUNT));
    }

    /// @notice The state of a grant that is over.
    function revoke(GrantState state) internal pure returns (GrantState) {
        return GrantState.wrap(_set(GrantState.unwrap(state), STATUS, 3, REVOKED));
    }

    /// @notice The state of a grant that is paused, or not any more.
    function withPaused(GrantState state, bool value) internal pure returns (GrantState) {
        uint256 word = GrantState.unwrap(state);
        return GrantState.wrap(value ? word | PAUSED : word & ~PAUSED);
    }

    /// @notice The state of a grant that has ended the one it supersedes.
    function withSuperseded(GrantState state) internal pure returns (GrantState) {
        return GrantState.wrap(GrantState.unwrap(state) | SUPERSEDED);
    }

    /// @notice The state of a grant that is over because another one has superseded it.
    function replace(GrantState state) internal pure returns (GrantState) {
        return GrantState.wrap(GrantState.unwrap(state.revoke()) | REPLACED);
    }

    /// @notice The state with another number of current keys.
    function withKeyCount(GrantState state, uint256 count) internal pure returns (GrantState) {
        return GrantState.wrap(_set(GrantState.unwrap(state), KEY_COUNT, type(uint8).max, count));
    }

    /// @notice The state with another end of the first key.
    function withFirstKeyEnd(GrantState state, uint256 end) internal pure returns (GrantState) {
        return GrantState.wrap(_set(GrantState.unwrap(state), KEY_END, type(uint48).max, end));
    }

    /// @notice The state after one more rotation.
    function nextRotation(GrantState state) internal pure returns (GrantState) {
        uint256 next = uint256(state.rotationSequence()) + 1;
        return GrantState.wrap(_set(GrantState.unwrap(state), SEQUENCE, type(uint32).max, next));
    }

    /// @notice The state with another counter of limit 0.
    function withCounter(GrantState state, Counter value) internal pure returns (GrantState) {
        uint256 word = GrantState.unwrap(state) & ~CounterLib.MASK;
        return GrantState.wrap(word | Counter.unwrap(value));
    }

    function _set(uint256 word, uint256 shift, uint256 mask, uint256 value) private pure returns (uint256) {
        return (word & ~(mask << shift)) | ((value & mask) << shift);
    }
}
