// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Cursor} from "../../../contracts/types/Cursor.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Grant, Guard, Network} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {RandomGrant} from "../support/RandomGrant.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {ReaderTest} from "./ReaderTest.sol";

/// @notice Terms are read as they were written, and nothing else is read as terms.
contract TermsReaderTest is ReaderTest {
    using GrantModel for Grant;

    uint256 private constant TIME_END = 1 << 47;

    /// @dev Every part that this version knows.
    uint256 private constant KNOWN = 0x2ff;

    // ------------------------------------------------------------------------------------------------------ what is read

    function testFuzz_ReadsWhatWasWritten(uint256 seed, bytes memory rest) public view {
        Grant memory grant = RandomGrant.make(ACCOUNT, seed);
        bytes memory data = TermsEncoder.terms(grant);
        (Terms memory terms, uint256 end) = harness.readTerms(ACCOUNT, bytes.concat(data, rest));
        assertEq(end, data.length);
        _assertHead(terms, grant);
        _assertParts(terms, grant);
        _assertPositions(terms, grant, data);
    }

    /// @dev A part may be written out with its empty value: the grant is the same.
    function testFuzz_PartsMayBeWrittenEmpty(uint256 seed, uint256 parts) public view {
        Grant memory grant = RandomGrant.make(ACCOUNT, seed);
        // The keys of nobody, and what supersedes nothing, have no encoding but absence.
        parts = (parts & 0x3f) | TermsEncoder.partsOf(grant);
        bytes memory data = TermsEncoder.termsWith(grant, parts);
        (Terms memory terms, uint256 end) = harness.readTerms(ACCOUNT, data);
        assertEq(end, data.length);
        _assertHead(terms, grant);
        _assertParts(terms, grant);
    }

    function test_AbsentPartsHaveTheirEmptyValues() public view {
        (Terms memory terms, ) = harness.readTerms(ACCOUNT, TermsEncoder.termsWith(_plainGrant(), 0));
        _assertParts(terms, _plainGrant());
        assertEq(Cursor.unwrap(terms.guardList), 0);
        assertEq(Cursor.unwrap(terms.paymasterRule), 0);
        assertEq(Cursor.unwrap(terms.supersession), 0);
        assertEq(Cursor.unwrap(terms.rotator), 0);
    }

    function test_NoGuardsAreNone() public view {
        bytes memory data = TermsEncoder.termsWith(_plainGrant(), 1 << 2);
        (Terms memory terms, ) = harness.readTerms(ACCOUNT, data);
        assertEq(Cursor.unwrap(terms.guardList), 0);
    }

    function _assertHead(Terms memory terms, Grant memory grant) private view {
        assertEq(terms.typehash, grant.typeHash());
        assertEq(terms.account, ACCOUNT);
        assertEq(terms.permissionsHeight, grant.heightOfPermissions());
        assertEq(terms.limitsHeight, grant.heightOfLimits());
        assertEq(terms.epoch, TermsEncoder.epoch(grant));
        assertEq(terms.validAfter, grant.validAfter);
        assertEq(terms.validUntil, grant.validUntil);
        assertEq(terms.salt, bytes32(grant.salt));
        assertEq(terms.sessionKeyId, GrantModel.keyId(grant.sessionKey));
    }

    function _assertParts(Terms memory terms, Grant memory grant) private pure {
        assertEq(terms.networks, GrantModel.networksHash(grant.networks));
        assertEq(terms.networkCount, grant.networks.length);
        assertEq(terms.messages, GrantModel.messagesHash(grant.messages));
        assertEq(terms.guards, GrantModel.guardsHash(grant.guards));
        assertEq(terms.keyLifetime, grant.keyLifetime);
        assertEq(terms.overlap, grant.overlap);
        assertEq(terms.maxKeys, grant.maxKeys);
        assertEq(terms.feeBudget, grant.maximumFee.budget);
        assertEq(terms.feePrice, grant.maximumFee.price);
        assertEq(terms.maximumFee, GrantModel.feeHash(grant.maximumFee));
        assertEq(terms.paymaster, GrantModel.paymasterHash(grant.paymaster));
        assertEq(terms.rotatorId, GrantModel.keyId(grant.rotator));
        assertEq(terms.keeperId, GrantModel.keyId(grant.keeper));
        assertEq(terms.identity, GrantModel.identityHash(grant.identity));
        assertEq(terms.supersedes, GrantModel.supersessionHash(grant.supersedes));
    }

    function _assertPositions(Terms memory terms, Grant memory grant, bytes memory data) private pure {
        bytes memory key = TermsEncoder.key(grant.sessionKey);
        assertEq(_at(data, terms.firstKey, key), key);
        if (grant.rotator.kind != 0) {
            bytes memory rotator = TermsEncoder.key(grant.rotator);
            assertEq(_at(data, terms.rotator, rotator), rotator);
        }
        if (grant.guards.length != 0) {
            bytes memory guards = TermsEncoder.guards(grant.guards);
            assertEq(_between(data, terms.guardList, terms.guardListEnd), guards);
        }
        if (grant.paymaster.kind != 0) {
            bytes memory rule = TermsEncoder.paymaster(grant.paymaster);
            assertEq(_at(data, terms.paymasterRule, rule), rule);
        }
        if (grant.supersedes.grantId != 0) {
            bytes memory supersession = TermsEncoder.supersession(grant.supersedes);
            assertEq(_at(data, terms.supersession, supersession), supersession);
        }
    }

    function testFuzz_EveryBitCounts(uint256 seed, uint256 bit) public view {
        bytes memory data = TermsEncoder.terms(RandomGrant.make(ACCOUNT, seed));
        (Terms memory terms, uint256 end) = harness.readTerms(ACCOUNT, data);
        bit %= data.length * 8;
        data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        // Room for what a longer reading finds, so that it is the bit that makes the difference.
        data = bytes.concat(data, new bytes(100));
        try harness.readTerms(ACCOUNT, data) returns (Terms memory other, uint256 otherEnd) {
            assertTrue(_preimage(other) != _preimage(terms) || otherEnd != end, "the same terms");
        } catch (bytes memory reason) {
            _checkTyped(reason);
        }
    }

    /// @dev The words that are hashed; roots are not part of terms.
    function _preimage(Terms memory terms) private pure returns (bytes32) {
        bytes32[20] memory words;
        assembly ("memory-safe") {
            mcopy(words, terms, 640)
        }
        return keccak256(abi.encode(words));
    }

    // ------------------------------------------------------------------------------------------------- what is refused

    function test_RefusesEveryUnknownPart() public {
        for (uint256 bit = 0; bit < 16; ++bit) {
            if ((KNOWN >> bit) & 1 == 1) continue;
            bytes memory data = TermsEncoder.termsWith(_plainGrant(), (1 << bit) | (1 << 3));
            vm.expectRevert(abi.encodeWithSelector(E.PartUnsupported.selector, 1 << bit));
            harness.readTerms(ACCOUNT, data);
        }
        bytes memory all = TermsEncoder.termsWith(_plainGrant(), 0xffff);
        vm.expectRevert(abi.encodeWithSelector(E.PartUnsupported.selector, 0xffff ^ KNOWN));
        harness.readTerms(ACCOUNT, all);
    }

    function test_RefusesEveryHeightAboveTen() public {
        bytes memory data = TermsEncoder.terms(_plainGrant());
        for (uint256 heights = 0; heights < 256; ++heights) {
            data[2] = bytes1(uint8(heights));
            if (heights >> 4 > 10 || heights & 15 > 10) _expectMalformed();
            harness.readTerms(ACCOUNT, data);
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

    function _checkWindow(bool accepted, uint256 validAfter, uint256 validUntil) private {
        Grant memory grant = _plainGrant();
        (grant.validAfter, grant.validUntil) = (uint48(validAfter), uint48(validUntil));
        bytes memory data = TermsEncoder.terms(grant);
        if (!accepted) {
            vm.expectRevert(abi.encodeWithSelector(E.GrantWindowInvalid.selector, validAfter, validUntil));
        }
        harness.readTerms(ACCOUNT, data);
    }

    // -------------------------------------------------------------------------------------------------------- networks

    function test_RefusesNetworksWithoutThisChain() public {
        bytes memory reason = abi.encodeWithSelector(E.NetworkNotGranted.selector, block.chainid);
        Grant memory grant = _plainGrant();
        grant.networks[0].chainId = block.chainid + 1;
        _expectRefused(grant, 1, reason);
        grant.networks = new Network[](0);
        bytes memory data = TermsEncoder.termsWith(_plainGrant(), 1);
        // No networks at all: the count is the last byte but sixteen.
        data = bytes.concat(_cut(data, 0, data.length - 17), hex"00");
        vm.expectRevert(reason);
        harness.readTerms(ACCOUNT, data);
    }

    function test_RefusesAnotherEpochThanTheHeaderSays() public {
        bytes memory data = TermsEncoder.termsWith(_plainGrant(), 1);
        harness.readTerms(ACCOUNT, data);
        data[data.length - 1] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(E.NetworkNotGranted.selector, block.chainid));
        harness.readTerms(ACCOUNT, data);
    }

    function test_RefusesNetworksThatDoNotIncrease() public {
        uint256 here = block.chainid;
        uint256[2][4] memory orders = [[here, here], [here + 1, here], [here, here - 1], [uint256(0), here]];
        for (uint256 i = 0; i < orders.length; ++i) {
            Grant memory grant = _plainGrant();
            grant.networks = new Network[](2);
            grant.networks[0] = Network(orders[i][0], 5);
            grant.networks[1] = Network(orders[i][1], 5);
            _expectRefused(grant, 1, abi.encodeWithSelector(E.UseMalformed.selector));
        }
    }

    // ----------------------------------------------------------------------------------------- paymaster, supersession

    function test_RefusesPaymasterRulesThatMakeNoSense() public {
        bytes memory malformed = abi.encodeWithSelector(E.UseMalformed.selector);
        for (uint256 kind = 0; kind < 256; ++kind) {
            for (uint256 count = 0; count < 2; ++count) {
                Grant memory grant = _plainGrant();
                grant.paymaster.kind = uint8(kind);
                grant.paymaster.listed = new address[](count);
                bool right = kind <= 2 && (kind == 1) == (count == 1);
                if (right) harness.readTerms(ACCOUNT, TermsEncoder.termsWith(grant, 1 << 5));
                else _expectRefused(grant, 1 << 5, malformed);
            }
        }
    }

    function test_RefusesToSupersedeNothing() public {
        Grant memory grant = _plainGrant();
        _expectRefused(grant, 1 << 9, abi.encodeWithSelector(E.UseMalformed.selector));
        grant.supersedes.grantId = bytes32(uint256(1));
        harness.readTerms(ACCOUNT, TermsEncoder.terms(grant));
    }

    // ----------------------------------------------------------------------------------------------------- any bytes

    function testFuzz_RandomBytesGiveATypedErrorOrTerms(bytes memory data, uint16 parts) public view {
        parts &= uint16(KNOWN);
        _readAny(data);
        _readAny(abi.encodePacked(parts, data));
        bytes memory start = TermsEncoder.termsWith(_plainGrant(), 0);
        (start[0], start[1]) = (bytes1(uint8(parts >> 8)), bytes1(uint8(parts)));
        _readAny(bytes.concat(start, data));
    }

    function testFuzz_ChangedTermsGiveATypedErrorOrTerms(uint256 seed) public view {
        bytes memory data = TermsEncoder.terms(RandomGrant.make(ACCOUNT, seed));
        for (uint256 i = 0; i < 8; ++i) data[_hash(seed, i) % data.length] = bytes1(uint8(_hash(seed, ~i)));
        _readAny(data);
    }

    function _readAny(bytes memory data) private view {
        try harness.readTerms(ACCOUNT, data) {} catch (bytes memory reason) {
            _checkTyped(reason);
        }
    }

    function test_AllPartsTogether() public view {
        Grant memory grant = _plainGrant();
        grant.guards = new Guard[](2);
        grant.guards[0] = Guard(address(1), "");
        grant.guards[1] = Guard(address(2), new bytes(300));
        (grant.rotator, grant.keeper) = (_key(address(3)), _key(address(4)));
        grant.paymaster.kind = 2;
        grant.supersedes.grantId = bytes32(uint256(5));
        bytes memory data = TermsEncoder.termsWith(grant, KNOWN);
        (Terms memory terms, uint256 end) = harness.readTerms(ACCOUNT, data);
        assertEq(end, data.length);
        _assertParts(terms, grant);
        _assertPositions(terms, grant, data);
    }
}
