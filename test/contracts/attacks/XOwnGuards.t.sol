// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGuard} from "../../../contracts/interfaces/IGuard.sol";
import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Guard, Permission} from "../support/Grant.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {IPuppet, XOwnTest} from "./XOwnTest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks on guards, on the lock, and on the gas between them.
contract XOwnGuardsTest is XOwnTest {
    /// @notice Guard calls for another list, grant, value or target, padded, doubled, swapped or moved to the middle.
    function test_X09_guardCallsThatAreOthers() public {
        Grant memory grant = _guardedBy(_newGrant(), makeAddr("guard"));
        _give(grant);
        Execution[] memory calls = new Execution[](1);
        calls[0] = _tokenCall(1);
        Execution[] memory right = abi.decode(_guarded(grant, calls), (Execution[]));
        assertEq(uint160(_validate(_draft(grant, 0), BATCH, abi.encode(right))), 0);

        for (uint256 end = 0; end < 3; end += 2) {
            for (uint256 flaw = 0; flaw < 6; ++flaw) {
                Execution[] memory wrong = abi.decode(abi.encode(right), (Execution[]));
                wrong[end] = _flawed(grant, right[end], flaw);
                _refusesBatch(grant, wrong, abi.encodeWithSelector(E.GuardCallMissing.selector));
            }
        }
        bytes memory missing = abi.encodeWithSelector(E.GuardCallMissing.selector);
        (right[0], right[2]) = (right[2], right[0]);
        _refusesBatch(grant, right, missing);
        (right[0], right[2]) = (right[2], right[0]);
        Execution[] memory none = new Execution[](2);
        (none[0], none[1]) = (right[0], right[2]);
        _refusesBatch(grant, none, missing);
        _refusesOperation(_operation(_draft(grant, 0), SINGLE, _transfer(payee, 1)), missing);

        // The end, and a second begin, between the others.
        bytes memory reason = abi.encodeWithSelector(
            E.TargetNotAllowed.selector,
            address(module),
            address(token)
        );
        for (uint256 end = 0; end < 3; end += 2) {
            Execution[] memory longer = new Execution[](4);
            (longer[0], longer[1], longer[2], longer[3]) = (right[0], right[1], right[end], right[2]);
            _refusesBatch(grant, longer, reason);
        }
    }

    /// @notice The bytes that pick permissions are shifted against the calls by the guard calls that need none.
    function test_X10_callIndexesShifted() public {
        Grant memory grant = _guardedBy(_newGrant(), makeAddr("guard"));
        _give(grant);
        Execution[] memory calls = _batchOf(_tokenCall(1), Execution(payee, 1, ""));
        bytes memory batch = _guarded(grant, calls);
        assertEq(uint160(_validate(_bothDraft(grant, hex"0001"), BATCH, batch)), 0);

        bytes memory reason = abi.encodeWithSelector(E.TargetNotAllowed.selector, token, payee);
        _refusesOperation(_operation(_bothDraft(grant, hex"0100"), BATCH, batch), reason);
        reason = abi.encodeWithSelector(E.TargetNotAllowed.selector, payee, token);
        _refusesOperation(_operation(_bothDraft(grant, hex"00000100"), BATCH, batch), reason);
        // What is left over belongs to the signature.
        for (uint256 more = 1; more < 3; ++more) {
            UseDraft memory draft = _bothDraft(grant, bytes.concat(hex"0001", new bytes(more)));
            reason = abi.encodeWithSelector(E.KeySignatureMalformed.selector, 65 + more);
            _refusesOperation(_operation(draft, BATCH, batch), reason);
            reason = abi.encodeWithSelector(E.KeySignatureMalformed.selector, more);
            _refusesDirect(draft, BATCH, abi.encode(calls), reason);
        }
    }

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
        _refusesDirect(_draft(grant, 0), SINGLE, _transfer(payee, 1), open);
        _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay(), open);
        _refusesCall(address(account), abi.encodeCall(module.guardBegin, (grantId, hex"00")), open);
        bytes memory other = abi.encodeWithSelector(E.GuardNotOpen.selector, bytes32(0), grantId);
        _refusesCall(address(account), abi.encodeCall(module.guardEnd, (bytes32(0), hex"00")), other);
        _asAccount();
        module.guardEnd(grantId, hex"00");
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    /// @notice The guards burn the gas that the holder asked for, after it was found to be there.
    function test_X30_guardsThatEatTheGas() public {
        IPuppet guard = _puppet();
        guard.behave(abi.encode(uint256(1)), 1_000_000, false);
        Grant memory grant = _guardedBy(_newGrant(), address(guard));
        _give(grant);
        M.Relay memory relay = M.Relay(1 << 255, type(uint48).max, 500_000);
        bytes memory use = _relayable(_draft(grant, 0), SINGLE, _transfer(payee, 1), relay);
        bytes memory data = _relayData(address(account), _transfer(payee, 1), use, relay);
        (bool success, bytes memory answer) = address(module).call{gas: 1_500_000}(data);
        assertFalse(success, "was not refused");
        assertEq(bytes32(bytes4(answer)), bytes32(E.GasInsufficient.selector));
        (success, ) = address(module).call{gas: 3_000_000}(data);
        assertTrue(success, "was refused");
        assertEq(token.balanceOf(payee), 1);
    }

    /// @notice Copying a long call eats the gas that the holder asked for, after it was found to be there.
    function test_X48_longCallsThatEatTheGas() public {
        IPuppet victim = _puppet();
        victim.behave(abi.encode(new bytes[](1)), 0, true);
        Grant memory grant = _for(_newGrant(), address(victim));
        grant.networks[0].epoch = 0;
        grant.permissions[1] = _anything(payee);
        victim.act(address(module), abi.encodeCall(module.grant, (_id(grant), "")));
        UseDraft memory draft = _draft(grant, 1);
        draft.limits = new uint256[](0);
        uint256 minimum = 400_000;
        M.Relay memory relay = M.Relay(1 << 255, type(uint48).max, minimum);
        bytes memory data = _call(payee, 0, new bytes(30_000));
        data = _relayData(address(victim), data, _relayable(draft, SINGLE, data, relay), relay);
        uint256 given = _leastGiven(victim, data);
        // The call itself, and what the double spends before it looks, are less than this.
        assertGt(given + 1_000, minimum);
    }

    /// @notice Anybody makes the module call any contract, as its guard: also an account that lets the module execute.
    function test_X36_guardThatIsAVictim() public {
        Guard[] memory guards = new Guard[](1);
        guards[0] = Guard(address(account), abi.encode(SINGLE, _transfer(payee, 1)));
        bytes memory list = TermsEncoder.guards(guards);
        bytes32 any = keccak256("any");
        bytes memory reason = abi.encodeWithSignature(
            "ERC7579MissingFallbackHandler(bytes4)",
            IGuard.begin.selector
        );
        _refusesCall(address(this), abi.encodeCall(module.guardBegin, (any, list)), reason);
        module.guardBegin(any, hex"00");
        reason = abi.encodeWithSignature("ERC7579MissingFallbackHandler(bytes4)", IGuard.end.selector);
        _refusesCall(address(this), abi.encodeCall(module.guardEnd, (any, list)), reason);
        guards[0].guard = address(module);
        list = TermsEncoder.guards(guards);
        _refusesCall(address(this), abi.encodeCall(module.guardEnd, (any, list)), "");
    }

    /// @notice A use under a guard carries another use of the account in its middle, whose income the guard would take for its
    /// own: the account's lock refuses a second direct use, and an operation in a nested bundle.
    function test_X37_guardFedByAnotherOperation() public {
        _useRealEntryPoint();
        (IPuppet carrier, IPuppet payer) = (_puppet(), _puppet());
        token.mint(address(payer), 40);
        payer.tell(address(token), abi.encodeCall(token.transfer, (address(account), 40)));
        Grant memory income = _newGrant();
        (income.permissions[0], income.salt) = (_anything(address(payer)), "income");
        _give(income);
        PackedUserOperation memory op = _realOperation(_draft(income, 0), SINGLE, _probe(address(payer)));
        bytes memory direct = _relayable(_draft(income, 0), SINGLE, _probe(address(payer)), _anyRelay());

        // At most 20 may go, and 50 do.
        Grant memory grant = _guardedBy(_newGrant(), deploy("BalanceGuard"));
        grant.guards[0].config = abi.encodePacked(token, uint8(2), uint256(20));
        grant.permissions[1] = _anything(address(carrier));
        _give(grant);
        Execution memory carry = Execution(address(carrier), 0, abi.encodePacked(PROBE));
        bytes memory batch = abi.encode(_batchOf(_tokenCall(50), carry));
        bytes memory low = abi.encodeWithSignature(
            "BalanceTooLow(address,uint256,uint256)",
            address(token),
            950,
            980
        );
        UseDraft memory draft = _bothDraft(grant, hex"0001");
        _refusesDirect(draft, BATCH, batch, low);
        direct = _relayData(address(account), _probe(address(payer)), direct, _anyRelay());
        carrier.tell(address(module), direct);
        _refusesDirect(draft, BATCH, batch, low);

        carrier = _puppet();
        grant.permissions[1] = _anything(address(carrier));
        _give(grant);
        carrier.tell(ENTRY_POINT, _handleOps(op));
        carry.target = address(carrier);
        bytes memory open = abi.encodeWithSignature(
            "FailedOpWithRevert(uint256,string,bytes)",
            0,
            "AA23 reverted",
            abi.encodeWithSelector(E.UseOpen.selector, _id(grant))
        );
        _refusesDirect(
            _bothDraft(grant, hex"0001"),
            BATCH,
            abi.encode(_batchOf(_tokenCall(50), carry)),
            open
        );
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _flawed(
        Grant memory grant,
        Execution memory right,
        uint256 flaw
    ) private view returns (Execution memory wrong) {
        bytes memory guards = TermsEncoder.guards(grant.guards);
        wrong = Execution(right.target, right.value, right.callData);
        if (flaw == 0) wrong.target = address(token);
        if (flaw == 1) wrong.value = 1;
        if (flaw == 2) wrong.callData = bytes.concat(right.callData, bytes32(0));
        bytes4 selector = bytes4(right.callData);
        if (flaw == 3)
            wrong.callData = abi.encodeWithSelector(selector, bytes32(_id(grant)) ^ bytes32("1"), guards);
        if (flaw == 4) wrong.callData = abi.encodeWithSelector(selector, _id(grant), hex"00");
        guards = bytes.concat(guards, hex"00");
        if (flaw == 5) wrong.callData = abi.encodeWithSelector(selector, _id(grant), guards);
    }

    function _refusesBatch(Grant memory grant, Execution[] memory batch, bytes memory reason) private {
        PackedUserOperation memory op = _operation(_draft(grant, 0), BATCH, abi.encode(batch));
        _refusesOperation(op, reason);
    }

    function _probe(address target) private pure returns (bytes memory) {
        return _call(target, 0, abi.encodePacked(PROBE));
    }

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

    /// @dev Gas that reached the double when the module was called with the least gas with which it does not refuse.
    function _leastGiven(IPuppet victim, bytes memory data) private returns (uint256 given) {
        (uint256 refused, uint256 accepted) = (400_000, 2_000_000);
        while (accepted - refused > 1) {
            uint256 middle = (accepted + refused) / 2;
            uint256 state = vm.snapshotState();
            (bool success, ) = address(module).call{gas: middle}(data);
            if (success) (accepted, given) = (middle, victim.gasGiven());
            else refused = middle;
            vm.revertToState(state);
        }
    }

    function _assertRefused(IPuppet puppet, uint256 step, bytes32 grantId) private view {
        (bool done, bool success, bytes memory answer) = puppet.outcome(step);
        assertTrue(done && !success, "was not refused");
        assertEq(answer, abi.encodeWithSelector(E.UseOpen.selector, grantId));
    }
}
