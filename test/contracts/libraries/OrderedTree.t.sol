// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ICallHarness} from "../support/Harnesses.sol";
import {Test} from "../support/Test.sol";

/// @notice The root that a proof leads to is the EIP-712 hash of the nested arrays.
contract OrderedTreeTest is Test {
    ICallHarness private _harness;

    function setUp() public {
        _harness = ICallHarness(deploy("CallHarness"));
    }

    function test_EveryLeafOfEveryHeightLeadsToTheRoot() public view {
        for (uint256 height = 0; height <= 7; ++height) {
            bytes32[] memory leaves = _leaves(height, height);
            bytes32 expected = _nestedHash(leaves, 0, height);
            for (uint256 index = 0; index < leaves.length; ++index) {
                (bytes32 root, uint256 read) = _harness.readRoot(
                    _proof(leaves, index),
                    leaves[index],
                    index,
                    height
                );
                assertEq(root, expected);
                assertEq(read, 32 * height);
            }
        }
    }

    function testFuzz_ALeafLeadsToTheRoot(uint256 seed, uint256 index, uint256 height) public view {
        height = bound(height, 0, 10);
        index = bound(index, 0, (1 << height) - 1);
        bytes32[] memory leaves = _leaves(height, seed);
        (bytes32 root, ) = _harness.readRoot(_proof(leaves, index), leaves[index], index, height);
        assertEq(root, _nestedHash(leaves, 0, height));
        // What other tests encode is the same.
        assertEq(root, GrantModel.root(leaves));
        assertEq(_proof(leaves, index), GrantModel.proof(leaves, index));
    }

    function test_PairsAreNotSorted() public view {
        (bytes32 low, bytes32 high) = (bytes32(uint256(1)), bytes32(uint256(2)));
        (bytes32 ascending, ) = _harness.readRoot(abi.encode(high), low, 0, 1);
        (bytes32 descending, ) = _harness.readRoot(abi.encode(high), low, 1, 1);
        assertEq(ascending, keccak256(abi.encode(low, high)));
        assertEq(descending, keccak256(abi.encode(high, low)));
    }

    function testFuzz_AnyOtherLeafIndexOrSiblingLeadsElsewhere(
        uint256 seed,
        uint256 bit,
        uint256 height
    ) public view {
        height = bound(height, 1, 6);
        bytes32[] memory leaves = _leaves(height, seed);
        uint256 index = seed % leaves.length;
        bytes memory proof = _proof(leaves, index);
        bytes32 expected = _nestedHash(leaves, 0, height);

        (bytes32 root, ) = _harness.readRoot(proof, leaves[index] ^ bytes32(1 << (bit % 256)), index, height);
        assertNotEq(root, expected);
        (root, ) = _harness.readRoot(proof, leaves[index], index ^ (1 << (bit % height)), height);
        assertNotEq(root, expected);
        bit %= proof.length * 8;
        proof[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        (root, ) = _harness.readRoot(proof, leaves[index], index, height);
        assertNotEq(root, expected);
    }

    function test_RefusesAnIndexBeyondTheTree() public {
        for (uint256 height = 0; height <= 10; ++height) {
            uint256 size = 1 << height;
            uint256[4] memory indexes = [size, size + 1, 65_535, type(uint256).max];
            _harness.readRoot(new bytes(32 * height), 0, size - 1, height);
            for (uint256 i = 0; i < indexes.length; ++i) {
                vm.expectRevert(E.UseMalformed.selector);
                _harness.readRoot(new bytes(32 * height), 0, indexes[i], height);
            }
        }
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev EIP-712: an array is the hash of its members' hashes, so `T[2]…[2]` is the hash of the hashes of its halves.
    function _nestedHash(
        bytes32[] memory leaves,
        uint256 first,
        uint256 height
    ) private pure returns (bytes32) {
        if (height == 0) return leaves[first];
        uint256 half = 1 << (height - 1);
        bytes32[2] memory halves = [
            _nestedHash(leaves, first, height - 1),
            _nestedHash(leaves, first + half, height - 1)
        ];
        return keccak256(abi.encodePacked(halves));
    }

    /// @dev The subtree beside the path at each level, from the leaf up.
    function _proof(bytes32[] memory leaves, uint256 index) private pure returns (bytes memory siblings) {
        for (uint256 level = 0; 1 << level < leaves.length; ++level) {
            uint256 first = ((index >> level) ^ 1) << level;
            siblings = bytes.concat(siblings, _nestedHash(leaves, first, level));
        }
    }

    function _leaves(uint256 height, uint256 seed) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](1 << height);
        for (uint256 i = 0; i < leaves.length; ++i) leaves[i] = keccak256(abi.encode(seed, i));
    }
}
