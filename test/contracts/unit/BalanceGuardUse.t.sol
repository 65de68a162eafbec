// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {BalanceGuard} from "../../../contracts/guards/BalanceGuard.sol";
import {Grant, Guard} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice The guard around the calls of a use
contract BalanceGuardUseTest is ModuleTest {
    uint8 private constant RECEIVED = 1;
    uint8 private constant SPENT = 2;

    function testWhatAUseMaySpendIsBounded(uint256 amount) public {
        amount = bound(amount, 0, 50);
        Grant memory grant = _guardedGrant(SPENT, 20);
        if (amount <= 20) _allows(_draft(grant, 0), BATCH, _batch(amount));
        else _refusesDirect(_draft(grant, 0), BATCH, _batch(amount), _tooLow(1_000 - amount, 980));
    }

    function testWhatAUseMustBringIsMissing() public {
        Grant memory grant = _guardedGrant(RECEIVED, 1);
        _refusesDirect(_draft(grant, 0), BATCH, _batch(0), _tooLow(1_000, 1_001));
    }

    /// @dev In an operation the guard stops the account's own batch.
    function testAnOperationsBatchStopsAtTheGuard() public {
        Grant memory grant = _guardedGrant(SPENT, 20);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory within = _guarded(grant, abi.decode(_batch(20), (Execution[])));
        bytes memory beyond = _guarded(grant, abi.decode(_batch(21), (Execution[])));
        assertEq(uint160(_validate(draft, BATCH, beyond)), 0);
        vm.prank(ENTRY_POINT);
        vm.expectRevert(_tooLow(979, 980));
        account.execute(BATCH, beyond);
        vm.prank(ENTRY_POINT);
        account.execute(BATCH, within);
        assertEq(token.balanceOf(payee), 20);
    }

    function _guardedGrant(uint8 kind, uint256 amount) private returns (Grant memory grant) {
        grant = _newGrant();
        grant.maximumFee.budget = 1 ether;
        grant.guards = new Guard[](1);
        grant.guards[0] = Guard(deploy("BalanceGuard"), abi.encodePacked(address(token), kind, amount));
        _give(grant);
    }

    function _batch(uint256 amount) private view returns (bytes memory) {
        Execution[] memory calls = new Execution[](1);
        calls[0] = _tokenCall(amount);
        return abi.encode(calls);
    }

    function _tooLow(uint256 actual, uint256 expected) private view returns (bytes memory) {
        return abi.encodeWithSelector(BalanceGuard.BalanceTooLow.selector, address(token), actual, expected);
    }
}
