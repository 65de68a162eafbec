// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, ParameterCondition} from "../support/Grant.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {ETest} from "./ETest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks on the owner's signature of a grant, and on how a use brings it.
contract EGrantsTest is ETest {
    // ------------------------------------------------------------------------------------------------ bound to a grant

    /// @notice The owner's signature of one grant, moved to another key, wider rules, more, longer, or a twin.
    function test_E01_signatureOfAnotherGrant() public {
        Grant memory signed = _newGrant();
        bytes memory approval = signature(OWNER, _id(signed));
        for (uint256 i = 0; i < 7; ++i) {
            UseDraft memory draft = _withGrantSignature(_draft(_other(i), 0));
            draft.grantSignature = approval;
            if (i == 0) draft.signer = SECOND;
            _refusesUse(draft, _notGranted(_id(draft.grant)));
        }
        _allows(_withGrantSignature(_draft(signed, 0)), SINGLE, _transfer(payee, 1));
    }

    function _other(uint256 change) private view returns (Grant memory grant) {
        grant = _newGrant();
        if (change == 0) grant.sessionKey = _ecdsa(SECOND);
        if (change == 1) grant.permissions[0].conditions = new ParameterCondition[](0);
        if (change == 2) grant.limits[0].amount = 1_000;
        if (change == 3) ++grant.validUntil;
        if (change == 4) grant.rotator = _ecdsa(KEY);
        if (change == 5) ++grant.maxKeys;
        if (change == 6) grant.salt = "other";
    }

    /// @notice The grant's signature, which has no nonce, brought again after each way in which a grant ends.
    function test_E02_signatureAfterTheEnd() public {
        for (uint256 way = 0; way < 5; ++way) {
            uint256 state = vm.snapshotState();
            Grant memory grant = _newGrant();
            UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
            _execute(draft, SINGLE, _transfer(payee, 1));
            bytes memory reason = _end(grant, way);
            _refusesUse(draft, reason);
            // By way of the owner, for whom only the epoch is in the way, neither.
            if (way > 2) _give(grant);
            else _refusesCall(address(account), abi.encodeCall(module.grant, (_id(grant), "")), reason);
            _refusesUse(draft, reason);
            assertEq(token.balanceOf(payee), 1);
            vm.revertToState(state);
        }
    }

    function _end(Grant memory grant, uint256 way) private returns (bytes memory reason) {
        bytes32 grantId = _id(grant);
        reason = abi.encodeWithSelector(E.GrantEnded.selector, grantId);
        if (way == 1) {
            bytes32 structHash = SignedModel.grantRevocation(address(account), grantId);
            module.revokeGrantBySignature(address(account), grantId, _approval(structHash));
            return reason;
        }
        vm.startPrank(address(account));
        if (way == 0) module.revokeGrant(grantId);
        if (way == 2) module.supersede(TermsEncoder.sealedTerms(_successor(grantId)), "");
        if (way == 3) module.revokeAll();
        if (way == 4) account.uninstallModule(1, address(module), "");
        if (way == 4) {
            account.installModule(1, address(module), abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        }
        vm.stopPrank();
        if (way > 2) reason = abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, way == 3 ? 3 : 4);
    }

    function _successor(bytes32 grantId) private view returns (Grant memory next) {
        next = _newGrant();
        next.salt = "next";
        next.supersedes.grantId = grantId;
    }

    /// @notice What says that a use grants, or who signs it, changed after signing: taken away, added, unknown.
    function test_E04_flagsAreSigned() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory plain = UseEncoder.encode(_draft(grant, 0));
        bytes memory granting = UseEncoder.encode(_withGrantSignature(_draft(grant, 0)));
        bytes memory named = UseEncoder.encode(_withKey(_draft(grant, 0), KEY));
        bytes memory signed = _signedUse(plain);
        _refusesCarried(module, bytes.concat(granting, signed), _notSigned(KEY));
        _refusesCarried(module, bytes.concat(named, signed), _notSigned(KEY));
        _refusesCarried(module, bytes.concat(plain, _signedUse(granting)), _notSigned(KEY));
        bytes memory malformed = abi.encodeWithSelector(E.UseMalformed.selector);
        for (uint256 flag = 4; flag < 256; flag <<= 1) {
            bytes memory flagged = bytes.concat(plain);
            flagged[0] = bytes1(uint8(flag));
            _refusesCarried(module, bytes.concat(flagged, _signedUse(flagged)), malformed);
        }

        PackedUserOperation memory op = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 1), 0);
        bytes memory operated = op.signature;
        op.signature = bytes.concat(granting, _last65(operated));
        _entryPointRefuses(_bundle(op), 0, "AA24 signature error");
        op.signature = operated;
        _handle(_bundle(op));
        _carry(bytes.concat(plain, signed));
        assertEq(_spent(grantId, 0), 2);
    }

    function _last65(bytes memory data) private pure returns (bytes memory part) {
        part = new bytes(65);
        for (uint256 i = 0; i < 65; ++i) part[i] = data[data.length - 65 + i];
    }

    // ------------------------------------------------------------------------------------------------- the grantor's own

    /// @notice A submitter who names another validator of the account, one that says yes to everything, for the grant.
    function test_E31_submitterPicksAWeakerValidator() public {
        Key memory strict = _routed(OWNER);
        Key memory lax = _routed(0);
        bytes4 malformed = E.KeyMalformed.selector;
        Key memory itself = Key(2, abi.encodePacked(address(account)));
        _refusesCall(
            address(account),
            abi.encodeCall(module.setGrantor, (itself)),
            abi.encodeWithSelector(malformed, 2, 20)
        );
        Key memory open = Key(4, "");
        _refusesCall(
            address(account),
            abi.encodeCall(module.setGrantor, (open)),
            abi.encodeWithSelector(malformed, 4, 0)
        );
        _asAccount();
        module.setGrantor(strict);

        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        draft.grantSignature = signature(KEY, _id(draft.grant));
        draft.grantor = strict;
        _refusesUse(draft, _notGranted(_id(draft.grant)));
        Key[2] memory weaker = [lax, itself];
        for (uint256 i = 0; i < 2; ++i) {
            draft.grantor = weaker[i];
            draft.grantSignature = bytes.concat(
                i == 1 ? lax.key : bytes(""),
                signature(KEY, _id(draft.grant))
            );
            _refusesUse(draft, _notOf(draft.grantor, strict));
        }
        draft = _withGrantSignature(draft);
        draft.grantor = strict;
        _handle(_bundle(_packed(draft, SINGLE, _transfer(payee, 1), 0)));
        assertEq(_spent(_id(draft.grant), 0), 1);
    }
}
