// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {ParameterCondition} from "../../../contracts/types/ParameterCondition.sol";
import {Permission} from "../../../contracts/types/Permission.sol";
import {Spend} from "../../../contracts/types/Spend.sol";
import {TermsLib} from "../../../contracts/types/Terms.sol";
import {Use} from "../../../contracts/types/Use.sol";
import {Grant, GrantModel, Network} from "../support/GrantModel.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {ReaderTest} from "./ReaderTest.sol";

/// @notice A use is read as it was written, belongs to the grant that it was made from, and nothing else is read as one.
contract UseReaderTest is ReaderTest {
    using GrantModel for Grant;

    address private constant ACCOUNT = address(0xacc0);

    // ------------------------------------------------------------------------------------------------------ what is read

    function testFuzz_AUseHashesToItsGrant(uint256 seed, bytes memory signature) public view {
        UseDraft memory draft = _draft(seed);
        bytes memory data = UseEncoder.encode(draft);
        (bytes32 grantId, bytes32 useHash, bytes memory rest) = harness.hashUse(
            ACCOUNT,
            bytes.concat(data, signature),
            draft.each.length
        );
        assertEq(grantId, draft.grant.id(address(harness)));
        assertEq(useHash, keccak256(data));
        assertEq(rest, signature);
    }

    function testFuzz_ReadsWhatWasWritten(uint256 seed) public view {
        UseDraft memory draft = _draft(seed);
        (Use memory use, , , ) = _read(UseEncoder.encode(draft), draft.each.length);
        assertEq(use.permissions.length, draft.permissions.length);
        for (uint256 i = 0; i < use.permissions.length; ++i) {
            Permission memory expected = draft.grant.permissions[draft.permissions[i]];
            assertEq(abi.encode(use.permissions[i]), abi.encode(expected));
        }
        assertEq(use.limits.length, draft.limits.length);
        for (uint256 i = 0; i < use.limits.length; ++i) {
            assertEq(uint256(use.limitIds[i]), draft.limits[i]);
            assertEq(abi.encode(use.limits[i]), abi.encode(draft.grant.limits[draft.limits[i]]));
        }
        assertEq(use.callIndexes != 0, draft.permissions.length > 1);
        assertTrue(use.firstKey);
        assertEq(use.keyId, GrantModel.keyId(draft.grant.sessionKey));
    }

    function test_ReadsAnotherKey() public view {
        UseDraft memory draft = _example();
        draft.key = _key(address(0x0123));
        (Use memory use, , , ) = _read(UseEncoder.encode(draft), 2);
        assertEq(use.key, address(0x0123));
        assertEq(use.keyId, GrantModel.keyId(draft.key));
        assertFalse(use.firstKey);
    }

    function test_TheFirstKeyIsTheFirstKeyHoweverItIsWritten() public view {
        UseDraft memory draft = _example();
        draft.key = draft.grant.sessionKey;
        (Use memory use, , , ) = _read(UseEncoder.encode(draft), 2);
        assertTrue(use.firstKey);
        assertEq(use.keyId, GrantModel.keyId(draft.grant.sessionKey));
    }

    function testFuzz_ReadsTheGrantSignature(
        uint8 kind,
        bytes memory prefix,
        bytes memory signature
    ) public view {
        vm.assume(signature.length != 0);
        UseDraft memory draft = _example();
        (draft.grantor, draft.grantSignature) = (Key(kind, prefix), signature);
        (, uint8 kind_, bytes memory signature_, bytes memory rest) = _read(UseEncoder.encode(draft), 2);
        assertEq(uint256(kind_), kind);
        assertEq(signature_, signature);
        assertEq(rest.length, 0);
    }

    function test_ReadsTheLimitsRootWhenNoneIsCarried() public view {
        UseDraft memory draft = _example();
        draft.limits = new uint256[](0);
        (Use memory use, , , ) = _read(UseEncoder.encode(draft), 2);
        assertEq(use.limitsRoot, GrantModel.root(draft.grant.limitLeaves()));
    }

    function test_ReadsOneByteForEachCall() public {
        bytes memory data = UseEncoder.encode(_example());
        for (uint256 calls = 0; calls <= 2; ++calls) {
            (, , , bytes memory rest) = _read(data, calls);
            assertEq(rest.length, 2 - calls);
        }
        _expectMalformed();
        this.read(data, data.length, 3);
    }

    function test_ANumberThatIsNotInItsShortestFormIsTheSameGrantButAnotherUse() public view {
        bytes memory short_ = _onePermission(hex"0107", 255, hex"00", hex"00");
        bytes memory long_ = _onePermission(
            bytes.concat(hex"20", bytes32(uint256(7))),
            255,
            hex"00",
            hex"00"
        );
        (bytes32 shortGrant, bytes32 shortUse, ) = harness.hashUse(ACCOUNT, short_, 1);
        (bytes32 longGrant, bytes32 longUse, ) = harness.hashUse(ACCOUNT, long_, 1);
        assertEq(shortGrant, longGrant);
        assertNotEq(shortUse, longUse);
    }

    // ------------------------------------------------------------------------------------------------ what is refused

    function test_RefusesEveryUnknownFlag() public {
        bytes memory data = UseEncoder.encode(_example());
        for (uint256 flags = 8; flags < 256; ++flags) {
            data[0] = bytes1(uint8(flags));
            _expectMalformed();
            this.read(data, data.length, 2);
        }
    }

    function test_RefusesALimitsRootBesideLimits() public {
        bytes memory data = UseEncoder.encode(_example());
        data = bytes.concat(data, new bytes(32));
        data[0] = 0x04;
        _expectMalformed();
        this.read(data, data.length, 2);
    }

    function test_RefusesLimitsThatAreMissing() public {
        UseDraft memory draft = _example();
        draft.limits = new uint256[](0);
        bytes memory data = UseEncoder.encode(draft);
        data[0] = 0x00;
        _expectMalformed();
        this.read(data, data.length, 2);
    }

    function test_RefusesNoPermissions() public {
        bytes memory data = bytes.concat(_head(_flatGrant()), hex"0000");
        _expectMalformed();
        this.read(data, data.length, 1);
    }

    function test_RefusesLimitsThatDoNotIncrease() public {
        uint256[2][4] memory orders = [[uint256(0), 0], [uint256(1), 1], [uint256(1), 0], [uint256(2), 1]];
        for (uint256 i = 0; i < orders.length; ++i) {
            UseDraft memory draft = _example();
            (draft.limits[0], draft.limits[1]) = (orders[i][0], orders[i][1]);
            bytes memory data = UseEncoder.encode(draft);
            _expectMalformed();
            this.read(data, data.length, 2);
        }
    }

    function test_RefusesANumberOfMoreThan32Bytes() public {
        for (uint256 size = 33; size < 256; ++size) {
            bytes memory number = bytes.concat(bytes1(uint8(size)), new bytes(size));
            _expectPermissionMalformed(number, hex"00", hex"00");
            _expectPermissionMalformed(hex"00", bytes.concat(hex"0101", number, hex"0100"), hex"00");
            _expectPermissionMalformed(hex"00", bytes.concat(hex"01010001", number), hex"00");
            _expectPermissionMalformed(hex"00", hex"00", bytes.concat(hex"01000001", number));
            bytes memory data = bytes.concat(_withoutLimits(), hex"01000001", number);
            _expectMalformed();
            this.read(data, data.length, 1);
        }
    }

    function test_RefusesAnAmountOfMoreThan128Bits() public {
        bytes memory most = bytes.concat(
            _withoutLimits(),
            hex"010000",
            hex"0110",
            bytes16(type(uint128).max)
        );
        (Use memory use, , , ) = _read(most, 1);
        assertEq(uint256(use.limits[0].amount), type(uint128).max);
        for (uint256 bit = 128; bit < 256; ++bit) {
            bytes memory data = bytes.concat(_withoutLimits(), hex"010000", hex"0120", bytes32(1 << bit));
            _expectMalformed();
            this.read(data, data.length, 1);
        }
    }

    function test_RefusesRiskTiers() public {
        for (uint256 tier = 0; tier < 255; ++tier) {
            bytes memory data = _onePermission(hex"00", uint8(tier), hex"00", hex"00");
            _expectUnsupported(TermsLib.TIERS);
            this.read(data, data.length, 1);
        }
    }

    function test_RefusesPeriods() public {
        for (uint256 kind = 128; kind < 256; ++kind) {
            bytes memory data = bytes.concat(
                _withoutLimits(),
                hex"010000",
                bytes1(uint8(kind)),
                new bytes(60)
            );
            _expectUnsupported(TermsLib.PERIODS);
            this.read(data, data.length, 1);
        }
    }

    function test_RefusesThePaddingOfATree() public {
        UseDraft memory draft = _example();
        draft.permissions[0] = 3;
        bytes memory data = UseEncoder.encode(draft);
        _expectUnsupported(TermsLib.TIERS);
        this.read(data, data.length, 2);
    }

    function test_RefusesAnIndexBeyondTheTree() public {
        for (uint256 i = 4; i < 65_530; i += 4) {
            UseDraft memory draft = _example();
            draft.permissionIndexOffset = uint16(i);
            bytes memory data = UseEncoder.encode(draft);
            _expectMalformed();
            this.read(data, data.length, 2);
            if (i >= 64) i += 8000;
        }
    }

    function test_RefusesAPermissionOfAnotherTree() public {
        UseDraft memory draft = _example();
        draft.permissionIndexOffset = 1;
        bytes memory data = UseEncoder.encode(draft);
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.PermissionNotGranted.selector, 3));
        this.read(data, data.length, 2);
    }

    function test_RefusesALimitOfAnotherTree() public {
        UseDraft memory draft = _example();
        bytes memory data = UseEncoder.encode(draft);
        // The last sibling of the second limit, before one byte for each of two calls.
        data[data.length - 3] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.LimitNotGranted.selector, 2));
        this.read(data, data.length, 2);
    }

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

    function test_EveryBitOfTheGrantCounts() public view {
        UseDraft memory draft = _example();
        bytes memory data = UseEncoder.encode(draft);
        bytes32 grantId = draft.grant.id(address(harness));
        // The last two bytes say which permission each call uses: they are the holder's choice.
        for (uint256 i = 0; i < (data.length - 2) * 8; ++i) {
            data[i / 8] ^= bytes1(uint8(1 << (i % 8)));
            try harness.hashUse(ACCOUNT, data, 2) returns (bytes32 other, bytes32, bytes memory) {
                assertNotEq(other, grantId);
            } catch (bytes memory reason) {
                _checkTyped(reason);
            }
            data[i / 8] ^= bytes1(uint8(1 << (i % 8)));
        }
    }

    function testFuzz_RandomBytesGiveATypedErrorOrAUse(
        bytes memory data,
        uint8 flags,
        uint8 calls
    ) public view {
        _accepts(data, data.length, calls);
        data = bytes.concat(_head(_flatGrant()), data);
        data[0] = bytes1(flags & 7);
        _accepts(data, data.length, calls);
    }

    function testFuzz_ChangedUsesGiveATypedErrorOrAUse(
        uint256 seed,
        uint256 length,
        uint8 calls
    ) public view {
        UseDraft memory draft = _draft(seed);
        bytes memory data = UseEncoder.encode(draft);
        for (uint256 i = 0; i < 8; ++i) data[_hash(seed, i) % data.length] = bytes1(uint8(_hash(seed, ~i)));
        _accepts(data, data.length, calls);
        _accepts(data, bound(length, 0, data.length), calls);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function read(bytes calldata data, uint256 length, uint256 calls) external view {
        harness.readUse(data, length, calls);
    }

    function _read(
        bytes memory data,
        uint256 calls
    ) private view returns (Use memory, uint8, bytes memory, bytes memory) {
        return harness.readUse(data, data.length, calls);
    }

    function _accepts(bytes memory data, uint256 length, uint256 calls) private view returns (bool) {
        try this.read(data, length, calls) {
            return true;
        } catch (bytes memory reason) {
            _checkTyped(reason);
            return false;
        }
    }

    function _expectPermissionMalformed(
        bytes memory maxValue,
        bytes memory conditions,
        bytes memory spends
    ) private {
        bytes memory data = _onePermission(maxValue, 255, conditions, spends);
        _expectMalformed();
        this.read(data, data.length, 1);
    }

    function _head(Grant memory grant) private pure returns (bytes memory) {
        return bytes.concat(hex"00", UseEncoder.terms(grant));
    }

    /// @dev A use of a grant with one permission and without limits, its parts as given.
    function _onePermission(
        bytes memory maxValue,
        uint8 tier,
        bytes memory conditions,
        bytes memory spends
    ) private pure returns (bytes memory) {
        bytes memory permission = abi.encodePacked(
            uint8(3),
            address(0x7a),
            maxValue,
            tier,
            conditions,
            spends
        );
        return bytes.concat(_head(_flatGrant()), hex"01", permission, hex"0000", hex"00");
    }

    /// @dev As above, up to the number of limits.
    function _withoutLimits() private pure returns (bytes memory) {
        bytes memory data = _onePermission(hex"00", 255, hex"00", hex"00");
        return _cut(data, 0, data.length - 1);
    }

    function _flatGrant() private pure returns (Grant memory grant) {
        grant.networks = new Network[](1);
        (grant.validUntil, grant.keyLifetime, grant.maxKeys) = (1_800_000_000, type(uint32).max, 1);
        grant.sessionKey = _key(address(0x5e55));
    }

    /// @dev Two of three permissions and two of three limits.
    function _example() private view returns (UseDraft memory draft) {
        draft.grant = _grant(3, 3, 42);
        draft.permissions = new uint256[](2);
        draft.permissions[1] = 2;
        draft.limits = new uint256[](2);
        draft.limits[1] = 2;
        draft.each = hex"0001";
    }

    /// @dev A use of one to three of the permissions of a grant of up to five, and of any of its up to four limits.
    function _draft(uint256 seed) private view returns (UseDraft memory draft) {
        draft.grant = _grant(1 + (_hash(seed, 1) % 5), _hash(seed, 2) % 5, seed);
        draft.permissions = new uint256[](1 + (_hash(seed, 3) % 3));
        for (uint256 i = 0; i < draft.permissions.length; ++i) {
            draft.permissions[i] = _hash(seed, 10 + i) % draft.grant.permissions.length;
        }
        uint256 length = draft.grant.limits.length;
        uint256 carried = length == 0 ? 0 : _hash(seed, 4) % (length + 1);
        draft.limits = new uint256[](carried);
        for (uint256 i = 0; i < carried; ++i) draft.limits[i] = length - carried + i;
        if (draft.permissions.length > 1) draft.each = new bytes(1 + (_hash(seed, 5) % 3));
    }

    function _grant(
        uint256 permissions,
        uint256 limits,
        uint256 seed
    ) private view returns (Grant memory grant) {
        grant = _flatGrant();
        (grant.account, grant.networks[0]) = (ACCOUNT, Network(block.chainid, uint64(seed)));
        grant.salt = bytes16(uint128(seed));
        (grant.maximumFee.budget, grant.maximumFee.price) = (type(uint256).max, type(uint256).max);
        if (seed % 2 == 0) (grant.keyLifetime, grant.overlap, grant.maxKeys) = (86_400, 60, 3);
        if (seed % 3 == 0) grant.rotator = _key(address(0x4074));
        grant.permissions = new Permission[](permissions);
        for (uint256 i = 0; i < permissions; ++i) grant.permissions[i] = _permission(_hash(seed, 100 + i));
        grant.limits = new Limit[](limits);
        for (uint256 i = 0; i < limits; ++i) {
            uint256 random = _hash(seed, 200 + i);
            bool native = random % 2 == 0;
            address token = native ? address(0) : address(uint160(random));
            grant.limits[i] = Limit(native ? 1 : 2, token, uint128(random >> 100), type(uint32).max, 0);
        }
    }

    function _permission(uint256 seed) private pure returns (Permission memory permission) {
        (permission.target, permission.call) = (address(uint160(seed)), uint8(1 + (seed % 3)));
        if (permission.call == 1) permission.selector = bytes4(uint32(seed >> 8));
        permission.maxValue = seed >> (seed % 256);
        permission.worstTier = 255;
        permission.conditions = new ParameterCondition[](_hash(seed, 1) % 3);
        for (uint256 i = 0; i < permission.conditions.length; ++i) {
            bytes32[] memory values = new bytes32[](_hash(seed, 2 + i) % 3);
            for (uint256 j = 0; j < values.length; ++j) values[j] = bytes32(_hash(seed, j) >> (8 * i));
            permission.conditions[i] = ParameterCondition(i, uint8(_hash(seed, i)), values);
        }
        permission.spends = new Spend[](_hash(seed, 8) % 3);
        for (uint256 i = 0; i < permission.spends.length; ++i) {
            permission.spends[i] = Spend(uint16(_hash(seed, 20 + i)), uint8(i + 1), seed >> (100 + i));
        }
    }

    function _key(address signer) private pure returns (Key memory) {
        return Key(1, abi.encodePacked(signer));
    }
}
