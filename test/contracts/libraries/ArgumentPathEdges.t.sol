// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ICallHarness} from "../support/Harnesses.sol";
import {Path} from "../support/Path.sol";
import {Test} from "../support/Test.sol";

/// @notice Where two readings of a path lie next to each other.
contract ArgumentPathEdgesTest is Test {
    using Path for uint256;

    ICallHarness private _harness;

    function setUp() public {
        _harness = ICallHarness(deploy("CallHarness"));
    }

    /// @notice The widest element, 127 words, is an element all the same: only its word 0 is the mark of bytes.
    function test_ElementsOf127Words() public view {
        uint256[127][] memory list = new uint256[127][](2);
        (list[0][5], list[1][5], list[1][126]) = (7, 8, 9);
        bytes memory data = bytes.concat(hex"00000000", abi.encode(list));
        _expect(data, uint256(0).elementOf(1, 127, 5), 0, 8, 1);
        _expect(data, uint256(0).elementOf(1, 127, 126), 0, 9, 1);
        _expect(data, uint256(0).elementOf(Path.EVERY, 127, 5), 0, 7, 2);
        _expect(data, uint256(0).elementOf(Path.EVERY, 127, 5), 1, 8, 2);
    }

    /// @notice The layout of one element says nothing about the elements of the array that it leads to.
    function test_LayoutEndsWithItsElement() public view {
        // An array of (number, offset), each pair two words; both offsets lead to one array of single words.
        bytes memory pairs = abi.encode(uint256(32), uint256(2), 1, uint256(4 * 32), 2, uint256(4 * 32));
        bytes memory numbers = abi.encode(uint256(3), 10, 20, 30);
        bytes memory data = bytes.concat(hex"00000000", pairs, numbers);
        uint256 inner = uint256(0).elementOf(1, 2, 1);
        _expect(data, inner.element(0), 0, 10, 1);
        _expect(data, inner.element(1), 0, 20, 1);
        _expect(data, inner.element(2), 0, 30, 1);
    }

    /// @notice Bytes one short of a word lose the last byte of what stands there, a whole word loses none.
    function test_BytesOneShortOfAWord() public view {
        bytes memory data = abi.encodePacked(bytes4(0), uint256(32), uint256(31), type(uint256).max);
        _expect(data, uint256(0).bytesAt(0), 0, type(uint256).max << 8, 1);
        data = abi.encodePacked(bytes4(0), uint256(32), uint256(32), type(uint256).max);
        _expect(data, uint256(0).bytesAt(0), 0, type(uint256).max, 1);
    }

    /// @notice An offset to the very end of the calldata is none; to the last word before it, the word is not there.
    function test_OffsetToTheEnd() public {
        bytes memory data = abi.encodePacked(bytes4(0), uint256(96), uint256(0), new bytes(28));
        assertEq(data.length, 96);
        uint256 path = uint256(0).element(0);
        vm.expectRevert(abi.encodeWithSelector(E.ArgumentMalformed.selector, path));
        _harness.resolve(data, path, 0);
        data = abi.encodePacked(bytes4(0), uint256(64), uint256(0), new bytes(28));
        vm.expectRevert(abi.encodeWithSelector(E.ArgumentMissing.selector, path, data.length));
        _harness.resolve(data, path, 0);
    }

    function _expect(
        bytes memory data,
        uint256 path,
        uint256 each,
        uint256 word,
        uint256 count
    ) private view {
        (uint256 actual, uint256 actualCount) = _harness.resolve(data, path, each);
        assertEq(actual, word);
        assertEq(actualCount, count);
    }
}
