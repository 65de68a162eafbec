// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {Vm} from "../support/Vm.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice The value next to the one that counts: selectors a bit apart, nonce keys next to each other, the last second.
contract NeighboursTest is ModuleTest {
    /// @notice Every bit of a selector counts.
    function test_selectorsABitApart() public {
        (Grant memory grant, ) = _granted();
        bytes memory arguments = abi.encode(payee, 1);
        for (uint256 bit = 0; bit < 32; ++bit) {
            bytes4 other = token.transfer.selector ^ bytes4(uint32(1 << bit));
            _refuses(
                _draft(grant, 0),
                SINGLE,
                _call(address(token), 0, bytes.concat(other, arguments)),
                abi.encodeWithSelector(E.SelectorNotAllowed.selector, other, token.transfer.selector)
            );
        }
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    /// @notice What was used and cancelled under one nonce key says nothing about the next.
    function test_nonceKeysNextToEachOther() public {
        vm.startPrank(vm.addr(KEY));
        for (uint256 key = 0; key < 8; ++key) {
            uint256 nonce = (key << 64) | (8 - key);
            module.cancelNonce(address(account), _keyId(KEY), nonce);
            assertEq(module.nonceState(address(account), _keyId(KEY), key), 9 - key);
        }
        vm.stopPrank();
        for (uint256 key = 0; key < 8; ++key) {
            uint256 nonce = (key << 64) | (8 - key);
            _refusesCall(
                vm.addr(KEY),
                abi.encodeCall(module.cancelNonce, (address(account), _keyId(KEY), nonce)),
                abi.encodeWithSelector(E.NonceUsed.selector, nonce)
            );
        }
    }

    /// @notice A key may be added for this very second, and not for the one before.
    function test_keyForThisSecond() public {
        (Grant memory grant, bytes32 id) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _refusesCall(
            address(account),
            abi.encodeCall(module.addKey, (terms, _ecdsa(SECOND), START - 1)),
            abi.encodeWithSelector(E.KeyExpiryInvalid.selector, START - 1, START + 5_000)
        );
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), START);
        (uint8 status, uint48 until) = module.keyState(address(account), id, _keyId(SECOND));
        assertEq(status, 1);
        assertEq(until, START);
        _allows(_withKey(_draft(grant, 0), SECOND), SINGLE, _transfer(payee, 1));
    }

    /// @notice Keys without a lifetime of their own live as long as the grant, be it for centuries.
    function test_keyForAsLongAsTheGrant() public {
        Grant memory grant = _newGrant();
        (grant.keyLifetime, grant.validUntil) = (type(uint32).max, START + 2 ** 34);
        bytes32 id = _give(grant);
        _asAccount();
        module.addKey(TermsEncoder.sealedTerms(grant), _ecdsa(SECOND), grant.validUntil);
        (, uint48 until) = module.keyState(address(account), id, _keyId(SECOND));
        assertEq(until, grant.validUntil);
    }

    /// @notice A tier is shown up to and including its last second.
    function test_tierInItsLastSecond() public {
        vm.prank(vm.addr(KEEPER));
        module.publishTier(address(account), 1, 1, START + 100);
        for (uint48 time = START + 99; time <= START + 101; ++time) {
            vm.warp(time);
            (uint8 tier, ) = module.tierState(address(account), _keyId(KEEPER));
            assertEq(tier, time <= START + 100 ? 1 : 3);
        }
    }

    /// @notice Contents are published if there are any, be it one byte.
    function test_successorsContents() public {
        (, bytes32 oldId) = _granted();
        Grant memory grant = _newGrant();
        (grant.salt, grant.supersedes.grantId) = ("successor", oldId);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes[2] memory contents = [bytes(""), hex"01"];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 state = vm.snapshotState();
            vm.recordLogs();
            _asAccount();
            module.supersede(terms, contents[i]);
            assertEq(_published(vm.getRecordedLogs()), contents[i].length);
            vm.revertToState(state);
        }
    }

    /// @notice A successor that is live already takes its place without starting again.
    function test_successorThatIsLive() public {
        (, bytes32 oldId) = _granted();
        Grant memory grant = _newGrant();
        (grant.salt, grant.supersedes.grantId) = ("successor", oldId);
        _give(grant);
        vm.recordLogs();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.supersede(terms, "");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2);
        for (uint256 i = 0; i < logs.length; ++i) {
            assertNotEq(logs[i].topics[0], ISessionEvents.Granted.selector);
        }
    }

    function _published(Vm.Log[] memory logs) private pure returns (uint256 count) {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == ISessionEvents.GrantPublished.selector) ++count;
        }
    }

    // ------------------------------------------------------------------------------------------------ relays, keys, fees

    /// @notice Each nonce key counts by itself, from its first use on.
    function test_sequencesOfNonceKeys() public {
        (Grant memory grant, ) = _granted();
        for (uint256 sequence = 0; sequence < 3; ++sequence) {
            for (uint256 key = 0; key < 5; ++key) {
                M.Relay memory relay = M.Relay((key << 64) | sequence, START + 50, 0);
                _relay(_draft(grant, 0), SINGLE, _transfer(payee, 1), relay);
                assertEq(module.nonceState(address(account), _keyId(KEY), key), sequence + 1);
            }
        }
        // The next one can be cancelled, though nothing has used it.
        vm.prank(vm.addr(KEY));
        module.cancelNonce(address(account), _keyId(KEY), (4 << 64) | 3);
        assertEq(module.nonceState(address(account), _keyId(KEY), 4), 4);
        assertEq(module.nonceState(address(account), _keyId(KEY), 3), 3);
    }

    function _rotate(Grant memory grant, uint256 from, uint256 to, uint32 overlap) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        M.Rotation memory rotation = M.Rotation(_keyId(from), _ecdsa(to), START + 1_000, overlap);
        _asAccount();
        module.rotateKey(address(account), terms, rotation);
    }

    function _refusesRotation(Grant memory grant, M.Rotation memory rotation, bytes memory reason) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes memory call = abi.encodeCall(module.rotateKey, (address(account), terms, rotation));
        _refusesCall(address(account), call, reason);
    }

    /// @notice In the last second of the key before last, its successor may end at once only, be it for that one second.
    function test_predecessorInItsLastSecond() public {
        (Grant memory grant, ) = _granted();
        _rotate(grant, KEY, SECOND, 60);
        vm.warp(START + 59);
        M.Rotation memory rotation = M.Rotation(_keyId(SECOND), _ecdsa(THIRD), START + 1_000, 1);
        _refusesRotation(grant, rotation, abi.encodeWithSelector(E.KeyOverlapExceeded.selector, 1, 0));
        uint256 state = vm.snapshotState();
        _rotate(grant, SECOND, THIRD, 0);
        vm.revertToState(state);
        vm.warp(START + 60);
        _rotate(grant, SECOND, THIRD, 1);
    }

    /// @notice A key that was never in the grant is unknown, one that ends is ending.
    function test_keysThatAreNotCurrent() public {
        (Grant memory grant, bytes32 id) = _granted();
        M.Rotation memory rotation = M.Rotation(_keyId(THIRD), _ecdsa(ROTATOR), START + 1_000, 0);
        _refusesRotation(grant, rotation, abi.encodeWithSelector(E.KeyUnknown.selector, _keyId(THIRD)));
        _rotate(grant, KEY, SECOND, 0);
        _rotate(grant, SECOND, THIRD, 30);
        rotation.oldKeyId = _keyId(SECOND);
        _refusesRotation(grant, rotation, abi.encodeWithSelector(E.KeyEnded.selector, _keyId(SECOND)));
        // One that ends is counted no more: revoking it makes no room.
        assertEq(module.grantState(address(account), id).keyCount, 1);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(SECOND));
        assertEq(module.grantState(address(account), id).keyCount, 1);
        (uint8 status, uint48 until) = module.keyState(address(account), id, _keyId(SECOND));
        assertEq(status, 3);
        assertEq(until, 0);
    }

    /// @notice A first key without a lifetime of its own keeps its overlap, and lives as long as the grant, be it for centuries.
    function test_firstKeyWithoutALifetime() public {
        Grant memory grant = _newGrant();
        (grant.keyLifetime, grant.validUntil, grant.overlap) = (
            type(uint32).max,
            START + 2 ** 34,
            type(uint32).max
        );
        bytes32 id = _give(grant);
        uint256 state = vm.snapshotState();
        _rotate(grant, KEY, SECOND, 60);
        assertEq(module.grantState(address(account), id).firstKeyEnd, START + 59);
        vm.revertToState(state);
        vm.warp(START + 2 ** 33);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        M.Rotation memory rotation = M.Rotation(_keyId(KEY), _ecdsa(SECOND), START + 2 ** 34, 60);
        _asAccount();
        module.rotateKey(address(account), terms, rotation);
        assertEq(module.grantState(address(account), id).firstKeyEnd, START + 2 ** 33 + 59);
    }

    /// @notice Sealed terms are as long as they are: not a byte less, and none more.
    function test_sealedTermsOfAnotherLength() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes memory reason = abi.encodeWithSelector(E.UseMalformed.selector);
        bytes memory longer = bytes.concat(terms, hex"00");
        _refusesCall(
            address(account),
            abi.encodeCall(module.addKey, (longer, _ecdsa(SECOND), START)),
            reason
        );
        bytes memory shorter = new bytes(terms.length - 1);
        for (uint256 i = 0; i < shorter.length; ++i) shorter[i] = terms[i];
        _refusesCall(
            address(account),
            abi.encodeCall(module.addKey, (shorter, _ecdsa(SECOND), START)),
            reason
        );
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), START);
    }

    /// @notice The smallest fee is counted, and a budget below what is carried leaves nothing.
    function test_feesToTheUnit() public {
        Grant memory grant = _newGrant();
        grant.maximumFee.budget = 700;
        bytes32 id = _give(grant);
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        (op.preVerificationGas, op.gasFees) = (1, bytes32(uint256(1)));
        _validate(_sign(op, _draft(grant, 0)));
        (uint256 amount, uint256 period) = module.spent(address(account), id, 65_535);
        assertEq(amount, 1);
        assertEq(period, 0);
        Grant memory next = _newGrant();
        (next.salt, next.supersedes.grantId, next.maximumFee.budget) = ("successor", id, 0);
        next.supersedes.carries = new uint16[](1);
        next.supersedes.carries[0] = 65_535;
        bytes memory terms = TermsEncoder.sealedTerms(next);
        _asAccount();
        module.supersede(terms, "");
        _refusesOperation(
            _sign(op, _draft(next, 0)),
            abi.encodeWithSelector(E.FeeBudgetExceeded.selector, 1, 0)
        );
    }
}
