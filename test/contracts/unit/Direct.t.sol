// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {IPuppet} from "../support/Puppet.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice What this test calls on the double of a holder that enters again.
interface IReentrant {
    function start(address account, bytes calldata execution, bytes calldata use) external;
    function enter() external;
    function refusal() external view returns (bytes memory);
}

/// @notice The path without a bundler: the holder's own transaction, and its signature carried by anyone.
contract DirectTest is ModuleTest {
    uint256 private constant UNORDERED = 1 << 255;

    function _carried(uint256 nonce) private pure returns (M.Relay memory) {
        return M.Relay(nonce, START + 50, 0);
    }

    function _relay(Grant memory grant, uint256 amount, uint256 nonce) private {
        _relay(_draft(grant, 0), SINGLE, _transfer(payee, amount), _carried(nonce));
    }

    function _refusesNonce(Grant memory grant, uint256 nonce, bytes memory reason) private {
        _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 1), _carried(nonce), reason);
    }

    // -------------------------------------------------------------------------------------------------- own transaction

    function test_execute_onlyTheKey() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        draft.signer = SECOND;
        bytes memory reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, vm.addr(SECOND));
        _refusesDirect(draft, SINGLE, _transfer(payee, 1), reason);
        _pay(grant, 1);
        assertEq(_spent(grantId, 0), 1);
    }

    function test_execute_withoutSignature() public {
        (Grant memory grant, ) = _granted();
        bytes memory use = bytes.concat(UseEncoder.encode(_draft(grant, 0)), hex"00");
        _refusesCall(
            vm.addr(KEY),
            abi.encodeCall(module.execute, (address(account), SINGLE, _transfer(payee, 1), use)),
            abi.encodeWithSelector(E.KeySignatureMalformed.selector, 1)
        );
    }

    function test_execute_firstAndLastSecond() public {
        Grant memory grant = _newGrant();
        (grant.validAfter, grant.validUntil, grant.keyLifetime) = (START + 10, START + 20, LIFETIME);
        _give(grant);
        vm.warp(START + 9);
        _refusesNow(grant, abi.encodeWithSelector(E.GrantNotStarted.selector, START + 10, START + 9));
        vm.warp(START + 10);
        _pay(grant, 1);
        vm.warp(START + 20);
        _pay(grant, 1);
        vm.warp(START + 21);
        _refusesNow(grant, abi.encodeWithSelector(E.GrantExpired.selector, START + 20, START + 21));
        assertEq(_spent(_id(grant), 0), 2);
    }

    /// @dev Validation does not look at the time: the window that it returns does.
    function _refusesNow(Grant memory grant, bytes memory reason) private {
        UseDraft memory draft = _draft(grant, 0);
        _refusesDirect(draft, SINGLE, _transfer(payee, 1), reason);
        _refusesRelayed(draft, SINGLE, _transfer(payee, 1), _anyRelay(), reason);
    }

    function test_execute_failureCountsNothing() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _asAccount();
        token.transfer(address(this), 980);
        bytes memory reason = _insufficientBalance(20, 30);
        _refusesDirect(_draft(grant, 0), SINGLE, _transfer(payee, 30), reason);
        _pay(grant, 20);
        assertEq(_spent(grantId, 0), 20);
    }

    function test_execute_batchIsAllOrNothing() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _asAccount();
        token.transfer(address(this), 960);
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(30), _tokenCall(30));
        _refusesDirect(_draft(grant, 0), BATCH, abi.encode(calls), _insufficientBalance(10, 30));
        assertEq(token.balanceOf(payee), 0);
        assertEq(_spent(grantId, 0), 0);
    }

    function _insufficientBalance(uint256 balance, uint256 needed) private view returns (bytes memory) {
        bytes4 selector = IERC20Errors.ERC20InsufficientBalance.selector;
        return abi.encodeWithSelector(selector, address(account), balance, needed);
    }

    function test_execute_accountWithoutCode() public {
        Grant memory grant = _newGrant();
        grant.account = makeAddr("nobody");
        grant.networks[0].epoch = 0;
        _give(grant);
        bytes memory reason = abi.encodeWithSelector(E.AccountWithoutCode.selector, grant.account);
        _refusesDirect(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
        _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay(), reason);
    }

    function test_execute_resultsAreHandedOn() public {
        (Grant memory grant, ) = _granted();
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(1), Execution(payee, 1, ""));
        bytes memory use = UseEncoder.encode(_bothDraft(grant, hex"0001"));
        vm.prank(vm.addr(KEY));
        bytes[] memory results = module.execute(address(account), BATCH, abi.encode(calls), use);
        assertEq(results.length, 2);
        assertEq(results[0], abi.encode(true));
        assertEq(results[1].length, 0);
    }

    function test_execute_oneResultForEachCall() public {
        // An account that answers what it likes.
        IPuppet puppet = IPuppet(deploy("MockPuppet"));
        Grant memory grant = _newGrant();
        (grant.account, grant.networks[0].epoch) = (address(puppet), 0);
        _give(grant);
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(1), _tokenCall(1));
        bytes memory batch = abi.encode(calls);
        for (uint256 results = 0; results < 4; ++results) {
            puppet.behave(abi.encode(new bytes[](results)), 0, false);
            if (results == 2) _execute(_draft(grant, 0), BATCH, batch);
            else _refusesDirect(_draft(grant, 0), BATCH, batch, _mismatch(results));
        }
        // What is not a list of results is none.
        bytes[4] memory answers = [bytes(""), abi.encode(32), abi.encode(64, 2), new bytes(64)];
        for (uint256 i = 0; i < answers.length; ++i) {
            puppet.behave(answers[i], 0, false);
            _refusesDirect(_draft(grant, 0), BATCH, batch, _mismatch(0));
        }
    }

    function _mismatch(uint256 results) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ExecutionResultMismatch.selector, results, 2);
    }

    function test_execute_reentryIsRefused() public {
        IReentrant target = IReentrant(deploy("Reentrant", abi.encode(module)));
        Grant memory grant = _newGrant();
        grant.sessionKey.kind = 2;
        grant.sessionKey.key = abi.encodePacked(address(target));
        grant.permissions[1].target = address(target);
        grant.permissions[1].call = 2;
        _give(grant);
        bytes memory execution = _call(address(target), 0, abi.encodeCall(target.enter, ()));
        target.start(address(account), execution, UseEncoder.encode(_draft(grant, 1)));
        assertEq(target.refusal(), abi.encodeWithSelector(E.UseOpen.selector, _id(grant)));
    }

    // ---------------------------------------------------------------------------------------------------------- relayed

    function test_relayed_sequenced() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _refusesNonce(grant, 1, abi.encodeWithSelector(E.NonceMismatch.selector, 1, 0));
        _relay(grant, 10, 0);
        _refusesNonce(grant, 0, abi.encodeWithSelector(E.NonceMismatch.selector, 0, 1));
        _relay(grant, 10, 1);
        // Another nonce key has a sequence of its own.
        _relay(grant, 10, 7 << 64);
        assertEq(_spent(grantId, 0), 30);
        assertEq(module.nonceState(address(account), _keyId(KEY), 0), 2);
    }

    function test_relayed_unordered() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _relay(grant, 10, UNORDERED | 300);
        _relay(grant, 10, UNORDERED | 5);
        _refusesNonce(grant, UNORDERED | 300, abi.encodeWithSelector(E.NonceUsed.selector, UNORDERED | 300));
        assertEq(_spent(grantId, 0), 20);
    }

    function test_relayed_cancelled() public {
        (Grant memory grant, ) = _granted();
        vm.startPrank(vm.addr(KEY));
        module.cancelNonce(address(account), _keyId(KEY), 3);
        module.cancelNonce(address(account), _keyId(KEY), UNORDERED | 3);
        vm.stopPrank();
        _refusesCancelling(2);
        _refusesCancelling(UNORDERED | 3);
        _refusesNonce(grant, 3, abi.encodeWithSelector(E.NonceMismatch.selector, 3, 4));
        _refusesNonce(grant, UNORDERED | 3, abi.encodeWithSelector(E.NonceUsed.selector, UNORDERED | 3));
        _relay(grant, 1, 4);
        _relay(grant, 1, UNORDERED | 4);
    }

    function _refusesCancelling(uint256 nonce) private {
        _refusesCall(
            vm.addr(KEY),
            abi.encodeCall(module.cancelNonce, (address(account), _keyId(KEY), nonce)),
            abi.encodeWithSelector(E.NonceUsed.selector, nonce)
        );
    }

    function test_relayed_cancelledByNobodyElse() public {
        address[3] memory others = [vm.addr(SECOND), address(account), address(this)];
        for (uint256 i = 0; i < others.length; ++i) {
            _refusesCall(
                others[i],
                abi.encodeCall(module.cancelNonce, (address(account), _keyId(KEY), 0)),
                abi.encodeWithSelector(E.CallerUnauthorized.selector, others[i])
            );
        }
    }

    function test_relayed_expiry() public {
        (Grant memory grant, ) = _granted();
        vm.warp(START + 51);
        _refusesNonce(grant, 0, abi.encodeWithSelector(E.SignatureExpired.selector, START + 50, START + 51));
        vm.warp(START + 50);
        _relay(grant, 1, 0);
    }

    function test_relayed_nothingCanBeChanged() public {
        (Grant memory grant, ) = _granted();
        M.Relay memory relay = _carried(0);
        bytes memory execution = _transfer(payee, 1);
        bytes memory use = _relayable(_draft(grant, 0), SINGLE, execution, relay);
        _refusesChanged(_transfer(payee, 2), use, relay);
        _refusesChanged(execution, use, M.Relay(UNORDERED, START + 50, 0));
        _refusesChanged(execution, use, M.Relay(0, START + 51, 0));
        _refusesChanged(execution, use, M.Relay(0, START + 50, 1));
        module.executeRelayed(address(account), SINGLE, execution, use, relay);
    }

    function _refusesChanged(bytes memory execution, bytes memory use, M.Relay memory relay) private {
        _refusesCall(
            address(this),
            abi.encodeCall(module.executeRelayed, (address(account), SINGLE, execution, use, relay)),
            abi.encodeWithSelector(E.KeySignatureInvalid.selector, _keyId(KEY))
        );
    }

    function test_relayed_minimumGas() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        M.Relay memory relay = M.Relay(0, START + 50, 500_000);
        bytes memory execution = _transfer(payee, 1);
        bytes memory use = _relayable(_draft(grant, 0), SINGLE, execution, relay);
        vm.expectPartialRevert(E.GasInsufficient.selector);
        module.executeRelayed{gas: 400_000}(address(account), SINGLE, execution, use, relay);
        assertEq(_spent(grantId, 0), 0);
        module.executeRelayed{gas: 900_000}(address(account), SINGLE, execution, use, relay);
        assertEq(_spent(grantId, 0), 1);
    }
}
