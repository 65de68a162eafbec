// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice Older accounts ask it.
interface IInitialized {
    function isInitialized(address account) external view returns (bool);
}

/// @notice Installing, granting, revoking. What is over never comes back.
contract LifecycleTest is ModuleTest {
    function _status(bytes32 grantId) private view returns (uint256) {
        return module.grantState(address(account), grantId).status;
    }

    function _refusesUse(UseDraft memory draft, bytes memory reason) private {
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
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
            assertEq(IInitialized(address(module)).isInitialized(address(account)), (order >> i) & 1 == 0);
        }
        _refusesUse(_draft(grant, 0), abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 8));
    }

    function test_install_recordsOnlyUsableGrantors() public {
        bytes[5] memory bad = [
            bytes(hex"01"),
            abi.encodePacked(uint8(1), address(0), new bytes(20)),
            abi.encodePacked(uint8(1), address(0), new bytes(19)),
            abi.encodePacked(uint8(4), address(0), address(module)),
            abi.encodePacked(uint8(2), address(0), address(account))
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            _asAccount();
            module.onInstall(bad[i]);
            (, , , bytes32 none, ) = module.accountState(address(account));
            assertEq(none, bytes32(0));
        }
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), address(7), vm.addr(OWNER)));
        (, bool installed, , bytes32 grantorId, address adapter) = module.accountState(address(account));
        assertTrue(installed);
        assertEq(grantorId, _keyId(OWNER));
        assertEq(adapter, address(7));
    }

    function test_setGrantor() public {
        (Grant memory grant, ) = _granted();
        _refusesCall(
            address(account),
            abi.encodeCall(module.setGrantor, (Key(1, "abc"))),
            abi.encodeWithSelector(E.KeyMalformed.selector, 1, 3)
        );
        _asAccount();
        module.setGrantor(_ecdsa(SECOND));
        _refusesUse(_draft(grant, 0), abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3));
        Grant memory next = _newGrant();
        _refusesUse(
            _withGrantSignature(_draft(next, 0)),
            abi.encodeWithSelector(E.GrantorMismatch.selector, _keyId(OWNER), _keyId(SECOND))
        );
    }

    // ----------------------------------------------------------------------------------------------------------- grant

    function test_grant_byFirstUse() public {
        Grant memory grant = _newGrant();
        _refusesUse(_draft(grant, 0), abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant)));
        _execute(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 10));
        assertEq(_status(_id(grant)), 1);
        // Not needed again, and harmless.
        _execute(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 10));
        _pay(grant, 10);
        assertEq(_spent(_id(grant), 0), 30);
    }

    function test_grant_signatureOfAnybodyElse() public {
        Grant memory grant = _newGrant();
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        draft.grantSignature = signature(KEY, _id(grant));
        _refusesUse(draft, abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, _id(grant)));
        draft.grantor = _ecdsa(KEY);
        _refusesUse(draft, abi.encodeWithSelector(E.GrantorMismatch.selector, _keyId(KEY), _keyId(OWNER)));
        assertEq(_status(_id(grant)), 0);
    }

    function test_grant_isForOneAccount() public {
        IReferenceAccount other = _account("other");
        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        draft.grant.account = address(other);
        bytes32 theirs = _id(draft.grant);
        _refusesUse(draft, abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, theirs));
    }

    function test_grant_isForOneChain() public {
        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        vm.chainId(10);
        _refusesUse(draft, abi.encodeWithSelector(E.NetworkNotGranted.selector, 10));
        draft.grant.networks[0].chainId = 10;
        bytes32 elsewhere = _id(draft.grant);
        _refusesUse(draft, abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, elsewhere));
    }

    function test_grant_byAccountsOwnErc1271() public {
        address routed = deploy("MockOwnerValidator");
        address permissive = deploy("MockOwnerValidator");
        vm.startPrank(ENTRY_POINT);
        account.installModule(1, routed, abi.encodePacked(vm.addr(OWNER)));
        account.installModule(1, permissive, new bytes(20));
        vm.stopPrank();
        Key memory grantor = Key(4, abi.encodePacked(routed));
        _asAccount();
        module.setGrantor(grantor);

        Grant memory grant = _newGrant();
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        draft.grantor = grantor;
        draft.grantSignature = signature(KEY, _id(grant));
        _refusesUse(draft, abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, _id(grant)));
        // A permissive validator is installed, but it is not the one that the account recorded.
        draft.grantor = Key(4, abi.encodePacked(permissive));
        _refusesUse(
            draft,
            abi.encodeWithSelector(
                E.GrantorMismatch.selector,
                GrantModel.keyId(draft.grantor),
                GrantModel.keyId(grantor)
            )
        );
        draft.grantor = grantor;
        draft.grantSignature = signature(OWNER, _id(grant));
        _execute(draft, SINGLE, _transfer(payee, 10));
        assertEq(_spent(_id(grant), 0), 10);
    }

    function test_grant_everyPartIsInTheHash() public {
        // A grant that says more than what is presented has another identifier.
        Grant memory said = _newGrant();
        said.maximumFee.budget = 1 ether;
        _give(said);
        Grant memory presented = _newGrant();
        bytes32 id = _id(presented);
        _refusesUse(_draft(presented, 0), abi.encodeWithSelector(E.GrantUnknown.selector, id));
    }

    // ---------------------------------------------------------------------------------------------------------- revoke

    function test_revokeGrant_isFinal() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _pay(grant, 10);
        _asAccount();
        module.revokeGrant(grantId);
        bytes memory ended = abi.encodeWithSelector(E.GrantEnded.selector, grantId);
        _refusesUse(_draft(grant, 0), ended);
        _refusesUse(_withGrantSignature(_draft(grant, 0)), ended);
        _refusesCall(address(account), abi.encodeCall(module.grant, (grantId, "")), ended);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes memory addition = abi.encodeCall(module.addKey, (terms, _ecdsa(SECOND), START + 100));
        _refusesCall(address(account), addition, ended);
        // A second time changes nothing, and what was spent stays known.
        _asAccount();
        module.revokeGrant(grantId);
        assertEq(_spent(grantId, 0), 10);
    }

    function test_revokeGrant_beforeFirstUse() public {
        Grant memory grant = _newGrant();
        _asAccount();
        module.revokeGrant(_id(grant));
        _refusesUse(
            _withGrantSignature(_draft(grant, 0)),
            abi.encodeWithSelector(E.GrantEnded.selector, _id(grant))
        );
    }

    function test_revokeGrant_onlyOwn() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        vm.prank(vm.addr(KEY));
        module.revokeGrant(grantId);
        _pay(grant, 10);
    }

    function test_revokeGrant_bySignature() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes32 structHash = SignedModel.grantRevocation(address(account), grantId);
        bytes32 digest = _digest(structHash);
        M.GrantorSignature memory wrong = M.GrantorSignature(_ecdsa(OWNER), signature(KEY, digest));
        _refusesCall(
            address(this),
            abi.encodeCall(module.revokeGrantBySignature, (address(account), grantId, wrong)),
            abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, digest)
        );
        _pay(grant, 10);
        module.revokeGrantBySignature(address(account), grantId, _approval(structHash));
        _refusesUse(_draft(grant, 0), abi.encodeWithSelector(E.GrantEnded.selector, grantId));
    }

    function test_revokeAll_endsUsedAndUnusedGrants() public {
        (Grant memory grant, ) = _granted();
        UseDraft memory unused = _withGrantSignature(_draft(grant, 0));
        _asAccount();
        module.revokeAll();
        bytes memory ended = abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3);
        _refusesUse(_draft(grant, 0), ended);
        _refusesUse(unused, ended);
        (Grant memory next, ) = _granted();
        _pay(next, 10);
    }

    function test_revokeAll_bySignature() public {
        _granted();
        bytes32 structHash = SignedModel.epochRevocation(address(account), block.chainid, 2);
        M.GrantorSignature memory approval = _approval(structHash);
        module.revokeAllBySignature(address(account), 2, approval);
        assertEq(_epoch(), 3);
        _refusesCall(
            address(this),
            abi.encodeCall(module.revokeAllBySignature, (address(account), 2, approval)),
            abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 3)
        );
        bytes32 next = _digest(SignedModel.epochRevocation(address(account), block.chainid, 3));
        _refusesCall(
            address(this),
            abi.encodeCall(module.revokeAllBySignature, (address(account), 3, approval)),
            abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, next)
        );
    }

    function test_reinstall_revivesNothing() public {
        (Grant memory grant, ) = _granted();
        vm.startPrank(ENTRY_POINT);
        account.uninstallModule(2, address(module), "");
        account.uninstallModule(1, address(module), "");
        account.installModule(1, address(module), abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        account.installModule(2, address(module), "");
        vm.stopPrank();
        _refusesUse(
            _withGrantSignature(_draft(grant, 0)),
            abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 6)
        );
    }
}
