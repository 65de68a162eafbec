// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {HashHarness} from "../../../contracts/mocks/HashHarness.sol";
import {Test} from "../support/Test.sol";

/// @notice What the tests of both readers share.
abstract contract ReaderTest is Test {
    HashHarness internal harness;

    function setUp() public virtual {
        harness = new HashHarness();
    }

    function _expectMalformed() internal {
        vm.expectRevert(ISessionModule.UseMalformed.selector);
    }

    function _expectUnsupported(uint256 part) internal {
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.PartUnsupported.selector, part));
    }

    /// @dev Whoever reads an encoding learns what is wrong with it: no panic, no empty revert.
    function _checkTyped(bytes memory reason) internal pure {
        bytes4[7] memory known = [
            ISessionModule.UseMalformed.selector,
            ISessionModule.PartUnsupported.selector,
            ISessionModule.GrantWindowInvalid.selector,
            ISessionModule.KeyKindUnsupported.selector,
            ISessionModule.KeyMalformed.selector,
            ISessionModule.PermissionNotGranted.selector,
            ISessionModule.LimitNotGranted.selector
        ];
        bool typed;
        for (uint256 i = 0; i < known.length; ++i) typed = typed || bytes4(reason) == known[i];
        assertTrue(typed, "untyped error");
    }

    function _cut(bytes memory data, uint256 from, uint256 to) internal pure returns (bytes memory part) {
        part = new bytes(to - from);
        for (uint256 i = 0; i < part.length; ++i) part[i] = data[from + i];
    }

    function _hash(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }
}
