// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, GrantModel} from "../support/GrantModel.sol";
import {SessionTest} from "../support/SessionTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {IERC7579ModuleConfig} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice setGrantor, and what the two kinds of grantor can and cannot approve.
contract SetGrantorTest is SessionTest {
    address private validator;
    address private permissive;

    function setUp() public override {
        super.setUp();
        validator = _deploy("MockOwnerValidator.sol:MockOwnerValidator", "");
        permissive = _deploy("MockOwnerValidator.sol:MockOwnerValidator", "");
        _installValidator(validator, abi.encodePacked(owner));
        _installValidator(permissive, "");
    }

    // -------------------------------------------------------------------------------------------------------- recording

    function test_RecordsAndEndsEveryGrant() public {
        Grant memory grant = _granted(_transferGrant());
        vm.expectEmit(address(module));
        emit ISessionModule.GrantorRecorded(account, _keyId(stranger), _key(stranger));
        _setGrantor(_key(stranger));
        bytes memory reason = abi.encodeWithSelector(ISessionModule.GrantEpochEnded.selector, 2, 3);
        _refuse(_use(grant), _transfer(1), reason);
        _accept(_grantingBy(_use(_transferGrant()), stranger), _transfer(1));
    }

    function test_TheOldGrantorIsOut() public {
        _setGrantor(_key(stranger));
        _refuse(
            _granting(_use(_transferGrant())),
            _transfer(1),
            abi.encodeWithSelector(ISessionModule.GrantorMismatch.selector, _keyId(owner), _keyId(stranger))
        );
    }

    function test_NobodyCanBeRecorded() public {
        _setGrantor(Key(0, ""));
        _refuse(
            _granting(_use(_transferGrant())),
            _transfer(1),
            abi.encodeWithSelector(ISessionModule.GrantorMismatch.selector, _keyId(owner), 0)
        );
        _accept(_use(_granted(_transferGrant())), _transfer(1));
    }

    function test_NobodyApprovesNothing() public {
        _setGrantor(Key(0, ""));
        UseDraft memory draft = _granting(_use(_transferGrant()));
        draft.grantor = Key(0, "");
        bytes32 nobody = GrantModel.keyId(draft.grantor);
        bytes memory reason = abi.encodeWithSelector(ISessionModule.GrantorMismatch.selector, nobody, 0);
        _refuse(draft, _transfer(1), reason);
    }

    function test_RefusesWhatCouldNeverApprove() public {
        Key[7] memory cases = [
            Key(0, hex"00"),
            Key(1, ""),
            Key(1, abi.encodePacked(address(0))),
            Key(1, abi.encodePacked(owner, hex"00")),
            Key(2, abi.encodePacked(owner)),
            Key(4, abi.encodePacked(bytes19(hex"01"))),
            Key(4, abi.encodePacked(module, hex"00"))
        ];
        for (uint256 i = 0; i < cases.length; ++i) {
            bytes32 before = _fingerprint(0);
            vm.prank(account);
            vm.expectRevert(
                abi.encodeWithSelector(
                    ISessionModule.KeyMalformed.selector,
                    cases[i].kind,
                    cases[i].key.length
                )
            );
            module.setGrantor(cases[i]);
            assertEq(_fingerprint(0), before);
        }
    }

    // ---------------------------------------------------------------------------------------------------- kind account

    function test_AccountGrantorApprovesThroughItsValidator() public {
        _setGrantor(_prefix(validator));
        UseDraft memory draft = _grantingThrough(validator, owner);
        _accept(draft, _transfer(1));
        _handle(_userOp(draft, _transfer(1)));
        assertEq(_received(), 1);
    }

    function test_AnotherSignerThroughTheValidatorIsRefused() public {
        _setGrantor(_prefix(validator));
        UseDraft memory draft = _grantingThrough(validator, stranger);
        _refuse(draft, _transfer(1), _invalid(draft));
    }

    function test_AnotherInstalledValidatorDoesNotCount() public {
        _setGrantor(_prefix(validator));
        UseDraft memory draft = _grantingThrough(permissive, stranger);
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.GrantorMismatch.selector,
            GrantModel.keyId(_prefix(permissive)),
            GrantModel.keyId(_prefix(validator))
        );
        _refuse(draft, _transfer(1), reason);

        // Nor when its address leads the signature: the recorded prefix goes before it.
        draft.grantor = _prefix(validator);
        draft.grantSignature = abi.encodePacked(permissive, draft.grantSignature);
        _refuse(draft, _transfer(1), _invalid(draft));
    }

    function test_AnUninstalledValidatorDoesNotCount() public {
        _setGrantor(_prefix(validator));
        vm.prank(account);
        IERC7579ModuleConfig(account).uninstallModule(1, validator, "");
        UseDraft memory draft = _grantingThrough(validator, owner);
        _refuse(draft, _transfer(1), _invalid(draft));
    }

    function test_RevokesThroughTheValidator() public {
        _setGrantor(_prefix(validator));
        bytes32 grantId = _id(_granted(_transferGrant()));
        bytes memory signature = _signStruct(owner, GrantModel.grantRevocation(account, grantId));
        module.revokeGrantBySignature(
            account,
            grantId,
            ISessionModule.GrantorSignature(_prefix(validator), signature)
        );
        (uint8 status, , , ) = module.grantState(account, grantId);
        assertEq(status, 2);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _setGrantor(Key memory grantor) private {
        vm.prank(account);
        module.setGrantor(grantor);
    }

    function _installValidator(address which, bytes memory data) private {
        vm.prank(account);
        IERC7579ModuleConfig(account).installModule(1, which, data);
    }

    function _prefix(address which) private pure returns (Key memory) {
        return Key(ACCOUNT, abi.encodePacked(which));
    }

    function _grantingThrough(address which, address signer) private view returns (UseDraft memory draft) {
        draft = _grantingBy(_use(_transferGrant()), signer);
        draft.grantor = _prefix(which);
    }

    function _invalid(UseDraft memory draft) private view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionModule.GrantorSignatureInvalid.selector, _id(draft.grant));
    }
}
