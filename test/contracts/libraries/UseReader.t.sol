// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Cursor} from "../../../contracts/types/Cursor.sol";
import {Limit as ReadLimit} from "../../../contracts/types/Limit.sol";
import {Permission as ReadPermission} from "../../../contracts/types/Permission.sol";
import {Use} from "../../../contracts/types/Use.sol";
import {Grant, Guard, Limit, Permission} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {RandomGrant} from "../support/RandomGrant.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {UseReaderBase} from "./UseReaderBase.sol";

/// @notice A use is read as it was written, belongs to the grant that it was made from, and nothing else is read as one.
contract UseReaderTest is UseReaderBase {
    using GrantModel for Grant;

    // ------------------------------------------------------------------------------------------------------ what is read

    function testFuzz_AUseHashesToItsGrant(uint256 seed, bytes memory signature) public view {
        UseDraft memory draft = _random(seed);
        bytes memory use = UseEncoder.encode(draft);
        bytes memory data = bytes.concat(use, signature);
        (Use memory read, bytes32 structHash) = _read(data, draft.each.length);
        assertEq(structHash, draft.grant.structHash());
        assertEq(read.useHash, keccak256(use));
        assertEq(_between(data, read.signature, read.signatureEnd), signature);
    }

    function testFuzz_ReadsWhatWasWritten(uint256 seed) public view {
        UseDraft memory draft = _random(seed);
        bytes memory data = UseEncoder.encode(draft);
        (Use memory use, ) = _read(data, draft.each.length);
        _assertPermissions(use.permissions, draft, data);
        _assertLimits(use.limits, draft);
        bool several = draft.permissions.length > 1;
        assertEq(Cursor.unwrap(use.callIndexes) != 0, several);
        if (several) assertEq(_at(data, use.callIndexes, draft.each), draft.each);
        Key memory key = draft.key.kind == 0 ? draft.grant.sessionKey : draft.key;
        assertEq(use.keyId, GrantModel.keyId(key));
        assertEq(_at(data, use.key, TermsEncoder.key(key)), TermsEncoder.key(key));
        _assertApproval(use.approval, draft, data);
    }

    function _assertPermissions(
        ReadPermission[] memory read,
        UseDraft memory draft,
        bytes memory data
    ) private pure {
        assertEq(read.length, draft.permissions.length);
        for (uint256 i = 0; i < read.length; ++i) {
            Permission memory written = draft.grant.permissions[draft.permissions[i]];
            assertEq(read[i].target, written.target);
            assertEq(read[i].call, written.call);
            assertEq(read[i].selector, bytes32(written.selector));
            assertEq(read[i].maxValue, written.maxValue);
            assertEq(read[i].worstTier, written.worstTier);
            assertEq(read[i].conditionsHash, GrantModel.conditionsHash(written.conditions));
            assertEq(read[i].spendsHash, GrantModel.spendsHash(written.spends));
            bytes memory conditions = UseEncoder.conditions(written.conditions);
            assertEq(_at(data, read[i].conditions, conditions), conditions);
            assertEq(uint8(data[Cursor.unwrap(read[i].spends)]), written.spends.length);
        }
    }

    function _assertLimits(ReadLimit[] memory read, UseDraft memory draft) private pure {
        assertEq(read.length, draft.limits.length);
        for (uint256 i = 0; i < read.length; ++i) {
            Limit memory written = draft.grant.limits[draft.limits[i]];
            assertEq(read[i].limitId, draft.limits[i]);
            assertEq(read[i].kind, written.kind);
            assertEq(read[i].token, written.token);
            assertEq(read[i].amount, written.amount);
            assertEq(read[i].period, written.period);
            assertEq(read[i].periodStart, written.periodStart);
            bool periodic = written.period != type(uint32).max;
            assertEq(read[i].periodIndex, periodic ? draft.periods[i] : 0);
            assertEq(read[i].spent + read[i].added, 0);
        }
    }

    function _assertApproval(Cursor approval, UseDraft memory draft, bytes memory data) private view {
        bool given = draft.grantSignature.length != 0;
        assertEq(Cursor.unwrap(approval) != 0, given);
        if (!given) return;
        bytes memory rest = _between(data, approval, Cursor.wrap(data.length));
        (bytes memory grantor, bytes memory signature, ) = harness.readApproval(rest);
        assertEq(grantor, TermsEncoder.key(draft.grantor));
        assertEq(signature, draft.grantSignature);
    }

    function test_ReadsTheLimitsRootWhenNoneIsCarried() public view {
        UseDraft memory draft = _example();
        draft.limits = new uint256[](0);
        (Use memory use, ) = _read(UseEncoder.encode(draft), 2);
        assertEq(use.terms.limitsRoot, GrantModel.root(draft.grant.limitLeaves()));
    }

    function test_ReadsOneByteForEachCall() public {
        bytes memory data = UseEncoder.encode(_example());
        for (uint256 calls = 0; calls <= 2; ++calls) {
            (Use memory use, ) = _read(data, calls);
            assertEq(Cursor.unwrap(use.signatureEnd) - Cursor.unwrap(use.signature), 2 - calls);
        }
        _expectUseMalformed(data, 3);
    }

    function test_ReadsGuardedBatchesWithoutTheirGuardCalls() public {
        UseDraft memory draft = _example();
        draft.grant.guards = new Guard[](1);
        bytes memory data = UseEncoder.encode(draft);
        (Use memory use, ) = harness.readUse(ACCOUNT, data, data.length, 4, true);
        assertTrue(use.guarded);
        assertEq(use.calls, 4);
        assertEq(Cursor.unwrap(use.signature), data.length);
        // On the direct path the module makes the guard calls, and all calls are the holder's.
        (use, ) = harness.readUse(ACCOUNT, data, data.length, 2, false);
        assertFalse(use.guarded);
        assertEq(Cursor.unwrap(use.signature), data.length);
        for (uint256 calls = 0; calls < 3; ++calls) {
            vm.expectRevert(E.GuardCallMissing.selector);
            harness.readUse(ACCOUNT, data, data.length, calls, true);
        }
    }

    // ------------------------------------------------------------------------------------------------------- any bytes

    function test_RefusesEveryTruncation() public view {
        UseDraft memory draft = _example();
        draft.key = _key(address(0x0123));
        (draft.grantor, draft.grantSignature) = (_key(address(0x0456)), new bytes(65));
        bytes memory data = UseEncoder.encode(draft);
        for (uint256 length = 0; length < data.length; ++length) {
            // What was cut off still follows in calldata, where it could be read; and, the second time, zeros do.
            assertFalse(_accepts(data, length, 2));
            assertFalse(_accepts(_cut(data, 0, length), length, 2));
        }
        assertTrue(_accepts(data, data.length, 2));
    }

    function testFuzz_EveryBitOfTheGrantCounts(uint256 seed, uint256 from) public view {
        UseDraft memory draft = _ownersWordOnly(seed);
        bytes memory data = UseEncoder.encode(draft);
        bytes32 grant = draft.grant.structHash();
        uint256 bits = (data.length - draft.each.length) * 8;
        // Some hundred of them each time.
        for (uint256 i = 0; i < 100; ++i) {
            uint256 bit = _hash(from, i) % bits;
            data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
            try harness.readUse(ACCOUNT, data, data.length, draft.each.length, false) returns (
                Use memory use,
                bytes32 structHash
            ) {
                // Carrying fewer limits is the holder's choice too: the others then stand where the signature does.
                bool less = Cursor.unwrap(use.signature) != data.length;
                assertTrue(structHash != grant || less, "the bit does not count");
            } catch (bytes memory reason) {
                _checkTyped(reason);
            }
            data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        }
    }

    /// @dev A use in which the holder chooses nothing but the permission of each call, which comes last.
    function _ownersWordOnly(uint256 seed) private view returns (UseDraft memory draft) {
        draft = _random(seed);
        draft.key.kind = 0;
        draft.grantSignature = "";
        for (uint256 i = 0; i < draft.grant.limits.length; ++i) {
            (draft.grant.limits[i].period, draft.grant.limits[i].periodStart) = (type(uint32).max, 0);
        }
    }

    function testFuzz_RandomBytesGiveATypedErrorOrAUse(
        bytes memory data,
        uint8 flags,
        uint8 calls
    ) public view {
        _accepts(data, data.length, calls);
        data = bytes.concat(_head(_plainGrant()), data);
        data[0] = bytes1(flags & 7);
        _accepts(data, data.length, calls);
    }

    function testFuzz_ChangedUsesGiveATypedErrorOrAUse(
        uint256 seed,
        uint256 length,
        uint8 calls
    ) public view {
        bytes memory data = UseEncoder.encode(_random(seed));
        for (uint256 i = 0; i < 8; ++i) data[_hash(seed, i) % data.length] = bytes1(uint8(_hash(seed, ~i)));
        _accepts(data, data.length, calls);
        _accepts(data, bound(length, 0, data.length), calls);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _accepts(bytes memory data, uint256 length, uint256 calls) private view returns (bool) {
        try harness.readUse(ACCOUNT, data, length, calls, length % 2 == 0) {
            return true;
        } catch (bytes memory reason) {
            _checkTyped(reason);
            return false;
        }
    }

    function _random(uint256 seed) private view returns (UseDraft memory) {
        return RandomGrant.draft(RandomGrant.make(ACCOUNT, seed), _hash(seed, 1));
    }
}
