// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ParameterConditionLib as Op} from "../../../contracts/types/ParameterCondition.sol";
import {ParameterCondition} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ICallHarness} from "../support/Harnesses.sol";
import {Path} from "../support/Path.sol";
import {RandomGrant} from "../support/RandomGrant.sol";
import {Test} from "../support/Test.sol";
import {UseEncoder} from "../support/UseEncoder.sol";

/// @notice Every operator against a plain model, at its boundaries and with every wrong number of values.
contract ConditionsTest is Test {
    using Path for uint256;

    uint256 private constant MOST = type(uint256).max;
    uint256 private constant SIGN = 1 << 255;
    address private constant ACCOUNT = address(0xacc0);

    ICallHarness private _harness;

    function setUp() public {
        _harness = ICallHarness(deploy("CallHarness"));
    }

    // ------------------------------------------------------------------------------------------------------------- hash

    function testFuzz_HashesWhatWasWritten(uint256 seed, bytes memory rest) public view {
        ParameterCondition[] memory list = RandomGrant.conditions(seed);
        bytes memory data = UseEncoder.conditions(list);
        (bytes32 hash, uint256 size) = _harness.hashConditions(bytes.concat(data, rest));
        assertEq(hash, GrantModel.conditionsHash(list));
        assertEq(size, data.length);
    }

    function testFuzz_HashesAsManyAsThereCanBe(uint8 count, uint8 values) public view {
        ParameterCondition[] memory list = new ParameterCondition[](count % 64);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = ParameterCondition(i, uint8(i), _list(i == 0 ? values : i % 3));
        }
        (bytes32 hash, ) = _harness.hashConditions(UseEncoder.conditions(list));
        assertEq(hash, GrantModel.conditionsHash(list));
    }

    // -------------------------------------------------------------------------------------------------------- operators

    function test_Unsigned() public view {
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

    function test_Signed() public view {
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

    function test_RangeIncludesBothEnds() public view {
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

    function test_SignedRangeIncludesBothEnds() public view {
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

    function test_OneOfListsUpToSixteenValues() public view {
        for (uint256 count = 1; count <= 16; ++count) {
            bytes32[] memory values = _list(count);
            for (uint256 i = 0; i < count; ++i) _expectList(true, Op.ONE_OF, uint256(values[i]), values);
            _expectList(false, Op.ONE_OF, 0, values);
            _expectList(false, Op.ONE_OF, uint256(values[0]) + 1, values);
        }
    }

    function test_OneOfRefusesNoneAndSeventeenValues() public view {
        _expectCountRefused(Op.ONE_OF, 0);
        _expectCountRefused(Op.ONE_OF, 17);
        _expectCountRefused(Op.ONE_OF, 255);
    }

    function test_MaskComparesTheMaskedWord() public view {
        _expect(true, Op.MASK, 0xabcd, 0xff00, 0xab00);
        _expect(false, Op.MASK, 0xabcd, 0xff00, 0xac00);
        // A value with bits outside its mask holds for nothing.
        _expect(false, Op.MASK, 0xabcd, 0xff00, 0xabcd);
        _expect(true, Op.MASK, MOST, 0, 0);
    }

    function test_IsAccountComparesTheWholeWord() public view {
        uint256 account = uint160(ACCOUNT);
        bytes32[] memory none = new bytes32[](0);
        _expectList(true, Op.IS_ACCOUNT, account, none);
        _expectList(false, Op.IS_ACCOUNT, account + 1, none);
        for (uint256 bit = 160; bit < 256; ++bit) {
            _expectList(false, Op.IS_ACCOUNT, account | (1 << bit), none);
            _expect(false, Op.EQUAL, account | (1 << bit), account);
            _expect(false, Op.ONE_OF, account | (1 << bit), account, account);
        }
    }

    function test_RefusesEveryUnknownOperator() public view {
        for (uint256 count = 0; count < 4; ++count) {
            _expectCountRefused(0, count);
            for (uint256 operator = 16; operator < 256; ++operator) {
                _expectCountRefused(uint8(operator), count);
            }
        }
    }

    function test_RefusesEveryWrongNumberOfValues() public view {
        for (uint256 count = 0; count < 20; ++count) {
            for (uint8 operator = 1; operator < 16; ++operator) {
                if (operator != Op.ONE_OF && count != _valuesOf(operator)) {
                    _expectCountRefused(operator, count);
                }
            }
        }
    }

    function testFuzz_EqualsTheModel(
        uint8 operator,
        uint256 word,
        uint256 value,
        uint256 other,
        uint256 mix
    ) public view {
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
        bytes32[] memory values = new bytes32[](_valuesOf(operator));
        if (values.length > 0) values[0] = bytes32(value);
        if (values.length > 1) values[1] = bytes32(other);
        _expectList(_model(operator, word, value, other), operator, word, values);
    }

    // -------------------------------------------------------------------------------------------------------- arguments

    function test_EveryConditionMustHold() public view {
        bytes memory data = abi.encodePacked(bytes4(0), uint256(1), uint256(2), uint256(3));
        for (uint256 wrong = 0; wrong < 4; ++wrong) {
            ParameterCondition[] memory conditions = new ParameterCondition[](3);
            for (uint256 i = 0; i < 3; ++i) {
                uint256 value = i == wrong ? 9 : i + 1;
                conditions[i] = ParameterCondition(i, uint8(Op.EQUAL), _asList(value));
            }
            if (wrong == 3) _expectHolds(conditions, data);
            else _expectRefused(conditions, data, _failed(wrong, Op.EQUAL, wrong + 1));
        }
    }

    function testFuzz_NoConditionsHoldForAnyData(bytes memory data) public view {
        _expectHolds(new ParameterCondition[](0), data);
    }

    function testFuzz_EveryElementMustHold(uint256[] memory list, uint256 value) public view {
        bytes memory data = bytes.concat(hex"00000000", abi.encode(list));
        uint256 path = uint256(0).element(Path.EVERY);
        ParameterCondition[] memory conditions = _condition(path, Op.AT_MOST, _asList(value));
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] <= value) continue;
            _expectRefused(conditions, data, _failed(path, Op.AT_MOST, list[i]));
            return;
        }
        _expectHolds(conditions, data);
    }

    function test_OfNoElementsEveryOneHoldsUnlessTheRuleMakesNoSense() public view {
        bytes memory data = bytes.concat(hex"00000000", abi.encode(new uint256[](0)));
        uint256 path = uint256(0).element(Path.EVERY);
        _expectHolds(_condition(path, Op.EQUAL, _asList(1)), data);
        _expectHolds(_condition(path, Op.RANGE, _list(2)), data);
        for (uint256 count = 0; count < 4; ++count) {
            bytes memory reason = abi.encodeWithSelector(E.ConditionMalformed.selector, 99, count);
            _expectRefused(_condition(path, 99, _list(count)), data, reason);
        }
    }

    function test_AFurtherConditionFollowsALongOne() public view {
        bytes memory data = abi.encodePacked(bytes4(0), uint256(5), uint256(6));
        ParameterCondition[] memory conditions = new ParameterCondition[](2);
        bytes32[] memory values = _list(16);
        values[3] = bytes32(uint256(5));
        conditions[0] = ParameterCondition(0, uint8(Op.ONE_OF), values);
        conditions[1] = ParameterCondition(1, uint8(Op.EQUAL), _asList(6));
        _expectHolds(conditions, data);
        conditions[1].values[0] = bytes32(uint256(7));
        _expectRefused(conditions, data, _failed(1, Op.EQUAL, 6));
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

    function _expect(bool holds, uint256 operator, uint256 word, uint256 value) private view {
        _expectList(holds, operator, word, _asList(value));
    }

    function _expect(bool holds, uint256 operator, uint256 word, uint256 value, uint256 other) private view {
        bytes32[] memory values = new bytes32[](2);
        (values[0], values[1]) = (bytes32(value), bytes32(other));
        _expectList(holds, operator, word, values);
    }

    /// @dev The same of a plain argument and of a path to the same word, which are read by different code.
    function _expectList(bool holds, uint256 operator, uint256 word, bytes32[] memory values) private view {
        bytes memory data = abi.encodePacked(bytes4(0xa9059cbb), uint256(32), word);
        uint256[2] memory arguments = [uint256(1), uint256(0).field(0)];
        for (uint256 i = 0; i < 2; ++i) {
            ParameterCondition[] memory conditions = _condition(arguments[i], operator, values);
            if (holds) _expectHolds(conditions, data);
            else _expectRefused(conditions, data, _failed(arguments[i], operator, word));
        }
    }

    function _expectCountRefused(uint256 operator, uint256 count) private view {
        bytes memory reason = abi.encodeWithSelector(E.ConditionMalformed.selector, operator, count);
        bytes memory data = abi.encodePacked(bytes4(0xa9059cbb), uint256(32), MOST);
        _expectRefused(_condition(1, operator, new bytes32[](count)), data, reason);
        _expectRefused(_condition(uint256(0).field(0), operator, new bytes32[](count)), data, reason);
    }

    function _failed(uint256 argument, uint256 operator, uint256 word) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ConditionFailed.selector, argument, operator, word);
    }

    function _expectHolds(ParameterCondition[] memory conditions, bytes memory data) private view {
        _harness.checkConditions(UseEncoder.conditions(conditions), data, ACCOUNT);
    }

    function _expectRefused(
        ParameterCondition[] memory conditions,
        bytes memory data,
        bytes memory expected
    ) private view {
        try _harness.checkConditions(UseEncoder.conditions(conditions), data, ACCOUNT) {
            assertTrue(false, "was not refused");
        } catch (bytes memory reason) {
            assertEq(reason, expected);
        }
    }

    function _condition(
        uint256 argument,
        uint256 operator,
        bytes32[] memory values
    ) private pure returns (ParameterCondition[] memory conditions) {
        conditions = new ParameterCondition[](1);
        conditions[0] = ParameterCondition(argument, uint8(operator), values);
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
