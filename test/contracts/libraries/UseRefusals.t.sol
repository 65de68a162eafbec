// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Use} from "../../../contracts/types/Use.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {UseReaderBase} from "./UseReaderBase.sol";

/// @notice What is no use, or is a use that no grant covers, is refused with its reason.
contract UseRefusalsTest is UseReaderBase {
    function test_ANumberThatIsNotInItsShortestFormIsTheSameGrantButAnotherUse() public view {
        bytes memory long_ = bytes.concat(hex"20", bytes32(uint256(7)));
        (Use memory one, bytes32 shortGrant) = _read(_onePermission(hex"0107", 255, hex"00", hex"00"), 1);
        (Use memory other, bytes32 longGrant) = _read(_onePermission(long_, 255, hex"00", hex"00"), 1);
        assertEq(shortGrant, longGrant);
        assertNotEq(one.useHash, other.useHash);
    }

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
}
