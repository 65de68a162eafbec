// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGuard} from "../../../contracts/interfaces/IGuard.sol";
import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {IRealEntryPoint} from "../support/EntryPoints.sol";
import {Grant, Guard} from "../support/Grant.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {IPuppet, XOwnTest} from "./XOwnTest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks on guards, and on the gas and the operations between them.
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
    /// own. The owner's own operation is none of the module's business. Known, and said: a guard compares balances.
    function test_X37_guardFedByAnotherOperation() public {
        _useRealEntryPoint();
        IPuppet payer = _puppet();
        token.mint(address(payer), 40);
        payer.tell(address(token), abi.encodeCall(token.transfer, (address(account), 40)));
        bytes memory ask = _probe(address(payer));
        Grant memory income = _newGrant();
        (income.permissions[0], income.salt) = (_anything(address(payer)), "income");
        _give(income);
        UseDraft memory draft = _draft(income, 0);
        bytes memory carried = _relayable(draft, SINGLE, ask, _anyRelay());

        // At most 20 may go, and 50 do.
        bytes memory low = abi.encodeWithSignature(
            "BalanceTooLow(address,uint256,uint256)",
            address(token),
            950,
            980
        );
        carried = _relayData(address(account), ask, carried, _anyRelay());
        (draft, carried) = _carrying(address(module), carried);
        _refusesDirect(draft, BATCH, carried, low);
        (draft, carried) = _carrying(ENTRY_POINT, _handleOps(_realOperation(_draft(income, 0), SINGLE, ask)));
        _refusesDirect(draft, BATCH, carried, low);
        (draft, carried) = _carrying(ENTRY_POINT, _handleOps(_ownersOperation(ask)));
        _execute(draft, BATCH, carried);
        assertEq(token.balanceOf(payee), 50);
        assertEq(token.balanceOf(address(account)), 990);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev A use that pays 50 under a guard that lets 20 go, and calls what makes a call of its own.
    function _carrying(
        address target,
        bytes memory data
    ) private returns (UseDraft memory draft, bytes memory batch) {
        IPuppet carrier = _puppet();
        carrier.tell(target, data);
        Grant memory grant = _guardedBy(_newGrant(), deploy("BalanceGuard"));
        grant.guards[0].config = abi.encodePacked(token, uint8(2), uint256(20));
        grant.permissions[1] = _anything(address(carrier));
        _give(grant);
        Execution memory carry = Execution(address(carrier), 0, abi.encodePacked(PROBE));
        return (_bothDraft(grant, hex"0001"), abi.encode(_batchOf(_tokenCall(50), carry)));
    }

    /// @dev An operation that the owner itself signed, through none of the account's modules.
    function _ownersOperation(bytes memory execution) private view returns (PackedUserOperation memory op) {
        op = _realOperation(_draft(_newGrant(), 0), SINGLE, execution);
        op.nonce = 0;
        op.signature = signature(OWNER, IRealEntryPoint(ENTRY_POINT).getUserOpHash(op));
    }

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
}
