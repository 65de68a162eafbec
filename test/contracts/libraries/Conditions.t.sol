// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Conditions} from "../../../contracts/libraries/Conditions.sol";
import {
    ParameterCondition,
    ParameterConditionLib as Op
} from "../../../contracts/types/ParameterCondition.sol";
import {TermsLib} from "../../../contracts/types/Terms.sol";
import {Test} from "../support/Test.sol";

/// @notice Every operator against a plain model, at its boundaries and with every wrong number of values.
contract ConditionsTest is Test {
    uint256 private constant MOST = type(uint256).max;
    uint256 private constant SIGN = 1 << 255;
    address private constant ACCOUNT = address(0xacc0);

    function check(ParameterCondition[] memory conditions, bytes calldata data) external pure {
        Conditions.check(conditions, data, ACCOUNT);
    }

    // -------------------------------------------------------------------------------------------------------- operators

    function test_Unsigned() public {
        uint256[5] memory words = [uint256(0), 1, SIGN - 1, SIGN, MOST];
        for (uint256 i = 0; i < words.length; ++i) {
            for (uint256 j = 0; j < words.length; ++j) {
                (uint256 word, uint256 value) = (words[i], words[j]);
                _expect(word == value, Op.EQUAL, word, value);
                _expect(word != value, Op.NOT_EQUAL, word, value);
                _expect(word < value, Op.LESS, word, value);
                _expect(word <= value, Op.AT_MOST, word, value);
                _expect(word > value, Op.GREATER, word, value);
                _expect(word >= value, Op.AT_LEAST, word, value);
            }
        }
    }

    function test_Signed() public {
        int256[6] memory words = [type(int256).min, type(int256).min + 1, -1, 0, 1, type(int256).max];
        for (uint256 i = 0; i < words.length; ++i) {
            for (uint256 j = 0; j < words.length; ++j) {
                (uint256 word, uint256 value) = (uint256(words[i]), uint256(words[j]));
                // The list is in ascending order.
                _expect(i < j, Op.SIGNED_LESS, word, value);
                _expect(i <= j, Op.SIGNED_AT_MOST, word, value);
                _expect(i > j, Op.SIGNED_GREATER, word, value);
                _expect(i >= j, Op.SIGNED_AT_LEAST, word, value);
            }
        }
    }

    function test_RangeIncludesBothEnds() public {
        _expect(false, Op.RANGE, 9, 10, 20);
        _expect(true, Op.RANGE, 10, 10, 20);
        _expect(true, Op.RANGE, 20, 10, 20);
        _expect(false, Op.RANGE, 21, 10, 20);
        _expect(true, Op.RANGE, MOST, 0, MOST);
        _expect(true, Op.RANGE, 5, 5, 5);
        // The wrong way round it holds for nothing, not for the outside.
        _expect(false, Op.RANGE, 5, 20, 10);
        _expect(false, Op.RANGE, 15, 20, 10);
    }

    function test_SignedRangeIncludesBothEnds() public {
        (uint256 low, uint256 high) = (uint256(int256(-10)), uint256(10));
        _expect(false, Op.SIGNED_RANGE, uint256(int256(-11)), low, high);
        _expect(true, Op.SIGNED_RANGE, low, low, high);
        _expect(true, Op.SIGNED_RANGE, 0, low, high);
        _expect(true, Op.SIGNED_RANGE, high, low, high);
        _expect(false, Op.SIGNED_RANGE, 11, low, high);
        _expect(false, Op.SIGNED_RANGE, 0, high, low);
        // The same words unsigned are a range without any member.
        _expect(false, Op.RANGE, 0, low, high);
    }

    function test_OneOfListsUpToSixteenValues() public {
        bytes32[] memory values = _list(16);
        for (uint256 i = 0; i < 16; ++i) _expectList(true, uint256(values[i]), values);
        _expectList(false, 0, values);
        _expectList(false, uint256(values[0]) + 1, values);
    }

    function test_OneOfRefusesNoneAndSeventeenValues() public {
        _expectCountRefused(Op.ONE_OF, 0);
        _expectCountRefused(Op.ONE_OF, 17);
        _expectCountRefused(Op.ONE_OF, 255);
    }

    function test_MaskComparesTheMaskedWord() public {
        _expect(true, Op.MASK, 0xabcd, 0xff00, 0xab00);
        _expect(false, Op.MASK, 0xabcd, 0xff00, 0xac00);
        // A value with bits outside its mask holds for nothing.
        _expect(false, Op.MASK, 0xabcd, 0xff00, 0xabcd);
        _expect(true, Op.MASK, MOST, 0, 0);
    }

    function test_IsAccountComparesTheWholeWord() public {
        uint256 account = uint160(ACCOUNT);
        _expectList(true, Op.IS_ACCOUNT, account, new bytes32[](0));
        _expectList(false, Op.IS_ACCOUNT, account + 1, new bytes32[](0));
        for (uint256 bit = 160; bit < 256; ++bit) {
            _expectList(false, Op.IS_ACCOUNT, account | (1 << bit), new bytes32[](0));
            _expect(false, Op.EQUAL, account | (1 << bit), account);
            _expectList(false, account | (1 << bit), _asList(account));
        }
    }

    function test_RefusesEveryUnknownOperator() public {
        for (uint256 count = 0; count < 4; ++count) {
            _expectCountRefused(0, count);
            for (uint256 operator = 16; operator < 256; ++operator)
                _expectCountRefused(uint8(operator), count);
        }
    }

    function test_RefusesEveryWrongNumberOfValues() public {
        for (uint256 count = 0; count < 20; ++count) {
            for (uint8 operator = 1; operator < 16; ++operator) {
                if (operator != Op.ONE_OF && count != _valuesOf(operator))
                    _expectCountRefused(operator, count);
            }
        }
    }

    function testFuzz_EqualsTheModel(
        uint8 operator,
        uint256 word,
        uint256 value,
        uint256 other,
        uint256 mix
    ) public {
        operator = uint8(bound(operator, 1, 15));
        // Neighbours and equal words, which chance would never find.
        if (mix & 1 != 0) value = word;
        if (mix & 2 != 0) other = word;
        unchecked {
            if (mix & 4 != 0) value += 1;
            if (mix & 8 != 0) other -= 1;
            if (mix & 16 != 0) value ^= SIGN;
        }
        if (operator == Op.MASK && mix & 32 != 0) other = word & value;
        if (operator == Op.IS_ACCOUNT && mix & 64 != 0) word = uint160(ACCOUNT);
        uint256 count = _valuesOf(operator);
        bytes32[] memory values = new bytes32[](count);
        if (count > 0) values[0] = bytes32(value);
        if (count > 1) values[1] = bytes32(other);
        _expectList(_model(operator, word, value, other), operator, word, values);
    }

    // -------------------------------------------------------------------------------------------------------- arguments

    function testFuzz_ReadsTheWordOfItsArgument(uint16 argument, uint8 more, uint256 word) public view {
        argument = uint16(bound(argument, 0, 300));
        bytes memory data = bytes.concat(
            bytes4(0xa9059cbb),
            new bytes(32 * argument),
            bytes32(word),
            new bytes(more)
        );
        this.check(_condition(argument, Op.EQUAL, _asList(word)), data);
    }

    function test_RefusesAnArgumentThatIsNotWhollyThere() public {
        for (uint256 length = 0; length < 68; ++length) {
            for (uint256 argument = length < 36 ? 0 : 1; argument < 3; ++argument) {
                // Missing bytes must not pass for zeros.
                _expectMissing(argument, length);
                this.check(_condition(argument, Op.EQUAL, _asList(0)), new bytes(length));
            }
        }
    }

    function test_ReadsTheLastArgument() public {
        bytes memory data = bytes.concat(new bytes(4 + 32 * 65_535), bytes32(uint256(42)));
        this.check(_condition(65_535, Op.EQUAL, _asList(42)), data);
        _expectMissing(65_535, 4);
        this.check(_condition(65_535, Op.EQUAL, _asList(0)), new bytes(4));
    }

    function testFuzz_RefusesAnArgumentPath(uint256 argument) public {
        uint256[3] memory arguments = [65_536, MOST, bound(argument, 65_536, MOST)];
        for (uint256 i = 0; i < arguments.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ISessionModule.PartUnsupported.selector, TermsLib.ARGUMENT_PATHS)
            );
            this.check(_condition(arguments[i], Op.EQUAL, _asList(0)), new bytes(100));
        }
    }

    function test_EveryConditionMustHold() public {
        bytes memory data = abi.encodePacked(bytes4(0), uint256(1), uint256(2), uint256(3));
        for (uint256 wrong = 0; wrong < 4; ++wrong) {
            ParameterCondition[] memory conditions = new ParameterCondition[](3);
            for (uint256 i = 0; i < 3; ++i) {
                uint256 value = i == wrong ? 9 : i + 1;
                conditions[i] = ParameterCondition(i, Op.EQUAL, _asList(value));
            }
            if (wrong < 3) _expectFailed(wrong, Op.EQUAL, wrong + 1);
            this.check(conditions, data);
        }
    }

    function testFuzz_NoConditionsHoldForAnyData(bytes memory data) public view {
        this.check(new ParameterCondition[](0), data);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev Signed order is unsigned order after the sign bit is turned.
    function _model(uint8 operator, uint256 word, uint256 value, uint256 other) private pure returns (bool) {
        if (operator == Op.IS_ACCOUNT) return word == uint160(ACCOUNT);
        if (operator == Op.MASK) return (word & value) == other;
        if (operator == Op.EQUAL || operator == Op.ONE_OF) return word == value;
        if (operator == Op.NOT_EQUAL) return word != value;
        if (operator > Op.MASK) (word, value, other) = (word ^ SIGN, value ^ SIGN, other ^ SIGN);
        if (operator == Op.LESS || operator == Op.SIGNED_LESS) return word < value;
        if (operator == Op.AT_MOST || operator == Op.SIGNED_AT_MOST) return !(word > value);
        if (operator == Op.GREATER || operator == Op.SIGNED_GREATER) return word > value;
        if (operator == Op.AT_LEAST || operator == Op.SIGNED_AT_LEAST) return !(word < value);
        return !(word < value) && !(word > other);
    }

    function _valuesOf(uint8 operator) private pure returns (uint256) {
        if (operator == Op.IS_ACCOUNT) return 0;
        return operator == Op.RANGE || operator == Op.MASK || operator == Op.SIGNED_RANGE ? 2 : 1;
    }

    function _expect(bool holds, uint8 operator, uint256 word, uint256 value) private {
        _expectList(holds, operator, word, _asList(value));
    }

    function _expect(bool holds, uint8 operator, uint256 word, uint256 value, uint256 other) private {
        bytes32[] memory values = new bytes32[](2);
        (values[0], values[1]) = (bytes32(value), bytes32(other));
        _expectList(holds, operator, word, values);
    }

    function _expectList(bool holds, uint256 word, bytes32[] memory values) private {
        _expectList(holds, Op.ONE_OF, word, values);
    }

    function _expectList(bool holds, uint8 operator, uint256 word, bytes32[] memory values) private {
        if (!holds) _expectFailed(0, operator, word);
        this.check(_condition(0, operator, values), abi.encodePacked(bytes4(0xa9059cbb), word));
    }

    function _expectFailed(uint256 argument, uint256 operator, uint256 word) private {
        vm.expectRevert(
            abi.encodeWithSelector(ISessionModule.ConditionFailed.selector, argument, operator, word)
        );
    }

    function _expectMissing(uint256 argument, uint256 length) private {
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.ArgumentMissing.selector, argument, length));
    }

    function _expectCountRefused(uint8 operator, uint256 count) private {
        bytes32[] memory values = new bytes32[](count);
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.ConditionMalformed.selector, operator, count));
        this.check(_condition(0, operator, values), new bytes(36));
    }

    function _condition(
        uint256 argument,
        uint8 operator,
        bytes32[] memory values
    ) private pure returns (ParameterCondition[] memory conditions) {
        conditions = new ParameterCondition[](1);
        conditions[0] = ParameterCondition(argument, operator, values);
    }

    function _asList(uint256 value) private pure returns (bytes32[] memory values) {
        values = new bytes32[](1);
        values[0] = bytes32(value);
    }

    function _list(uint256 count) private pure returns (bytes32[] memory values) {
        values = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) values[i] = keccak256(abi.encode(i));
    }
}
