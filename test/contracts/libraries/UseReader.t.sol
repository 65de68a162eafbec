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
import {ReaderTest} from "./ReaderTest.sol";

/// @notice A use is read as it was written, belongs to the grant that it was made from, and nothing else is read as one.
contract UseReaderTest is ReaderTest {
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

    function test_ANumberThatIsNotInItsShortestFormIsTheSameGrantButAnotherUse() public view {
        bytes memory long_ = bytes.concat(hex"20", bytes32(uint256(7)));
        (Use memory one, bytes32 shortGrant) = _read(_onePermission(hex"0107", 255, hex"00", hex"00"), 1);
        (Use memory other, bytes32 longGrant) = _read(_onePermission(long_, 255, hex"00", hex"00"), 1);
        assertEq(shortGrant, longGrant);
        assertNotEq(one.useHash, other.useHash);
    }

    // ------------------------------------------------------------------------------------------------ what is refused

    function test_RefusesEveryUnknownFlag() public {
        bytes memory data = UseEncoder.encode(_example());
        for (uint256 flags = 8; flags < 256; ++flags) {
            data[0] = bytes1(uint8(flags));
            _expectUseMalformed(data, 2);
        }
    }

    function test_RefusesALimitsRootBesideLimits() public {
        bytes memory data = bytes.concat(UseEncoder.encode(_example()), new bytes(32));
        data[0] = 0x04;
        _expectUseMalformed(data, 2);
    }

    function test_RefusesLimitsThatAreMissing() public {
        UseDraft memory draft = _example();
        draft.limits = new uint256[](0);
        bytes memory data = UseEncoder.encode(draft);
        data[0] = 0x00;
        _expectUseMalformed(data, 2);
    }

    function test_RefusesNoPermissions() public {
        _expectUseMalformed(bytes.concat(_head(_plainGrant()), hex"0000"), 1);
    }

    function test_RefusesLimitsThatDoNotIncrease() public {
        uint256[2][4] memory orders = [[uint256(0), 0], [uint256(1), 1], [uint256(1), 0], [uint256(2), 1]];
        for (uint256 i = 0; i < orders.length; ++i) {
            UseDraft memory draft = _example();
            (draft.limits[0], draft.limits[1]) = (orders[i][0], orders[i][1]);
            _expectUseMalformed(UseEncoder.encode(draft), 2);
        }
    }

    function test_RefusesANumberOfMoreThan32Bytes() public {
        for (uint256 size = 33; size < 256; ++size) {
            bytes memory number = bytes.concat(bytes1(uint8(size)), new bytes(size));
            _expectUseMalformed(_onePermission(number, 255, hex"00", hex"00"), 1);
            bytes memory part = bytes.concat(hex"0101", number, hex"0100");
            _expectUseMalformed(_onePermission(hex"00", 255, part, hex"00"), 1);
            part = bytes.concat(hex"01010001", number);
            _expectUseMalformed(_onePermission(hex"00", 255, part, hex"00"), 1);
            part = bytes.concat(hex"01000001", number);
            _expectUseMalformed(_onePermission(hex"00", 255, hex"00", part), 1);
            _expectUseMalformed(bytes.concat(_withoutLimits(), hex"01000001", number), 1);
        }
    }

    function test_RefusesAnAmountOfMoreThan128Bits() public {
        bytes memory most = bytes.concat(
            _withoutLimits(),
            hex"01000001",
            hex"10",
            bytes16(type(uint128).max)
        );
        (Use memory use, ) = _read(most, 1);
        assertEq(use.limits[0].amount, type(uint128).max);
        for (uint256 bit = 128; bit < 256; ++bit) {
            bytes memory amount = bytes.concat(hex"20", bytes32(1 << bit));
            _expectUseMalformed(bytes.concat(_withoutLimits(), hex"01000001", amount), 1);
        }
    }

    function test_RefusesPeriodsThatAreTooShortOrNone() public {
        uint32[4] memory refused = [uint32(0), 1, 299, type(uint32).max];
        for (uint256 i = 0; i < refused.length; ++i) {
            bytes memory data = _periodic(refused[i]);
            vm.expectRevert(abi.encodeWithSelector(E.LimitPeriodInvalid.selector, 0, refused[i]));
            harness.readUse(ACCOUNT, data, data.length, 1, false);
        }
        uint32[3] memory accepted = [uint32(300), 301, type(uint32).max - 1];
        for (uint256 i = 0; i < accepted.length; ++i) {
            (Use memory use, ) = _read(_periodic(accepted[i]), 1);
            assertEq(use.limits[0].period, accepted[i]);
            assertEq(use.limits[0].periodStart, 7);
            assertEq(use.limits[0].periodIndex, 9);
        }
    }

    function _periodic(uint32 period) private view returns (bytes memory) {
        return abi.encodePacked(_withoutLimits(), hex"01000081", period, uint48(7), uint32(9), hex"0101");
    }

    function test_RefusesAnIndexBeyondTheTree() public {
        for (uint256 i = 4; i < 65_530; i += i < 64 ? 4 : 8000) {
            UseDraft memory draft = _example();
            draft.permissionIndexOffset = uint16(i);
            _expectUseMalformed(UseEncoder.encode(draft), 2);
        }
    }

    function test_RefusesAPermissionOfAnotherTree() public {
        UseDraft memory draft = _example();
        draft.permissionIndexOffset = 1;
        bytes memory data = UseEncoder.encode(draft);
        vm.expectRevert(abi.encodeWithSelector(E.PermissionNotGranted.selector, 3));
        harness.readUse(ACCOUNT, data, data.length, 2, false);
    }

    function test_RefusesALimitOfAnotherTree() public {
        bytes memory data = UseEncoder.encode(_example());
        // The last sibling of the second limit, before one byte for each of two calls.
        data[data.length - 3] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(E.LimitNotGranted.selector, 2));
        harness.readUse(ACCOUNT, data, data.length, 2, false);
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

    function _read(bytes memory data, uint256 calls) private view returns (Use memory, bytes32) {
        return harness.readUse(ACCOUNT, data, data.length, calls, false);
    }

    function _accepts(bytes memory data, uint256 length, uint256 calls) private view returns (bool) {
        try harness.readUse(ACCOUNT, data, length, calls, length % 2 == 0) {
            return true;
        } catch (bytes memory reason) {
            _checkTyped(reason);
            return false;
        }
    }

    function _expectUseMalformed(bytes memory data, uint256 calls) private {
        _expectMalformed();
        harness.readUse(ACCOUNT, data, data.length, calls, false);
    }

    function _head(Grant memory grant) private view returns (bytes memory) {
        return bytes.concat(hex"00", TermsEncoder.terms(grant));
    }

    /// @dev A use of a grant with one permission and without limits, its parts as given.
    function _onePermission(
        bytes memory maxValue,
        uint8 tier,
        bytes memory conditions,
        bytes memory spends
    ) private view returns (bytes memory) {
        bytes memory head = abi.encodePacked(uint8(3), address(0x7a), maxValue, tier, conditions, spends);
        return bytes.concat(_head(_plainGrant()), hex"01", head, hex"0000", hex"00");
    }

    /// @dev As above, up to the number of limits.
    function _withoutLimits() private view returns (bytes memory) {
        bytes memory data = _onePermission(hex"00", 255, hex"00", hex"00");
        return _cut(data, 0, data.length - 1);
    }

    /// @dev Two of three permissions and two of three limits.
    function _example() private view returns (UseDraft memory draft) {
        Grant memory grant = _plainGrant();
        grant.permissions = new Permission[](3);
        grant.limits = new Limit[](3);
        for (uint256 i = 0; i < 3; ++i) {
            grant.permissions[i] = RandomGrant.permission(100 + i);
            grant.limits[i] = RandomGrant.limit(200 + i);
        }
        draft.grant = grant;
        (draft.permissions, draft.limits) = (new uint256[](2), new uint256[](2));
        (draft.permissions[0], draft.permissions[1]) = (0, 2);
        (draft.limits[0], draft.limits[1]) = (1, 2);
        draft.each = hex"0001";
    }

    function _random(uint256 seed) private view returns (UseDraft memory) {
        return RandomGrant.draft(RandomGrant.make(ACCOUNT, seed), _hash(seed, 1));
    }
}
