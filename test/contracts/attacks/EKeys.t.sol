// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Guard} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {ETest} from "./ETest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks with the signatures of keys: malformed, of nobody, of former members, endless, and sent to another judge.
contract EKeysTest is ETest {
    uint256 private constant SECP256K1_ORDER =
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 private constant MEGABYTE = 1 << 20;

    /// @dev What validation answers to this signature of the grant's first key; nothing of it stays.
    function _answer(Grant memory grant, bytes memory keySignature) private returns (uint256 authorizer) {
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        op.signature = bytes.concat(UseEncoder.encode(_draft(grant, 0)), keySignature);
        uint256 state = vm.snapshotState();
        authorizer = uint160(_validate(op));
        vm.revertToState(state);
    }

    /// @dev What the key has to sign for {_answer}.
    function _asked(Grant memory grant) private view returns (bytes32) {
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        return _operationDigest(op, UseEncoder.encode(draft));
    }

    // ---------------------------------------------------------------------------------------------------------- nobody

    /// @notice A signature that recovers to nobody, for a key, a grantor or a rotator that is nobody.
    function test_E11_nobodySigned() public {
        Grant memory grant = _newGrant();
        grant.sessionKey.key = new bytes(20);
        _give(grant);
        _refusesUse(_draft(grant, 0), abi.encodeWithSelector(E.KeyMalformed.selector, 1, 20));

        grant = _newGrant();
        delete grant.rotator;
        bytes32 grantId = _give(grant);
        bytes memory nothing = new bytes(65);
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            _keyId(KEY),
            _ecdsa(SECOND),
            START + 10,
            0
        );
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes32 nobody = GrantModel.keyId(Key(0, ""));
        _refusesCall(
            address(this),
            abi.encodeCall(
                module.rotateKeyBySignature,
                (address(account), terms, rotation, 0, START, nothing)
            ),
            abi.encodeWithSelector(E.KeySignatureInvalid.selector, nobody)
        );
        _refusesCall(
            address(0),
            abi.encodeCall(module.rotateKey, (address(account), terms, rotation)),
            abi.encodeWithSelector(E.CallerUnauthorized.selector, address(0))
        );
        _refusesCall(
            address(0),
            abi.encodeCall(module.pauseGrantAsKeeper, (address(account), terms)),
            abi.encodeWithSelector(E.CallerUnauthorized.selector, address(0))
        );
        _refusesCall(
            address(this),
            abi.encodeCall(
                module.revokeGrantBySignature,
                (address(account), grantId, ISessionModule.GrantorSignature(Key(1, new bytes(20)), nothing))
            ),
            _notOf(Key(1, new bytes(20)), _ecdsa(OWNER))
        );
        _asAccount();
        module.setGrantor(Key(0, ""));
        UseDraft memory draft = _draft(_newGrant(), 0);
        (draft.grantor, draft.grantSignature) = (Key(1, new bytes(20)), nothing);
        bytes4 mismatch = E.GrantorMismatch.selector;
        _refusesUse(draft, abi.encodeWithSelector(mismatch, GrantModel.keyId(draft.grantor), 0));
    }

    /// @notice Signatures that ecrecover knows no signer for, and the other half of a good one.
    function test_E11_noSuchSignature() public {
        (Grant memory grant, ) = _granted();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _asked(grant));
        bytes32 high = bytes32(SECP256K1_ORDER - uint256(s));
        bytes[7] memory bad = [
            new bytes(65),
            abi.encodePacked(r, s, uint8(0)),
            abi.encodePacked(r, s, uint8(v - 27)),
            abi.encodePacked(r, s, uint8(55 - v)),
            abi.encodePacked(r, high, uint8(55 - v)),
            abi.encodePacked(bytes32(0), s, v),
            abi.encodePacked(r, bytes32(0), v)
        ];
        for (uint256 i = 0; i < bad.length; ++i) assertEq(_answer(grant, bad[i]), 1);
        assertEq(_answer(grant, abi.encodePacked(r, s, v)), 0);
    }

    // -------------------------------------------------------------------------------------------------------- malformed

    /// @notice A signature of the wrong length must revert and one of the right length must not, or estimates are wrong.
    function test_E26_malformedAndWrong() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        uint8[5] memory lengths = [0, 1, 64, 66, 130];
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(E.KeySignatureMalformed.selector, lengths[i]);
            op.signature = bytes.concat(use, new bytes(lengths[i]));
            _refusesOperation(op, reason);
            _refusesCarried(module, op.signature, reason);
        }
        // A stub of the right form does all the work that a real signature will.
        op.signature = bytes.concat(use, new bytes(65));
        assertEq(_validate(op), 1 | _window(START - 100, START + 4_900));
        assertEq(_spent(grantId, 0), 1);

        grant.sessionKey = Key(3, abi.encodePacked(deploy("ERC7913P256Verifier"), new bytes(64)));
        _give(grant);
        for (uint256 i = 0; i < lengths.length; ++i) assertEq(_answer(grant, new bytes(lengths[i])), 1);
    }

    /// @notice A key or a guard that answers with a megabyte: whoever asks pays for one word of it.
    function test_E25_answersWithoutEnd() public {
        bytes memory rest = abi.encodePacked(hex"60e01b5f5262", uint24(MEGABYTE), hex"5ff3");
        address yes = makeAddr("verifier that says yes");
        vm.etch(yes, bytes.concat(hex"63024ad318", rest));
        _costsOneWord(Key(3, abi.encodePacked(yes, "key")), yes, 0);
        address no = makeAddr("verifier that says nothing");
        vm.etch(no, bytes.concat(hex"6300000000", rest));
        _costsOneWord(Key(3, abi.encodePacked(no, "key")), no, 1);
        _costsOneWord(Key(2, abi.encodePacked(no)), no, 1);
        vm.etch(yes, bytes.concat(hex"631626ba7e", rest));
        _costsOneWord(Key(2, abi.encodePacked(yes)), yes, 0);

        Grant memory grant = _newGrant();
        grant.guards = new Guard[](1);
        grant.guards[0] = Guard(no, "");
        _give(grant);
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        uint256 raw = _gasOf(no);
        vm.prank(vm.addr(KEY));
        uint256 gas = gasleft();
        module.execute(address(account), SINGLE, _transfer(payee, 1), use);
        assertLt(gas - gasleft(), 2 * raw + 250_000);
    }

    function _costsOneWord(Key memory key, address answerer, uint256 authorizer) private {
        Grant memory grant = _newGrant();
        grant.sessionKey = key;
        _give(grant);
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        bytes32 hash = _operationHash(op);
        uint256 raw = _gasOf(answerer);
        vm.prank(address(account));
        uint256 gas = gasleft();
        uint256 answer = module.validateUserOp(op, hash);
        assertLt(gas - gasleft(), raw + 250_000);
        assertEq(uint160(answer), authorizer);
    }

    /// @dev What the answer alone costs whoever makes it.
    function _gasOf(address answerer) private view returns (uint256 gas) {
        gas = gasleft();
        assembly ("memory-safe") {
            pop(staticcall(gas(), answerer, 0, 0, 0, 0))
        }
        gas -= gasleft();
        assertGt(gas, 2_000_000);
    }

    // ---------------------------------------------------------------------------------------------------------- members

    /// @notice Signatures of members that have left, too few, or all of them after the key was ended.
    function test_E22_formerMembersSign() public {
        address multi = deploy("MultiVerifier");
        Grant memory grant = _newGrant();
        grant.sessionKey = _pair(multi, SECOND, THIRD);
        _give(grant);
        bytes32 asked = _asked(grant);
        assertEq(_answer(grant, _signedBy(asked, SECOND, THIRD)), 0);
        assertEq(_answer(grant, _signedBy(asked, SECOND, KEEPER)), 1);
        assertEq(_answer(grant, abi.encodePacked(hex"00", uint16(65), signature(SECOND, asked))), 1);

        UseDraft memory draft = _draft(grant, 0);
        draft.key = _pair(multi, SECOND, KEEPER);
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            GrantModel.keyId(grant.sessionKey),
            draft.key,
            START + 10,
            0
        );
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.rotateKey(address(account), terms, rotation);
        bytes4 ended = E.KeyEnded.selector;
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        op.signature = bytes.concat(UseEncoder.encode(_draft(grant, 0)), _signedBy(asked, SECOND, THIRD));
        _refusesOperation(op, abi.encodeWithSelector(ended, rotation.oldKeyId));

        bytes memory use = UseEncoder.encode(draft);
        asked = _operationDigest(op, use);
        op.signature = bytes.concat(use, _signedBy(asked, SECOND, THIRD));
        assertEq(uint160(_validate(op)), 1);
        op.signature = bytes.concat(use, _signedBy(asked, SECOND, KEEPER));
        assertEq(uint160(_validate(op)), 0);
        _asAccount();
        module.revokeKey(address(account), terms, GrantModel.keyId(draft.key));
        _refusesOperation(op, abi.encodeWithSelector(ended, GrantModel.keyId(draft.key)));
    }

    /// @dev A key of two, both of whom must sign; signers stand in the order of their hashes.
    function _pair(address multi, uint256 first, uint256 second) private pure returns (Key memory) {
        (first, second) = _inOrder(first, second);
        bytes memory signers = abi.encodePacked(uint16(20), vm.addr(first), uint16(20), vm.addr(second));
        return Key(3, abi.encodePacked(multi, hex"0202", signers));
    }

    function _signedBy(bytes32 hash, uint256 first, uint256 second) private pure returns (bytes memory) {
        (first, second) = _inOrder(first, second);
        bytes memory one = abi.encodePacked(hex"00", uint16(65), signature(first, hash));
        return abi.encodePacked(one, hex"01", uint16(65), signature(second, hash));
    }

    function _inOrder(uint256 first, uint256 second) private pure returns (uint256, uint256) {
        bytes32 one = keccak256(abi.encodePacked(vm.addr(first)));
        return one < keccak256(abi.encodePacked(vm.addr(second))) ? (first, second) : (second, first);
    }

    // ------------------------------------------------------------------------------------------------------------ judge

    /// @notice A nonce key that names nobody, a validator that is not installed, another one, or the module after it was removed.
    function test_E28_nonceKeyNamesAnotherJudge() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        address[3] memory judges = [
            address(0),
            deploy("MockOwnerValidator"),
            address(bytes20(_routed(OWNER).key))
        ];
        for (uint256 i = 0; i < judges.length; ++i) _refusesBy(judges[i], grant);
        _handle(_bundle(_packed(_draft(grant, 0), SINGLE, _transfer(payee, 1), 0)));
        vm.prank(ENTRY_POINT);
        account.uninstallModule(1, address(module), "");
        grant.networks[0].epoch = _epoch();
        _give(grant);
        _refusesBy(address(module), grant);
        assertEq(_spent(grantId, 0), 1);
    }

    function _refusesBy(address judge, Grant memory grant) private {
        PackedUserOperation memory op = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 1), 0);
        op.nonce = entryPoint.getNonce(address(account), uint192(bytes24(bytes20(judge))));
        op = _signForEntryPoint(op, _draft(grant, 0));
        _entryPointRefuses(_bundle(op), 0, "AA24 signature error");
    }

    /// @notice Anybody's key, with a fee that would drain the account: refused before the account has paid for it.
    function test_E29_anybodyDrainsFees() public {
        (Grant memory grant, ) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        draft.signer = SECOND;
        _entryPointRefuses(_bundle(_costly(draft)), 0, "AA24 signature error");
        draft = _withKey(draft, SECOND);
        bytes memory unknown = abi.encodeWithSelector(E.KeyUnknown.selector, _keyId(SECOND));
        _refusesBundle(_bundle(_costly(draft)), 0, unknown);
        draft = _draft(_newGrant(), 0);
        (draft.grant.sessionKey, draft.signer) = (_ecdsa(SECOND), SECOND);
        bytes32 own = _id(draft.grant);
        _refusesBundle(_bundle(_costly(draft)), 0, abi.encodeWithSelector(E.GrantUnknown.selector, own));
        (draft.grantor, draft.grantSignature) = (_ecdsa(SECOND), signature(SECOND, own));
        _refusesBundle(_bundle(_costly(draft)), 0, _notOf(draft.grantor, _ecdsa(OWNER)));

        uint256 before = address(account).balance;
        _handle(_bundle(_costly(_draft(grant, 0))));
        assertLt(address(account).balance, before);
    }

    function _costly(UseDraft memory draft) private view returns (PackedUserOperation memory op) {
        op = _packed(draft, SINGLE, _transfer(payee, 1), 0);
        op.gasFees = bytes32((uint256(1_000 gwei) << 128) | 1_000 gwei);
        op.preVerificationGas = 10_000_000;
        return _signForEntryPoint(op, draft);
    }
}
