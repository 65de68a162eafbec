// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {BalanceGuard} from "../../../contracts/guards/BalanceGuard.sol";
import {IMintable} from "../support/Parties.sol";
import {Test} from "../support/Test.sol";

/// @notice The guard on its own: what the calls do to the balance is done here, between `begin` and `end`.
contract BalanceGuardTest is Test {
    uint8 private constant RECEIVED = 1;
    uint8 private constant SPENT = 2;

    BalanceGuard private guard;
    IMintable private token;
    address private account;
    address private other;

    function setUp() public {
        guard = BalanceGuard(deploy("BalanceGuard"));
        token = IMintable(deploy("MockERC20", abi.encode("Test Dollar", "TUSD", 6)));
        account = makeAddr("account");
        other = makeAddr("other");
    }

    // ------------------------------------------------------------------------------------------------------------ kinds

    function testReceivedIsAtLeastTheAmount(bool native, uint96 before, uint96 amount, uint96 actual) public {
        _set(native, before);
        bytes memory config = _config(native, RECEIVED, amount);
        bytes32 snapshot = guard.begin(account, config);
        assertEq(uint256(snapshot), before);

        _set(native, uint256(before) + actual);
        uint256 expected = uint256(before) + amount;
        if (actual < amount) _expectTooLow(native, uint256(before) + actual, expected);
        guard.end(account, config, snapshot);
    }

    function testReceivedRefusesWhatWentDown(bool native, uint96 before, uint96 lost, uint96 amount) public {
        vm.assume(before != 0);
        uint256 left = before - bound(lost, 1, before);
        _set(native, before);
        bytes memory config = _config(native, RECEIVED, amount);
        bytes32 snapshot = guard.begin(account, config);

        _set(native, left);
        _expectTooLow(native, left, uint256(before) + amount);
        guard.end(account, config, snapshot);
    }

    function testSpentIsAtMostTheAmount(bool native, uint96 before, uint96 amount, uint96 left) public {
        _set(native, before);
        bytes memory config = _config(native, SPENT, amount);
        bytes32 snapshot = guard.begin(account, config);
        assertEq(uint256(snapshot), before);

        _set(native, left);
        uint256 expected = before > amount ? before - amount : 0;
        if (left < expected) _expectTooLow(native, left, expected);
        guard.end(account, config, snapshot);
    }

    function testZeroMeansNone(bool native, bool received) public {
        _set(native, 5);
        bytes memory config = _config(native, received ? RECEIVED : SPENT, 0);
        bytes32 snapshot = guard.begin(account, config);
        guard.end(account, config, snapshot);
        _set(native, 6);
        guard.end(account, config, snapshot);
        _set(native, 4);
        _expectTooLow(native, 4, 5);
        guard.end(account, config, snapshot);
    }

    function testAnyAmountMayBeSpentUpToTheGreatest(bool native, uint96 before) public {
        _set(native, before);
        bytes memory config = _config(native, SPENT, type(uint256).max);
        bytes32 snapshot = guard.begin(account, config);
        _set(native, 0);
        guard.end(account, config, snapshot);
    }

    function testAnAmountThatNoBalanceReachesIsNeverReceived() public {
        _set(false, 1);
        bytes memory config = _config(false, RECEIVED, type(uint256).max);
        bytes32 snapshot = guard.begin(account, config);
        _set(false, type(uint256).max);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        guard.end(account, config, snapshot);
    }

    // --------------------------------------------------------------------------------------------------- whose, of what

    function testBalancesOfOthersDoNotCount() public {
        _set(false, 10);
        _set(true, 10);
        bytes memory config = _config(false, RECEIVED, 1);
        bytes32 snapshot = guard.begin(account, config);
        token.mint(other, 1);
        _set(true, 11);
        _expectTooLow(false, 10, 11);
        guard.end(account, config, snapshot);
    }

    function testConfigIsExact(uint8 kind, uint256 length) public {
        bytes memory config = new bytes(bound(length, 0, 100));
        if (config.length > 20)
            config[20] = bytes1(bound(kind, RECEIVED, SPENT) == RECEIVED ? RECEIVED : SPENT);
        if (config.length != 53) {
            vm.expectRevert(
                abi.encodeWithSelector(BalanceGuard.BalanceConfigMalformed.selector, config.length, 53)
            );
        }
        guard.begin(account, config);
    }

    function testUnknownKindsAreRefused(uint8 kind) public {
        vm.assume(kind != RECEIVED && kind != SPENT);
        bytes memory config = _config(true, kind, 1);
        bytes memory refusal = abi.encodeWithSelector(BalanceGuard.BalanceKindUnsupported.selector, kind);
        vm.expectRevert(refusal);
        guard.begin(account, config);
        vm.expectRevert(refusal);
        guard.end(account, config, 0);
    }

    function testATokenWithoutCodeIsRefused() public {
        bytes memory config = abi.encodePacked(other, SPENT, uint256(1));
        vm.expectRevert(abi.encodeWithSelector(BalanceGuard.BalanceTokenWithoutCode.selector, other));
        guard.begin(account, config);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    function _config(bool native, uint8 kind, uint256 amount) private view returns (bytes memory) {
        return abi.encodePacked(native ? address(0) : address(token), kind, amount);
    }

    function _set(bool native, uint256 balance) private {
        if (native) {
            vm.deal(account, balance);
            return;
        }
        uint256 actual = token.balanceOf(account);
        vm.prank(account);
        token.transfer(other, actual);
        // The total is an uint256 as well: nobody else may hold anything when the greatest balance is wanted.
        vm.store(address(token), keccak256(abi.encode(other, 0)), 0);
        vm.store(address(token), bytes32(uint256(2)), 0);
        token.mint(account, balance);
    }

    function _expectTooLow(bool native, uint256 actual, uint256 expected) private {
        address of_ = native ? address(0) : address(token);
        vm.expectRevert(abi.encodeWithSelector(BalanceGuard.BalanceTooLow.selector, of_, actual, expected));
    }
}
