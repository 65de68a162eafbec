// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {Grant, Guard, Permission} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {IPuppet} from "../support/Puppet.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks from inside of a use, while guards watch or judges decide: by whoever is called, judges, or is another module.
contract GGuardsTest is EntryPointTest {
    uint8 private constant SPENT = 2;

    /// @dev A contract of bad intentions.
    IPuppet private puppet;

    function setUp() public override {
        super.setUp();
        puppet = IPuppet(deploy("MockPuppet"));
    }

    // ----------------------------------------------------------------------------------------------------------- grants

    /// @dev Tokens to the payee and calls to the contract of bad intentions, at most 5 tokens less after each use.
    function _guardedGrant() private returns (Grant memory grant) {
        return _guardedBy(deploy("BalanceGuard"));
    }

    function _guardedBy(address guard) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.permissions[1] = _anything(address(puppet));
        grant.guards = new Guard[](1);
        grant.guards[0] = Guard(guard, abi.encodePacked(token, SPENT, uint256(5)));
        (grant.maximumFee.budget, grant.maximumFee.price) = (1 ether, UNLIMITED);
    }

    function _anything(address target) private pure returns (Permission memory permission) {
        (permission.target, permission.call, permission.worstTier) = (target, 2, UNTIERED);
    }

    /// @dev Tokens to the payee, then the contract of bad intentions.
    function _payAndCall(uint256 amount) private view returns (Execution[] memory calls) {
        calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(amount), Execution(address(puppet), 0, hex"12345678"));
    }

    function _payAndCallDraft(Grant memory grant) private view returns (UseDraft memory draft) {
        draft = _bothDraft(grant, hex"0001");
        draft.limits = new uint256[](1);
        return _claimed(draft);
    }

    /// @dev A use of another grant of the account, whose key is the contract of bad intentions.
    function _ownUse() private returns (bytes memory) {
        Grant memory grant = _newGrant();
        grant.sessionKey = Key(2, abi.encodePacked(puppet));
        grant.salt = "own";
        _give(grant);
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        return abi.encodeCall(module.execute, (address(account), SINGLE, _transfer(payee, 1), use));
    }

    function _open(bytes32 grantId) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.UseOpen.selector, grantId);
    }

    function _tooLow(uint256 actual, uint256 expected) private view returns (bytes memory) {
        bytes4 selector = bytes4(keccak256("BalanceTooLow(address,uint256,uint256)"));
        return abi.encodeWithSelector(selector, token, actual, expected);
    }

    function _assertFailed(uint256 step, bytes memory reason) private view {
        (bool done, bool success, bytes memory answer) = puppet.outcome(step);
        assertTrue(done);
        assertFalse(success);
        assertEq(answer, reason);
    }

    // --------------------------------------------------------------------------------------------------- called contracts

    /// @notice A called contract begins another use of the account, as a key of it, before the guards have looked again.
    function test_G29_useInsideOfAGuardedUse() public {
        Grant memory grant = _guardedGrant();
        bytes32 grantId = _give(grant);
        bytes memory own = _ownUse();
        bytes memory close = abi.encodeCall(module.guardEnd, (grantId, TermsEncoder.guards(grant.guards)));
        puppet.tell(address(module), own);
        puppet.tell(address(module), close);
        _execute(_payAndCallDraft(grant), BATCH, abi.encode(_payAndCall(1)));
        _assertFailed(0, _open(grantId));
        // It can close what it has opened itself, for itself.
        _assertFailed(1, abi.encodeWithSelector(E.GuardNotOpen.selector, grantId, 0));

        puppet.tell(address(module), own);
        _handle(_bundle(_guardedOperation(grant, 1, 0)));
        _assertFailed(2, _open(grantId));
        puppet.act(address(module), own);
        assertEq(token.balanceOf(payee), 3);
    }

    /// @notice A called contract bundles another operation of the account, taken from the mempool: what that one brings in makes up
    /// for what the holder takes, and the guard sees nothing missing.
    function test_G29_operationInsideOfAGuardedUse() public {
        Grant memory grant = _guardedGrant();
        bytes32 grantId = _give(grant);
        PackedUserOperation[] memory ops = _bundle(_sale());
        bytes memory bundle = abi.encodeCall(entryPoint.handleOps, (ops, payable(payee)));
        puppet.tell(ENTRY_POINT, bundle);
        UseDraft memory draft = _payAndCallDraft(grant);
        _refusesDirect(draft, BATCH, abi.encode(_payAndCall(45)), _tooLow(955, 995));
        _execute(draft, BATCH, abi.encode(_payAndCall(5)));
        _assertFailed(
            0,
            abi.encodeWithSignature(
                "FailedOpWithRevert(uint256,string,bytes)",
                0,
                "AA23 reverted",
                _open(grantId)
            )
        );
        // Within a bundle the EntryPoint sees to it.
        puppet.tell(ENTRY_POINT, bundle);
        _handle(_bundle(_guardedOperation(grant, 5, 0)));
        _assertFailed(1, abi.encodeWithSignature("ReentrancyGuardReentrantCall()"));
        assertEq(token.balanceOf(address(account)), 990);
        _handle(ops);
        assertEq(token.balanceOf(address(account)), 1_030);
    }

    /// @dev Another holder's operation: it sells something of the account to a market, which pays 40 tokens.
    function _sale() private returns (PackedUserOperation memory) {
        IPuppet market = IPuppet(deploy("MockPuppet"));
        token.mint(address(market), 40);
        market.tell(address(token), abi.encodeCall(token.transfer, (address(account), 40)));
        Grant memory grant = _newGrant();
        (grant.sessionKey, grant.salt) = (_ecdsa(SECOND), "sale");
        grant.permissions[1] = _anything(address(market));
        _give(grant);
        UseDraft memory draft = _draft(grant, 1);
        draft.signer = SECOND;
        return _packed(draft, SINGLE, _call(address(market), 0, hex"12345678"), 2);
    }

    /// @notice One grant's batch closed with another's guards, or two open at once: the laxer guard would judge.
    function test_G31_crossedGuards() public {
        Grant memory strict = _guardedGrant();
        Grant memory lax = _guardedBy(strict.guards[0].guard);
        lax.guards[0].config = abi.encodePacked(token, SPENT, uint256(50));
        (bytes32 strictId, bytes32 laxId) = (_give(strict), _give(lax));
        bytes memory strictGuards = TermsEncoder.guards(strict.guards);
        bytes memory laxGuards = TermsEncoder.guards(lax.guards);
        Execution[] memory calls = abi.decode(_guarded(strict, _payAndCall(45)), (Execution[]));
        bytes memory missing = abi.encodeWithSelector(E.GuardCallMissing.selector);
        bytes[3] memory ends = [
            abi.encodeCall(module.guardEnd, (laxId, laxGuards)),
            abi.encodeCall(module.guardEnd, (strictId, laxGuards)),
            abi.encodeCall(module.guardBegin, (strictId, strictGuards))
        ];
        for (uint256 i = 0; i < 3; ++i) {
            calls[3].callData = ends[i];
            _refusesOperation(_operation(_payAndCallDraft(strict), BATCH, abi.encode(calls)), missing);
        }

        vm.startPrank(address(account));
        module.guardBegin(strictId, strictGuards);
        vm.stopPrank();
        _refusesCall(
            address(account),
            abi.encodeCall(module.guardBegin, (laxId, laxGuards)),
            _open(strictId)
        );
        bytes4 notOpen = E.GuardNotOpen.selector;
        _refusesCall(address(account), ends[0], abi.encodeWithSelector(notOpen, laxId, strictId));
        _asAccount();
        module.guardEnd(strictId, strictGuards);
        _refusesCall(address(account), ends[0], abi.encodeWithSelector(notOpen, laxId, bytes32(0)));
        // Each in its own batch, both grants of one bundle are judged by their own guards.
        _handle(_bundle(_guardedOperation(strict, 5, 0), _guardedOperation(lax, 45, 1)));
        assertEq(token.balanceOf(payee), 50);
    }

    function _guardedOperation(
        Grant memory grant,
        uint256 amount,
        uint32 nonceKey
    ) private view returns (PackedUserOperation memory) {
        bytes memory batch = _guarded(grant, _payAndCall(amount));
        return _packed(_payAndCallDraft(grant), BATCH, batch, nonceKey);
    }

    /// @notice Another executor of the account, called inside of a guarded use, closes the guards early, or takes more itself.
    function test_G22_executorInsideOfAGuardedUse() public {
        puppet.behave(abi.encode(true), 0, false);
        vm.prank(ENTRY_POINT);
        account.installModule(2, address(puppet), "");
        Grant memory grant = _guardedGrant();
        bytes32 grantId = _give(grant);
        bytes memory close = abi.encodeCall(module.guardEnd, (grantId, TermsEncoder.guards(grant.guards)));
        bytes[2] memory deeds = [_call(address(module), 0, close), _transfer(payee, 40)];
        bytes[2] memory reasons = [
            abi.encodeWithSelector(E.GuardNotOpen.selector, grantId, 0),
            _tooLow(955, 995)
        ];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 state = vm.snapshotState();
            puppet.tell(address(account), abi.encodeCall(account.executeFromExecutor, (SINGLE, deeds[i])));
            UseDraft memory draft = _payAndCallDraft(grant);
            _refusesDirect(draft, BATCH, abi.encode(_payAndCall(5)), reasons[i]);
            vm.revertToState(state);
        }
        _execute(_payAndCallDraft(grant), BATCH, abi.encode(_payAndCall(5)));
        assertEq(token.balanceOf(payee), 5);
    }

    // ---------------------------------------------------------------------------------------------------- hostile judges

    /// @notice A guard that calls back while a grant starts, and a grantor that does so when asked for its signature.
    function test_G05_judgesThatCallBack() public {
        puppet.behave(abi.encode(bytes32(0)), 0, false);
        Grant memory grant = _guardedBy(address(puppet));
        bytes32 grantId = _id(grant);
        puppet.tell(address(module), _ownUse());
        puppet.tell(address(module), abi.encodeCall(module.grantState, (address(account), grantId)));
        puppet.tell(address(module), abi.encodeCall(module.spent, (address(account), grantId, 0)));
        puppet.tell(address(module), abi.encodeCall(module.revokeGrant, (grantId)));
        _execute(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 7));
        _assertFailed(0, _open(grantId));
        // It sees a grant that has started, with what this use takes already counted; and revokes for itself only.
        (, , bytes memory state) = puppet.outcome(1);
        assertEq(abi.encode(module.grantState(address(account), grantId)), state);
        (, , bytes memory spent) = puppet.outcome(2);
        assertEq(spent, abi.encode(7, 0));
        assertEq(module.grantState(address(account), grantId).status, 1);

        Key memory grantor = Key(2, abi.encodePacked(puppet));
        _asAccount();
        module.setGrantor(grantor);
        UseDraft memory draft = _draft(_newGrant(), 0);
        (draft.grantor, draft.grantSignature) = (grantor, "any");
        puppet.behave(abi.encode(IERC1271.isValidSignature.selector), 0, false);
        uint256 before = vm.snapshotState();
        puppet.tell(address(module), abi.encodeCall(module.revokeAll, ()));
        bytes4 invalid = E.GrantorSignatureInvalid.selector;
        bytes memory reason = abi.encodeWithSelector(invalid, _id(draft.grant));
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        vm.revertToState(before);
        _allows(draft, SINGLE, _transfer(payee, 1));
    }

    /// @notice Guards, verifiers, keys and grantors that have no code, another interface, or say nothing: none of them says yes.
    function test_G10_judgesThatAreNone() public {
        address[3] memory judges = [makeAddr("no code"), address(token), address(puppet)];
        for (uint256 i = 0; i < judges.length; ++i) {
            Grant memory grant = _guardedBy(judges[i]);
            _give(grant);
            _refusesUseGuardedBy(grant);
            Execution[] memory calls = new Execution[](1);
            calls[0] = _tokenCall(1);
            _handle(_bundle(_packed(_draft(grant, 0), BATCH, _guarded(grant, calls), 0)));
            assertEq(token.balanceOf(payee), 0);

            Key[2] memory keys = [
                Key(2, abi.encodePacked(judges[i])),
                Key(3, abi.encodePacked(judges[i], "key"))
            ];
            for (uint256 j = 0; j < 2; ++j) {
                grant = _newGrant();
                grant.sessionKey = keys[j];
                _give(grant);
                bytes4 invalid = E.KeySignatureInvalid.selector;
                bytes memory reason = abi.encodeWithSelector(invalid, GrantModel.keyId(keys[j]));
                _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay(), reason);
                _refusesGrantor(keys[j]);
            }
        }
    }

    /// @dev A guard without code reverts without a reason; in its place this runner puts words of its own.
    function _refusesUseGuardedBy(Grant memory grant) private {
        UseDraft memory draft = _draft(grant, 0);
        bytes memory execution = _transfer(payee, 1);
        if (grant.guards[0].guard.code.length != 0) return _refusesDirect(draft, SINGLE, execution, "");
        bytes memory use = UseEncoder.encode(draft);
        vm.prank(vm.addr(KEY));
        vm.expectRevert();
        module.execute(address(account), SINGLE, execution, use);
    }

    function _refusesGrantor(Key memory grantor) private {
        uint256 state = vm.snapshotState();
        _asAccount();
        module.setGrantor(grantor);
        UseDraft memory draft = _draft(_newGrant(), 0);
        (draft.grantor, draft.grantSignature) = (grantor, "any");
        bytes4 invalid = E.GrantorSignatureInvalid.selector;
        bytes memory reason = abi.encodeWithSelector(invalid, _id(draft.grant));
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        vm.revertToState(state);
    }
}
