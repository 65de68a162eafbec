// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {XOwnTest} from "./XOwnTest.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks on the owner's power to take everything back.
contract XOwnRevocationTest is XOwnTest {
    /// @notice A grant for a later epoch sleeps through the revocation of everything, which wakes it. Known, and said: whoever
    /// signs it can read the epoch in it.
    function test_X40_grantOfALaterEpoch() public {
        Grant memory grant = _newGrant();
        grant.networks[0].epoch = 3;
        _give(grant);
        bytes memory execution = _transfer(payee, 1);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory sleeping = abi.encodeWithSelector(E.GrantEpochEnded.selector, 3, 2);
        _refuses(draft, SINGLE, execution, sleeping);
        bytes memory key = abi.encodeCall(module.addKey, (_sealed(grant), _ecdsa(SECOND), START + 100));
        _refusesCall(address(account), key, sleeping);

        _asAccount();
        module.revokeAll();
        _allows(draft, SINGLE, execution);
        // Its identifier ends it, before and after.
        uint256 state = vm.snapshotState();
        _asAccount();
        module.revokeGrant(_id(grant));
        _refuses(_withGrantSignature(draft), SINGLE, execution, _ended(_id(grant)));
        vm.revertToState(state);
        _asAccount();
        module.revokeAll();
        _refuses(
            _draft(grant, 0),
            SINGLE,
            execution,
            abi.encodeWithSelector(E.GrantEpochEnded.selector, 3, 4)
        );
    }

    /// @notice The owner's emergency batch, for a grant that nobody ever used, fails at its second step and undoes the first.
    function test_X42_keyOfAGrantThatNeverBegan() public {
        Grant memory grant = _newGrant();
        bytes32 grantId = _id(grant);
        bytes memory terms = _sealed(grant);
        Execution[] memory batch = _batchOf(
            Execution(address(module), 0, abi.encodeCall(module.revokeGrant, (grantId))),
            Execution(
                address(module),
                0,
                abi.encodeCall(module.revokeKey, (address(account), terms, _keyId(KEY)))
            )
        );
        vm.prank(ENTRY_POINT);
        account.execute(BATCH, abi.encode(batch));
        M.GrantView memory state = module.grantState(address(account), grantId);
        assertEq(abi.encode(state), abi.encode(M.GrantView(2, false, false, 0, 1, 0)));
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        _refuses(draft, SINGLE, _transfer(payee, 1), _ended(grantId));
        // The other way round, once more, and carried.
        (batch[0], batch[1]) = (batch[1], batch[0]);
        vm.prank(ENTRY_POINT);
        account.execute(BATCH, abi.encode(batch));
        grant.salt = "another";
        M.GrantorSignature memory approval = _approval(
            SignedModel.grantRevocation(address(account), _id(grant))
        );
        module.revokeGrantBySignature(address(account), _id(grant), approval);
        approval = _approval(SignedModel.keyRevocation(address(account), _id(grant), _keyId(KEY)));
        module.revokeKeyBySignature(address(account), _sealed(grant), _keyId(KEY), approval);
        _refuses(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 1), _ended(_id(grant)));
    }

    /// @notice What one owner signed to end things of one account is carried to another of the same owner.
    function test_X43_revocationsOfAnotherAccount() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        IReferenceAccount other = _account("other");
        bytes32 structHash = SignedModel.grantRevocation(address(account), grantId);
        M.GrantorSignature memory approval = _approval(structHash);
        bytes memory data = abi.encodeCall(
            module.revokeGrantBySignature,
            (address(other), grantId, approval)
        );
        _refusesApproval(data, SignedModel.grantRevocation(address(other), grantId));

        approval = _approval(SignedModel.epochRevocation(address(account), block.chainid, 2));
        data = abi.encodeCall(module.revokeAllBySignature, (address(other), 2, approval));
        _refusesApproval(data, SignedModel.epochRevocation(address(other), block.chainid, 2));
        approval = _approval(SignedModel.epochRevocation(address(account), block.chainid + 1, 2));
        data = abi.encodeCall(module.revokeAllBySignature, (address(account), 2, approval));
        _refusesApproval(data, SignedModel.epochRevocation(address(account), block.chainid, 2));

        approval = _approval(SignedModel.keyRevocation(address(account), grantId, _keyId(KEY)));
        Grant memory theirs = _for(_newGrant(), address(other));
        bytes32 theirId = _give(theirs);
        data = abi.encodeCall(
            module.revokeKeyBySignature,
            (address(other), _sealed(theirs), _keyId(KEY), approval)
        );
        _refusesApproval(data, SignedModel.keyRevocation(address(other), theirId, _keyId(KEY)));
        // A revocation of the key is none of the grant, and a grant of the key's identifier is none.
        data = abi.encodeCall(module.revokeGrantBySignature, (address(account), grantId, approval));
        _refusesApproval(data, structHash);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    /// @notice A holder whose grant was paused presents the successor that the owner had signed before, and goes on.
    function test_X57_pausedGrantUnderAnotherName() public {
        Grant memory grant = _newGrant();
        grant.keeper = _ecdsa(KEEPER);
        bytes32 grantId = _give(grant);
        Grant memory next = _successor(grantId, "next");
        UseDraft memory draft = _withGrantSignature(_draft(next, 0));
        bytes memory execution = _transfer(payee, 1);
        _allows(draft, SINGLE, execution);
        vm.prank(vm.addr(KEEPER));
        module.pauseGrantAsKeeper(address(account), _sealed(grant));
        bytes memory paused = abi.encodeWithSelector(E.GrantIsPaused.selector, grantId);
        _refuses(draft, SINGLE, execution, paused);
        uint256 state = vm.snapshotState();
        // Recorded by the account, which may not have seen the pause, it still is.
        _give(next);
        _refuses(_draft(next, 0), SINGLE, execution, paused);
        _asAccount();
        module.resumeGrant(grantId);
        _allows(_draft(next, 0), SINGLE, execution);
        vm.revertToState(state);
        // What the account itself puts in its place, or has ended, is no way round.
        _asAccount();
        module.supersede(_sealed(next), "");
        _allows(_draft(next, 0), SINGLE, execution);
        vm.revertToState(state);
        _asAccount();
        module.revokeGrant(grantId);
        _allows(draft, SINGLE, execution);
    }

    /// @notice Two successors of one grant, both signed, of which each carries on with what was left of it.
    function test_X58_twoSuccessors() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _pay(grant, 40);
        Grant memory first = _successor(grantId, "first");
        Grant memory second = _successor(grantId, "second");
        _execute(_withGrantSignature(_draft(first, 0)), SINGLE, _transfer(payee, 50));
        _refuses(_withGrantSignature(_draft(second, 0)), SINGLE, _transfer(payee, 1), _ended(grantId));
        _give(second);
        _refuses(_draft(second, 0), SINGLE, _transfer(payee, 1), _ended(grantId));
        bytes memory data = abi.encodeCall(module.supersede, (_sealed(second), ""));
        _refusesCall(address(account), data, _ended(grantId));
        _pay(first, 10);
        _refuses(_draft(first, 0), SINGLE, _transfer(payee, 1), _exceeded(0, 1, 0));
        // Whatever else is done to it: it has been followed.
        _asAccount();
        module.revokeGrant(grantId);
        _refusesCall(address(account), data, _ended(grantId));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _successor(bytes32 oldId, bytes16 salt) private view returns (Grant memory grant) {
        grant = _newGrant();
        (grant.salt, grant.supersedes.grantId) = (salt, oldId);
        grant.supersedes.carries = new uint16[](1);
    }

    function _refusesApproval(bytes memory data, bytes32 structHash) private {
        bytes memory reason = abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, _digest(structHash));
        _refusesCall(address(this), data, reason);
    }
}
