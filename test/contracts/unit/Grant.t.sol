// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {Grant, Guard, Message, Network} from "../support/GrantModel.sol";
import {ISession} from "../support/ISession.sol";
import {SessionTest} from "../support/SessionTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";

/// @notice How a grant starts: by the account's own call, or by the grantor's signature in the first use. And what it is
/// bound to.
contract GrantTest is SessionTest {
    // --------------------------------------------------------------------------------------------------- by transaction

    function test_StartsByTheAccountsCall() public {
        Grant memory grant = _transferGrant();
        _refuse(_use(grant), _transfer(1), _unknown(grant));
        vm.expectEmit(address(module));
        emit ISessionModule.Granted(account, _id(grant));
        _granted(grant);
        _assertState(grant, 1, 1);
        _accept(_use(grant), _transfer(1));
    }

    function test_PublishesContents() public {
        bytes32 grantId = _id(_transferGrant());
        vm.expectEmit(address(module));
        emit ISessionModule.GrantPublished(account, grantId, hex"c0ffee");
        vm.prank(account);
        module.grant(grantId, hex"c0ffee");
    }

    function test_GrantingTwiceChangesNothing() public {
        Grant memory grant = _granted(_limitGrant());
        _execute(_use(grant), _transfer(CAP));
        bytes32 before = _fingerprint(_id(grant));
        _granted(grant);
        assertEq(_fingerprint(_id(grant)), before);
    }

    function test_AStrangersGrantIsItsOwn() public {
        Grant memory grant = _transferGrant();
        vm.prank(stranger);
        module.grant(_id(grant), "");
        _refuse(_use(grant), _transfer(1), _unknown(grant));
    }

    // ----------------------------------------------------------------------------------------------------- on first use

    function test_StartsWithTheFirstDirectUse() public {
        Grant memory grant = _limitGrant();
        vm.expectEmit(address(module));
        emit ISessionModule.Granted(account, _id(grant));
        _execute(_granting(_use(grant)), _transfer(1));
        _assertState(grant, 1, 1);
        assertEq(_spentOf(grant), 1);
        _execute(_use(grant), _transfer(2));
        assertEq(_received(), 3);
    }

    function test_StartsWithTheFirstOperation() public {
        Grant memory grant = _limitGrant();
        _handle(_userOp(_granting(_use(grant)), _transfer(1)));
        _assertState(grant, 1, 1);
        _handle(_userOp(_use(grant), _transfer(2)));
        assertEq(_received(), 3);
        assertEq(_spentOf(grant), 3);
    }

    function test_TheSignatureMayComeAgain() public {
        Grant memory grant = _limitGrant();
        _execute(_granting(_use(grant)), _transfer(CAP));
        _refuse(
            _granting(_use(grant)),
            _transfer(1),
            abi.encodeWithSelector(ISessionModule.LimitExceeded.selector, 0, 1, 0)
        );
    }

    function test_OnlyTheGrantorsSignatureCounts() public {
        UseDraft memory draft = _grantingBy(_use(_transferGrant()), stranger);
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.GrantorMismatch.selector,
            _keyId(stranger),
            _keyId(owner)
        );
        _refuse(draft, _transfer(1), reason);

        draft.grantor = _key(owner);
        _refuse(draft, _transfer(1), _invalid(_id(draft.grant)));

        draft.grantSignature = hex"00";
        reason = abi.encodeWithSelector(ISessionModule.KeySignatureMalformed.selector, 1);
        _refuse(draft, _transfer(1), reason);
        _accept(_granting(draft), _transfer(1));
    }

    function test_TheHolderCannotGrantItself() public {
        UseDraft memory draft = _grantingBy(_use(_transferGrant()), holder);
        draft.grantor = _key(owner);
        _refuse(draft, _transfer(1), _invalid(_id(draft.grant)));
    }

    // ---------------------------------------------------------------------------------------------------- what it binds

    function test_IsForOneAccount() public {
        Grant memory grant = _transferGrant();
        bytes memory use = UseEncoder.encode(_granting(_use(grant)));
        grant.account = factory.createAccount(owner, bytes32(uint256(1)));
        _equip(grant.account, owner);
        _refuseUse(holder, _transfer(1), use, _invalid(_id(grant)), grant);
        _accept(_granting(_use(grant)), _transfer(1));
    }

    function test_IsForOneChain() public {
        Grant memory grant = _granted(_transferGrant());
        uint256 chainId = grant.networks[0].chainId;
        UseDraft memory draft = _granting(_use(grant));
        bytes memory use = UseEncoder.encode(_use(grant));
        vm.chainId(chainId + 1);
        grant.networks[0].chainId = chainId + 1;
        _refuseUse(holder, _transfer(1), use, _unknown(grant), grant);
        _refuseUse(holder, _transfer(1), UseEncoder.encode(draft), _invalid(_id(grant)), grant);
        vm.chainId(chainId);
        grant.networks[0].chainId = chainId;
        _accept(_use(grant), _transfer(1));
    }

    function test_IsForOneModule() public {
        UseDraft memory draft = _granting(_use(_transferGrant()));
        module = ISession(_deploy("SessionModule.sol:SessionModule", ""));
        _equip(account, owner);
        _refuse(draft, _transfer(1), _invalid(_id(draft.grant)));
        _accept(_granting(draft), _transfer(1));
    }

    function test_IsForOneEpoch() public {
        UseDraft memory draft = _granting(_use(_transferGrant()));
        vm.prank(account);
        module.revokeAll();
        bytes memory reason = abi.encodeWithSelector(ISessionModule.GrantEpochEnded.selector, 2, 3);
        _refuse(draft, _transfer(1), reason);
        draft.grant.networks[0].epoch = 4;
        reason = abi.encodeWithSelector(ISessionModule.GrantEpochEnded.selector, 4, 3);
        _refuse(_granting(draft), _transfer(1), reason);
        draft.grant.networks[0].epoch = 3;
        _accept(_granting(draft), _transfer(1));
    }

    function test_EveryTermIsCommitted() public {
        Grant memory grant = _granted(_keyPolicyGrant());
        _accept(_use(grant), _transfer(1));
        for (uint256 i = 0; i < 18; ++i) {
            Grant memory changed = _changed(_keyPolicyGrant(), i);
            _refuse(_use(changed), _transfer(1), _unknown(changed));
        }
    }

    function _changed(Grant memory grant, uint256 what) private view returns (Grant memory) {
        if (what == 0) ++grant.validAfter;
        if (what == 1) ++grant.validUntil;
        if (what == 2) ++grant.keyLifetime;
        if (what == 3) ++grant.overlap;
        if (what == 4) ++grant.maxKeys;
        if (what == 5) grant.rotator = _key(stranger);
        if (what == 6) grant.rotator = Key(0, "");
        if (what == 7) grant.sessionKey = _key(secondHolder);
        if (what == 8) grant.salt = 0;
        if (what == 9) ++grant.permissions[0].maxValue;
        if (what == 10) grant.permissions[0].conditions[1].values[0] = bytes32(uint256(CAP) + 1);
        if (what == 11) grant.permissions[0].conditions[1].operator = 6;
        if (what == 12) (grant.permissions[0].call, grant.permissions[0].selector) = (2, 0);
        if (what == 13) grant.permissions[0].spends[0].argument = 0;
        if (what == 14) ++grant.limits[0].amount;
        if (what == 15) grant.limits[0].token = stranger;
        if (what == 16) grant.permissionsHeight = 1;
        if (what == 17) grant.limitsHeight = 1;
        return grant;
    }

    /// @dev What this version does not enforce has no encoding: such a grant is another one, and unknown.
    function test_PartsThatAreNotEnforcedAreRefused() public {
        for (uint256 i = 0; i < 10; ++i) {
            Grant memory grant = _granted(_withUnsupported(_transferGrant(), i));
            _refuseUse(
                holder,
                _transfer(1),
                UseEncoder.encode(_use(grant)),
                _unknown(_transferGrant()),
                grant
            );
        }
    }

    function _withUnsupported(Grant memory grant, uint256 part) private view returns (Grant memory) {
        if (part == 0) grant.messages = new Message[](1);
        if (part == 1) grant.guards = new Guard[](1);
        if (part == 2) grant.maximumFee.budget = 1;
        if (part == 3) grant.maximumFee.price = 1;
        if (part == 4) grant.paymaster.kind = 2;
        if (part == 5) grant.keeper = _key(stranger);
        if (part == 6) grant.identity.kind = 1;
        if (part == 7) grant.supersedes.grantId = bytes32(uint256(1));
        if (part == 8) grant.supersedes.carries = new uint16[](1);
        if (part == 9) {
            grant.networks = new Network[](2);
            grant.networks[0] = Network(block.chainid, 2);
            grant.networks[1] = Network(block.chainid + 1, 2);
        }
        return grant;
    }

    // ------------------------------------------------------------------------------------------------------------ trees

    function test_TreesOfAnyHeight() public {
        for (uint256 height = 0; height <= 10; height += 5) {
            Grant memory grant = _limitGrant();
            (grant.permissionsHeight, grant.limitsHeight) = (height, 10 - height);
            _granted(grant);
            _accept(_use(grant), _transfer(1));
        }
    }

    function test_ALimitOfAHighTreeIsCountedOnItsOwn() public {
        Grant memory grant = _limitGrant();
        grant.limits = new Limit[](6);
        for (uint128 i = 0; i < 6; ++i) grant.limits[i] = _tokenLimit(CAP + i);
        grant.permissions[0].spends[0].limit = 5;
        _granted(grant);
        _execute(_use(grant), _transfer(CAP));
        assertEq(_spent(_id(grant), 5), CAP);
        bytes memory reason = abi.encodeWithSelector(ISessionModule.LimitExceeded.selector, 5, 6, 5);
        _refuse(_use(grant), _transfer(6), reason);
        _accept(_use(grant), _transfer(5));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _assertState(Grant memory grant, uint8 expectedStatus, uint8 expectedKeys) private view {
        (uint8 status, uint8 keys, uint48 end, uint32 sequence) = module.grantState(account, _id(grant));
        assertEq(
            abi.encode(status, keys, end, sequence),
            abi.encode(expectedStatus, expectedKeys, uint48(0), uint32(0))
        );
    }

    function _unknown(Grant memory grant) private view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionModule.GrantUnknown.selector, _id(grant));
    }

    function _invalid(bytes32 grantId) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionModule.GrantorSignatureInvalid.selector, grantId);
    }
}
