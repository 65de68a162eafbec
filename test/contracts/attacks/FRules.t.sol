// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Guard} from "../support/Grant.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {RulesTest} from "../support/RulesTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {Vm} from "../support/Vm.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Uses that bundlers would have to drop by ERC-7562. Each kind of use and of key by itself is in test/contracts/rules.
contract FRulesTest is RulesTest {
    uint256 private constant P256_KEY = uint256(keccak256("P-256 key")) >> 1;
    uint256 private constant ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;

    /// @notice Storage that is not the account's, in the use that touches the most: a first use that supersedes another grant,
    /// carries its counters, draws on two limits with periods and on the fee budget, under a tier and a guard.
    function test_F10_storageOfTheFullestUse() public {
        (Grant memory old, bytes32 oldId) = _granted();
        _obeys(_bothDraft(old, hex"0001"), BATCH, abi.encode(_tokenAndEther()));
        Grant memory grant = _newGrant();
        (grant.supersedes.grantId, grant.supersedes.carries) = (oldId, new uint16[](2));
        grant.supersedes.carries[1] = 1;
        for (uint256 i = 0; i < 2; ++i) {
            (grant.limits[i].period, grant.limits[i].periodStart) = (1_000, START - 10);
            grant.permissions[i].worstTier = 2;
        }
        (grant.maximumFee.budget, grant.maximumFee.price) = (1 ether, 1 gwei);
        (grant.keeper, grant.guards) = (_ecdsa(KEEPER), new Guard[](1));
        grant.guards[0] = Guard(
            deploy("BalanceGuard"),
            abi.encodePacked(address(0), uint8(2), uint256(1 ether))
        );
        vm.prank(vm.addr(KEEPER));
        module.publishTier(address(account), 1, 2, START + 500);
        UseDraft memory draft = _withGrantSignature(_bothDraft(grant, hex"0001"));
        _obeys(draft, BATCH, _guarded(grant, _tokenAndEther()));
        assertEq(_spent(_id(grant), 1), 0.2 ether);

        _asAccount();
        module.addKey(TermsEncoder.sealedTerms(grant), _ecdsa(SECOND), START + 1_000);
        draft = _withKey(_bothDraft(grant, hex"0001"), SECOND);
        _obeys(draft, BATCH, _guarded(grant, _tokenAndEther()));
        assertEq(_spent(_id(grant), 1), 0.3 ether);
    }

    function _tokenAndEther() private view returns (Execution[] memory calls) {
        calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(5), Execution(payee, 0.1 ether, ""));
    }

    /// @notice GAS, BALANCE, the clock, a registry or foreign code, with a key and a grantor that contracts judge.
    function test_F11_opcodesOfContractsThatJudge() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(P256_KEY);
        address validator = deploy("MockOwnerValidator");
        vm.prank(ENTRY_POINT);
        account.installModule(1, validator, abi.encodePacked(vm.addr(OWNER)));
        Key memory grantor = Key(4, abi.encodePacked(validator));
        _asAccount();
        module.setGrantor(grantor);
        Grant memory grant = _newGrant();
        grant.sessionKey = Key(3, abi.encodePacked(deploy("ERC7913P256Verifier"), x, y));
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        draft.grantor = grantor;
        PackedUserOperation memory op = _unsigned(draft, SINGLE, _transfer(payee, 5));
        (bytes32 r, bytes32 s) = vm.signP256(P256_KEY, _hashToSign(op, draft));
        if (uint256(s) > ORDER / 2) s = bytes32(ORDER - uint256(s));
        _obeys(_signedWith(op, draft, abi.encodePacked(r, s)));
        assertEq(_spent(_id(grant), 0), 5);
    }

    /// @notice Account, key and owner are all delegated EOAs: validation of a delegated account may look at no other one.
    function test_F13_otherDelegatedAccounts() public {
        bytes memory delegation = abi.encodePacked(
            hex"ef0100",
            deploy("LatchkeyAccount", abi.encode(ENTRY_POINT))
        );
        address[3] memory eoas = [makeAddr("delegated"), vm.addr(KEY), vm.addr(OWNER)];
        for (uint256 i = 0; i < 3; ++i) vm.etch(eoas[i], delegation);
        account = IReferenceAccount(eoas[0]);
        vm.deal(eoas[0], 1 ether);
        token.mint(eoas[0], 100);
        vm.startPrank(ENTRY_POINT);
        account.installModule(1, address(module), abi.encodePacked(uint8(1), address(0), eoas[2]));
        account.installModule(2, address(module), "");
        vm.stopPrank();
        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 5));
        uint256 state = vm.snapshotState();
        vm.startStateDiffRecording();
        assertEq(uint160(_validate(op)), 0);
        Vm.AccountAccess[] memory accesses = vm.stopAndReturnStateDiff();
        for (uint256 i = 0; i < accesses.length; ++i) {
            assertTrue(accesses[i].account != eoas[1] && accesses[i].account != eoas[2]);
        }
        assertGt(accesses.length, 1);
        vm.revertToState(state);
        _obeys(draft, SINGLE, _transfer(payee, 5));
    }
}
