// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/GrantModel.sol";
import {SessionTest} from "../support/SessionTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {IEntryPoint, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Uses through the published EntryPoints, with clones and with a delegated EOA.
contract EntryPointTest is SessionTest {
    // -------------------------------------------------------------------------------------------------- every flavour

    function test_ThroughEveryEntryPointAndAccount() public {
        skip(1); // v0.8 loses the first second
        for (uint256 i = 0; i < 4; ++i) {
            address entryPoint = i < 2 ? ENTRY_POINT_V07 : ENTRY_POINT_V08;
            (implementation, factory) = _deployAccountCode(entryPoint);
            account = i % 2 == 0 ? _newAccount(owner) : _newDelegatedAccount(i == 1 ? "eoa07" : "eoa08");
            uint256 before = _received();

            Grant memory grant = _granted(_limitGrant());
            _handleAt(entryPoint, _userOpAt(entryPoint, _use(grant), _transfer(CAP)));
            assertEq(_received(), before + CAP);

            PackedUserOperation memory op = _userOpAt(entryPoint, _use(grant), _transfer(1));
            _fails(entryPoint, op, abi.encodeWithSelector(ISessionModule.LimitExceeded.selector, 0, 1, 0));
        }
    }

    function test_ADelegatedEoaGrantsWithItsOwnKey() public {
        account = _newDelegatedAccount("eoa");
        UseDraft memory draft = _grantingBy(_use(_limitGrant()), account);
        _handle(_userOp(draft, _transfer(1)));
        _execute(_use(draft.grant), _transfer(1));
        assertEq(_received(), 2);
    }

    // -------------------------------------------------------------------------------------------------------- counting

    function test_AFailingCallCountsAtValidation() public {
        Grant memory grant = _granted(_limitGrant());
        vm.prank(account);
        token.transfer(stranger, 1_000_000e6);
        _handle(_userOp(_use(grant), _transfer(CAP - 1)));
        assertEq(_received(), 0);
        assertEq(_spentOf(grant), CAP - 1);
    }

    function test_OneBundleSharesTheCounter() public {
        Grant memory grant = _granted(_limitGrant());
        PackedUserOperation[] memory ops = new PackedUserOperation[](2);
        ops[0] = _userOp(_use(grant), _transfer(CAP));
        ops[1] = _userOp(_use(grant), _transfer(1));
        ops[1].nonce += 1;
        ops[1] = _signed(ops[1], _use(grant));
        vm.expectRevert(
            abi.encodeWithSelector(
                IEntryPoint.FailedOpWithRevert.selector,
                1,
                "AA23 reverted",
                abi.encodeWithSelector(ISessionModule.LimitExceeded.selector, 0, 1, 0)
            )
        );
        IEntryPoint(ENTRY_POINT_V07).handleOps(ops, payable(bundler));
        assertEq(_spentOf(grant), 0);

        ops[0] = _userOp(_use(grant), _transfer(CAP - 1));
        IEntryPoint(ENTRY_POINT_V07).handleOps(ops, payable(bundler));
        assertEq(_spentOf(grant), CAP);
        assertEq(_received(), CAP);
    }

    function test_AWrongSignatureFailsTheOperation() public {
        Grant memory grant = _granted(_limitGrant());
        PackedUserOperation memory op = _userOp(_use(grant), _transfer(1));
        op.signature[op.signature.length - 40] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(IEntryPoint.FailedOp.selector, 0, "AA24 signature error"));
        this.handleAt(ENTRY_POINT_V07, op);
        assertEq(_spentOf(grant), 0);
    }

    // ----------------------------------------------------------------------------------------------------------- window

    function test_V07AdmitsTheFirstSecond() public {
        Grant memory grant = _limitGrant();
        grant.validAfter = START + 10;
        _granted(grant);
        vm.warp(START + 9);
        _failsOutside(ENTRY_POINT_V07, grant);
        vm.warp(START + 10);
        _handle(_userOp(_use(grant), _transfer(1)));
        assertEq(_received(), 1);
    }

    function test_V08LosesTheFirstSecond() public {
        (implementation, factory) = _deployAccountCode(ENTRY_POINT_V08);
        account = _newAccount(owner);
        Grant memory grant = _limitGrant();
        grant.validAfter = START + 10;
        _granted(grant);
        vm.warp(START + 10);
        _failsOutside(ENTRY_POINT_V08, grant);
        vm.warp(START + 11);
        _handleAt(ENTRY_POINT_V08, _userOpAt(ENTRY_POINT_V08, _use(grant), _transfer(1)));
        assertEq(_received(), 1);
    }

    function test_TheLastSecondIsInclusive() public {
        Grant memory grant = _granted(_limitGrant());
        vm.warp(END);
        _handle(_userOp(_use(grant), _transfer(1)));
        vm.warp(END + 1);
        _failsOutside(ENTRY_POINT_V07, grant);
        assertEq(_received(), 1);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev External, so that `expectRevert` sees the EntryPoint's revert and not the hashing before it.
    function handleAt(address entryPoint, PackedUserOperation memory op) external {
        _handleAt(entryPoint, op);
    }

    function _fails(address entryPoint, PackedUserOperation memory op, bytes memory reason) private {
        vm.expectRevert(
            abi.encodeWithSelector(IEntryPoint.FailedOpWithRevert.selector, 0, "AA23 reverted", reason)
        );
        this.handleAt(entryPoint, op);
    }

    function _failsOutside(address entryPoint, Grant memory grant) private {
        PackedUserOperation memory op = _userOpAt(entryPoint, _use(grant), _transfer(1));
        vm.expectRevert(abi.encodeWithSelector(IEntryPoint.FailedOp.selector, 0, "AA22 expired or not due"));
        this.handleAt(entryPoint, op);
    }
}
