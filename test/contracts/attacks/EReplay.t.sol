// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {EntryPoints, IRealEntryPoint} from "../support/EntryPoints.sol";
import {Grant, Guard, Network, ParameterCondition} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {ETest} from "./ETest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks that bring what was signed somewhere else, in another form, or again.
contract EReplayTest is ETest {
    uint256 private constant HERE = 31_337;

    // ------------------------------------------------------------------------------------------------ bound to a chain

    /// @notice A use of a grant for two chains, carried to the other one and to a third.
    function test_E05_useOnAnotherChain() public {
        Grant memory grant = _newGrant();
        grant.networks = _networks(Network(10, 2), Network(HERE, 2));
        _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory use = _relayable(draft, SINGLE, _transfer(payee, 1), _anyRelay());
        PackedUserOperation memory op = _packed(draft, SINGLE, _transfer(payee, 1), 0);
        vm.chainId(10);
        _refusesCarried(module, use, _notSigned(KEY));
        _entryPointRefuses(_bundle(op), 0, "AA24 signature error");
        _allows(draft, SINGLE, _transfer(payee, 1));
        vm.chainId(11);
        _refusesCarried(module, use, abi.encodeWithSelector(E.NetworkNotGranted.selector, 11));
        vm.chainId(HERE);
        _carry(use);
    }

    /// @notice Networks that leave open which epoch holds here: twice, zero, out of order, another than the terms say.
    function test_E05_networksThatContradict() public {
        bytes memory malformed = abi.encodeWithSelector(E.UseMalformed.selector);
        UseDraft memory draft = _draft(_newGrant(), 0);
        draft.grant.networks = _networks(Network(HERE, 2), Network(HERE, 9));
        _refusesSigned(draft, malformed);
        draft.grant.networks = _networks(Network(0, 2), Network(HERE, 2));
        _refusesSigned(draft, malformed);
        draft.grant.networks = _networks(Network(HERE, 2), Network(10, 2));
        _refusesSigned(draft, malformed);
        draft.grant.networks = _networks(Network(10, 2), Network(11, 2));
        bytes memory elsewhere = abi.encodeWithSelector(E.NetworkNotGranted.selector, HERE);
        _refusesSigned(draft, elsewhere);

        draft.grant.networks = _networks(Network(10, 2), Network(HERE, 9));
        _refusesSigned(draft, abi.encodeWithSelector(E.GrantEpochEnded.selector, 9, 2));
        bytes memory use = UseEncoder.encode(_withGrantSignature(draft));
        // The epoch of the terms: after flags, parts and heights, eight bytes.
        use[11] = 0x02;
        _refusesCarried(module, bytes.concat(use, _signedUse(use)), elsewhere);
    }

    function _refusesSigned(UseDraft memory draft, bytes memory reason) private {
        _refusesUse(_withGrantSignature(draft), reason);
    }

    function _networks(
        Network memory first,
        Network memory second
    ) private pure returns (Network[] memory list) {
        list = new Network[](2);
        (list[0], list[1]) = (first, second);
    }

    /// @notice What grantor and rotator signed for one chain, carried to another; an account's own ERC-1271 for several.
    function test_E05_otherSignaturesOnAnotherChain() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes32 there = SignedModel.epochRevocation(address(account), 10, 2);
        bytes32 here = SignedModel.epochRevocation(address(account), HERE, 2);
        _refusesCall(
            address(this),
            abi.encodeCall(module.revokeAllBySignature, (address(account), 2, _approval(there))),
            _notGranted(_digest(here))
        );
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            _keyId(KEY),
            _ecdsa(SECOND),
            START + 10,
            0
        );
        vm.chainId(10);
        bytes32 digest = _digest(SignedModel.keyRotation(address(account), grantId, rotation, 0, START));
        vm.chainId(HERE);
        _refusesCall(
            address(this),
            abi.encodeCall(
                module.rotateKeyBySignature,
                (
                    address(account),
                    TermsEncoder.sealedTerms(grant),
                    rotation,
                    0,
                    START,
                    signature(ROTATOR, digest)
                )
            ),
            _notSigned(ROTATOR)
        );
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));

        Key memory routed = _routed(OWNER);
        _asAccount();
        module.setGrantor(routed);
        UseDraft memory draft = _draft(_newGrant(), 0);
        draft.grant.networks = _networks(Network(10, 2), Network(HERE, 3));
        draft = _withGrantSignature(draft);
        draft.grantor = routed;
        _refusesUse(draft, abi.encodeWithSelector(E.NetworkCountUnsupported.selector, 2));
    }

    // ----------------------------------------------------------------------------------------------- bound to a module

    /// @notice Everything that was signed for one module, brought to another one of the same account, and to the extension.
    function test_E07_signaturesForAnotherModule() public {
        address extension = deploy("SessionExtension");
        ISessionModule other = ISessionModule(deploy("SessionModule", abi.encode(extension)));
        vm.startPrank(ENTRY_POINT);
        account.installModule(1, address(other), abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        account.installModule(2, address(other), "");
        vm.stopPrank();
        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        bytes memory use = _relayable(draft, SINGLE, _transfer(payee, 1), _anyRelay());
        bytes32 otherId = GrantModel.id(draft.grant, address(other));
        _refusesCarried(other, use, _notGranted(otherId));
        _asAccount();
        other.grant(otherId, "");
        _refusesCarried(other, use, _notSigned(KEY));

        PackedUserOperation memory op = _packed(draft, SINGLE, _transfer(payee, 1), 0);
        op.nonce = uint256(bytes32(bytes20(address(other))));
        _entryPointRefuses(_bundle(_signForEntryPoint(op, draft)), 0, "AA24 signature error");

        bytes32 structHash = SignedModel.grantRevocation(address(account), otherId);
        bytes memory data = abi.encodeCall(
            module.revokeGrantBySignature,
            (address(account), otherId, _approval(structHash))
        );
        _refusesCallTo(
            address(other),
            address(this),
            data,
            _notGranted(GrantModel.digest(address(other), structHash))
        );
        // The extension by itself is a module that nobody has.
        bytes4 mismatch = E.GrantorMismatch.selector;
        _refusesCallTo(extension, address(this), data, abi.encodeWithSelector(mismatch, _keyId(OWNER), 0));
        _carry(use);
    }

    // ---------------------------------------------------------------------------------------------- bound to an EntryPoint

    /// @notice An operation for one EntryPoint, after the account has moved to another where the same nonce is unused.
    function test_E08_operationOfAnotherEntryPoint() public {
        EntryPoints.deployV08();
        address eoa = makeAddr("delegated");
        vm.etch(eoa, abi.encodePacked(hex"ef0100", deploy("LatchkeyAccount", abi.encode(ENTRY_POINT))));
        account = IReferenceAccount(eoa);
        token.mint(eoa, 100);
        vm.startPrank(ENTRY_POINT);
        account.installModule(1, address(module), "");
        account.installModule(2, address(module), "");
        vm.stopPrank();
        (Grant memory grant, bytes32 grantId) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _packed(draft, SINGLE, _transfer(payee, 1), 0);
        _handle(_bundle(op));

        vm.etch(eoa, abi.encodePacked(hex"ef0100", deploy("LatchkeyAccount", abi.encode(EntryPoints.V08))));
        IRealEntryPoint next = IRealEntryPoint(EntryPoints.V08);
        assertEq(next.getNonce(eoa, uint192(op.nonce >> 64)), op.nonce);
        _refusesCallTo(
            EntryPoints.V08,
            address(this),
            abi.encodeCall(next.handleOps, (_bundle(op), payable(payee))),
            abi.encodeWithSignature("FailedOp(uint256,string)", 0, "AA24 signature error")
        );
        bytes memory use = UseEncoder.encode(draft);
        bytes32 structHash = SignedModel.userOperationUse(next.getUserOpHash(op), keccak256(use));
        op.signature = bytes.concat(use, signature(KEY, _digest(structHash)));
        next.handleOps(_bundle(op), payable(payee));
        assertEq(_spent(grantId, 0), 2);
    }

    // ------------------------------------------------------------------------------------------------ bound to a form

    /// @notice Bytes moved across a boundary: from a signature into the grantor's prefix, from one guard's config into the
    /// next, from one list of values into two, from one kind of key to another.
    function test_E20_boundariesAreHashed() public {
        Key memory routed = _routed(OWNER);
        _asAccount();
        module.setGrantor(routed);
        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        draft.grantor = routed;
        _allows(draft, SINGLE, _transfer(payee, 1));
        bytes memory whole = draft.grantSignature;
        draft.grantor.key = bytes.concat(routed.key, whole[0]);
        draft.grantSignature = new bytes(64);
        for (uint256 i = 0; i < 64; ++i) draft.grantSignature[i] = whole[i + 1];
        _refusesUse(draft, _notOf(draft.grantor, _recorded(draft.grantor)));

        Grant memory grant = _guarded("ab", "c");
        _give(grant);
        _refusesUnknown(_guarded("a", "bc"));
        grant = _valued(8, 2);
        _give(grant);
        _refusesUnknown(_valued(1, 1));
        _pay(grant, 1);
        grant = _newGrant();
        grant.sessionKey.kind = 2;
        _give(grant);
        _refusesUnknown(_newGrant());
    }

    /// @dev The key without its last byte.
    function _recorded(Key memory longer) private pure returns (Key memory key) {
        (key.kind, key.key) = (longer.kind, new bytes(longer.key.length - 1));
        for (uint256 i = 0; i < key.key.length; ++i) key.key[i] = longer.key[i];
    }

    function _refusesUnknown(Grant memory grant) private {
        bytes memory reason = abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant));
        _refusesDirect(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
    }

    function _guarded(bytes memory first, bytes memory second) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.guards = new Guard[](2);
        (grant.guards[0], grant.guards[1]) = (Guard(payee, first), Guard(payee, second));
    }

    /// @dev Two values for the first argument, in one condition or in two.
    function _valued(uint8 operator, uint256 values) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.permissions[0].conditions = new ParameterCondition[](3 - values);
        for (uint256 i = 0; i < 3 - values; ++i) {
            grant.permissions[0].conditions[i] = _condition(0, operator, uint160(payee));
        }
        if (values == 1) return grant;
        bytes32[] memory both = new bytes32[](2);
        both[0] = both[1] = bytes32(uint256(uint160(payee)));
        grant.permissions[0].conditions[0].values = both;
    }

    // ---------------------------------------------------------------------------------------------------------- twice

    /// @notice The same bytes a second time: an operation, a relayed use, a rotation, a grant that was signed once.
    function test_E23_sameBytesTwice() public {
        Grant memory grant = _newGrant();
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        PackedUserOperation[] memory ops = _bundle(_packed(draft, SINGLE, _transfer(payee, 30), 0));
        _handle(ops);
        _entryPointRefuses(ops, 0, "AA25 invalid account nonce");
        ISessionModule.Relay memory relay = ISessionModule.Relay(0, START, 0);
        bytes memory use = _relayable(draft, SINGLE, _transfer(payee, 30), relay);
        bytes memory data = abi.encodeCall(
            module.executeRelayed,
            (address(account), SINGLE, _transfer(payee, 30), use, relay)
        );
        (bool success, ) = address(module).call(data);
        assertTrue(success);
        _refusesCall(address(this), data, abi.encodeWithSelector(E.NonceMismatch.selector, 0, 1));
        // The owner's signature may come with every use: it starts nothing anew.
        assertEq(_spent(_id(grant), 0), 60);
        bytes memory exceeded = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 41, 40);
        _refuses(draft, SINGLE, _transfer(payee, 41), exceeded);
        _allows(draft, SINGLE, _transfer(payee, 40));
    }
}
