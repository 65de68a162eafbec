// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {EntryPoints, IRealEntryPoint} from "../support/EntryPoints.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {Grant} from "../support/Grant.sol";
import {IReferenceAccount, IReferenceAccountFactory} from "../support/Parties.sol";
import {IPuppet} from "../support/Puppet.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks on when a use is valid, and on the word that says so.
contract DTimeTest is EntryPointTest {
    uint48 private constant TIME_END = 1 << 47;
    string private constant NOT_DUE = "AA22 expired or not due";

    function _windowed(uint48 validAfter, uint48 validUntil) private view returns (Grant memory grant) {
        grant = _newGrant();
        (grant.validAfter, grant.validUntil, grant.keyLifetime) = (validAfter, validUntil, LIFETIME);
    }

    function _pays(Grant memory grant) private view returns (PackedUserOperation[] memory) {
        return _bundle(_packed(_draft(grant, 0), SINGLE, _transfer(payee, 1), 0));
    }

    /// @dev What validation answers; nothing of it stays.
    function _answer(PackedUserOperation memory op) private returns (uint256 answer) {
        uint256 state = vm.snapshotState();
        answer = _validate(op);
        vm.revertToState(state);
    }

    function _answer(Grant memory grant) private returns (uint256) {
        return _answer(_operation(_draft(grant, 0), SINGLE, _transfer(payee, 1)));
    }

    // ------------------------------------------------------------------------------------------------------ the answer

    /// @notice A module that answers 1 for yes: the EntryPoint would take every forgery and refuse the holder.
    function test_D01_successIsNotOne() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        draft.signer = SECOND;
        bytes memory execution = _transfer(payee, 1);
        assertEq(uint160(_answer(_operation(draft, SINGLE, execution))), 1);
        _entryPointRefuses(_bundle(_packed(draft, SINGLE, execution, 0)), 0, "AA24 signature error");
        assertEq(uint160(_answer(grant)), 0);
        _handle(_pays(grant));
        assertEq(_spent(grantId, 0), 1);
    }

    /// @notice First and last second change places: the window would be empty, or open before and after.
    function test_D02_startAndEndSwapped() public {
        Grant memory grant = _windowed(START + 10, START + 20);
        bytes32 grantId = _give(grant);
        assertEq(_answer(grant), (uint256(START + 20) << 160) | (uint256(START + 10) << 208));
        _entryPointRefuses(_pays(grant), 0, NOT_DUE);
        vm.warp(START + 25);
        _entryPointRefuses(_pays(grant), 0, NOT_DUE);
        vm.warp(START + 15);
        _handle(_pays(grant));
        assertEq(_spent(grantId, 0), 1);
    }

    /// @notice Two failures cancel out, or what a verifier answers becomes an aggregator of the operation.
    function test_D04_failuresDoNotMerge() public {
        IPuppet verifier = IPuppet(deploy("MockPuppet"));
        Grant memory grant = _newGrant();
        grant.sessionKey = Key(3, abi.encodePacked(verifier, "key"));
        _give(grant);
        bytes32 yes = bytes32(IERC7913SignatureVerifier.verify.selector);
        bytes[7] memory replies = [
            bytes(""),
            abi.encode(0),
            abi.encode(1),
            abi.encode(payee),
            abi.encode(yes | bytes32(uint256(1))),
            abi.encodePacked(bytes31(yes)),
            abi.encode(type(uint256).max)
        ];
        for (uint256 i = 0; i < replies.length; ++i) {
            verifier.behave(replies[i], 0, false);
            assertEq(uint160(_answer(grant)), 1);
        }
        // A second failure is not merged with the first: it reverts.
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 51));
        bytes32 asked = bytes32(uint256(51));
        _refusesOperation(op, abi.encodeWithSelector(E.ConditionFailed.selector, 1, 4, asked));
        op = _operation(draft, SINGLE, _transfer(payee, 1));
        op.paymasterAndData = abi.encodePacked(payee);
        _refusesOperation(op, abi.encodeWithSelector(E.PaymasterForbidden.selector, payee));

        verifier.behave(abi.encode(yes, 7), 0, false);
        assertEq(uint160(_answer(grant)), 0);
    }

    // -------------------------------------------------------------------------------------------------- zero and order

    /// @notice An end of zero, which an EntryPoint takes for never, in each place that has an end.
    function test_D05_endOfZeroIsNotForever() public {
        uint48[2][3] memory windows = [[uint48(0), 0], [START - 10, 0], [START + 1, START]];
        for (uint256 i = 0; i < windows.length; ++i) {
            (uint48 validAfter, uint48 validUntil) = (windows[i][0], windows[i][1]);
            Grant memory wrong = _windowed(validAfter, validUntil);
            _give(wrong);
            bytes4 selector = E.GrantWindowInvalid.selector;
            bytes memory reason = abi.encodeWithSelector(selector, validAfter, validUntil);
            _refuses(_draft(wrong, 0), SINGLE, _transfer(payee, 1), reason);
        }
        // The natural end of a first key without a life would be second 0.
        Grant memory brief = _windowed(0, START + 10);
        brief.keyLifetime = 0;
        _give(brief);
        _refuses(
            _draft(brief, 0),
            SINGLE,
            _transfer(payee, 1),
            abi.encodeWithSelector(E.KeyEnded.selector, _keyId(KEY))
        );

        Grant memory grant = _newGrant();
        _give(grant);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _refusesCall(
            address(account),
            abi.encodeCall(module.addKey, (terms, _ecdsa(SECOND), 0)),
            abi.encodeWithSelector(E.KeyExpiryInvalid.selector, 0, START + 5_000)
        );
        _refusesCall(
            vm.addr(KEEPER),
            abi.encodeCall(module.publishTier, (address(account), 1, 0, 0)),
            abi.encodeWithSelector(E.TierInvalid.selector, 0, 0)
        );
        _refusesRelayed(
            _draft(grant, 0),
            SINGLE,
            _transfer(payee, 1),
            M.Relay(0, 0, 0),
            abi.encodeWithSelector(E.SignatureExpired.selector, 0, START)
        );
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    /// @notice A grant that the owner signed, kept until it is over and then brought for the first time.
    function test_D05_signedGrantDoesNotOutliveItself() public {
        Grant memory grant = _windowed(START - 20, START - 10);
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        bytes memory reason = abi.encodeWithSelector(E.GrantExpired.selector, START - 10, START);
        _refusesDirect(draft, SINGLE, _transfer(payee, 1), reason);
        _entryPointRefuses(_bundle(_packed(draft, SINGLE, _transfer(payee, 1), 0)), 0, NOT_DUE);
        assertEq(module.grantState(address(account), _id(grant)).status, 0);
    }

    /// @notice One second too early and one too late, at the EntryPoint v0.7, which takes both ends of a window.
    function test_D07_boundarySeconds() public {
        Grant memory grant = _windowed(START + 10, START + 20);
        bytes32 grantId = _give(grant);
        vm.warp(START + 9);
        _entryPointRefuses(_pays(grant), 0, NOT_DUE);
        vm.warp(START + 10);
        _handle(_pays(grant));
        vm.warp(START + 20);
        _handle(_pays(grant));
        vm.warp(START + 21);
        _entryPointRefuses(_pays(grant), 0, NOT_DUE);
        assertEq(_spent(grantId, 0), 2);
    }

    /// @notice The same at the EntryPoint v0.8, which does not take the first second: it never takes more than was granted.
    function test_D07_boundarySecondsOfV08() public {
        EntryPoints.deployV08();
        address implementation = deploy("LatchkeyAccount", abi.encode(EntryPoints.V08));
        factory = IReferenceAccountFactory(deploy("LatchkeyAccountFactory", abi.encode(implementation)));
        account = IReferenceAccount(factory.createAccount(vm.addr(OWNER), "v0.8"));
        token.mint(address(account), 10);
        vm.startPrank(EntryPoints.V08);
        account.installModule(1, address(module), "");
        account.installModule(2, address(module), "");
        vm.stopPrank();
        Grant memory grant = _windowed(START + 10, START + 20);
        bytes32 grantId = _give(grant);
        uint48[4] memory times = [START + 10, START + 11, START + 20, START + 21];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.warp(times[i]);
            PackedUserOperation[] memory ops = _paysV08(grant);
            bool due = i == 1 || i == 2;
            if (!due) vm.expectRevert(abi.encodeWithSignature("FailedOp(uint256,string)", 0, NOT_DUE));
            IRealEntryPoint(EntryPoints.V08).handleOps(ops, payable(payee));
        }
        assertEq(_spent(grantId, 0), 2);
    }

    function _paysV08(Grant memory grant) private view returns (PackedUserOperation[] memory ops) {
        IRealEntryPoint entryPointV08 = IRealEntryPoint(EntryPoints.V08);
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _packed(draft, SINGLE, _transfer(payee, 1), 0);
        op.nonce = entryPointV08.getNonce(address(account), uint192(op.nonce >> 64));
        bytes memory use = UseEncoder.encode(draft);
        bytes32 hash = entryPointV08.getUserOpHash(op);
        bytes32 digest = _digest(SignedModel.userOperationUse(hash, keccak256(use)));
        op.signature = bytes.concat(use, signature(KEY, digest));
        return _bundle(op);
    }

    // ------------------------------------------------------------------------------------------------------- truncation

    /// @notice Ends and sums that do not fit into 48 bits, or set the bit that EntryPoint v0.9 reads as a flag.
    function test_D08_timesThatDoNotFit() public {
        Grant memory grant = _windowed(START, TIME_END);
        _give(grant);
        bytes memory reason = abi.encodeWithSelector(E.GrantWindowInvalid.selector, START, TIME_END);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);

        grant = _windowed(START, TIME_END - 1);
        grant.keyLifetime = type(uint32).max - 1;
        _give(grant);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _refusesCall(
            address(account),
            abi.encodeCall(module.addKey, (terms, _ecdsa(SECOND), TIME_END)),
            abi.encodeWithSelector(
                E.KeyExpiryInvalid.selector,
                TIME_END,
                uint256(START) + type(uint32).max - 1
            )
        );
        _refusesCall(
            vm.addr(KEEPER),
            abi.encodeCall(module.publishTier, (address(account), 1, 0, TIME_END)),
            abi.encodeWithSelector(E.TierInvalid.selector, 0, TIME_END)
        );
        uint256 last = uint256(START) + type(uint32).max - 1;
        assertEq(_answer(grant), _window(START, last));
    }

    /// @notice A period so late that its first second, cut to 48 bits, would be now.
    function test_D08_periodThatWraps() public {
        Grant memory grant = _windowed(START, START + 10_000);
        (grant.limits[0].period, grant.limits[0].periodStart) = (1 << 31, START);
        _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        assertEq(uint160(_answer(grant)), 0);
        // 2^17 periods of 2^31 seconds are 2^48 seconds.
        draft.periods[0] = 1 << 17;
        uint256 first = (1 << 48) + uint256(START);
        bytes memory reason = abi.encodeWithSelector(E.WindowEmpty.selector, first, START + 10_000);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    // ----------------------------------------------------------------------------------------------- who asks the clock

    /// @notice A module that asks the clock in validation: bundlers drop what passes in their simulation.
    function test_D10_validationDoesNotAskTheClock() public {
        Grant memory grant = _windowed(START, START + 9_000);
        grant.keeper = _ecdsa(KEEPER);
        grant.permissions[0].worstTier = 1;
        (grant.limits[0].period, grant.limits[0].periodStart) = (300, START);
        _give(grant);
        vm.prank(vm.addr(KEEPER));
        module.publishTier(address(account), 1, 1, START + 200);
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        uint48[5] memory times = [uint48(1), START, START + 250, START + 9_001, TIME_END];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.warp(times[i]);
            assertEq(_answer(op), _window(START, START + 200));
        }
    }

    /// @notice A use that no EntryPoint checks the time of, before, between and after.
    function test_D11_directPathsAskTheClock() public {
        Grant memory grant = _newGrant();
        (grant.validAfter, grant.validUntil, grant.keyLifetime) = (START + 10, START + 2_000, 1_000);
        (grant.limits[0].period, grant.limits[0].periodStart) = (600, START);
        bytes32 grantId = _give(grant);
        _refusesNow(grant, abi.encodeWithSelector(E.GrantNotStarted.selector, START + 10, START));
        vm.warp(START + 1_011);
        bytes4 expired = E.KeyExpired.selector;
        _refusesNow(grant, abi.encodeWithSelector(expired, _keyId(KEY), START + 1_010, START + 1_011));
        UseDraft memory draft = _draft(grant, 0);
        vm.warp(START + 2_001);
        _refusesNow(draft, abi.encodeWithSelector(E.GrantExpired.selector, START + 2_000, START + 2_001));

        vm.warp(START + 600);
        draft.periods[0] = 0;
        bytes4 missed = E.WindowMissed.selector;
        _refusesNow(draft, abi.encodeWithSelector(missed, START + 10, START + 599, START + 600));
        draft.periods[0] = 1;
        _execute(draft, SINGLE, _transfer(payee, 1));
        assertEq(_spent(grantId, 0), 1);
    }

    function _refusesNow(Grant memory grant, bytes memory reason) private {
        _refusesNow(_draft(grant, 0), reason);
    }

    function _refusesNow(UseDraft memory draft, bytes memory reason) private {
        _refusesDirect(draft, SINGLE, _transfer(payee, 1), reason);
        _refusesRelayed(draft, SINGLE, _transfer(payee, 1), _anyRelay(), reason);
        bytes[] memory contexts = new bytes[](1);
        bytes[] memory executions = new bytes[](1);
        contexts[0] = bytes.concat(bytes20(address(account)), UseEncoder.encode(draft));
        executions[0] = _transfer(payee, 1);
        _refusesCall(
            vm.addr(KEY),
            abi.encodeCall(module.redeemDelegations, (contexts, new bytes32[](1), executions)),
            reason
        );
    }
}
