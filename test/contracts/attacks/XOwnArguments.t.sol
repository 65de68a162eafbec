// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, ParameterCondition, Spend} from "../support/Grant.sol";
import {XOwnTest} from "./XOwnTest.sol";

/// @notice Attacks on where arguments stand, and on the sums of their elements.
contract XOwnArgumentsTest is XOwnTest {
    uint256 private constant FIELD = 0x4000;
    uint256 private constant ELEMENT = 0x8000;
    uint256 private constant EVERY = 0xbfff;
    uint256 private constant LENGTH = 0xc000;
    uint256 private constant BYTES = 127 << 7;

    /// @notice An empty array, for which every rule holds, spends nothing; with one element it is ruled.
    function test_X22_everyOverNothing() public {
        Grant memory grant = _ruled(_path(0, EVERY, 0), 7, 0);
        _allowsData(grant, abi.encode(new uint256[](0)));
        _refusesData(grant, abi.encode(_two(7, 8)), _failed(_path(0, EVERY, 0), 8));
        _allowsData(grant, abi.encode(_two(7, 7)));
        // Its length can be ruled as well.
        grant = _ruled(_path(0, LENGTH, 0), 2, 0);
        _refusesData(grant, abi.encode(new uint256[](0)), _failed(_path(0, LENGTH, 0), 0));
        _allowsData(grant, abi.encode(_two(9, 9)));
    }

    /// @notice Offsets that lead backwards, beyond the call, between words, or all to one place.
    function test_X53_offsetsThatLeadElsewhere() public {
        uint256 path = _path(0, EVERY, 0);
        Grant memory grant = _ruled(path, 7, 0);
        bytes memory tail = abi.encode(2, 7, 7);
        uint256[6] memory offsets = [uint256(33), 31, 128 + 4, 160, 1 << 255, UNLIMITED - 31];
        for (uint256 i = 0; i < offsets.length; ++i) {
            bytes memory data = bytes.concat(bytes32(offsets[i]), tail);
            _refusesData(grant, data, abi.encodeWithSelector(E.ArgumentMalformed.selector, path));
        }
        // The offset's own word as length: 0 elements, as any decoder would find.
        _allowsData(grant, bytes.concat(bytes32(0), tail));

        // Two tuples in one place count twice; a decoder gives the called contract both.
        path = _path(0, EVERY, FIELD | 1);
        grant = _spending(path);
        bytes memory both = abi.encode(32, 2, 64, 64, 5, 30);
        _refusesData(_capped(grant, 59), both, _exceeded(0, 60, 59));
        _allowsData(_capped(grant, 60), both);
    }

    /// @notice Lengths that no call has, and elements that end behind it.
    function test_X54_lengthsThatLie() public {
        uint256 path = _path(0, EVERY, 0);
        uint256[3] memory lengths = [uint256(3), 1 << 128, UNLIMITED];
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory data = abi.encode(32, lengths[i], 7, 7);
            bytes memory reason = abi.encodeWithSelector(E.ArgumentMissing.selector, path, data.length + 4);
            _refusesData(_ruled(path, 7, 0), data, reason);
            _refusesData(_spending(path), data, reason);
        }
        path = _path(0, ELEMENT | 0x3ffe, 0);
        bytes memory beyond = abi.encodeWithSelector(E.ArgumentMissing.selector, path, 132);
        _refusesData(_ruled(path, 7, 0), abi.encode(32, UNLIMITED, 7, 7), beyond);
        _refusesData(_ruled(path, 7, 0), abi.encode(32, 2, 7, 7), beyond);
        // Only a part of the last word is there.
        path = _path(0, ELEMENT | 1, 0);
        bytes memory cut = _first(abi.encode(32, 2, 7, 7), 127);
        beyond = abi.encodeWithSelector(E.ArgumentMissing.selector, path, 131);
        _refusesData(_ruled(path, 7, 0), cut, beyond);
    }

    /// @notice What stands behind the end of bytes is not theirs, and an inline word outside its element is nothing.
    function test_X55_wordsBesideTheElement() public {
        uint256 path = _path(0, BYTES, ELEMENT | 1);
        Grant memory grant = _ruled(path, uint256(0xaa) << 248, 0);
        bytes memory head = abi.encode(32, 33, bytes32(0));
        _allowsData(grant, bytes.concat(head, hex"aa", new bytes(31)));
        _allowsData(grant, bytes.concat(head, hex"aa", bytes31(type(uint248).max)));
        bytes memory other = bytes.concat(head, hex"ab", new bytes(31));
        _refusesData(grant, other, _failed(path, uint256(0xab) << 248));
        bytes memory missing = abi.encodeWithSelector(E.ArgumentMissing.selector, path, 132);
        _refusesData(grant, abi.encode(32, 32, 0, 0), missing);

        // Width 0, sub at and above the width, a shape of what has none, two arrays of every element, every 32 bytes.
        uint256[8] memory malformed = [
            _path(0, 0, ELEMENT),
            _path(0, (2 << 7) | 2, ELEMENT),
            _path(0, (2 << 7) | 127, ELEMENT),
            _path(0, (1 << 7), FIELD),
            _path(0, (1 << 7), LENGTH),
            _path(0, EVERY, EVERY),
            _path(0, BYTES, EVERY),
            _path(0, LENGTH, FIELD)
        ];
        bytes memory data = abi.encode(32, 1, 32, 1, 7);
        for (uint256 i = 0; i < malformed.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(E.ArgumentMalformed.selector, malformed[i]);
            _refusesData(_ruled(malformed[i], 7, 0), data, reason);
            _refusesData(_spending(malformed[i]), data, reason);
        }
        path = _path(0, (2 << 7) | 1, EVERY);
        _allowsData(_ruled(path, 7, 0), abi.encode(32, 2, 1, 7, 2, 7));
    }

    /// @notice Amounts whose sum goes round 2**256 or 2**128, and a spend that is named twice.
    function test_X23_sumsThatGoRound() public {
        uint256 path = _path(0, EVERY, 0);
        Grant memory grant = _spending(path);
        _refusesData(grant, abi.encode(_two(UNLIMITED, 2)), _exceeded(0, UNLIMITED, 100));
        _refusesData(grant, abi.encode(_two(1 << 255, 1 << 255)), _exceeded(0, UNLIMITED, 100));
        _refusesData(grant, abi.encode(_two(type(uint128).max, 1)), _exceeded(0, 1 << 128, 100));
        _allowsData(grant, abi.encode(_two(99, 1)));
        // A spend that is named twice is taken twice.
        Spend[] memory spends = new Spend[](2);
        (spends[0], spends[1]) = (Spend(0, 2, path), Spend(0, 2, path));
        grant.permissions[0].spends = spends;
        _refusesData(grant, abi.encode(_two(50, 1)), _exceeded(0, 51, 49));
        _allowsData(grant, abi.encode(_two(49, 1)));
    }

    /// @notice A list of one recipient is a list: neither everything nor nothing fits it.
    function test_X46_oneOfOne() public {
        Grant memory grant = _ruled(0, 7, 8);
        _refusesData(grant, abi.encode(8), _failedOneOf(0, 8));
        _allowsData(grant, abi.encode(7));
        uint256 path = _path(0, EVERY, 0);
        grant = _ruled(path, 7, 8);
        _refusesData(grant, abi.encode(_two(7, 8)), _failedOneOf(path, 8));
        _allowsData(grant, abi.encode(_two(7, 7)));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev A path of a word and two steps, of which the last may be none.
    function _path(uint256 argument, uint256 second, uint256 third) private pure returns (uint256) {
        return argument | (second << 16) | (third << 32);
    }

    /// @dev A grant to call the payee with an argument of this value; operator 0 is equal.
    function _ruled(
        uint256 argument,
        uint256 value,
        uint8 operator
    ) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.permissions[0] = _anything(payee);
        grant.permissions[0].conditions = new ParameterCondition[](1);
        grant.permissions[0].conditions[0] = _condition(argument, operator == 0 ? 1 : operator, value);
    }

    /// @dev A grant to call the payee, which spends an argument, of 100.
    function _spending(uint256 argument) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.permissions[0] = _anything(payee);
        grant.permissions[0].spends = _spends(0, 2, argument);
    }

    function _capped(Grant memory grant, uint128 cap) private pure returns (Grant memory) {
        grant.limits[0].amount = cap;
        return grant;
    }

    function _two(uint256 first, uint256 second) private pure returns (uint256[] memory list) {
        list = new uint256[](2);
        (list[0], list[1]) = (first, second);
    }

    function _failed(uint256 argument, uint256 word) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ConditionFailed.selector, argument, 1, word);
    }

    function _failedOneOf(uint256 argument, uint256 word) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ConditionFailed.selector, argument, 8, word);
    }

    function _allowsData(Grant memory grant, bytes memory arguments) private {
        _give(grant);
        _allows(_draft(grant, 0), SINGLE, _call(payee, 0, bytes.concat(PROBE, arguments)));
    }

    function _refusesData(Grant memory grant, bytes memory arguments, bytes memory reason) private {
        _give(grant);
        _refuses(_draft(grant, 0), SINGLE, _call(payee, 0, bytes.concat(PROBE, arguments)), reason);
    }
}
