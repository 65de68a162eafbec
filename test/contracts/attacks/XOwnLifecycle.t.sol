// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Network} from "../support/Grant.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {XOwnTest} from "./XOwnTest.sol";

/// @notice Attacks on how grants start, follow each other, and end.
contract XOwnLifecycleTest is XOwnTest {
    /// @notice Supersession turned round: to set a counter back, to bring a grant back, to reach another account's.
    function test_X06_supersessionBringsNothingBack() public {
        (Grant memory old, bytes32 oldId) = _granted();
        _pay(old, 40);
        IReferenceAccount other = _account("other");
        vm.prank(address(other));
        module.grant(oldId, "");

        Grant memory next = _successor(oldId, 0);
        bytes32 nextId = _give(next);
        _pay(next, 50);
        assertEq(_spent(nextId, 0), 90);
        _refuses(_draft(old, 0), SINGLE, _transfer(payee, 1), _ended(oldId));
        // Once more would carry 40 again.
        _asAccount();
        module.supersede(_sealed(next), "");
        assertEq(_spent(nextId, 0), 90);
        _refuses(_draft(next, 0), SINGLE, _transfer(payee, 11), _exceeded(0, 11, 10));
        assertEq(module.grantState(address(other), oldId).status, 1);

        // The old one over the new one, and over itself, would need their own identifiers inside.
        Grant memory back = _successor(nextId, 0);
        back.supersedes.carries = new uint16[](0);
        (back.validAfter, back.salt) = (old.validAfter, old.salt);
        assertNotEq(_id(back), oldId);
        _asAccount();
        module.revokeGrant(nextId);
        _refuses(_draft(next, 0), SINGLE, _transfer(payee, 1), _ended(nextId));
        _refuses(_draft(old, 0), SINGLE, _transfer(payee, 1), _ended(oldId));
        bytes memory data = abi.encodeCall(module.supersede, (_sealed(next), ""));
        _refusesCall(address(account), data, _ended(nextId));
        data = abi.encodeCall(module.supersede, (_sealed(old), ""));
        _refusesCall(address(account), data, abi.encodeWithSelector(E.UseMalformed.selector));
    }

    /// @notice A holder skips a grant in a chain: what a grant would have ended had it ever been used lives on. Known, and said.
    function test_X50_supersessionReachesOneStep() public {
        (Grant memory first, bytes32 firstId) = _granted();
        Grant memory second = _successor(firstId, 0);
        Grant memory third = _successor(_id(second), 1);
        _execute(_withGrantSignature(_draft(third, 0)), SINGLE, _transfer(payee, 1));
        _refuses(_withGrantSignature(_draft(second, 0)), SINGLE, _transfer(payee, 1), _ended(_id(second)));
        assertEq(module.grantState(address(account), firstId).status, 1);
        _allows(_draft(first, 0), SINGLE, _transfer(payee, 1));
    }

    /// @notice A carried counter stands above the new cap, or in a period that the new limit has not reached.
    function test_X07_carriedCountersThatDoNotFit() public {
        (Grant memory old, bytes32 oldId) = _granted();
        _pay(old, 50);
        _pay(old, 40);
        Grant memory next = _successor(oldId, 0);
        next.limits[0].amount = 60;
        bytes32 nextId = _give(next);
        _refuses(_draft(next, 0), SINGLE, _transfer(payee, 1), _exceeded(0, 1, 0));
        _pay(next, 0);
        assertEq(_spent(nextId, 0), 90);
        _refuses(_draft(next, 0), SINGLE, _transfer(payee, 1), _exceeded(0, 1, 0));

        Grant memory periodic = _newGrant();
        (periodic.limits[0].period, periodic.limits[0].periodStart) = (300, START - 3_000);
        bytes32 periodicId = _give(periodic);
        _pay(periodic, 1);
        next = _successor(periodicId, 0);
        (next.limits[0].period, next.limits[0].periodStart) = (1_000, START - 3_000);
        _give(next);
        bytes memory reason = abi.encodeWithSelector(E.LimitPeriodEnded.selector, 0, 3, 10);
        _refuses(_draft(next, 0), SINGLE, _transfer(payee, 1), reason);
        UseDraft memory ahead = _draft(next, 0);
        ahead.periods[0] = 10;
        _refuses(ahead, SINGLE, _transfer(payee, 1), _windowEmpty(START + 7_000, START + 4_900));
    }

    /// @notice The first use of a successor races the revocation of the one, and of the other.
    function test_X08_firstUseAgainstRevocation() public {
        (Grant memory old, bytes32 oldId) = _granted();
        _pay(old, 40);
        Grant memory next = _successor(oldId, 0);
        UseDraft memory draft = _withGrantSignature(_draft(next, 0));
        uint256 state = vm.snapshotState();

        // The successor was revoked before it began: it ends nobody.
        _asAccount();
        module.revokeGrant(_id(next));
        _refuses(draft, SINGLE, _transfer(payee, 1), _ended(_id(next)));
        assertEq(module.grantState(address(account), oldId).status, 1);
        vm.revertToState(state);

        // The predecessor was: what it spent is carried all the same.
        M.GrantorSignature memory approval = _approval(SignedModel.grantRevocation(address(account), oldId));
        module.revokeGrantBySignature(address(account), oldId, approval);
        _execute(draft, SINGLE, _transfer(payee, 50));
        assertEq(_spent(_id(next), 0), 90);
        _refuses(draft, SINGLE, _transfer(payee, 11), _exceeded(0, 11, 10));
        _refuses(_draft(old, 0), SINGLE, _transfer(payee, 1), _ended(oldId));
        _refuses(_withGrantSignature(_draft(old, 0)), SINGLE, _transfer(payee, 1), _ended(oldId));
    }

    /// @notice Keeper, rotator, holder and grantor resume what is paused, for themselves and with the account's name.
    function test_X12_resumedByOthers() public {
        Grant memory grant = _newGrant();
        grant.keeper = _ecdsa(KEEPER);
        bytes32 grantId = _give(grant);
        bytes memory pause = abi.encodeCall(module.pauseGrantAsKeeper, (address(account), _sealed(grant)));
        uint256[3] memory others = [ROTATOR, KEY, OWNER];
        for (uint256 i = 0; i < others.length; ++i) {
            address caller = vm.addr(others[i]);
            _refusesCall(caller, pause, abi.encodeWithSelector(E.CallerUnauthorized.selector, caller));
        }
        vm.prank(vm.addr(KEEPER));
        module.pauseGrantAsKeeper(address(account), _sealed(grant));
        bytes memory paused = abi.encodeWithSelector(E.GrantIsPaused.selector, grantId);
        uint256[4] memory all = [KEEPER, ROTATOR, KEY, OWNER];
        for (uint256 i = 0; i < all.length; ++i) {
            vm.startPrank(vm.addr(all[i]));
            module.resumeGrant(grantId);
            module.resumeAccount();
            vm.stopPrank();
            _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), paused);
        }
        _refuses(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 1), paused);
        _asAccount();
        module.pauseAccount();
        _asAccount();
        module.resumeGrant(grantId);
        bytes memory all_ = abi.encodeWithSelector(E.AccountIsPaused.selector, address(account));
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), all_);
        _asAccount();
        module.resumeAccount();
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    /// @notice A list of networks names this chain twice, not at all, out of order, or in another epoch than the head.
    function test_X17_networksThatSayTwoThings() public {
        uint256 chain = block.chainid;
        bytes memory malformed = abi.encodeWithSelector(E.UseMalformed.selector);
        bytes memory foreign = abi.encodeWithSelector(E.NetworkNotGranted.selector, chain);
        _refusesNetworks(_networks(Network(chain, 2), Network(chain, 9)), malformed);
        _refusesNetworks(_networks(Network(chain, 9), Network(chain, 2)), malformed);
        _refusesNetworks(_networks(Network(chain + 1, 2), Network(chain, 2)), malformed);
        _refusesNetworks(_networks(Network(0, 2), Network(chain, 2)), malformed);
        _refusesNetworks(_networks(Network(1, 2), Network(chain + 1, 2)), foreign);
        bytes memory ended = abi.encodeWithSelector(E.GrantEpochEnded.selector, 9, 2);
        _refusesNetworks(_networks(Network(1, 2), Network(chain, 9)), ended);

        Grant memory grant = _newGrant();
        grant.networks = _networks(Network(1, 7), Network(chain, 9));
        // The head of the terms says the epoch that the account is in.
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        _refusesBytes(_transfer(payee, 1), _withByte(use, 11, 2), foreign);
        grant.networks[1].epoch = 2;
        _give(grant);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));
    }

    /// @notice The account's own signature, which is bound to one chain, starts a grant for several.
    function test_X18_accountPrefixForSeveralNetworks() public {
        address validator = deploy("MockOwnerValidator");
        vm.prank(ENTRY_POINT);
        account.installModule(1, validator, abi.encodePacked(vm.addr(OWNER)));
        _asAccount();
        module.setGrantor(Key(4, abi.encodePacked(validator)));

        Grant memory grant = _newGrant();
        grant.networks = _networks(Network(1, 7), Network(block.chainid, _epoch()));
        UseDraft memory draft = _withGrantSignature(_draft(grant, 0));
        draft.grantor = Key(4, abi.encodePacked(validator));
        bytes memory reason = abi.encodeWithSelector(E.NetworkCountUnsupported.selector, 2);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        grant = _newGrant();
        draft = _withGrantSignature(_draft(grant, 0));
        bytes memory plain = abi.encodeWithSelector(
            E.GrantorMismatch.selector,
            _keyId(OWNER),
            _prefixId(validator)
        );
        _refuses(draft, SINGLE, _transfer(payee, 1), plain);
        draft.grantor = Key(4, abi.encodePacked(validator));
        _allows(draft, SINGLE, _transfer(payee, 1));
    }

    /// @notice The account as a contract, for whom any of its validators speaks, or the module itself, becomes the grantor.
    function test_X19_grantorThatIsAccountOrModule() public {
        bytes memory self = abi.encodePacked(address(account));
        bytes memory here = abi.encodePacked(address(module));
        Key[6] memory keys = [
            Key(2, self),
            Key(1, here),
            Key(2, here),
            Key(3, bytes.concat(here, hex"01")),
            Key(4, here),
            Key(4, bytes.concat(here, hex"01"))
        ];
        for (uint256 i = 0; i < keys.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(
                E.KeyMalformed.selector,
                keys[i].kind,
                keys[i].key.length
            );
            _refusesCall(address(account), abi.encodeCall(module.setGrantor, (keys[i])), reason);
            _asAccount();
            module.onInstall(abi.encodePacked(keys[i].kind, address(0), keys[i].key));
            (, , , bytes32 grantorId, ) = module.accountState(address(account));
            assertEq(grantorId, bytes32(0));
            _refusesUnsigned(keys[i]);
        }
    }

    /// @notice Somebody else cancels a key's relay nonces, or a nonce cancelled for one key is gone for another.
    function test_X27_noncesOfOthers() public {
        (Grant memory grant, ) = _granted();
        _asAccount();
        module.addKey(_sealed(grant), _ecdsa(SECOND), START + 1_000);
        M.Relay memory relay = _anyRelay();
        bytes32 keyId = _keyId(KEY);
        bytes memory data = abi.encodeCall(module.cancelNonce, (address(account), keyId, relay.nonce));
        address[4] memory callers = [vm.addr(SECOND), vm.addr(OWNER), vm.addr(ROTATOR), address(account)];
        for (uint256 i = 0; i < callers.length; ++i) {
            _refusesCall(callers[i], data, abi.encodeWithSelector(E.CallerUnauthorized.selector, callers[i]));
        }
        vm.startPrank(vm.addr(SECOND));
        module.cancelNonce(address(account), _keyId(SECOND), relay.nonce);
        module.cancelNonce(address(account), _keyId(SECOND), type(uint64).max);
        vm.stopPrank();
        bytes memory used = abi.encodeWithSelector(E.NonceUsed.selector, relay.nonce);
        bytes memory execution = _transfer(payee, 1);
        _refusesRelayed(_withKey(_draft(grant, 0), SECOND), SINGLE, execution, relay, used);
        // The highest sequence leaves none in its nonce key, and all in the next one.
        M.Relay memory sequenced = M.Relay(0, relay.validUntil, 0);
        bytes memory mismatch = abi.encodeWithSelector(E.NonceMismatch.selector, 0, uint256(1) << 64);
        _refusesRelayed(_withKey(_draft(grant, 0), SECOND), SINGLE, execution, sequenced, mismatch);
        sequenced.nonce = 1 << 64;
        _relay(_withKey(_draft(grant, 0), SECOND), SINGLE, execution, sequenced);
        _allows(_draft(grant, 0), SINGLE, execution);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev A grant that supersedes another and carries the counter of limit 0.
    function _successor(bytes32 oldId, uint256 salt) private view returns (Grant memory grant) {
        grant = _newGrant();
        grant.salt = bytes16(keccak256(abi.encode("successor", salt)));
        grant.supersedes.grantId = oldId;
        grant.supersedes.carries = new uint16[](1);
    }

    function _networks(
        Network memory first,
        Network memory second
    ) private pure returns (Network[] memory list) {
        list = new Network[](2);
        (list[0], list[1]) = (first, second);
    }

    function _refusesNetworks(Network[] memory list, bytes memory reason) private {
        Grant memory grant = _newGrant();
        grant.networks = list;
        _give(grant);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
    }

    function _prefixId(address validator) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(keccak256("Key(uint8 kind,bytes key)"), 4, keccak256(abi.encodePacked(validator)))
            );
    }

    /// @dev An account that has recorded nobody accepts nobody.
    function _refusesUnsigned(Key memory grantor) private {
        UseDraft memory draft = _withGrantSignature(_draft(_newGrant(), 0));
        draft.grantor = grantor;
        bytes32 id = keccak256(
            abi.encode(keccak256("Key(uint8 kind,bytes key)"), grantor.kind, keccak256(grantor.key))
        );
        bytes memory reason = abi.encodeWithSelector(E.GrantorMismatch.selector, id, bytes32(0));
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }
}
