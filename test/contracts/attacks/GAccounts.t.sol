// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {Grant, Network, ParameterCondition} from "../support/Grant.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {IPuppet} from "../support/Puppet.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {Vm} from "../support/Vm.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Hook} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks by anybody, by other accounts and on new ones, and on whose storage is whose.
contract GAccountsTest is EntryPointTest {
    uint256 private constant ANYBODY = uint256(keccak256("anybody"));

    function _puppet() private returns (IPuppet) {
        return IPuppet(deploy("MockPuppet"));
    }

    function _refusesUse(UseDraft memory draft, bytes memory reason) private {
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    /// @dev An EOA that is delegated to the reference account and has done nothing since.
    function _delegated() private returns (IReferenceAccount) {
        address eoa = vm.addr(OWNER);
        vm.etch(eoa, abi.encodePacked(hex"ef0100", deploy("LatchkeyAccount", abi.encode(ENTRY_POINT))));
        return IReferenceAccount(eoa);
    }

    // ----------------------------------------------------------------------------------------------------------- anybody

    /// @notice Anybody calls every function that changes something, with what belongs to somebody else.
    function test_G16_anybodyActsForItself() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        address anybody = vm.addr(ANYBODY);
        bytes memory unauthorized = abi.encodeWithSelector(E.CallerUnauthorized.selector, anybody);
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            _keyId(KEY),
            _ecdsa(ANYBODY),
            START + 10,
            0
        );
        bytes[4] memory named = [
            abi.encodeCall(module.rotateKey, (address(account), terms, rotation)),
            abi.encodeCall(module.revokeKey, (address(account), terms, _keyId(KEY))),
            abi.encodeCall(module.pauseGrantAsKeeper, (address(account), terms)),
            abi.encodeCall(module.cancelNonce, (address(account), _keyId(KEY), 0))
        ];
        for (uint256 i = 0; i < named.length; ++i) _refusesCall(anybody, named[i], unauthorized);
        _refusesApprovals(anybody, grantId);

        vm.startPrank(anybody);
        module.onInstall(abi.encodePacked(uint8(1), address(token), anybody));
        module.grant(grantId, "");
        module.pauseGrant(grantId);
        module.revokeGrant(grantId);
        module.setGrantor(_ecdsa(ANYBODY));
        module.pauseAccount();
        module.revokeAll();
        module.publishTier(address(account), 1, 3, START + 10);
        module.guardBegin(grantId, hex"00");
        module.onUninstall("");
        vm.stopPrank();
        (uint64 epoch, bool installed, bool paused, bytes32 grantorId, address adapter) = module.accountState(
            address(account)
        );
        assertTrue(epoch == 2 && installed && !paused && adapter == address(0));
        assertEq(grantorId, _keyId(OWNER));
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    function _refusesApprovals(address anybody, bytes32 grantId) private {
        bytes32 structHash = SignedModel.grantRevocation(address(account), grantId);
        ISessionModule.GrantorSignature memory approval = _approval(structHash);
        (approval.grantor, approval.signature) = (_ecdsa(ANYBODY), signature(ANYBODY, _digest(structHash)));
        _refusesCall(
            anybody,
            abi.encodeCall(module.revokeGrantBySignature, (address(account), grantId, approval)),
            abi.encodeWithSelector(E.GrantorMismatch.selector, _keyId(ANYBODY), _keyId(OWNER))
        );
        approval.grantor = _ecdsa(OWNER);
        structHash = SignedModel.epochRevocation(address(account), block.chainid, 2);
        _refusesCall(
            anybody,
            abi.encodeCall(module.revokeAllBySignature, (address(account), 2, approval)),
            abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, _digest(structHash))
        );
    }

    // -------------------------------------------------------------------------------------------------------- new accounts

    /// @notice Anybody initialises an account first: there is nothing to initialise, also in the code that accounts share.
    function test_G17_initialisedByAnybody() public {
        IReferenceAccount eoa = _delegated();
        address shared = deploy("LatchkeyAccount", abi.encode(ENTRY_POINT));
        address[3] memory accounts = [address(eoa), address(account), shared];
        address anybody = vm.addr(ANYBODY);
        bytes memory install = abi.encodePacked(uint8(1), address(0), anybody);
        bytes[2] memory calls = [
            abi.encodeCall(eoa.installModule, (1, address(module), install)),
            abi.encodeCall(eoa.execute, (SINGLE, _transfer(anybody, 1)))
        ];
        bytes memory reason = abi.encodeWithSignature("AccountUnauthorized(address)", anybody);
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 j = 0; j < 2; ++j) _refusesCallTo(accounts[i], anybody, calls[j], reason);
        }
        // Nobody owns the shared code: no operation of its own is ever signed.
        PackedUserOperation memory op = _owned(calls[1]);
        op.sender = shared;
        op.signature = signature(OWNER, entryPoint.getUserOpHash(op));
        _entryPointRefuses(_bundle(op), 0, "AA24 signature error");
        vm.prank(anybody);
        assertEq(factory.createAccount(vm.addr(OWNER), "account"), address(account));
    }

    /// @notice A holder whose operation brings code to run before: deployment, or the initialisation of a delegated EOA.
    function test_G17_holderBringsInitCode() public {
        (Grant memory grant, ) = _granted();
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        bytes memory create = abi.encodeCall(factory.createAccount, (vm.addr(OWNER), "account"));
        bytes[3] memory codes = [
            abi.encodePacked(factory, create),
            abi.encodePacked(bytes20(hex"7702"), create),
            abi.encodePacked(bytes20(hex"770201"))
        ];
        bytes memory reason = abi.encodeWithSelector(E.InitCodeForbidden.selector);
        for (uint256 i = 0; i < 3; ++i) {
            op.initCode = codes[i];
            _refusesOperation(_sign(op, _draft(grant, 0)), reason);
        }
        op.initCode = hex"7702";
        assertEq(uint160(_validate(_sign(op, _draft(grant, 0)))), 0);
        grant = _newGrant();
        grant.salt = "signed";
        op.initCode = codes[0];
        assertEq(uint160(_validate(_sign(op, _withGrantSignature(_draft(grant, 0))))), 0);
    }

    /// @notice A delegation for every chain puts the account's code where its owner has done nothing, and a grant follows it.
    function test_G19_delegationOnEveryChain() public {
        account = _delegated();
        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        bytes4 mismatch = E.GrantorMismatch.selector;
        _refusesUse(draft, abi.encodeWithSelector(mismatch, _keyId(OWNER), bytes32(0)));
        draft.grant.networks[0] = Network(0, 0);
        _refusesUse(_withGrantSignature(draft), abi.encodeWithSelector(E.UseMalformed.selector));
        draft.grant.networks[0] = Network(1, 0);
        bytes memory elsewhere = abi.encodeWithSelector(E.NetworkNotGranted.selector, block.chainid);
        _refusesUse(_withGrantSignature(draft), elsewhere);

        vm.startPrank(ENTRY_POINT);
        account.installModule(1, address(module), abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        account.installModule(2, address(module), "");
        vm.stopPrank();
        token.mint(address(account), 1);
        _allows(_withGrantSignature(_draft(_newGrant(), 0)), SINGLE, _transfer(payee, 1));
    }

    /// @notice A first use, which brings its grant, passes by the account's hook; or installs something without it.
    function test_G20_firstUsePassesTheHook() public {
        IPuppet hook = _puppet();
        account = IReferenceAccount(deploy("MockHookedAccount", abi.encode(ENTRY_POINT)));
        token.mint(address(account), 10);
        hook.behave(abi.encode(true), 0, false);
        vm.startPrank(ENTRY_POINT);
        account.installModule(1, address(module), abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        account.installModule(2, address(module), "");
        account.installModule(4, address(hook), "");
        vm.stopPrank();
        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        hook.behave("", 0, false);
        _refusesDirect(draft, SINGLE, _transfer(payee, 1), "");

        hook.behave(abi.encode(bytes("")), 0, false);
        vm.expectCall(address(hook), abi.encodePacked(IERC7579Hook.preCheck.selector), 2);
        vm.expectCall(address(hook), abi.encodePacked(IERC7579Hook.postCheck.selector), 2);
        hook.tell(address(token), abi.encodeCall(token.balanceOf, (payee)));
        _execute(draft, SINGLE, _transfer(payee, 1));
        hook.tell(address(token), abi.encodeCall(token.balanceOf, (payee)));
        draft.grant.salt = "other";
        draft = _withGrantSignature(draft);
        _handle(_bundle(_packed(draft, SINGLE, _transfer(payee, 2), 0)));
        // It has looked before each of them paid.
        (, , bytes memory first) = hook.outcome(0);
        (, , bytes memory second) = hook.outcome(1);
        assertEq(bytes.concat(first, second), abi.encode(0, 1));
        assertEq(token.balanceOf(payee), 3);
    }

    // ---------------------------------------------------------------------------------------------------- hostile accounts

    /// @notice An account that only pretends to execute: its holder is deceived, and nobody else.
    function test_G28_accountThatPretends() public {
        IPuppet fake = _puppet();
        Grant memory grant = _newGrant();
        (Grant memory real, bytes32 realId) = _granted();
        (grant.account, grant.networks[0].epoch) = (address(fake), 0);
        fake.act(address(module), abi.encodeCall(module.grant, (_id(grant), "")));
        for (uint256 count = 0; count < 3; count += 2) {
            fake.behave(abi.encode(new bytes[](count)), 0, false);
            bytes4 mismatch = E.ExecutionResultMismatch.selector;
            _refusesDirect(
                _draft(grant, 0),
                SINGLE,
                _transfer(payee, 1),
                abi.encodeWithSelector(mismatch, count, 1)
            );
        }
        fake.behave(abi.encode(new bytes[](1)), 0, false);
        // When called, it brings the use of the real account that it has seen.
        bytes memory use = UseEncoder.encode(_draft(real, 0));
        bytes memory again = abi.encodeCall(
            module.execute,
            (address(account), SINGLE, _transfer(payee, 1), use)
        );
        fake.tell(address(module), again);
        _execute(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        (, bool success, bytes memory answer) = fake.outcome(0);
        assertFalse(success);
        assertEq(answer, abi.encodeWithSelector(E.CallerUnauthorized.selector, fake));
        assertEq(token.balanceOf(payee), 0);

        bytes memory together = _redemption(grant, real, 51);
        bytes4 failed = E.ConditionFailed.selector;
        _refusesCall(vm.addr(KEY), together, abi.encodeWithSelector(failed, 1, 4, bytes32(uint256(51))));
        vm.prank(vm.addr(KEY));
        (success, ) = address(module).call(_redemption(grant, real, 5));
        assertTrue(success);
        assertEq(_spent(realId, 0), 5);
    }

    /// @dev One token by the first grant and an amount by the second.
    function _redemption(
        Grant memory first,
        Grant memory second,
        uint256 amount
    ) private view returns (bytes memory) {
        bytes[] memory contexts = new bytes[](2);
        bytes[] memory executions = new bytes[](2);
        contexts[0] = abi.encodePacked(first.account, UseEncoder.encode(_draft(first, 0)));
        contexts[1] = abi.encodePacked(second.account, UseEncoder.encode(_draft(second, 0)));
        (executions[0], executions[1]) = (_transfer(payee, 1), _transfer(payee, amount));
        return abi.encodeCall(module.redeemDelegations, (contexts, new bytes32[](2), executions));
    }

    // ------------------------------------------------------------------------------------------------------------ storage

    /// @notice The module's words land in the storage of an account that shares its slots with other code, or in the extension's.
    function test_G07_onlyItsOwnStorage() public {
        account = _delegated();
        token.mint(address(account), 10);
        vm.startPrank(ENTRY_POINT);
        account.installModule(1, address(module), abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        account.installModule(2, address(module), "");
        vm.stopPrank();
        Grant memory grant = _newGrant();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        vm.startStateDiffRecording();
        _execute(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 1));
        _relay(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay());
        _validate(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        vm.startPrank(address(account));
        module.addKey(terms, _ecdsa(SECOND), START + 10);
        module.revokeKey(address(account), terms, _keyId(SECOND));
        module.pauseGrant(_id(grant));
        module.setGrantor(_ecdsa(SECOND));
        vm.stopPrank();
        Vm.AccountAccess[] memory accesses = vm.stopAndReturnStateDiff();
        uint256 writes = 0;
        for (uint256 i = 0; i < accesses.length; ++i) {
            for (uint256 j = 0; j < accesses[i].storageAccesses.length; ++j) {
                Vm.StorageAccess memory word = accesses[i].storageAccesses[j];
                if (!word.isWrite) continue;
                ++writes;
                assertTrue(word.account == address(module) || word.account == address(token));
            }
        }
        assertGt(writes, 8);
    }

    /// @notice The largest values of each part of a word, beside all others: none spills into the next.
    function test_G07_neighboursInAWord() public {
        uint128 most = type(uint128).max;
        Grant memory grant = _newGrant();
        grant.permissions[0].conditions = new ParameterCondition[](0);
        (grant.limits[0].amount, grant.limits[0].period) = (most, 300);
        grant.overlap = 1_000;
        bytes32 grantId = _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory execution = _transfer(payee, most);
        assertEq(uint160(_validate(draft, SINGLE, execution)), 0);
        _refuses(
            draft,
            SINGLE,
            _transfer(payee, 1),
            abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0)
        );
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            _keyId(KEY),
            _ecdsa(SECOND),
            START + 10,
            1_000
        );
        vm.startPrank(address(account));
        module.rotateKey(address(account), terms, rotation);
        module.addKey(terms, _ecdsa(THIRD), START + 10);
        module.pauseGrant(grantId);
        module.revokeGrant(grantId);
        vm.stopPrank();
        ISessionModule.GrantView memory seen = module.grantState(address(account), grantId);
        assertTrue(seen.status == 2 && seen.paused && !seen.superseded && seen.keyCount == 2);
        assertEq(seen.firstKeyEnd, START + 999);
        assertEq(seen.rotationSequence, 1);
        (uint128 spent, uint32 period) = module.spent(address(account), grantId, 0);
        assertEq(spent, most);
        assertEq(period, START / 300);
    }
}
