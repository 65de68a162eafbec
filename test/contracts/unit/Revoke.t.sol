// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant, GrantModel} from "../support/GrantModel.sol";
import {SessionTest} from "../support/SessionTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";

/// @notice Revoking keys, grants and epochs in any order, by whoever may, any number of times: it never fails, and it is final.
contract RevokeTest is SessionTest {
    // -------------------------------------------------------------------------------------------------------- any order

    /// @dev A revocation that reverts would take the owner's other revocations in the same batch with it.
    function test_RevokingTheKeyOfARevokedUnusedGrantDoesNothingMore() public {
        Grant memory grant = _keyPolicyGrant();
        vm.prank(account);
        module.revokeGrant(_id(grant));
        _revokeKey(account, grant, holder);
        _refuseForEver(grant);
    }

    function testFuzz_RevocationsNeverRevertInAnyOrder(uint8[8] memory steps) public {
        Grant memory grant = _keyPolicyGrant();
        for (uint256 i = 0; i < steps.length; ++i) {
            uint256 step = steps[i] % 6;
            if (step == 0) _revokeKey(account, grant, holder);
            if (step == 1) _revokeKey(rotator, grant, secondHolder);
            if (step == 2) _revokeGrantBySignature(grant);
            if (step == 3) _revokeKeyBySignature(grant, holder);
            if (step == 4) _tryGrant(grant);
            if (step == 5) _tryAdd(grant, secondHolder);
        }
        _revokeGrantBySignature(grant);
        _refuseForEver(grant);
    }

    function test_TheSecondTimeIsSilent() public {
        Grant memory grant = _granted(_keyPolicyGrant());
        _revokeKey(account, grant, holder);
        _revokeGrantBySignature(grant);
        bytes32 before = _fingerprint(_id(grant));
        vm.recordLogs();
        _revokeKey(holder, grant, holder);
        _revokeKeyBySignature(grant, holder);
        _revokeGrantBySignature(grant);
        assertEq(vm.getRecordedLogs().length, 0);
        assertEq(_fingerprint(_id(grant)), before);
    }

    // ------------------------------------------------------------------------------------------------------------- keys

    function test_AHolderEndsItsOwnKeyOnly() public {
        Grant memory grant = _granted(_keyPolicyGrant());
        _tryAdd(grant, secondHolder);
        bytes memory terms = UseEncoder.sealedTerms(grant);
        address[3] memory callers = [secondHolder, stranger, owner];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.prank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(ISessionModule.CallerUnauthorized.selector, callers[i]));
            module.revokeKey(account, terms, _keyId(holder));
        }
        _accept(_use(grant), _transfer(1));
        _revokeKey(holder, grant, holder);
        _refuse(_use(grant), _transfer(1), _keyEnded(holder));
        _accept(_with(_use(grant), secondHolder), _transfer(1));
    }

    function test_AStrangerCannotBurnItsOwnAddress() public {
        Grant memory grant = _granted(_keyPolicyGrant());
        bytes memory terms = UseEncoder.sealedTerms(grant);
        vm.prank(secondHolder);
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.CallerUnauthorized.selector, secondHolder));
        module.revokeKey(account, terms, _keyId(secondHolder));
        _tryAdd(grant, secondHolder);
        _accept(_with(_use(grant), secondHolder), _transfer(1));
    }

    function test_ARevokedKeyNeverComesBack() public {
        Grant memory grant = _granted(_keyPolicyGrant());
        _revokeKey(rotator, grant, holder);
        _granted(grant);
        _refuse(_use(grant), _transfer(1), _keyEnded(holder));
        _refuse(_granting(_use(grant)), _transfer(1), _keyEnded(holder));
        _refuse(_with(_use(grant), holder), _transfer(1), _keyEnded(holder));
        bytes memory terms = UseEncoder.sealedTerms(grant);
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.KeyAlreadyUsed.selector, _keyId(holder)));
        module.addKey(terms, _key(holder), END);
    }

    function test_ASignedKeyRevocationIsForThatKeyAndGrant() public {
        Grant memory grant = _granted(_keyPolicyGrant());
        bytes memory terms = UseEncoder.sealedTerms(grant);
        bytes32 structHash = GrantModel.keyRevocation(account, _id(grant), _keyId(secondHolder));
        ISessionModule.GrantorSignature memory approval = _approval(structHash);
        bytes32 other = GrantModel.keyRevocation(account, _id(grant), _keyId(holder));
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionModule.GrantorSignatureInvalid.selector,
                GrantModel.digest(address(module), other)
            )
        );
        module.revokeKeyBySignature(account, terms, _keyId(holder), approval);
        _accept(_use(grant), _transfer(1));
        module.revokeKeyBySignature(account, terms, _keyId(secondHolder), approval);
        _accept(_use(grant), _transfer(1));
    }

    // ----------------------------------------------------------------------------------------------------------- epochs

    function test_ASignedEpochRevocationIsForThisChainAndEpoch() public {
        Grant memory grant = _granted(_limitGrant());
        ISessionModule.GrantorSignature memory later = _approval(
            GrantModel.epochRevocation(account, block.chainid, 3)
        );
        ISessionModule.GrantorSignature memory elsewhere = _approval(
            GrantModel.epochRevocation(account, block.chainid + 1, 2)
        );
        bytes32 digest = GrantModel.digest(
            address(module),
            GrantModel.epochRevocation(account, block.chainid, 2)
        );
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.GrantorSignatureInvalid.selector, digest));
        module.revokeAllBySignature(account, 2, elsewhere);
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.GrantorSignatureInvalid.selector, digest));
        module.revokeAllBySignature(account, 2, later);
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.GrantEpochEnded.selector, 3, 2));
        module.revokeAllBySignature(account, 3, later);
        _accept(_use(grant), _transfer(1));

        module.revokeAllBySignature(
            account,
            2,
            _approval(GrantModel.epochRevocation(account, block.chainid, 2))
        );
        bytes memory reason = abi.encodeWithSelector(ISessionModule.GrantEpochEnded.selector, 2, 3);
        _refuse(_use(grant), _transfer(1), reason);
        // Signed ahead of time, it waits for its epoch.
        module.revokeAllBySignature(account, 3, later);
        assertEq(_epoch(), 4);
    }

    function test_KeysOfAnEndedEpochCannotBeAddedOrRotated() public {
        Grant memory grant = _granted(_keyPolicyGrant());
        bytes memory terms = UseEncoder.sealedTerms(grant);
        vm.startPrank(account);
        module.revokeAll();
        bytes memory reason = abi.encodeWithSelector(ISessionModule.GrantEpochEnded.selector, 2, 3);
        vm.expectRevert(reason);
        module.addKey(terms, _key(secondHolder), START + 100);
        vm.expectRevert(reason);
        module.rotateKey(
            account,
            terms,
            ISessionModule.Rotation(_keyId(holder), _key(secondHolder), START + 100, 0)
        );
        vm.stopPrank();
    }

    /// @dev The chain sees only a hash: a grant that names a later epoch waits for it, so no tool may sign or record one.
    function test_AGrantOfALaterEpochStartsWithIt() public {
        Grant memory grant = _limitGrant();
        grant.networks[0].epoch = 3;
        _granted(grant);
        bytes memory reason = abi.encodeWithSelector(ISessionModule.GrantEpochEnded.selector, 3, 2);
        _refuse(_use(grant), _transfer(1), reason);
        vm.prank(account);
        module.revokeAll();
        _accept(_use(grant), _transfer(1));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _revokeKey(address caller, Grant memory grant, address key) private {
        bytes memory terms = UseEncoder.sealedTerms(grant);
        vm.prank(caller);
        module.revokeKey(account, terms, _keyId(key));
    }

    function _revokeKeyBySignature(Grant memory grant, address key) private {
        bytes32 structHash = GrantModel.keyRevocation(account, _id(grant), _keyId(key));
        module.revokeKeyBySignature(
            account,
            UseEncoder.sealedTerms(grant),
            _keyId(key),
            _approval(structHash)
        );
    }

    function _revokeGrantBySignature(Grant memory grant) private {
        bytes32 grantId = _id(grant);
        module.revokeGrantBySignature(
            account,
            grantId,
            _approval(GrantModel.grantRevocation(account, grantId))
        );
    }

    function _tryGrant(Grant memory grant) private {
        bytes32 grantId = _id(grant);
        vm.prank(account);
        try module.grant(grantId, "") {} catch {}
    }

    function _tryAdd(Grant memory grant, address key) private {
        bytes memory terms = UseEncoder.sealedTerms(grant);
        vm.prank(account);
        try module.addKey(terms, _key(key), START + 100) {} catch {}
    }

    function _keyEnded(address key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionModule.KeyEnded.selector, _keyId(key));
    }

    function _refuseForEver(Grant memory grant) private {
        bytes memory reason = abi.encodeWithSelector(ISessionModule.GrantEnded.selector, _id(grant));
        _refuse(_use(grant), _transfer(1), reason);
        _refuse(_granting(_use(grant)), _transfer(1), reason);
        bytes32 grantId = _id(grant);
        vm.prank(account);
        vm.expectRevert(reason);
        module.grant(grantId, "");
    }
}
