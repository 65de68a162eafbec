// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, ParameterCondition, Spend} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks on what a rule reads: the argument it was written for, as the called contract understands it.
contract BConditionsTest is ModuleTest {
    bytes4 private constant FUNCTION = 0x12345678;
    // Steps of an argument path, from the second on.
    uint256 private constant EVERY = 0xbfff;
    uint256 private constant ELEMENT = 0x8000;
    uint256 private constant LENGTH = 0xc000;
    uint256 private constant BYTES = 127 << 7;

    /// @notice A use of a grant whose only permission is to call a function of the payee, under these rules.
    function _ruled(ParameterCondition[] memory conditions) private returns (UseDraft memory) {
        Grant memory grant = _newGrant();
        grant.permissions[0].target = payee;
        grant.permissions[0].selector = FUNCTION;
        grant.permissions[0].conditions = conditions;
        grant.permissions[0].spends = new Spend[](0);
        _give(grant);
        return _draft(grant, 0);
    }

    function _ruled(uint256 argument, uint8 operator, uint256 value) private returns (UseDraft memory) {
        ParameterCondition[] memory conditions = new ParameterCondition[](1);
        conditions[0] = _condition(argument, operator, value);
        return _ruled(conditions);
    }

    function _ruledTwice(
        uint256 argument,
        uint8 operator,
        uint256 first,
        uint256 second
    ) private returns (UseDraft memory) {
        ParameterCondition[] memory conditions = new ParameterCondition[](1);
        conditions[0] = ParameterCondition(argument, operator, new bytes32[](2));
        (conditions[0].values[0], conditions[0].values[1]) = (bytes32(first), bytes32(second));
        return _ruled(conditions);
    }

    function _to(bytes memory arguments) private view returns (bytes memory) {
        return _call(payee, 0, bytes.concat(FUNCTION, arguments));
    }

    function _missing(uint256 argument, uint256 length) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ArgumentMissing.selector, argument, length);
    }

    function _malformed(uint256 argument) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ArgumentMalformed.selector, argument);
    }

    function _failed(uint256 argument, uint256 operator, uint256 word) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ConditionFailed.selector, argument, operator, bytes32(word));
    }

    // -------------------------------------------------------------------------------------------------- what a rule reads

    /// @notice Calldata that ends before the argument: what stands there reads as zero, or belongs to the next call.
    function test_B01_argumentBeyondCalldata() public {
        UseDraft memory draft = _ruled(3, 4, 50);
        for (uint256 length = 0; length < 128; length += length < 96 ? 32 : 31) {
            _refuses(draft, SINGLE, _to(new bytes(length)), _missing(3, 4 + length));
        }
        _allows(draft, SINGLE, _to(new bytes(128)));
        _allows(draft, SINGLE, _to(new bytes(129)));
        _refuses(_ruled(0xffff, 4, 50), SINGLE, _to(new bytes(128)), _missing(0xffff, 132));

        // In a batch zeros and the next call follow.
        draft = _ruled(1, 4, 50);
        Execution[] memory calls = new Execution[](2);
        calls[0] = Execution(payee, 0, abi.encodePacked(FUNCTION, uint256(0)));
        calls[1] = Execution(payee, 0, abi.encodePacked(FUNCTION, new bytes(64)));
        _refuses(draft, BATCH, abi.encode(calls), _missing(1, 36));
        calls[0] = calls[1];
        _allows(draft, BATCH, abi.encode(calls));
    }

    /// @notice An array that is shorter than the rule's element, or claims more elements than there are.
    function test_B01_elementBeyondArray() public {
        uint256[] memory values = new uint256[](2);
        uint256 second = (ELEMENT | 1) << 16;
        _allows(_ruled(second, 1, 0), SINGLE, _to(abi.encode(values)));
        uint256 third = (ELEMENT | 2) << 16;
        // One more word behind the array is no element of it.
        bytes memory data = bytes.concat(abi.encode(values), bytes32(0));
        _refuses(_ruled(third, 1, 0), SINGLE, _to(data), _missing(third, 4 + data.length));

        uint256 every = EVERY << 16;
        UseDraft memory draft = _ruled(every, 4, 50);
        data = abi.encodePacked(uint256(32), UNLIMITED, new bytes(64));
        _refuses(draft, SINGLE, _to(data), _missing(every, 132));
        data = abi.encodePacked(uint256(32), uint256(3), new bytes(64));
        _refuses(draft, SINGLE, _to(data), _missing(every, 132));
        _refuses(draft, SINGLE, _to(abi.encodePacked(uint256(32))), _missing(every, 36));
        _allows(draft, SINGLE, _to(abi.encode(values)));
        _allows(draft, SINGLE, _to(abi.encode(new uint256[](0))));
        values[1] = 51;
        _refuses(draft, SINGLE, _to(abi.encode(values)), _failed(every, 4, 51));
    }

    /// @notice Offsets that lead out of the calldata, around it, or to where no encoder puts an array.
    function test_B01_offsetOfArray() public {
        uint256 length = LENGTH << 16;
        UseDraft memory draft = _ruled(length, 4, 5);
        uint256[6] memory offsets = [UNLIMITED, UNLIMITED - 31, 1 << 64, uint256(1), 33, 256];
        for (uint256 i = 0; i < offsets.length; ++i) {
            bytes memory data = abi.encodePacked(offsets[i], new bytes(96));
            _refuses(draft, SINGLE, _to(data), _malformed(length));
        }
        _refuses(draft, SINGLE, _to(abi.encodePacked(uint256(128), new bytes(96))), _missing(length, 132));
        _allows(draft, SINGLE, _to(abi.encodePacked(uint256(96), new bytes(96))));
        // The offset is followed as the called contract will: a second array behind the first is not looked at.
        bytes memory two = abi.encodePacked(uint256(64), uint256(0), uint256(6), new bytes(192));
        _refuses(draft, SINGLE, _to(two), _failed(length, 4, 6));
    }

    // ------------------------------------------------------------------------------------------------------ compared as what

    /// @notice Negative numbers are the greatest ones where a rule compares without signs, and the least where with.
    function test_B07_signs() public {
        uint256 minusOne = UNLIMITED;
        uint256 least = 1 << 255;
        _refuses(_ruled(0, 3, 5), SINGLE, _word(minusOne), _failed(0, 3, minusOne));
        _refuses(_ruled(0, 4, 5), SINGLE, _word(least), _failed(0, 4, least));
        _refusesAndAllows(_ruled(0, 11, 5), 11, 5, minusOne);
        _refusesAndAllows(_ruled(0, 11, 5), 11, least - 1, least);
        _refusesAndAllows(_ruled(0, 12, 5), 12, 6, 5);
        _refusesAndAllows(_ruled(0, 13, minusOne), 13, minusOne, 0);
        _refusesAndAllows(_ruled(0, 14, 0), 14, minusOne, 0);
        _refusesAndAllows(_ruled(0, 14, minusOne), 14, least, minusOne);

        UseDraft memory signedRange = _ruledTwice(0, 15, UNLIMITED - 4, 5);
        _refusesAndAllows(signedRange, 15, 6, 5);
        _refusesAndAllows(signedRange, 15, UNLIMITED - 5, UNLIMITED - 4);
        // The same ends without signs are no range at all.
        UseDraft memory range = _ruledTwice(0, 7, UNLIMITED - 4, 5);
        _refuses(range, SINGLE, _word(0), _failed(0, 7, 0));
        _refuses(range, SINGLE, _word(minusOne), _failed(0, 7, minusOne));
    }

    /// @notice A small signed integer without its sign extended, and two numbers in one word.
    function test_B07_narrowAndPacked() public {
        // 0xff is -1 to a contract that looks at eight bits, and 255 to the rule.
        _refusesAndAllows(_ruled(0, 11, 0), 11, 0xff, UNLIMITED);
        uint256 upper = uint256(type(uint128).max) << 128;
        UseDraft memory draft = _ruledTwice(0, 10, upper, 7 << 128);
        _refusesAndAllows(draft, 10, (8 << 128) | 7, (7 << 128) | 8);
        // Bits expected outside of the mask are never there.
        draft = _ruledTwice(0, 10, upper, (7 << 128) | 1);
        _refuses(draft, SINGLE, _word((7 << 128) | 1), _failed(0, 10, (7 << 128) | 1));
    }

    function _word(uint256 word) private view returns (bytes memory) {
        return _to(abi.encode(word));
    }

    function _refusesAndAllows(UseDraft memory draft, uint256 operator, uint256 bad, uint256 good) private {
        _refuses(draft, SINGLE, _word(bad), _failed(0, operator, bad));
        _allows(draft, SINGLE, _word(good));
    }

    // ------------------------------------------------------------------------------------------------------ what it is about

    /// @notice A payment to somebody else: openly, as the second of a batch, or under the other permission.
    function test_B10_recipient() public {
        (Grant memory grant, ) = _granted();
        address thief = makeAddr("thief");
        uint256 word = uint160(thief);
        _refuses(_draft(grant, 0), SINGLE, _transfer(thief, 1), _failed(0, 1, word));
        _refuses(
            _draft(grant, 0),
            SINGLE,
            _transfer(address(account), 1),
            _failed(0, 1, uint160(address(account)))
        );
        Execution[] memory calls = new Execution[](2);
        calls[0] = _tokenCall(1);
        calls[1] = Execution(address(token), 0, abi.encodeCall(token.transfer, (thief, 1)));
        _refuses(_draft(grant, 0), BATCH, abi.encode(calls), _failed(0, 1, word));
        bytes memory reason = abi.encodeWithSelector(E.TargetNotAllowed.selector, thief, payee);
        _refuses(_draft(grant, 1), SINGLE, _call(thief, 1, ""), reason);
        reason = abi.encodeWithSelector(E.TargetNotAllowed.selector, address(token), payee);
        _refuses(_bothDraft(grant, hex"0001"), BATCH, abi.encode(calls), reason);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));

        // "The account itself" is a rule too.
        UseDraft memory draft = _ruledToItself();
        _refuses(draft, SINGLE, _word(word), _failed(0, 9, word));
        _allows(draft, SINGLE, _word(uint160(address(account))));
    }

    function _ruledToItself() private returns (UseDraft memory) {
        ParameterCondition[] memory conditions = new ParameterCondition[](1);
        conditions[0].operator = 9;
        return _ruled(conditions);
    }

    /// @notice A function that forwards what it is given: every forwarded call has to have the selector that the owner named.
    function test_B13_selectorsWithinMulticall() public {
        uint256 path = (EVERY << 16) | (BYTES << 32) | (ELEMENT << 48);
        uint256 mask = uint256(0xffffffff) << 224;
        UseDraft memory draft = _ruledTwice(path, 10, mask, uint256(uint32(token.transfer.selector)) << 224);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(token.transfer, (payee, 1));
        calls[1] = abi.encodeCall(token.approve, (payee, 1));
        bytes32 first;
        bytes memory second = calls[1];
        assembly ("memory-safe") {
            first := mload(add(second, 0x20))
        }
        _refuses(draft, SINGLE, _to(abi.encode(calls)), _failed(path, 10, uint256(first)));
        calls[1] = abi.encodePacked(bytes3(token.transfer.selector));
        _refuses(
            draft,
            SINGLE,
            _to(abi.encode(calls)),
            _failed(path, 10, uint256(bytes32(bytes3(0xa9059c))))
        );
        calls[1] = "";
        _refuses(draft, SINGLE, _to(abi.encode(calls)), _missing(path, 4 + abi.encode(calls).length));
        calls[1] = calls[0];
        _allows(draft, SINGLE, _to(abi.encode(calls)));

        // What follows the end of a call is not part of it, whatever stands there.
        calls[1] = abi.encodePacked(bytes3(token.transfer.selector));
        bytes memory data = abi.encode(calls);
        data[data.length - 29] = 0xbb;
        _refuses(draft, SINGLE, _to(data), _failed(path, 10, uint256(bytes32(bytes3(0xa9059c)))));
    }
}
