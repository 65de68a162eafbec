// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, ParameterCondition} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice Attacks with calls that have no selector, or a strange one, and with words that are more than their type.
contract ASelectorsTest is ModuleTest {
    function _callNotAllowed(uint256 length, uint256 call) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.CallNotAllowed.selector, length, call);
    }

    /// @dev A grant of one permission to call the payee, free of conditions.
    function _callGrant(uint8 call, bytes4 selector) private returns (Grant memory grant) {
        grant = _newGrant();
        grant.permissions[0].target = payee;
        grant.permissions[0].conditions = new ParameterCondition[](0);
        grant.permissions[0].spends = _spends(0, 3, 0);
        (grant.permissions[0].call, grant.permissions[0].selector) = (call, selector);
        (grant.limits[0].kind, grant.limits[0].token) = (3, address(0));
        _give(grant);
    }

    /// @notice Fewer than four bytes are no selector: not that of zeros, not one that may be any.
    function test_A07_callDataShorterThanASelector() public {
        for (uint8 call = 1; call <= 2; ++call) {
            UseDraft memory draft = _draft(_callGrant(call, 0), 0);
            for (uint256 length = 0; length < 4; ++length) {
                bytes memory execution = _call(payee, 0, new bytes(length));
                _refuses(draft, SINGLE, execution, _callNotAllowed(length, call));
            }
            _allows(draft, SINGLE, _call(payee, 0, new bytes(4)));
        }
        UseDraft memory empty = _draft(_callGrant(3, 0), 0);
        for (uint256 length = 1; length < 6; ++length) {
            _refuses(empty, SINGLE, _call(payee, 0, new bytes(length)), _callNotAllowed(length, 3));
        }
        _allows(empty, SINGLE, _call(payee, 0, ""));
    }

    /// @notice A selector that some module uses as a mark for "any", "empty" or "fallback" is a selector like another.
    function test_A08_selectorEqualToAMark() public {
        bytes4[7] memory marks = [
            bytes4(0xe0e0e0e0),
            0x32323232,
            0x00000001,
            0xffffffff,
            0x00000000,
            0x01000000,
            0x03000000
        ];
        bytes memory transfer = _call(payee, 0, abi.encodeCall(token.transfer, (payee, 1)));
        UseDraft memory empty = _draft(_callGrant(3, 0), 0);
        UseDraft memory other = _draft(_callGrant(1, token.transfer.selector), 0);
        UseDraft memory any = _draft(_callGrant(2, 0), 0);
        for (uint256 i = 0; i < marks.length; ++i) {
            bytes memory marked = _call(payee, 0, abi.encodePacked(marks[i]));
            _refuses(other, SINGLE, marked, _notAllowed(marks[i], token.transfer.selector));
            _refuses(empty, SINGLE, marked, _callNotAllowed(4, 3));
            UseDraft memory draft = _draft(_callGrant(1, marks[i]), 0);
            _refuses(draft, SINGLE, transfer, _notAllowed(token.transfer.selector, marks[i]));
            _refuses(draft, SINGLE, _call(payee, 0, ""), _callNotAllowed(0, 1));
            _allows(draft, SINGLE, marked);
            _allows(any, SINGLE, marked);
        }
    }

    /// @notice A call kind that there is not matches no call.
    function test_A08_unknownCallKind() public {
        uint8[3] memory kinds = [0, 4, 255];
        for (uint256 i = 0; i < kinds.length; ++i) {
            UseDraft memory draft = _draft(_callGrant(kinds[i], 0), 0);
            _refuses(draft, SINGLE, _call(payee, 0, ""), _callNotAllowed(0, kinds[i]));
            _refuses(draft, SINGLE, _call(payee, 0, new bytes(4)), _callNotAllowed(4, kinds[i]));
        }
    }

    function _notAllowed(bytes4 asked, bytes4 allowed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.SelectorNotAllowed.selector, asked, allowed);
    }

    /// @notice Bits above an address or a number: the rule compares the whole word, a token may not.
    function test_A26_dirtyUpperBits() public {
        uint256 dirty = uint160(payee) | (1 << 160);
        bytes memory transfer = abi.encodeWithSelector(token.transfer.selector, dirty, 1);
        (Grant memory grant, ) = _granted();
        _refuses(_draft(grant, 0), SINGLE, _call(address(token), 0, transfer), _failed(1, dirty));

        grant.permissions[0].conditions[0] = _condition(0, 8, uint160(payee));
        _give(grant);
        _refuses(_draft(grant, 0), SINGLE, _call(address(token), 0, transfer), _failed(8, dirty));

        // That an address is another one says little of a word whose upper bits are free: it takes a bound as well.
        grant.permissions[0].conditions[0] = _condition(0, 2, uint160(payee));
        grant.permissions[0].conditions[1] = _condition(0, 4, type(uint160).max);
        _give(grant);
        _refuses(_draft(grant, 0), SINGLE, _call(address(token), 0, transfer), _failed(4, dirty));
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), _failed(2, uint160(payee)));
        _allows(_draft(grant, 0), SINGLE, _transfer(address(this), 1));

        grant.permissions[0].conditions[1] = _condition(1, 4, 50);
        _give(grant);
        UseDraft memory unbounded = _draft(grant, 0);
        assertEq(uint160(_validate(unbounded, SINGLE, _call(address(token), 0, transfer))), 0);
    }

    function _failed(uint256 operator, uint256 word) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ConditionFailed.selector, 0, operator, bytes32(word));
    }
}
