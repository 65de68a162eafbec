// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {KeyLib} from "../../../contracts/types/Key.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {ReaderTest} from "./ReaderTest.sol";

/// @notice Terms are read as they were written, and nothing else is read as terms.
contract TermsReaderTest is ReaderTest {
    uint16 private constant KEY_POLICY = 1 << 3;
    uint16 private constant ROTATOR = 1 << 6;
    uint256 private constant TIME_END = 1 << 47;

    // ------------------------------------------------------------------------------------------------------ what is read

    function testFuzz_ReadsWhatWasWritten(Terms memory terms, uint256 parts) public view {
        terms = _valid(terms, parts);
        bytes memory data = _encode(terms, _partsOf(parts));
        assertEq(abi.encode(harness.readTerms(data, data.length)), abi.encode(terms));
    }

    function test_AbsentPartsHaveTheirEmptyValues() public view {
        bytes memory data = _encode(_example(), 0);
        Terms memory terms = harness.readTerms(data, data.length);
        assertEq(uint256(terms.keyLifetime), type(uint32).max);
        assertEq(uint256(terms.overlap), 0);
        assertEq(uint256(terms.maxKeys), 1);
        assertEq(terms.rotatorId, 0);
        assertEq(terms.rotator, address(0));
    }

    function testFuzz_EveryBitCounts(Terms memory terms, uint256 parts, uint256 bit) public view {
        terms = _valid(terms, parts);
        bytes memory data = _encode(terms, _partsOf(parts));
        bytes32 grantId = harness.grantId(address(1), terms, bytes32(uint256(2)), 0);
        bit %= data.length * 8;
        data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        try harness.readTerms(data, data.length) returns (Terms memory other) {
            assertNotEq(harness.grantId(address(1), other, bytes32(uint256(2)), 0), grantId);
        } catch (bytes memory reason) {
            _checkTyped(reason);
        }
    }

    // ------------------------------------------------------------------------------------------------- what is refused

    function test_RefusesEveryUnknownPart() public {
        for (uint256 bit = 0; bit < 16; ++bit) {
            uint16 part = uint16(1 << bit);
            if (part == KEY_POLICY || part == ROTATOR) continue;
            bytes memory data = _encode(_example(), part | KEY_POLICY | ROTATOR);
            _expectUnsupported(part);
            harness.readTerms(data, data.length);
        }
        bytes memory all = _encode(_example(), type(uint16).max);
        _expectUnsupported(0xffff ^ KEY_POLICY ^ ROTATOR);
        harness.readTerms(all, all.length);
    }

    function test_RefusesEveryHeightAboveTen() public {
        for (uint256 heights = 0; heights < 256; ++heights) {
            Terms memory terms = _example();
            (terms.permissionsHeight, terms.limitsHeight) = (heights >> 4, heights & 15);
            bytes memory data = _encode(terms, 0);
            if (heights >> 4 > 10 || heights & 15 > 10) _expectMalformed();
            harness.readTerms(data, data.length);
        }
    }

    function test_RefusesAWindowThatIsNone() public {
        _checkWindow(true, 0, 1);
        _checkWindow(true, 7, 7);
        _checkWindow(true, 0, TIME_END - 1);
        _checkWindow(true, TIME_END - 1, TIME_END - 1);
        _checkWindow(false, 0, 0);
        _checkWindow(false, 8, 7);
        _checkWindow(false, 0, TIME_END);
        _checkWindow(false, TIME_END, TIME_END);
        _checkWindow(false, 0, type(uint48).max);
        _checkWindow(false, type(uint48).max, 1);
    }

    function test_RefusesEveryKindOfKeyButEcdsa() public {
        for (uint256 kind = 0; kind < 256; ++kind) {
            if (kind == KeyLib.ECDSA) continue;
            bytes memory data = _withKey(abi.encodePacked(uint8(kind), uint16(20), address(1)));
            vm.expectRevert(abi.encodeWithSelector(ISessionModule.KeyKindUnsupported.selector, kind));
            harness.readTerms(data, data.length);
        }
    }

    function test_RefusesEveryLengthOfKeyButTwenty() public {
        uint256[7] memory lengths = [uint256(0), 1, 19, 21, 32, 33, 300];
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory key = new bytes(lengths[i]);
            if (key.length != 0) key[0] = 0x01;
            _expectKeyMalformed(abi.encodePacked(uint8(1), uint16(lengths[i]), key), lengths[i]);
        }
        // A length that leads out of the calldata.
        _expectKeyMalformed(abi.encodePacked(uint8(1), type(uint16).max, address(1)), type(uint16).max);
    }

    function test_RefusesTheKeyOfNobody() public {
        _expectKeyMalformed(abi.encodePacked(uint8(1), uint16(20), address(0)), 20);
    }

    function test_RefusesARotatorThatIsWrittenAsNone() public {
        bytes memory data = bytes.concat(_encode(_example(), 0), abi.encodePacked(uint8(0), uint16(0)));
        data[1] = bytes1(uint8(ROTATOR));
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.KeyKindUnsupported.selector, 0));
        harness.readTerms(data, data.length);
    }

    function test_RefusesEveryTruncation() public {
        bytes memory data = _encode(_example(), KEY_POLICY | ROTATOR);
        harness.readTerms(data, data.length);
        for (uint256 length = 0; length < data.length; ++length) {
            // What was cut off still follows in calldata, where it could be read; and, the second time, zeros do.
            _expectMalformed();
            harness.readTerms(data, length);
            bytes memory cut = _cut(data, 0, length);
            try harness.readTerms(cut, length) {
                assertTrue(false, "accepted");
            } catch (bytes memory reason) {
                _checkTyped(reason);
            }
        }
    }

    function testFuzz_RandomBytesGiveATypedErrorOrTerms(bytes memory data, uint256 parts) public view {
        _readAny(data);
        _readAny(abi.encodePacked(_partsOf(parts), data));
        _readAny(bytes.concat(_cut(_encode(_example(), _partsOf(parts)), 0, bound(parts >> 8, 0, 60)), data));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _readAny(bytes memory data) private view {
        try harness.readTerms(data, data.length) {} catch (bytes memory reason) {
            _checkTyped(reason);
        }
    }

    function _checkWindow(bool accepted, uint256 validAfter, uint256 validUntil) private {
        Terms memory terms = _example();
        (terms.validAfter, terms.validUntil) = (uint48(validAfter), uint48(validUntil));
        bytes memory data = _encode(terms, 0);
        if (!accepted) {
            vm.expectRevert(
                abi.encodeWithSelector(ISessionModule.GrantWindowInvalid.selector, validAfter, validUntil)
            );
        }
        harness.readTerms(data, data.length);
    }

    function _expectKeyMalformed(bytes memory key, uint256 length) private {
        bytes memory data = _withKey(key);
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.KeyMalformed.selector, 1, length));
        harness.readTerms(data, data.length);
    }

    function _withKey(bytes memory key) private pure returns (bytes memory) {
        // Everything before the session key is 39 bytes.
        return bytes.concat(_cut(_encode(_example(), 0), 0, 39), key);
    }

    function _example() private pure returns (Terms memory terms) {
        terms.permissionsHeight = 3;
        terms.limitsHeight = 2;
        (terms.epoch, terms.validAfter, terms.validUntil) = (5, 1_700_000_000, 1_800_000_000);
        (terms.keyLifetime, terms.overlap, terms.maxKeys) = (86_400, 600, 4);
        (terms.sessionKey, terms.rotator) = (address(0x5e55), address(0x4074));
        terms.salt = bytes16(uint128(0x5a17));
    }

    /// @dev The nearest terms that can be written, as they are read.
    function _valid(Terms memory terms, uint256 parts) private pure returns (Terms memory) {
        terms.permissionsHeight = bound(terms.permissionsHeight, 0, 10);
        terms.limitsHeight = bound(terms.limitsHeight, 0, 10);
        terms.validUntil = uint48(bound(terms.validUntil, 1, TIME_END - 1));
        terms.validAfter = uint48(bound(terms.validAfter, 0, terms.validUntil));
        if (terms.sessionKey == address(0)) terms.sessionKey = address(1);
        if (terms.rotator == address(0)) terms.rotator = address(1);
        terms.sessionKeyId = KeyLib.ecdsaId(terms.sessionKey);
        terms.rotatorId = KeyLib.ecdsaId(terms.rotator);
        if (_partsOf(parts) & KEY_POLICY == 0) {
            (terms.keyLifetime, terms.overlap, terms.maxKeys) = (type(uint32).max, 0, 1);
        }
        if (_partsOf(parts) & ROTATOR == 0) (terms.rotator, terms.rotatorId) = (address(0), bytes32(0));
        return terms;
    }

    function _partsOf(uint256 parts) private pure returns (uint16) {
        return uint16(parts) & (KEY_POLICY | ROTATOR);
    }

    function _encode(Terms memory terms, uint16 parts) private pure returns (bytes memory data) {
        data = abi.encodePacked(
            parts,
            uint8((terms.permissionsHeight << 4) | terms.limitsHeight),
            terms.epoch,
            terms.validAfter,
            terms.validUntil,
            terms.salt,
            abi.encodePacked(uint8(1), uint16(20), terms.sessionKey)
        );
        if (parts & KEY_POLICY != 0) {
            data = abi.encodePacked(data, terms.keyLifetime, terms.overlap, terms.maxKeys);
        }
        if (parts & ROTATOR != 0) data = abi.encodePacked(data, uint8(1), uint16(20), terms.rotator);
    }
}
