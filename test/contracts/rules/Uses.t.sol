// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Grant, Guard, Limit, Spend} from "../support/Grant.sol";
import {IRealEntryPoint} from "../support/EntryPoints.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {RulesTest} from "../support/RulesTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {IEntryPointStake, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Every kind of use that is meant for public bundlers keeps the rules of ERC-7562, by an `ecdsa` key
contract UseRulesTest is RulesTest {
    uint32 private constant PERIOD = 3_600;
    uint8 private constant SPENT = 2;

    // ----------------------------------------------------------------------------------------------------------- limits

    function testAUseWithoutLimits() public {
        Grant memory grant = _newGrant();
        grant.permissions[0].spends = new Spend[](0);
        grant.limits = new Limit[](0);
        _give(grant);
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 5));
        assertEq(token.balanceOf(payee), 5);
    }

    function testALimitInTheGrantsWord() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 5));
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 6));
        assertEq(_spent(grantId, 0), 11);
    }

    function testALimitInItsOwnWord() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _obeys(_draft(grant, 1), SINGLE, _ether(0.1 ether));
        _obeys(_draft(grant, 1), SINGLE, _ether(0.2 ether));
        assertEq(_spent(grantId, 1), 0.3 ether);
    }

    function testALimitPerPeriod() public {
        Grant memory grant = _newGrant();
        for (uint256 i = 0; i < 2; ++i)
            (grant.limits[i].period, grant.limits[i].periodStart) = (PERIOD, START);
        grant.keyLifetime = LIFETIME;
        bytes32 grantId = _give(grant);
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 5));
        _obeys(_draft(grant, 1), SINGLE, _ether(0.1 ether));
        skip(PERIOD);
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 6));
        _obeys(_draft(grant, 1), SINGLE, _ether(0.2 ether));
        assertEq(_spent(grantId, 0), 6);
    }

    function testACount() public {
        Grant memory grant = _newGrant();
        grant.permissions[0].spends = _spends(0, 3, 0);
        grant.limits[0] = Limit(3, address(0), 2, LIFETIME, 0);
        bytes32 grantId = _give(grant);
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 5));
        assertEq(_spent(grantId, 0), 1);
    }

    // ------------------------------------------------------------------------------------------------------------- fees

    function testAFeeBudget() public {
        Grant memory grant = _newGrant();
        (grant.maximumFee.budget, grant.maximumFee.price) = (1 ether, 100 gwei);
        bytes32 grantId = _give(grant);
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 5));
        assertGt(_spent(grantId, type(uint16).max), 0);
    }

    function testAListedPaymaster() public {
        address paymaster = deploy("MockPaymaster");
        IEntryPointStake(ENTRY_POINT).depositTo{value: 1 ether}(paymaster);
        Grant memory grant = _newGrant();
        grant.paymaster.kind = 1;
        grant.paymaster.listed = new address[](1);
        grant.paymaster.listed[0] = paymaster;
        _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _unsigned(draft, SINGLE, _transfer(payee, 5));
        op.paymasterAndData = abi.encodePacked(paymaster, uint128(50_000), uint128(0));
        _obeys(_signed(op, draft));
    }

    // ---------------------------------------------------------------------------------------------------- tier, guards

    function testATier() public {
        Grant memory grant = _newGrant();
        grant.keeper = _ecdsa(KEEPER);
        grant.permissions[0].worstTier = 1;
        _give(grant);
        vm.prank(vm.addr(KEEPER));
        module.publishTier(address(account), 1, 1, START + 1_000);
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 5));
    }

    function testAGuardedBatch() public {
        Grant memory grant = _newGrant();
        (grant.maximumFee.budget, grant.maximumFee.price) = (1 ether, 100 gwei);
        grant.guards = new Guard[](1);
        grant.guards[0] = Guard(deploy("BalanceGuard"), abi.encodePacked(address(token), SPENT, uint256(5)));
        _give(grant);
        Execution[] memory calls = new Execution[](1);
        calls[0] = _tokenCall(5);
        _obeys(_draft(grant, 0), BATCH, _guarded(grant, calls));
        assertEq(token.balanceOf(payee), 5);
    }

    function testABatch() public {
        (Grant memory grant, ) = _granted();
        Execution[] memory calls = new Execution[](3);
        (calls[0], calls[1], calls[2]) = (_tokenCall(5), Execution(payee, 0.1 ether, ""), _tokenCall(6));
        _obeys(_bothDraft(grant, hex"000100"), BATCH, abi.encode(calls));
        assertEq(token.balanceOf(payee), 11);
    }

    // ------------------------------------------------------------------------------------------------------------- keys

    function testASecondKey() public {
        (Grant memory grant, ) = _granted();
        _asAccount();
        module.addKey(TermsEncoder.sealedTerms(grant), _ecdsa(SECOND), START + 1_000);
        _obeys(_withKey(_draft(grant, 0), SECOND), SINGLE, _transfer(payee, 5));
    }

    // -------------------------------------------------------------------------------------------------------- first use

    function testAFirstUse() public {
        Grant memory grant = _newGrant();
        _obeys(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 5));
        assertEq(_spent(_id(grant), 0), 5);
    }

    function testAFirstUseThatSupersedes() public {
        (Grant memory old, bytes32 oldId) = _granted();
        _obeys(_bothDraft(old, hex"0001"), BATCH, abi.encode(_tokenAndEther()));
        Grant memory grant = _newGrant();
        grant.salt = "next";
        grant.supersedes.grantId = oldId;
        grant.supersedes.carries = new uint16[](2);
        grant.supersedes.carries[1] = 1;
        _obeys(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 5));
        assertEq(_spent(_id(grant), 0), 10);
        assertEq(_spent(_id(grant), 1), 0.1 ether);
    }

    // --------------------------------------------------------------------------------------------------------- accounts

    /// @dev The owner's own operation, before there is any use: by an unstaked factory, so the module may not be asked yet.
    function testAnOwnersFirstOperation() public {
        bytes memory create = abi.encodeCall(factory.createAccount, (vm.addr(OWNER), "new"));
        uint256 state = vm.snapshotState();
        address sender = factory.createAccount(vm.addr(OWNER), "new");
        vm.revertToState(state);
        vm.deal(sender, 1 ether);
        PackedUserOperation memory op;
        op.sender = sender;
        op.initCode = abi.encodePacked(factory, create);
        bytes memory install = abi.encodeCall(account.installModule, (1, address(module), ""));
        op.callData = abi.encodeCall(account.execute, (SINGLE, _call(sender, 0, install)));
        op.accountGasLimits = bytes32((uint256(500_000) << 128) | 300_000);
        op.gasFees = bytes32((uint256(1) << 128) | 1);
        op.signature = signature(OWNER, IRealEntryPoint(ENTRY_POINT).getUserOpHash(op));
        _obeys(op);
        assertTrue(IReferenceAccount(sender).isModuleInstalled(1, address(module), ""));
    }

    function testADelegatedAccount() public {
        address eoa = makeAddr("delegated");
        address implementation = deploy("LatchkeyAccount", abi.encode(ENTRY_POINT));
        vm.etch(eoa, abi.encodePacked(hex"ef0100", implementation));
        account = IReferenceAccount(eoa);
        vm.deal(eoa, 1 ether);
        token.mint(eoa, 100);
        vm.startPrank(ENTRY_POINT);
        account.installModule(1, address(module), "");
        account.installModule(2, address(module), "");
        vm.stopPrank();
        (Grant memory grant, ) = _granted();
        _obeys(_draft(grant, 0), SINGLE, _transfer(payee, 5));
    }

    function _tokenAndEther() private view returns (Execution[] memory calls) {
        calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(5), Execution(payee, 0.1 ether, ""));
    }
}
