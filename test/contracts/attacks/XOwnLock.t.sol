// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Permission} from "../support/Grant.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {UseEncoder} from "../support/UseEncoder.sol";
import {IPuppet, XOwnTest} from "./XOwnTest.sol";

/// @notice Attacks on the lock that keeps the uses of an account apart.
contract XOwnLockTest is XOwnTest {
    /// @notice A called contract with keys of its own uses the account again, by every way in.
    function test_X28_anotherUseInTheMiddleOfOne() public {
        IPuppet puppet = _puppet();
        (Grant memory grant, bytes32 grantId) = _calling(address(puppet));
        (, bytes memory use) = _heldBy(address(puppet), account, _tokenPermission());
        bytes memory payment = _transfer(payee, 7);
        bytes memory again = _probe(address(puppet));
        bytes memory carried = _relayable(_draft(grant, 1), SINGLE, again, _anyRelay());
        carried = _relayData(address(account), again, carried, _anyRelay());

        puppet.tell(address(module), _executeData(address(account), payment, use));
        puppet.tell(address(module), carried);
        puppet.tell(address(module), _redemption(abi.encodePacked(address(account), use), payment));
        _execute(_draft(grant, 1), SINGLE, _probe(address(puppet)));
        for (uint256 i = 0; i < 3; ++i) _assertRefused(puppet, i, grantId);
        assertEq(token.balanceOf(payee), 0);
        puppet.act(address(module), _executeData(address(account), payment, use));
        assertEq(token.balanceOf(payee), 7);
    }

    /// @notice Two accounts cross: a use of one inside the other's comes back to the first. The detour itself is allowed.
    function test_X51_useThroughAnotherAccount() public {
        (IPuppet near, IPuppet far) = (_puppet(), _puppet());
        IReferenceAccount other = _account("other");
        (Grant memory grant, bytes32 grantId) = _calling(address(near));
        (, bytes memory back) = _heldBy(address(far), account, _tokenPermission());
        (, bytes memory detour) = _heldBy(address(near), other, _anything(address(far)));
        near.tell(address(module), _executeData(address(other), _probe(address(far)), detour));
        far.tell(address(module), _executeData(address(account), _transfer(payee, 7), back));
        _execute(_draft(grant, 1), SINGLE, _probe(address(near)));
        (, bool success, ) = near.outcome(0);
        assertTrue(success, "the detour was refused");
        _assertRefused(far, 0, grantId);
        assertEq(token.balanceOf(payee), 0);
    }

    /// @notice A lock that somebody leaves open: the account's own stops its uses of this transaction only, a stranger's none.
    function test_X52_lockLeftOpen() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        vm.prank(vm.addr(KEY));
        module.guardBegin(grantId, hex"00");
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        _asAccount();
        module.guardBegin(grantId, hex"00");
        bytes memory open = abi.encodeWithSelector(E.UseOpen.selector, grantId);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), open);
        _refusesCall(address(account), abi.encodeCall(module.guardBegin, (grantId, hex"00")), open);
        bytes memory other = abi.encodeWithSelector(E.GuardNotOpen.selector, bytes32(0), grantId);
        _refusesCall(address(account), abi.encodeCall(module.guardEnd, (bytes32(0), hex"00")), other);
        _asAccount();
        module.guardEnd(grantId, hex"00");
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev A grant of the fixture whose permission 1 is to call a contract; limit 1 is not drawn on.
    function _calling(address target) private returns (Grant memory grant, bytes32 grantId) {
        grant = _newGrant();
        grant.permissions[1] = _anything(target);
        grantId = _give(grant);
    }

    /// @dev A grant of one permission whose key is a contract, and the contract's use of it.
    function _heldBy(
        address holder,
        IReferenceAccount granter,
        Permission memory permission
    ) private returns (bytes32 grantId, bytes memory use) {
        Grant memory grant = _for(_newGrant(), address(granter));
        grant.sessionKey = Key(2, abi.encodePacked(holder));
        grant.permissions[0] = permission;
        grantId = _give(grant);
        use = UseEncoder.encode(_draft(grant, 0));
    }

    function _assertRefused(IPuppet puppet, uint256 step, bytes32 grantId) private view {
        (bool done, bool success, bytes memory answer) = puppet.outcome(step);
        assertTrue(done && !success, "was not refused");
        assertEq(answer, abi.encodeWithSelector(E.UseOpen.selector, grantId));
    }
}
