// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ExecutionDecoder} from "../libraries/ExecutionDecoder.sol";
import {OperationReader} from "../libraries/OperationReader.sol";
import {ValidationData} from "../libraries/ValidationData.sol";
import {Counter, CounterLib} from "../types/Counter.sol";
import {Cursor} from "../types/Cursor.sol";
import {LimitLib} from "../types/Limit.sol";
import {Terms, TermsLib} from "../types/Terms.sol";
import {Use, UseLib} from "../types/Use.sol";
import {Enforcement} from "./Enforcement.sol";
import {Guarding} from "./Guarding.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @title Use through an EntryPoint
/// @notice Everything is counted at validation, also when the execution then reverts.
abstract contract OperationUse is Enforcement, Guarding {
    using OperationReader for PackedUserOperation;

    /// @notice Judges an operation of the calling account.
    /// @return validationData As ERC-4337 defines it; a wrong signature of the right form is 1 in its lowest bits.
    function _validate(
        PackedUserOperation calldata userOp,
        bytes32 userOpHash
    ) internal returns (uint256 validationData) {
        if (userOp.sender != msg.sender) revert AccountMismatch(userOp.sender, msg.sender);
        // Whoever is called by a use may be a bundler.
        _checkUnlocked(msg.sender);
        (bytes32 mode, bytes calldata executionCalldata) = ExecutionDecoder.decodeExecute(
            userOp.read(OperationReader.CALL_DATA)
        );
        Use memory use = UseLib.allocator()();
        _enforce(msg.sender, mode, executionCalldata, userOp.read(OperationReader.SIGNATURE), true, use);
        bytes calldata initCode = userOp.read(OperationReader.INIT_CODE);
        // Deployment code runs with the account's authority: only together with the owner's signature of the grant.
        if (initCode.length != 0 && !use.granted && !_isBareMarker(initCode)) revert InitCodeForbidden();
        _checkFee(userOp, use);

        bytes32 digest = _userOperationUseDigest(userOpHash, use.useHash);
        bool valid = _isKeySignature(msg.sender, use, digest);
        return ValidationData.pack(valid, use.validAfter, use.validUntil);
    }

    /// @dev Who pays, how much at most, and at what price.
    function _checkFee(PackedUserOperation calldata userOp, Use memory use) private {
        Terms memory terms = use.terms;
        uint256 price = uint128(uint256(userOp.gasFees));
        if (price > terms.feePrice) revert FeePriceExceeded(price, terms.feePrice);
        bytes calldata paymasterAndData = userOp.read(OperationReader.PAYMASTER_AND_DATA);
        if (paymasterAndData.length != 0) {
            _checkPaymaster(address(bytes20(paymasterAndData)), terms.paymasterRule);
        } else if (terms.feeBudget != TermsLib.UNLIMITED) {
            _takeFee(userOp, price, use);
        } else if (use.guarded) {
            // A guard that refuses does so after validation: the fee is lost each time.
            revert FeeUnbounded();
        }
    }

    /// @dev An EntryPoint takes paymaster zero for none and lets the account pay: it is never allowed.
    function _checkPaymaster(address paymaster, Cursor rule) private pure {
        if (Cursor.unwrap(rule) != 0 && paymaster != address(0)) {
            (uint256 kind, Cursor cursor) = rule.readByte();
            if (kind == TermsLib.PAYMASTER_ANY) return;
            uint256 count;
            (count, cursor) = cursor.readByte();
            for (; count != 0; --count) {
                uint256 listed;
                (listed, cursor) = cursor.readUint(20);
                if (listed == uint160(paymaster)) return;
            }
        }
        revert PaymasterForbidden(paymaster);
    }

    /// @dev Counts the largest fee that the account could be charged. No EntryPoint takes a member above 2**120, so that the
    /// sum of the gas stays below 2**130 and its product with the price below 2**250.
    function _takeFee(PackedUserOperation calldata userOp, uint256 price, Use memory use) private {
        uint256 limits = uint256(userOp.accountGasLimits);
        uint256 gas = userOp.preVerificationGas;
        if (gas > type(uint120).max || price > type(uint120).max)
            revert FeePriceExceeded(price, type(uint120).max);
        gas += (limits >> 128) + uint128(limits);
        Counter counter = _counters[use.grantId][LimitLib.FEE][msg.sender];
        uint256 budget = use.terms.feeBudget;
        uint256 remaining = budget > counter.amount() ? budget - counter.amount() : 0;
        uint256 fee = gas * price;
        // A counter has 128 bits: a budget beyond them could not be counted.
        if (fee > remaining || counter.amount() + fee > type(uint128).max) {
            revert FeeBudgetExceeded(fee, remaining);
        }
        if (fee != 0) {
            _counters[use.grantId][LimitLib.FEE][msg.sender] = CounterLib.pack(counter.amount() + fee, 0);
        }
    }

    /// @dev The EIP-7702 marker alone, with which nothing runs.
    function _isBareMarker(bytes calldata initCode) private pure returns (bool) {
        return initCode.length <= 20 && bytes20(initCode) == bytes20(hex"7702");
    }
}
