// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {Grant, Permission, Spend} from "../support/Grant.sol";
import {IForwarder} from "../support/IForwarder.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {Vm} from "../support/Vm.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// @notice Attacks on limits that need an EntryPoint, or time.
contract CBundlesTest is EntryPointTest {
    uint32 private constant PERIOD = 1_000;

    function _exceeded(uint256 requested, uint256 remaining) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.LimitExceeded.selector, 0, requested, remaining);
    }

    // --------------------------------------------------------------------------------------------------- failed executions

    /// @notice An operation that fails once it was validated: it stays counted, so that no order of failures exceeds the limit;
    /// the same call on the direct path counts nothing.
    function test_C04_executionReverts() public {
        (Grant memory grant, bytes32 id) = _granted();
        _asAccount();
        token.transfer(address(this), 980);
        bytes memory reason = abi.encodeWithSelector(
            IERC20Errors.ERC20InsufficientBalance.selector,
            address(account),
            20,
            50
        );
        _refusesDirect(_draft(grant, 0), SINGLE, _transfer(payee, 50), reason);
        _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 50), _anyRelay(), reason);

        vm.recordLogs();
        _handle(_bundle(_packed(_draft(grant, 0), SINGLE, _transfer(payee, 50), 1)));
        assertFalse(_succeeded(vm.getRecordedLogs()));
        assertEq(token.balanceOf(payee), 0);
        assertEq(_spent(id, 0), 50);

        token.transfer(address(account), 980);
        vm.recordLogs();
        _handle(_bundle(_packed(_draft(grant, 0), SINGLE, _transfer(payee, 50), 1)));
        assertTrue(_succeeded(vm.getRecordedLogs()));
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), _exceeded(1, 0));
        assertEq(token.balanceOf(payee), 50);
    }

    /// @dev What the EntryPoint says of the last operation.
    function _succeeded(Vm.Log[] memory logs) private pure returns (bool success) {
        for (uint256 i = 0; i < logs.length; ++i) {
            bool about =
                logs[i].topics[0] ==
                    keccak256("UserOperationEvent(bytes32,address,address,uint256,bool,uint256,uint256)");
            if (about) (, success, , ) = abi.decode(logs[i].data, (uint256, bool, uint256, uint256));
        }
    }

    /// @notice Operations of several nonce keys in one bundle, none of which waits for another: they still share the counter.
    function test_C26_nonceKeys() public {
        (Grant memory grant, bytes32 id) = _granted();
        PackedUserOperation[] memory ops = new PackedUserOperation[](3);
        for (uint32 i = 0; i < 3; ++i) ops[i] = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 40), i);
        _refusesBundle(ops, 2, _exceeded(40, 20));
        ops[2] = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 20), 2);
        _handle(ops);
        assertEq(_spent(id, 0), 100);
        assertEq(token.balanceOf(payee), 100);
        ops[0] = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 1), 7);
        _refusesBundle(_bundle(ops[0]), 0, _exceeded(1, 0));
    }

    /// @notice A direct use inside an operation's execution shares its counters; an operation inside a direct use is not taken.
    function test_C26_nestedUses() public {
        IForwarder forwarder = IForwarder(deploy("MockForwarder"));
        Grant memory grant = _forwarding(address(forwarder));
        Key memory key = Key(2, abi.encodePacked(forwarder));
        bytes32 id = _give(grant);
        _asAccount();
        module.addKey(TermsEncoder.sealedTerms(grant), key, START + 1_000);

        UseDraft memory nested = _draft(grant, 0);
        nested.key = key;
        bytes memory use = UseEncoder.encode(nested);
        bytes memory inner = abi.encodeCall(
            module.execute,
            (address(account), SINGLE, _transfer(payee, 50), use)
        );
        UseDraft memory outer = _bothDraft(grant, hex"0001");
        outer.limits = new uint256[](1);
        _handle(
            _bundle(_packed(outer, BATCH, _transferAndForward(20, forwarder, address(module), inner), 0))
        );
        assertEq(_spent(id, 0), 70);
        _handle(_bundle(_packed(outer, BATCH, _transferAndForward(0, forwarder, address(module), inner), 0)));
        assertEq(_spent(id, 0), 70);

        PackedUserOperation memory op = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 20), 0);
        inner = abi.encodeCall(entryPoint.handleOps, (_bundle(op), payable(address(0xbeef))));
        bytes memory reason = abi.encodeWithSignature(
            "FailedOpWithRevert(uint256,string,bytes)",
            0,
            "AA23 reverted",
            abi.encodeWithSelector(E.UseOpen.selector, id)
        );
        _refusesDirect(outer, BATCH, _transferAndForward(10, forwarder, ENTRY_POINT, inner), reason);
        _handle(_bundle(op));
        assertEq(_spent(id, 0), 90);
        assertEq(token.balanceOf(payee), 90);
    }

    /// @notice A grant that also lets its keys call a forwarder, whatever for.
    function _forwarding(address forwarder) private view returns (Grant memory grant) {
        grant = _newGrant();
        Permission memory permission = grant.permissions[1];
        (permission.target, permission.call, permission.maxValue) = (forwarder, 2, 0);
        permission.spends = new Spend[](0);
    }

    function _transferAndForward(
        uint256 amount,
        IForwarder forwarder,
        address target,
        bytes memory data
    ) private view returns (bytes memory) {
        Execution[] memory calls = new Execution[](2);
        calls[0] = _tokenCall(amount);
        calls[1] = Execution(address(forwarder), 0, abi.encodeCall(forwarder.forward, (target, 0, data)));
        return abi.encode(calls);
    }

    // ------------------------------------------------------------------------------------------------------------- periods

    /// @notice A grant of 100 tokens in each 1,000 seconds, of which the first began 100 seconds ago.
    function _periodic() private returns (Grant memory grant, bytes32 id) {
        grant = _newGrant();
        (grant.limits[0].period, grant.limits[0].periodStart) = (PERIOD, START - 100);
        grant.permissions[0].conditions[1] = _condition(1, 4, 100);
        id = _give(grant);
    }

    function _claiming(Grant memory grant, uint32 period) private view returns (UseDraft memory draft) {
        draft = _draft(grant, 0);
        draft.periods[0] = period;
    }

    /// @notice What is left at the end of a period, and all of the next: each period gives its own amount, in its own seconds only.
    function test_C19_boundary() public {
        (Grant memory grant, bytes32 id) = _periodic();
        vm.warp(START + 899);
        _pay(grant, 100);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), _exceeded(1, 0));
        // One second early: refused here, and by the EntryPoint, to which the window is told.
        UseDraft memory early = _claiming(grant, 1);
        bytes memory reason = abi.encodeWithSelector(
            E.WindowMissed.selector,
            START + 900,
            START + 1_899,
            START + 899
        );
        _refusesDirect(early, SINGLE, _transfer(payee, 1), reason);
        _refusesRelayed(early, SINGLE, _transfer(payee, 1), _anyRelay(), reason);
        PackedUserOperation memory op = _packed(early, SINGLE, _transfer(payee, 100), 0);
        _entryPointRefuses(_bundle(op), 0, "AA22 expired or not due");
        assertEq(_spent(id, 0), 100);

        vm.warp(START + 900);
        _handle(_bundle(op));
        assertEq(token.balanceOf(payee), 200);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), _exceeded(1, 0));
    }

    /// @notice Back to a period that has passed, whether it was used up or never used, and on to one that never comes.
    function test_C19_otherPeriods() public {
        (Grant memory grant, ) = _periodic();
        vm.warp(START + 900);
        UseDraft memory past = _claiming(grant, 0);
        bytes memory reason = abi.encodeWithSelector(
            E.WindowMissed.selector,
            START - 100,
            START + 899,
            START + 900
        );
        _refusesDirect(past, SINGLE, _transfer(payee, 1), reason);
        _refusesRelayed(past, SINGLE, _transfer(payee, 1), _anyRelay(), reason);
        PackedUserOperation memory op = _packed(past, SINGLE, _transfer(payee, 1), 0);
        _entryPointRefuses(_bundle(op), 0, "AA22 expired or not due");

        _pay(grant, 60);
        reason = abi.encodeWithSelector(E.LimitPeriodEnded.selector, 0, 0, 1);
        _refuses(past, SINGLE, _transfer(payee, 1), reason);
        UseDraft memory never = _claiming(grant, type(uint32).max);
        uint256 start = uint256(START) - 100 + uint256(type(uint32).max) * PERIOD;
        reason = abi.encodeWithSelector(E.WindowEmpty.selector, start, START + 4_900);
        _refuses(never, SINGLE, _transfer(payee, 1), reason);
        _pay(grant, 40);
    }

    /// @notice In the middle of a period: paused and resumed, superseded with its counter, or with another interval: no way to start anew.
    function test_C19_restartedInTheMiddle() public {
        (Grant memory grant, bytes32 id) = _periodic();
        _pay(grant, 60);
        vm.startPrank(address(account));
        module.pauseGrant(id);
        module.resumeGrant(id);
        module.grant(id, "");
        vm.stopPrank();
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 41), _exceeded(41, 40));

        Grant memory shifted = _newGrant();
        (shifted.limits[0].period, shifted.limits[0].periodStart) = (PERIOD, START - 50);
        bytes memory reason = abi.encodeWithSelector(E.GrantUnknown.selector, _id(shifted));
        _refuses(_draft(shifted, 0), SINGLE, _transfer(payee, 1), reason);

        Grant memory next = _newGrant();
        (next.limits[0].period, next.limits[0].periodStart) = (PERIOD, START - 100);
        next.supersedes.grantId = id;
        next.supersedes.carries = new uint16[](1);
        _give(next);
        _refuses(_draft(next, 0), SINGLE, _transfer(payee, 41), _exceeded(41, 40));
        _allows(_draft(next, 0), SINGLE, _transfer(payee, 40));
    }
}
