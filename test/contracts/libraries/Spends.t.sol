// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {Spend} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ICallHarness} from "../support/Harnesses.sol";
import {Path} from "../support/Path.sol";
import {RandomGrant} from "../support/RandomGrant.sol";
import {Test} from "../support/Test.sol";
import {VarEncoder} from "../support/VarEncoder.sol";

/// @notice What a call takes from limits, against plain arithmetic.
contract SpendsTest is Test {
    using Path for uint256;

    uint256 private constant NATIVE = 1;
    uint256 private constant TOKEN = 2;
    uint256 private constant COUNT = 3;

    ICallHarness private _harness;

    function setUp() public {
        _harness = ICallHarness(deploy("CallHarness"));
    }

    // ------------------------------------------------------------------------------------------------------------- hash

    function testFuzz_HashesWhatWasWritten(uint256 seed, bytes memory rest) public view {
        Spend[] memory list = RandomGrant.spends(seed);
        bytes memory data = _encode(list);
        (bytes32 hash, uint256 size) = _harness.hashSpends(bytes.concat(data, rest));
        assertEq(hash, GrantModel.spendsHash(list));
        assertEq(size, data.length);
    }

    // ------------------------------------------------------------------------------------------------------------ takes

    function testFuzz_TakesTheValue(uint128 cap, uint128 spent, uint256 value) public view {
        _expectTaken(NATIVE, cap, spent, value, value, "");
    }

    function testFuzz_TakesAnArgument(uint128 cap, uint128 spent, uint256 amount) public view {
        bytes memory data = abi.encodePacked(bytes4(0), uint256(1), amount);
        _expectTaken(TOKEN, cap, spent, 77, amount, data);
    }

    function testFuzz_TakesOneForTheCall(uint128 cap, uint128 spent, uint256 value) public view {
        _expectTaken(COUNT, cap, spent, value, 1, "");
    }

    /// @dev The same with a remainder that chance would never find.
    function testFuzz_TakesWhatIsLeftAndNoMore(uint128 cap, uint128 spent) public view {
        spent = uint128(bound(spent, 0, cap));
        uint256 left = cap - spent;
        _expectTaken(NATIVE, cap, spent, left, left, "");
        _expectTaken(NATIVE, cap, spent, left + 1, left + 1, "");
    }

    function testFuzz_TakesTheSumOfEveryElement(uint256[] memory amounts, uint128 cap) public view {
        uint256 sum;
        for (uint256 i = 0; i < amounts.length; ++i) {
            // What does not fit takes all that there is.
            unchecked {
                sum = sum + amounts[i] < sum ? type(uint256).max : sum + amounts[i];
            }
            if (sum == type(uint256).max) break;
        }
        Limit[] memory limits = _limits(TOKEN, cap, 0);
        bytes memory spends = _one(0, TOKEN, uint256(0).element(Path.EVERY));
        bytes memory data = bytes.concat(hex"00000000", abi.encode(amounts));
        _take(spends, 0, data, limits, sum, cap);
    }

    function testFuzz_TakesSmallSums(uint64[] memory amounts, uint128 cap) public view {
        uint256 sum;
        for (uint256 i = 0; i < amounts.length; ++i) sum += amounts[i];
        Limit[] memory limits = _limits(TOKEN, cap, 0);
        bytes memory spends = _one(0, TOKEN, uint256(0).element(Path.EVERY));
        _take(spends, 0, bytes.concat(hex"00000000", abi.encode(amounts)), limits, sum, cap);
    }

    function test_TakesFromSeveralLimits() public view {
        Limit[] memory limits = new Limit[](3);
        (limits[0].limitId, limits[0].kind, limits[0].amount) = (2, NATIVE, 10);
        (limits[1].limitId, limits[1].kind, limits[1].amount) = (5, TOKEN, 10);
        (limits[2].limitId, limits[2].kind, limits[2].amount) = (9, COUNT, 10);
        Spend[] memory spends = new Spend[](4);
        spends[0] = Spend(9, 3, 0);
        spends[1] = Spend(2, 1, 0);
        spends[2] = Spend(5, 2, 0);
        // Twice from one limit.
        spends[3] = Spend(5, 2, 1);
        bytes memory data = abi.encodePacked(bytes4(0), uint256(4), uint256(5));
        Limit[] memory taken = _harness.takeSpends(_encode(spends), 3, data, limits);
        assertEq(taken[0].added, 3);
        assertEq(taken[1].added, 9);
        assertEq(taken[2].added, 1);
    }

    function test_TakesFromTheSameLimitUntilItIsUsedUp() public {
        Limit[] memory limits = _limits(TOKEN, 10, 2);
        Spend[] memory spends = new Spend[](2);
        (spends[0], spends[1]) = (Spend(0, 2, 0), Spend(0, 2, 1));
        bytes memory data = abi.encodePacked(bytes4(0), uint256(4), uint256(5));
        vm.expectRevert(abi.encodeWithSelector(E.LimitExceeded.selector, 0, 5, 4));
        _harness.takeSpends(_encode(spends), 0, data, limits);
    }

    // ------------------------------------------------------------------------------------------------- what is refused

    function test_RefusesASourceThatDoesNotFitTheLimit() public {
        for (uint256 kind = 0; kind < 6; ++kind) {
            for (uint256 source = 0; source < 6; ++source) {
                if (kind == source && kind >= 1 && kind <= 3) continue;
                Limit[] memory limits = _limits(kind, 10, 0);
                vm.expectRevert(abi.encodeWithSelector(E.LimitKindMismatch.selector, 0, kind, source));
                _harness.takeSpends(_one(0, source, 0), 0, new bytes(36), limits);
            }
        }
    }

    function test_RefusesALimitThatIsNotCarried() public {
        Limit[] memory limits = _limits(COUNT, 10, 0);
        vm.expectRevert(abi.encodeWithSelector(E.LimitMissing.selector, 1));
        _harness.takeSpends(_one(1, COUNT, 0), 0, "", limits);
        vm.expectRevert(abi.encodeWithSelector(E.LimitMissing.selector, 0));
        _harness.takeSpends(_one(0, COUNT, 0), 0, "", new Limit[](0));
    }

    function test_RefusesAnArgumentThatIsMissing() public {
        vm.expectRevert(abi.encodeWithSelector(E.ArgumentMissing.selector, 1, 36));
        _harness.takeSpends(_one(0, TOKEN, 1), 0, new bytes(36), _limits(TOKEN, 10, 0));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _expectTaken(
        uint256 kind,
        uint128 cap,
        uint128 spent,
        uint256 value,
        uint256 taken,
        bytes memory data
    ) private view {
        // A counter that was carried from another grant may stand above this one's cap.
        uint256 left = cap > spent ? cap - spent : 0;
        _take(_one(0, kind, 1), value, data, _limits(kind, cap, spent), taken, left);
    }

    function _take(
        bytes memory spends,
        uint256 value,
        bytes memory data,
        Limit[] memory limits,
        uint256 taken,
        uint256 left
    ) private view {
        try _harness.takeSpends(spends, value, data, limits) returns (Limit[] memory after_) {
            assertLe(taken, left);
            assertEq(after_[0].added, taken);
            assertEq(after_[0].spent, limits[0].spent);
        } catch (bytes memory reason) {
            assertGt(taken, left);
            assertEq(reason, abi.encodeWithSelector(E.LimitExceeded.selector, 0, taken, left));
        }
    }

    function _limits(uint256 kind, uint256 cap, uint256 spent) private pure returns (Limit[] memory limits) {
        limits = new Limit[](1);
        (limits[0].kind, limits[0].amount, limits[0].spent) = (kind, cap, spent);
    }

    function _one(uint256 limit, uint256 source, uint256 argument) private pure returns (bytes memory) {
        Spend[] memory spends = new Spend[](1);
        spends[0] = Spend(uint16(limit), uint8(source), argument);
        return _encode(spends);
    }

    function _encode(Spend[] memory spends) private pure returns (bytes memory data) {
        data = abi.encodePacked(uint8(spends.length));
        for (uint256 i = 0; i < spends.length; ++i) {
            bytes memory argument = VarEncoder.encode(spends[i].argument);
            data = abi.encodePacked(data, spends[i].limit, spends[i].source, argument);
        }
    }
}
