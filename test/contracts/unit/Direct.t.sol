// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Reentrant} from "../../../contracts/mocks/Reentrant.sol";
import {Grant, GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseEncoder} from "../support/UseEncoder.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @notice The path without a bundler: the holder's own transaction, and its signature carried by anyone.
contract DirectTest is ModuleTest {
    bytes32 private constant RELAYED_USE_TYPEHASH = keccak256(
        "RelayedUse(address account,uint256 chainId,bytes32 mode,bytes executionCalldata,bytes32 useHash,uint256 nonce,uint48 validUntil,uint256 minimumGas)"
    );

    uint256 private constant UNORDERED = 1 << 255;

    function _signed(
        Grant memory grant,
        uint256 amount,
        M.Relay memory relay
    ) private view returns (bytes memory execution, bytes memory use) {
        execution = _transfer(payee, amount);
        use = UseEncoder.encode(_draft(grant, 0));
        bytes32 structHash = keccak256(
            abi.encode(
                RELAYED_USE_TYPEHASH,
                address(account),
                block.chainid,
                SINGLE,
                keccak256(execution),
                keccak256(use),
                relay.nonce,
                relay.validUntil,
                relay.minimumGas
            )
        );
        use = bytes.concat(use, signature(KEY, GrantModel.digest(address(module), structHash)));
    }

    function _relay(Grant memory grant, uint256 amount, uint256 nonce) private {
        M.Relay memory relay = M.Relay(nonce, START + 50, 0);
        (bytes memory execution, bytes memory use) = _signed(grant, amount, relay);
        module.executeRelayed(address(account), SINGLE, execution, use, relay);
    }

    function _relayRefused(Grant memory grant, uint256 nonce, bytes memory reason) private {
        M.Relay memory relay = M.Relay(nonce, START + 50, 0);
        (bytes memory execution, bytes memory use) = _signed(grant, 1, relay);
        vm.expectRevert(reason);
        module.executeRelayed(address(account), SINGLE, execution, use, relay);
    }

    // -------------------------------------------------------------------------------------------------- own transaction

    function test_execute_onlyTheKey() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory execution = _transfer(payee, 1);
        vm.expectRevert(abi.encodeWithSelector(M.CallerUnauthorized.selector, address(this)));
        module.execute(address(account), SINGLE, execution, use);
        assertEq(_spent(grantId, 0), 0);
    }

    function test_execute_firstAndLastSecond() public {
        Grant memory grant = _newGrant();
        (grant.validAfter, grant.validUntil, grant.keyLifetime) = (START + 10, START + 20, type(uint32).max);
        _asAccount();
        module.grant(_id(grant), "");
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory execution = _transfer(payee, 1);

        vm.warp(START + 9);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(abi.encodeWithSelector(M.GrantNotStarted.selector, START + 10, START + 9));
        module.execute(address(account), SINGLE, execution, use);
        vm.warp(START + 10);
        _pay(grant, KEY, 1);
        vm.warp(START + 20);
        _pay(grant, KEY, 1);
        vm.warp(START + 21);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(abi.encodeWithSelector(M.GrantExpired.selector, START + 20, START + 21));
        module.execute(address(account), SINGLE, execution, use);
        assertEq(_spent(_id(grant), 0), 2);
    }

    function test_execute_failureCountsNothing() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        vm.prank(address(account));
        token.transfer(address(this), 980);
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory execution = _transfer(payee, 30);
        vm.prank(vm.addr(KEY));
        vm.expectRevert();
        module.execute(address(account), SINGLE, execution, use);
        assertEq(_spent(grantId, 0), 0);
        _pay(grant, KEY, 20);
        assertEq(_spent(grantId, 0), 20);
    }

    function test_execute_batchIsAllOrNothing() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        vm.prank(address(account));
        token.transfer(address(this), 960);
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(30), _tokenCall(30));
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        vm.prank(vm.addr(KEY));
        vm.expectRevert();
        module.execute(address(account), BATCH, abi.encode(calls), use);
        assertEq(token.balanceOf(payee), 0);
        assertEq(_spent(grantId, 0), 0);
    }

    function test_execute_accountWithoutCode() public {
        Grant memory grant = _newGrant();
        grant.account = makeAddr("nobody");
        grant.networks[0].epoch = 0;
        vm.prank(grant.account);
        module.grant(_id(grant), "");
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory execution = _transfer(payee, 1);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(abi.encodeWithSelector(M.AccountWithoutCode.selector, grant.account));
        module.execute(grant.account, SINGLE, execution, use);
    }

    function test_execute_reentryIsRefused() public {
        Reentrant target = new Reentrant(module);
        Grant memory grant = _newGrant();
        grant.sessionKey.key = abi.encodePacked(address(target));
        grant.permissions[1].target = address(target);
        grant.permissions[1].call = 2;
        _asAccount();
        module.grant(_id(grant), "");
        bytes memory execution = abi.encodePacked(
            address(target),
            uint256(0),
            abi.encodeCall(target.enter, ())
        );
        target.start(address(account), execution, UseEncoder.encode(_draft(grant, 1)));
        assertEq(
            bytes32(target.refusal()),
            bytes32(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector)
        );
    }

    // ---------------------------------------------------------------------------------------------------------- relayed

    function test_relayed_sequenced() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _relayRefused(grant, 1, abi.encodeWithSelector(M.NonceMismatch.selector, 1, 0));
        _relay(grant, 10, 0);
        _relayRefused(grant, 0, abi.encodeWithSelector(M.NonceMismatch.selector, 0, 1));
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
        _relayRefused(grant, UNORDERED | 300, abi.encodeWithSelector(M.NonceUsed.selector, UNORDERED | 300));
        assertEq(_spent(grantId, 0), 20);
    }

    function test_relayed_cancelled() public {
        (Grant memory grant, ) = _granted();
        vm.startPrank(vm.addr(KEY));
        module.cancelNonce(address(account), 3);
        module.cancelNonce(address(account), UNORDERED | 3);
        vm.expectRevert(abi.encodeWithSelector(M.NonceUsed.selector, 2));
        module.cancelNonce(address(account), 2);
        vm.stopPrank();
        _relayRefused(grant, 3, abi.encodeWithSelector(M.NonceMismatch.selector, 3, 4));
        _relayRefused(grant, UNORDERED | 3, abi.encodeWithSelector(M.NonceUsed.selector, UNORDERED | 3));
        _relay(grant, 1, 4);
        _relay(grant, 1, UNORDERED | 4);
    }

    function test_relayed_expiry() public {
        (Grant memory grant, ) = _granted();
        vm.warp(START + 51);
        _relayRefused(grant, 0, abi.encodeWithSelector(M.SignatureExpired.selector, START + 50, START + 51));
        vm.warp(START + 50);
        _relay(grant, 1, 0);
    }

    function test_relayed_nothingCanBeChanged() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        M.Relay memory relay = M.Relay(0, START + 50, 0);
        (bytes memory execution, bytes memory use) = _signed(grant, 1, relay);
        bytes memory invalid = abi.encodeWithSelector(M.KeySignatureInvalid.selector, _keyId(KEY));
        bytes memory other = _transfer(payee, 2);
        vm.expectRevert(invalid);
        module.executeRelayed(address(account), SINGLE, other, use, relay);
        vm.expectRevert(invalid);
        module.executeRelayed(address(account), SINGLE, execution, use, M.Relay(UNORDERED, START + 50, 0));
        vm.expectRevert(invalid);
        module.executeRelayed(address(account), SINGLE, execution, use, M.Relay(0, START + 51, 0));
        vm.expectRevert(invalid);
        module.executeRelayed(address(account), SINGLE, execution, use, M.Relay(0, START + 50, 1));
        assertEq(_spent(grantId, 0), 0);
        module.executeRelayed(address(account), SINGLE, execution, use, relay);
        assertEq(_spent(grantId, 0), 1);
    }

    function test_relayed_minimumGas() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        M.Relay memory relay = M.Relay(0, START + 50, 500_000);
        (bytes memory execution, bytes memory use) = _signed(grant, 1, relay);
        vm.expectPartialRevert(M.GasInsufficient.selector);
        module.executeRelayed{gas: 400_000}(address(account), SINGLE, execution, use, relay);
        assertEq(_spent(grantId, 0), 0);
        module.executeRelayed{gas: 900_000}(address(account), SINGLE, execution, use, relay);
        assertEq(_spent(grantId, 0), 1);
    }
}
