// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {MockExchange} from "../../../contracts/mocks/MockExchange.sol";
import {Grant, ParameterCondition} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {Path} from "../support/Path.sol";
import {WordBytes} from "../support/WordBytes.sol";

/// @notice Conditions and spends on nested arguments, on every path of a use. Each path by itself is tested in libraries/.
contract ArgumentPathsTest is ModuleTest {
    using Path for uint256;

    uint8 private constant EQUAL = 1;
    uint8 private constant AT_MOST = 4;
    uint8 private constant IS_ACCOUNT = 9;

    address private exchange;

    /// @dev The order is the only argument.
    uint256 private constant ORDER = 0;

    function setUp() public override {
        super.setUp();
        exchange = deploy("MockExchange");
    }

    // ----------------------------------------------------------------------------------------------- what is called

    function _order() private view returns (MockExchange.Order memory order) {
        order.receiver = address(account);
        order.amounts = new uint256[](3);
        (order.amounts[0], order.amounts[1], order.amounts[2]) = (10, 20, 30);
        order.legs = new MockExchange.Leg[](2);
        order.legs[0] = MockExchange.Leg(address(token), hex"aabb");
        order.legs[1] = MockExchange.Leg(address(token), "");
        order.note = "a note that is longer than one word, on purpose";
    }

    function _trade(MockExchange.Order memory order) private view returns (bytes memory) {
        return _call(exchange, 0, abi.encodeCall(MockExchange.trade, (order)));
    }

    /// @notice A grant to trade under these conditions.
    function _trader(ParameterCondition[] memory conditions) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.permissions[0].target = exchange;
        grant.permissions[0].selector = MockExchange.trade.selector;
        grant.permissions[0].conditions = conditions;
        grant.permissions[0].spends = _spends(0, 2, ORDER.field(1).element(Path.EVERY));
    }

    function _given(uint256 path, uint8 operator, uint256 value) private returns (Grant memory grant) {
        ParameterCondition[] memory conditions = new ParameterCondition[](1);
        conditions[0] = _condition(path, operator, value);
        grant = _trader(conditions);
        _give(grant);
    }

    function _allowsOrder(Grant memory grant, MockExchange.Order memory order) private {
        _allows(_draft(grant, 0), SINGLE, _trade(order));
    }

    function _refusesOrder(Grant memory grant, MockExchange.Order memory order, bytes memory reason) private {
        _refuses(_draft(grant, 0), SINGLE, _trade(order), reason);
    }

    function _failed(uint256 path, uint256 operator, uint256 word) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ConditionFailed.selector, path, operator, word);
    }

    // ------------------------------------------------------------------------------------------------------ conditions

    function test_field_ofATuple() public {
        uint256 path = ORDER.field(0);
        ParameterCondition[] memory conditions = new ParameterCondition[](1);
        conditions[0] = ParameterCondition(path, IS_ACCOUNT, new bytes32[](0));
        Grant memory grant = _trader(conditions);
        _give(grant);
        MockExchange.Order memory order = _order();
        _allowsOrder(grant, order);
        order.receiver = payee;
        _refusesOrder(grant, order, _failed(path, IS_ACCOUNT, uint160(payee)));
    }

    function test_element_ofAnArray() public {
        uint256 path = ORDER.field(1).element(1);
        Grant memory grant = _given(path, AT_MOST, 20);
        MockExchange.Order memory order = _order();
        _allowsOrder(grant, order);
        order.amounts[1] = 21;
        _refusesOrder(grant, order, _failed(path, AT_MOST, 21));
        order.amounts = new uint256[](1);
        uint256 length = abi.encodeCall(MockExchange.trade, (order)).length;
        _refusesOrder(grant, order, abi.encodeWithSelector(E.ArgumentMissing.selector, path, length));
    }

    function test_length_ofAnArray() public {
        uint256 path = ORDER.field(2).length();
        Grant memory grant = _given(path, EQUAL, 2);
        MockExchange.Order memory order = _order();
        _allowsOrder(grant, order);
        order.legs = new MockExchange.Leg[](3);
        _refusesOrder(grant, order, _failed(path, EQUAL, 3));
    }

    function test_every_elementBehindOffsets() public {
        uint256 path = ORDER.field(2).element(Path.EVERY).field(0);
        Grant memory grant = _given(path, EQUAL, uint160(address(token)));
        MockExchange.Order memory order = _order();
        _allowsOrder(grant, order);
        order.legs[1].token = payee;
        _refusesOrder(grant, order, _failed(path, EQUAL, uint160(payee)));
        // Of no legs every one is right: whoever minds bounds the length too.
        order.legs = new MockExchange.Leg[](0);
        _allowsOrder(grant, order);
    }

    function test_bytes_andTheirLength() public {
        uint256 path = ORDER.field(3).bytesAt(1);
        MockExchange.Order memory order = _order();
        Grant memory grant = _given(path, EQUAL, WordBytes.wordAt(order.note, 32));
        _allowsOrder(grant, order);
        order.note[32] ^= 0x01;
        _refusesOrder(grant, order, _failed(path, EQUAL, WordBytes.wordAt(order.note, 32)));
        grant = _given(ORDER.field(3).length(), AT_MOST, 47);
        _allowsOrder(grant, order);
        order.note = bytes.concat(order.note, hex"00");
        _refusesOrder(grant, order, _failed(ORDER.field(3).length(), AT_MOST, 48));
    }

    function test_inline_elementsOfSeveralWords() public {
        MockExchange.Payment[] memory payments = new MockExchange.Payment[](2);
        payments[0] = MockExchange.Payment(payee, 30);
        payments[1] = MockExchange.Payment(payee, 40);
        uint256 to = uint256(0).elementOf(Path.EVERY, 2, 0);
        Grant memory grant = _newGrant();
        grant.permissions[0].target = exchange;
        grant.permissions[0].selector = MockExchange.pay.selector;
        grant.permissions[0].conditions = new ParameterCondition[](1);
        grant.permissions[0].conditions[0] = _condition(to, EQUAL, uint160(payee));
        grant.permissions[0].spends = _spends(0, 2, uint256(0).elementOf(Path.EVERY, 2, 1));
        bytes32 grantId = _give(grant);
        _execute(_draft(grant, 0), SINGLE, _payments(payments));
        assertEq(_spent(grantId, 0), 70);
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 70, 30);
        _refuses(_draft(grant, 0), SINGLE, _payments(payments), exceeded);
        payments[1] = MockExchange.Payment(exchange, 0);
        _refuses(_draft(grant, 0), SINGLE, _payments(payments), _failed(to, EQUAL, uint160(exchange)));
    }

    function _payments(MockExchange.Payment[] memory payments) private view returns (bytes memory) {
        return _call(exchange, 0, abi.encodeCall(MockExchange.pay, (payments)));
    }

    // ---------------------------------------------------------------------------------------------------------- spends

    function testFuzz_spend_theSumOfEveryElement(uint8[] memory amounts) public {
        Grant memory grant = _trader(new ParameterCondition[](0));
        bytes32 grantId = _give(grant);
        MockExchange.Order memory order = _order();
        order.amounts = new uint256[](amounts.length % 8);
        uint256 sum;
        for (uint256 i = 0; i < order.amounts.length; ++i) {
            order.amounts[i] = amounts[i] % 32;
            sum += order.amounts[i];
        }
        if (sum > 100) {
            _refusesOrder(grant, order, abi.encodeWithSelector(E.LimitExceeded.selector, 0, sum, 100));
            return;
        }
        _execute(_draft(grant, 0), SINGLE, _trade(order));
        assertEq(_spent(grantId, 0), sum);
    }

    function test_spend_aSumThatOverflows() public {
        Grant memory grant = _trader(new ParameterCondition[](0));
        _give(grant);
        MockExchange.Order memory order = _order();
        (order.amounts[0], order.amounts[1]) = (UNLIMITED, 2);
        _refusesOrder(grant, order, abi.encodeWithSelector(E.LimitExceeded.selector, 0, UNLIMITED, 100));
    }

    // ------------------------------------------------------------------------------------------------------- malformed

    function test_offsetsThatLeadNowhere() public {
        Grant memory grant = _given(ORDER.field(0), EQUAL, uint160(address(account)));
        bytes memory data = abi.encodeCall(MockExchange.trade, (_order()));
        bytes memory malformed = abi.encodeWithSelector(E.ArgumentMalformed.selector, ORDER.field(0));
        uint256[5] memory offsets = [uint256(1), 33, data.length, 1 << 64, UNLIMITED - 31];
        for (uint256 i = 0; i < offsets.length; ++i) {
            bytes memory changed = WordBytes.withWord(data, 4, offsets[i]);
            _refuses(_draft(grant, 0), SINGLE, _call(exchange, 0, changed), malformed);
        }
    }

    function test_anOrderThatIsCutOff() public {
        ParameterCondition[] memory conditions = new ParameterCondition[](1);
        uint256 path = ORDER.field(2).element(1).field(0);
        conditions[0] = _condition(path, EQUAL, uint160(address(token)));
        Grant memory grant = _trader(conditions);
        grant.permissions[0].spends = _spends(0, 2, ORDER.field(1).element(0));
        _give(grant);
        bytes memory data = abi.encodeCall(MockExchange.trade, (_order()));
        bytes memory missing = abi.encodeWithSelector(E.ArgumentMissing.selector, path, 300);
        _refuses(_draft(grant, 0), SINGLE, _call(exchange, 0, WordBytes.resize(data, 300)), missing);
        _allows(_draft(grant, 0), SINGLE, _call(exchange, 0, data));
    }

    function test_pathsThatMakeNoSense() public {
        uint256[4] memory paths = [
            ORDER.field(1).length().field(0),
            ORDER.step(5 << 7),
            ORDER.field(1).elementOf(0, 2, 2),
            ORDER.field(3).bytesAt(Path.EVERY)
        ];
        for (uint256 i = 0; i < paths.length; ++i) {
            Grant memory grant = _given(paths[i], EQUAL, 0);
            _refusesOrder(grant, _order(), abi.encodeWithSelector(E.ArgumentMalformed.selector, paths[i]));
        }
    }
}
