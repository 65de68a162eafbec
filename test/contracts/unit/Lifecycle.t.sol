// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {LatchkeyAccount} from "../../../contracts/accounts/LatchkeyAccount.sol";
import {MockOwnerValidator} from "../../../contracts/mocks/MockOwnerValidator.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";

/// @notice Installing, granting, revoking. What is over never comes back.
contract LifecycleTest is ModuleTest {
    function _status(bytes32 grantId) private view returns (uint256 status) {
        (status, , , ) = module.grantState(address(account), grantId);
    }

    function _epoch() private view returns (uint64 epoch) {
        (epoch, , , ) = module.accountState(address(account));
    }

    function _refusedUse(UseDraft memory draft, bytes memory reason) private {
        bytes memory use = UseEncoder.encode(draft);
        bytes memory execution = _transfer(payee, 1);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(reason);
        module.execute(address(account), SINGLE, execution, use);
    }

    // --------------------------------------------------------------------------------------------------------- install

    function testFuzz_install_neverRevertsAndMovesEpoch(bytes[6] memory data, uint8 order) public {
        (Grant memory grant, ) = _granted();
        for (uint256 i = 0; i < data.length; ++i) {
            uint64 before = _epoch();
            _asAccount();
            if ((order >> i) & 1 == 0) module.onInstall(data[i]);
            else module.onUninstall(data[i]);
            assertEq(_epoch(), before + 1);
            assertEq(module.isInitialized(address(account)), (order >> i) & 1 == 0);
        }
        _refusedUse(_draft(grant, 0), abi.encodeWithSelector(M.GrantEpochEnded.selector, 2, 8));
    }

    function test_install_recordsOnlyUsableGrantors() public {
        bytes[5] memory bad = [
            bytes(hex"01"),
            abi.encodePacked(uint8(1), address(0), new bytes(20)),
            abi.encodePacked(uint8(1), address(0), new bytes(19)),
            abi.encodePacked(uint8(4), address(0), address(module)),
            abi.encodePacked(uint8(2), address(0), address(this))
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            _asAccount();
            module.onInstall(bad[i]);
            (, , bytes32 none, ) = module.accountState(address(account));
            assertEq(none, bytes32(0));
        }
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), address(7), vm.addr(OWNER)));
        (, bool installed, bytes32 grantorId, address adapter) = module.accountState(address(account));
        assertTrue(installed);
        assertEq(grantorId, _keyId(OWNER));
        assertEq(adapter, address(7));
    }

    function test_setGrantor() public {
        (Grant memory grant, ) = _granted();
        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.KeyMalformed.selector, 1, 3));
        module.setGrantor(Key(1, "abc"));
        _asAccount();
        module.setGrantor(_ecdsa(SECOND));
        _refusedUse(_draft(grant, 0), abi.encodeWithSelector(M.GrantEpochEnded.selector, 2, 3));
        Grant memory next = _newGrant();
        _refusedUse(
            _withGrantSignature(_draft(next, 0)),
            abi.encodeWithSelector(M.GrantorMismatch.selector, _keyId(OWNER), _keyId(SECOND))
        );
    }

    // ----------------------------------------------------------------------------------------------------------- grant

    function test_grant_byFirstUse() public {
        Grant memory grant = _newGrant();
        _refusedUse(_draft(grant, 0), abi.encodeWithSelector(M.GrantUnknown.selector, _id(grant)));
        _execute(_withGrantSignature(_draft(grant, 0)), KEY, SINGLE, _transfer(payee, 10));
        assertEq(_status(_id(grant)), 1);
        // Not needed again, and harmless.
        _execute(_withGrantSignature(_draft(grant, 0)), KEY, SINGLE, _transfer(payee, 10));
        _pay(grant, KEY, 10);
        assertEq(_spent(_id(grant), 0), 30);
    }

    function test_grant_signatureOfAnybodyElse() public {
        Grant memory grant = _newGrant();
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        draft.grantSignature = signature(KEY, _id(grant));
        _refusedUse(draft, abi.encodeWithSelector(M.GrantorSignatureInvalid.selector, _id(grant)));
        draft.grantor = _ecdsa(KEY);
        _refusedUse(draft, abi.encodeWithSelector(M.GrantorMismatch.selector, _keyId(KEY), _keyId(OWNER)));
        assertEq(_status(_id(grant)), 0);
    }

    function test_grant_isForOneAccount() public {
        LatchkeyAccount other = _account("other");
        Grant memory grant = _newGrant();
        bytes memory use = UseEncoder.encode(_withGrantSignature(_draft(grant, 0)));
        Grant memory theirs = _newGrant();
        theirs.account = address(other);
        bytes memory execution = _transfer(payee, 1);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(abi.encodeWithSelector(M.GrantorSignatureInvalid.selector, _id(theirs)));
        module.execute(address(other), SINGLE, execution, use);
    }

    function test_grant_isForOneChain() public {
        Grant memory grant = _newGrant();
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        Grant memory elsewhere = _newGrant();
        elsewhere.networks[0].chainId = 10;
        vm.chainId(10);
        _refusedUse(draft, abi.encodeWithSelector(M.GrantorSignatureInvalid.selector, _id(elsewhere)));
    }

    function test_grant_byAccountsOwnErc1271() public {
        MockOwnerValidator routed = new MockOwnerValidator();
        MockOwnerValidator permissive = new MockOwnerValidator();
        vm.startPrank(ENTRY_POINT);
        account.installModule(1, address(routed), abi.encodePacked(vm.addr(OWNER)));
        account.installModule(1, address(permissive), new bytes(20));
        vm.stopPrank();
        Key memory grantor = Key(4, abi.encodePacked(address(routed)));
        _asAccount();
        module.setGrantor(grantor);

        Grant memory grant = _newGrant();
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        draft.grantor = grantor;
        draft.grantSignature = signature(KEY, _id(grant));
        _refusedUse(draft, abi.encodeWithSelector(M.GrantorSignatureInvalid.selector, _id(grant)));
        // A permissive validator is installed, but it is not the one that the account recorded.
        draft.grantor = Key(4, abi.encodePacked(address(permissive)));
        _refusedUse(
            draft,
            abi.encodeWithSelector(
                M.GrantorMismatch.selector,
                GrantModel.keyId(draft.grantor),
                GrantModel.keyId(grantor)
            )
        );
        draft.grantor = grantor;
        draft.grantSignature = signature(OWNER, _id(grant));
        _execute(draft, KEY, SINGLE, _transfer(payee, 10));
        assertEq(_spent(_id(grant), 0), 10);
    }

    function test_grant_unknownPartsAreRefused() public {
        // A grant that says more than this version enforces has another hash than anything that can be presented.
        Grant memory grant = _newGrant();
        grant.maximumFee.budget = 1 ether;
        bytes32 said = _id(grant);
        _asAccount();
        module.grant(said, "");
        Grant memory presented = _newGrant();
        _refusedUse(_draft(grant, 0), abi.encodeWithSelector(M.GrantUnknown.selector, _id(presented)));
    }

    // ---------------------------------------------------------------------------------------------------------- revoke

    function test_revokeGrant_isFinal() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _pay(grant, KEY, 10);
        _asAccount();
        module.revokeGrant(grantId);
        bytes memory ended = abi.encodeWithSelector(M.GrantEnded.selector, grantId);
        _refusedUse(_draft(grant, 0), ended);
        _refusedUse(_withGrantSignature(_draft(grant, 0)), ended);
        _asAccount();
        vm.expectRevert(ended);
        module.grant(grantId, "");
        _asAccount();
        vm.expectRevert(ended);
        module.addKey(UseEncoder.sealedTerms(grant), _ecdsa(SECOND), START + 100);
        // A second time changes nothing, and what was spent stays known.
        _asAccount();
        module.revokeGrant(grantId);
        assertEq(_spent(grantId, 0), 10);
    }

    function test_revokeGrant_beforeFirstUse() public {
        Grant memory grant = _newGrant();
        _asAccount();
        module.revokeGrant(_id(grant));
        _refusedUse(
            _withGrantSignature(_draft(grant, 0)),
            abi.encodeWithSelector(M.GrantEnded.selector, _id(grant))
        );
    }

    function test_revokeGrant_onlyOwn() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        vm.prank(vm.addr(KEY));
        module.revokeGrant(grantId);
        _pay(grant, KEY, 10);
    }

    function test_revokeGrant_bySignature() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes32 digest = GrantModel.digest(
            address(module),
            GrantModel.grantRevocation(address(account), grantId)
        );
        M.GrantorSignature memory wrong = M.GrantorSignature(_ecdsa(OWNER), signature(KEY, digest));
        vm.expectRevert(abi.encodeWithSelector(M.GrantorSignatureInvalid.selector, digest));
        module.revokeGrantBySignature(address(account), grantId, wrong);
        _pay(grant, KEY, 10);
        module.revokeGrantBySignature(address(account), grantId, _approval(digest));
        _refusedUse(_draft(grant, 0), abi.encodeWithSelector(M.GrantEnded.selector, grantId));
    }

    function test_revokeAll_endsUsedAndUnusedGrants() public {
        (Grant memory grant, ) = _granted();
        UseDraft memory unused = _withGrantSignature(_draft(grant, 0));
        _asAccount();
        module.revokeAll();
        bytes memory ended = abi.encodeWithSelector(M.GrantEpochEnded.selector, 2, 3);
        _refusedUse(_draft(grant, 0), ended);
        _refusedUse(unused, ended);
        (Grant memory next, ) = _granted();
        _pay(next, KEY, 10);
    }

    function test_revokeAll_bySignature() public {
        _granted();
        bytes32 structHash = GrantModel.epochRevocation(address(account), block.chainid, 2);
        M.GrantorSignature memory approval = _approval(GrantModel.digest(address(module), structHash));
        module.revokeAllBySignature(address(account), 2, approval);
        assertEq(_epoch(), 3);
        vm.expectRevert(abi.encodeWithSelector(M.GrantEpochEnded.selector, 2, 3));
        module.revokeAllBySignature(address(account), 2, approval);
        vm.expectRevert();
        module.revokeAllBySignature(address(account), 3, approval);
        assertEq(_epoch(), 3);
    }

    function test_reinstall_revivesNothing() public {
        (Grant memory grant, ) = _granted();
        vm.startPrank(ENTRY_POINT);
        account.uninstallModule(2, address(module), "");
        account.uninstallModule(1, address(module), "");
        account.installModule(1, address(module), abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        account.installModule(2, address(module), "");
        vm.stopPrank();
        _refusedUse(
            _withGrantSignature(_draft(grant, 0)),
            abi.encodeWithSelector(M.GrantEpochEnded.selector, 2, 6)
        );
    }
}
