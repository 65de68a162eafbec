// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Network} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice One grant on several chains: each with the account's epoch there, and one signature for all.
contract NetworksTest is ModuleTest {
    /// @dev Chains around the one that tests run on.
    uint256 private constant LOWER = 10;
    uint256 private constant HIGHER = 1_000_000;

    function _everywhere() private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.networks = new Network[](3);
        grant.networks[0] = Network(LOWER, 2);
        grant.networks[1] = Network(block.chainid, 2);
        grant.networks[2] = Network(HIGHER, 7);
    }

    function test_oneSignatureForAllChains() public {
        Grant memory grant = _everywhere();
        // The account has the same epoch on the first two.
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        _allows(draft, SINGLE, _transfer(payee, 1));
        bytes32 here = _id(grant);
        vm.chainId(LOWER);
        assertEq(_id(grant), here);
        _allows(draft, SINGLE, _transfer(payee, 1));
    }

    function test_everyChainHasItsEpoch() public {
        UseDraft memory draft = _withGrantSignature(_draft(_everywhere(), 0));
        vm.chainId(HIGHER);
        bytes memory ended = abi.encodeWithSelector(E.GrantEpochEnded.selector, 7, 2);
        _refuses(draft, SINGLE, _transfer(payee, 1), ended);
        vm.startPrank(address(account));
        for (uint256 i = 0; i < 5; ++i) module.revokeAll();
        vm.stopPrank();
        _allows(draft, SINGLE, _transfer(payee, 1));
        // There, and only there.
        vm.chainId(LOWER);
        ended = abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 7);
        _refuses(draft, SINGLE, _transfer(payee, 1), ended);
    }

    function testFuzz_noOtherChain(uint64 chainId) public {
        UseDraft memory draft = _withGrantSignature(_draft(_everywhere(), 0));
        vm.assume(chainId != LOWER && chainId != HIGHER && chainId != block.chainid);
        vm.assume(chainId != 0 && chainId != type(uint64).max);
        vm.chainId(chainId);
        bytes memory reason = abi.encodeWithSelector(E.NetworkNotGranted.selector, chainId);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    function test_networksAreInTheHash() public {
        Grant memory grant = _everywhere();
        _give(grant);
        grant.networks[2].epoch = 8;
        bytes memory unknown = abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant));
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), unknown);
    }

    function test_thisChainAloneMayBeWrittenOut() public {
        (Grant memory grant, ) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        draft.parts = 1;
        _allows(draft, SINGLE, _transfer(payee, 1));
        // And is this chain alone all the same.
        vm.chainId(LOWER);
        bytes memory reason = abi.encodeWithSelector(E.NetworkNotGranted.selector, LOWER);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    function test_networksOutOfOrder() public {
        Grant memory grant = _everywhere();
        (grant.networks[0], grant.networks[1]) = (grant.networks[1], grant.networks[0]);
        _give(grant);
        bytes memory malformed = abi.encodeWithSelector(E.UseMalformed.selector);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), malformed);
        // A chain twice, with another epoch each time.
        grant = _everywhere();
        (grant.networks[2].chainId, grant.networks[2].epoch) = (block.chainid, 3);
        _give(grant);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), malformed);
    }

    /// @dev An account's own ERC-1271 is bound to its chain: it cannot speak for others.
    function test_theAccountsOwnSignatureIsForOneChain() public {
        address validator = deploy("MockOwnerValidator");
        vm.prank(ENTRY_POINT);
        account.installModule(1, validator, abi.encodePacked(vm.addr(OWNER)));
        Key memory grantor = Key(4, abi.encodePacked(validator));
        _asAccount();
        module.setGrantor(grantor);

        Grant memory grant = _newGrant();
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        draft.grantor = grantor;
        _allows(draft, SINGLE, _transfer(payee, 1));

        Grant memory wide = _everywhere();
        for (uint256 i = 0; i < 3; ++i) wide.networks[i].epoch = 3;
        draft = _withGrantSignature(_draft(wide, 0));
        draft.grantor = grantor;
        bytes memory reason = abi.encodeWithSelector(E.NetworkCountUnsupported.selector, 3);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        // By transaction it may: every chain is asked by itself.
        _give(wide);
        _allows(_draft(wide, 0), SINGLE, _transfer(payee, 1));
    }
}
