// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {Vm} from "../support/Vm.sol";

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
}
