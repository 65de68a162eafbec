// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {Grant} from "../support/Grant.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks on what the account pays for operations, and on who pays.
contract FFeesTest is EntryPointTest {
    uint16 private constant FEE = type(uint16).max;
    uint8 private constant LISTED = 1;
    uint8 private constant ANY = 2;

    /// @dev A recorded grant with a fee budget and a price.
    function _budgeted(uint256 budget, uint256 price) private returns (Grant memory grant) {
        grant = _newGrant();
        (grant.maximumFee.budget, grant.maximumFee.price) = (budget, price);
        _give(grant);
    }

    /// @dev An operation of two million gas at a price, paid by the account.
    function _priced(Grant memory grant, uint256 price) private view returns (PackedUserOperation memory op) {
        op = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 1), 0);
        op.gasFees = bytes32((price << 128) | price);
        return _signForEntryPoint(op, _draft(grant, 0));
    }

    function _overPriced(uint256 price, uint256 allowed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.FeePriceExceeded.selector, price, allowed);
    }

    function _overBudget(uint256 requested, uint256 remaining) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.FeeBudgetExceeded.selector, requested, remaining);
    }

    function _forbidden(address paymaster) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.PaymasterForbidden.selector, paymaster);
    }

    // ------------------------------------------------------------------------------------------------------------- price

    /// @notice A holder that bundles its own operations raises the price and keeps the fee, whoever pays.
    function test_F01_holderAsItsOwnBundler() public {
        Grant memory grant = _budgeted(1 ether, 10 gwei);
        _refusesBundle(_bundle(_priced(grant, 11 gwei)), 0, _overPriced(11 gwei, 10 gwei));
        PackedUserOperation memory op = _priced(grant, 10 gwei);
        op.gasFees = bytes32((uint256(1_000 gwei) << 128) | 10 gwei);
        op = _signForEntryPoint(op, _draft(grant, 0));
        uint256 before = address(account).balance;
        entryPoint.handleOps(_bundle(op), payable(vm.addr(KEY)));
        assertLe(vm.addr(KEY).balance, 0.02 ether);
        assertGt(vm.addr(KEY).balance, 0);
        assertEq(_spent(_id(grant), FEE), 0.02 ether);
        assertLe(before - address(account).balance, 0.02 ether);

        grant = _sponsored(ANY, address(0));
        (grant.maximumFee.price, grant.salt) = (10 gwei, "price");
        _give(grant);
        op = _paidBy(grant, abi.encodePacked(payee, uint128(1), uint128(1)), 11 gwei);
        _refusesBundle(_bundle(op), 0, _overPriced(11 gwei, 10 gwei));
    }

    // ------------------------------------------------------------------------------------------------------------ amount

    /// @notice Each of the three amounts of gas padded, with a tenth of what stays unused for the bundler: all of it counts.
    function test_F02_paddedGas() public {
        Grant memory grant = _budgeted(0.01 ether, UNLIMITED);
        for (uint256 part = 0; part < 3; ++part) {
            PackedUserOperation memory op = _padded(grant, part, 8_000_001);
            _refusesBundle(_bundle(op), 0, _overBudget(0.010000001 ether, 0.01 ether));
        }
        uint256 before = address(account).balance;
        entryPoint.handleOps(_bundle(_padded(grant, 0, 6_000_000)), payable(vm.addr(KEY)));
        assertLe(before - address(account).balance, 0.008 ether);
        assertEq(_spent(_id(grant), FEE), 0.008 ether);
        _refusesBundle(_bundle(_padded(grant, 1, 1)), 0, _overBudget(0.002000001 ether, 0.002 ether));
        _handle(_bundle(_priced(grant, 1 gwei)));
        _refusesBundle(_bundle(_priced(grant, 1)), 0, _overBudget(2_000_000, 0));
    }

    /// @dev Part 0: gas of the calls, 1: of validation, 2: before validation.
    function _padded(
        Grant memory grant,
        uint256 part,
        uint256 gas
    ) private view returns (PackedUserOperation memory op) {
        op = _priced(grant, 1 gwei);
        if (part == 2) op.preVerificationGas += gas;
        else op.accountGasLimits = bytes32(uint256(op.accountGasLimits) + (gas << (128 * part)));
        return _signForEntryPoint(op, _draft(grant, 0));
    }

    /// @notice Amounts whose product overflows, or does not fit the counter.
    function test_F02_feesThatOverflow() public {
        Grant memory grant = _budgeted(UNLIMITED - 1, UNLIMITED);
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        uint256 most = type(uint120).max;
        (op.preVerificationGas, op.gasFees) = (most + 1, bytes32(uint256(1)));
        _refusesOperation(op, _overPriced(1, most));
        (op.preVerificationGas, op.gasFees) = (most, bytes32(most + 1));
        _refusesOperation(op, _overPriced(most + 1, most));
        (op.accountGasLimits, op.gasFees) = (bytes32(UNLIMITED), bytes32(most));
        uint256 gas = most + 2 * uint256(type(uint128).max);
        _refusesOperation(op, _overBudget(gas * most, UNLIMITED - 1));
        assertEq(_spent(_id(grant), FEE), 0);
    }

    /// @notice Fees that add up beside every other limit: counted whole, and also when the calls fail.
    function test_F08_feesAddUp() public {
        Grant memory grant = _budgeted(0.006 ether, UNLIMITED);
        _handle(_bundle(_priced(grant, 1 gwei)));
        vm.startPrank(address(account));
        token.transfer(address(this), token.balanceOf(address(account)));
        vm.stopPrank();
        _handle(_bundle(_priced(grant, 1 gwei)));
        assertEq(token.balanceOf(payee), 1);
        assertEq(_spent(_id(grant), FEE), 0.004 ether);
        bytes memory reason = _overBudget(0.004 ether, 0.002 ether);
        _refusesBundle(_bundle(_priced(grant, 2 gwei)), 0, reason);
        _handle(_bundle(_priced(grant, 1 gwei)));
        assertEq(_spent(_id(grant), FEE), 0.006 ether);
    }

    // -------------------------------------------------------------------------------------------------------- paymasters

    /// @dev A grant that lets a paymaster pay and the account not.
    function _sponsored(uint8 kind, address listed) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.maximumFee.budget = 0;
        grant.paymaster.kind = kind;
        if (kind == ANY) return grant;
        grant.paymaster.listed = new address[](1);
        grant.paymaster.listed[0] = listed;
    }

    function _paidBy(
        Grant memory grant,
        bytes memory paymasterAndData,
        uint256 price
    ) private view returns (PackedUserOperation memory op) {
        op = _priced(grant, price);
        op.paymasterAndData = paymasterAndData;
        return _signForEntryPoint(op, _draft(grant, 0));
    }

    /// @notice An operation without the paymaster that the owner meant to pay, or with another one.
    function test_F04_withoutTheRequiredPaymaster() public {
        address paymaster = deploy("MockPaymaster");
        entryPoint.depositTo{value: 1 ether}(paymaster);
        Grant memory grant = _sponsored(LISTED, paymaster);
        _give(grant);
        _refusesBundle(_bundle(_priced(grant, 1)), 0, _overBudget(2_000_000, 0));
        bytes memory other = abi.encodePacked(payee, uint128(50_000), uint128(0));
        _refusesBundle(_bundle(_paidBy(grant, other, 1 gwei)), 0, _forbidden(payee));
        uint256 before = address(account).balance;
        bytes memory right = abi.encodePacked(paymaster, uint128(50_000), uint128(0));
        _handle(_bundle(_paidBy(grant, right, 1 gwei)));
        assertEq(address(account).balance, before);
        assertEq(token.balanceOf(payee), 1);
    }

    /// @notice A paymaster of zeros, which is there for the module's eyes and absent for the EntryPoint: the account would pay.
    function test_F05_paymasterOfZeros() public {
        Grant memory grant = _sponsored(ANY, address(0));
        _give(grant);
        uint8[5] memory lengths = [1, 19, 20, 52, 84];
        for (uint256 i = 0; i < lengths.length; ++i) {
            PackedUserOperation memory op = _paidBy(grant, new bytes(lengths[i]), 1 gwei);
            _refusesOperation(op, _forbidden(address(0)));
        }
        bytes memory zero = abi.encodePacked(address(0), uint128(50_000), uint128(0), "data");
        _refusesBundle(_bundle(_paidBy(grant, zero, 1 gwei)), 0, _forbidden(address(0)));
    }

    /// @notice EntryPoint v0.9 leaves a paymaster's own signature, at the end, out of the operation's hash: nothing there counts.
    function test_F07_suffixOfThePaymaster() public {
        address paymaster = makeAddr("paymaster");
        Grant memory grant = _sponsored(LISTED, paymaster);
        _give(grant);
        bytes memory magic = hex"22e325a297439656";
        bytes memory head = abi.encodePacked(payee, uint128(1), uint128(1));
        bytes memory suffix = abi.encodePacked(paymaster, uint16(20), magic);
        PackedUserOperation memory op = _paidBy(grant, bytes.concat(head, suffix), 1 gwei);
        _refusesOperation(op, _forbidden(payee));
        op.paymasterAndData = bytes.concat(suffix);
        _refusesOperation(
            _paidBy(grant, abi.encodePacked(uint16(20), magic), 1 gwei),
            _forbiddenSuffix(magic)
        );

        // What the EntryPoint would hand on as the hash: that of the operation up to the suffix.
        head = abi.encodePacked(paymaster, uint128(1), uint128(1));
        op = _sign(_paidBy(grant, head, 1 gwei), _draft(grant, 0));
        bytes32 hash = _operationHash(op);
        bytes[2] memory suffixes = [suffix, abi.encodePacked(payee, address(0), uint16(40), magic)];
        for (uint256 i = 0; i < 2; ++i) {
            op.paymasterAndData = bytes.concat(head, suffixes[i]);
            vm.prank(address(account));
            assertEq(uint160(module.validateUserOp(op, hash)), 0);
        }
    }

    function _forbiddenSuffix(bytes memory magic) private pure returns (bytes memory) {
        return _forbidden(address(bytes20(abi.encodePacked(uint16(20), magic, bytes10(0)))));
    }

    // -------------------------------------------------------------------------------------------------------- starvation

    /// @notice A relayer or bundler that gives too little gas, to have the calls fail and the use counted; or asks for a mode in
    /// which failing does not matter.
    function test_F14_starvedOfGas() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        ISessionModule.Relay memory relay = ISessionModule.Relay(0, START, 500_000);
        bytes memory execution = _transfer(payee, 1);
        bytes memory use = _relayable(draft, SINGLE, execution, relay);
        vm.expectPartialRevert(E.GasInsufficient.selector);
        module.executeRelayed{gas: 540_000}(address(account), SINGLE, execution, use, relay);
        assertEq(module.nonceState(address(account), _keyId(KEY), 0), 0);
        bytes32 tryMode = bytes32(uint256(1) << 240);
        bytes memory reason = abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, tryMode);
        _refuses(draft, tryMode, execution, reason);
        _refuses(draft, tryMode | BATCH, execution, _unsupported(tryMode | BATCH));

        PackedUserOperation[] memory ops = _bundle(_packed(draft, SINGLE, execution, 0));
        vm.expectRevert(abi.encodeWithSignature("FailedOp(uint256,string)", 0, "AA95 out of gas"));
        entryPoint.handleOps{gas: 900_000}(ops, payable(payee));
        assertEq(_spent(grantId, 0), 0);

        module.executeRelayed{gas: 800_000}(address(account), SINGLE, execution, use, relay);
        _handle(ops);
        assertEq(_spent(grantId, 0), 2);
    }

    function _unsupported(bytes32 mode) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, mode);
    }
}
