// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice ERC-7710: uses as redeemed delegations, each exactly the redeemer's own use, all or nothing.
contract DelegationsTest is ModuleTest {
    /// @dev Redemptions that grow one by one.
    bytes[] private contexts;
    bytes32[] private modes;
    bytes[] private executions;

    function _add(UseDraft memory draft, bytes32 mode, bytes memory execution) private {
        contexts.push(abi.encodePacked(draft.grant.account, UseEncoder.encode(draft)));
        modes.push(mode);
        executions.push(execution);
    }

    function _call() private view returns (bytes memory) {
        return abi.encodeCall(M.redeemDelegations, (contexts, modes, executions));
    }

    function _redeem(uint256 privateKey) private {
        vm.prank(vm.addr(privateKey));
        module.redeemDelegations(contexts, modes, executions);
    }

    function _two(
        Execution memory first,
        Execution memory second
    ) private pure returns (Execution[] memory calls) {
        calls = new Execution[](2);
        (calls[0], calls[1]) = (first, second);
    }

    // --------------------------------------------------------------------------------------------------------- allowed

    function test_redeem_one() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 30));
        _redeem(KEY);
        assertEq(token.balanceOf(payee), 30);
        assertEq(_spent(grantId, 0), 30);
    }

    function test_redeem_severalGrantsOfSeveralAccounts() public {
        (Grant memory grant, ) = _granted();
        IReferenceAccount other = _account("other");
        Grant memory theirs = _newGrant();
        theirs.account = address(other);
        _give(theirs);
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 30));
        _add(_draft(theirs, 0), BATCH, abi.encode(_two(_tokenCall(5), _tokenCall(6))));
        _add(_draft(grant, 1), SINGLE, _ether(1 ether));
        // The same grant once more: every use counts.
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 30));
        _redeem(KEY);
        assertEq(token.balanceOf(payee), 71);
        assertEq(payee.balance, 1 ether);
        assertEq(_spent(_id(grant), 0), 60);
    }

    function test_redeem_startsAGrant() public {
        Grant memory grant = _newGrant();
        _add(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 30));
        _redeem(KEY);
        assertEq(module.grantState(address(account), _id(grant)).status, 1);
    }

    // ------------------------------------------------------------------------------------------------- what is refused

    function test_redeem_allOrNothing() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 50));
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 50));
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        _refusesCall(vm.addr(KEY), _call(), abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0));
        assertEq(_spent(grantId, 0), 0);
    }

    function test_redeem_onlyOnesOwn() public {
        (Grant memory grant, ) = _granted();
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        address[3] memory others = [vm.addr(SECOND), address(account), address(module)];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, others[i]);
            _refusesCall(others[i], _call(), reason);
        }
        _redeem(KEY);
    }

    function test_redeem_aSignedUseIsNone() public {
        (Grant memory grant, ) = _granted();
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        contexts[0] = bytes.concat(contexts[0], hex"00");
        _refusesCall(vm.addr(KEY), _call(), abi.encodeWithSelector(E.KeySignatureMalformed.selector, 1));
    }

    function test_redeem_modes() public {
        (Grant memory grant, ) = _granted();
        // Try mode.
        bytes32 mode = bytes32(uint256(1) << 240);
        _add(_draft(grant, 0), mode, _transfer(payee, 1));
        bytes memory reason = abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, mode);
        _refusesCall(vm.addr(KEY), _call(), reason);
    }

    function test_redeem_listsOfDifferentLengths() public {
        bytes memory malformed = abi.encodeWithSelector(E.RedemptionMalformed.selector);
        _refusesCall(vm.addr(KEY), _call(), malformed);
        (Grant memory grant, ) = _granted();
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        modes.push(SINGLE);
        _refusesCall(vm.addr(KEY), _call(), malformed);
        executions.push(_transfer(payee, 1));
        _refusesCall(vm.addr(KEY), _call(), malformed);
        contexts.push(contexts[0]);
        _redeem(KEY);
        executions.push("");
        _refusesCall(vm.addr(KEY), _call(), malformed);
    }

    /// @notice Lists that are a context short of the others, whichever it is.
    function test_redeem_shorterLists() public {
        (Grant memory grant, ) = _granted();
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        bytes memory malformed = abi.encodeWithSelector(E.RedemptionMalformed.selector);
        modes.pop();
        _refusesCall(vm.addr(KEY), _call(), malformed);
        modes.push(SINGLE);
        executions.pop();
        _refusesCall(vm.addr(KEY), _call(), malformed);
        modes.pop();
        contexts.pop();
        _redeem(KEY);
        assertEq(token.balanceOf(payee), 1);
    }

    /// @notice A context of nothing but an account holds an empty use, and is refused as that.
    function test_redeem_contextWithoutAUse() public {
        contexts.push(abi.encodePacked(account));
        modes.push(SINGLE);
        executions.push(_transfer(payee, 1));
        bytes memory direct = abi.encodeCall(M.execute, (address(account), SINGLE, executions[0], ""));
        vm.prank(vm.addr(KEY));
        (bool success, bytes memory reason) = address(module).call(direct);
        assertFalse(success);
        assertNotEq(bytes32(bytes4(reason)), bytes32(E.RedemptionMalformed.selector));
        _refusesCall(vm.addr(KEY), _call(), reason);
    }

    function test_redeem_contextWithoutAnAccount() public {
        (Grant memory grant, ) = _granted();
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        bytes memory malformed = abi.encodeWithSelector(E.RedemptionMalformed.selector);
        for (uint256 length = 0; length < 20; ++length) {
            contexts[0] = new bytes(length);
            _refusesCall(vm.addr(KEY), _call(), malformed);
        }
        // An account, and a use that is none.
        contexts[0] = abi.encodePacked(account);
        vm.prank(vm.addr(KEY));
        (bool success, ) = address(module).call(_call());
        assertFalse(success);
    }

    function test_redeem_doesNotReachTheExtensionItself() public {
        // Called directly it is a module that nobody has installed, and half of one.
        (Grant memory grant, ) = _granted();
        _add(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        address extension = deploy("SessionExtension");
        vm.prank(vm.addr(KEY));
        (bool success, ) = extension.call(_call());
        assertFalse(success);
        assertEq(token.balanceOf(payee), 0);
    }
}
