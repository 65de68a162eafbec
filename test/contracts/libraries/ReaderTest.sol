// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Cursor} from "../../../contracts/types/Cursor.sol";
import {Grant, Network} from "../support/Grant.sol";
import {IReaderHarness} from "../support/Harnesses.sol";
import {RandomGrant} from "../support/RandomGrant.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {Test} from "../support/Test.sol";

/// @notice What the tests of all readers share.
abstract contract ReaderTest is Test {
    address internal constant ACCOUNT = address(0xacc0);

    IReaderHarness internal harness;

    function setUp() public virtual {
        harness = IReaderHarness(deploy("ReaderHarness"));
    }

    /// @notice A grant with one permission, no limits and no parts, to which a test adds what it is about.
    function _plainGrant() internal view returns (Grant memory grant) {
        grant.account = ACCOUNT;
        grant.networks = new Network[](1);
        grant.networks[0] = Network(block.chainid, 5);
        (grant.validAfter, grant.validUntil) = (1_700_000_000, 1_800_000_000);
        (grant.keyLifetime, grant.maxKeys) = (type(uint32).max, 1);
        (grant.maximumFee.budget, grant.maximumFee.price) = (type(uint256).max, type(uint256).max);
        grant.sessionKey = _key(address(0x5e55));
        grant.salt = bytes16(uint128(0x5a17));
    }

    function _key(address signer) internal pure returns (Key memory) {
        return Key(1, abi.encodePacked(signer));
    }

    function _expectMalformed() internal {
        vm.expectRevert(E.UseMalformed.selector);
    }

    function _expectRefused(Grant memory grant, uint256 parts, bytes memory reason) internal {
        bytes memory data = TermsEncoder.termsWith(grant, parts);
        vm.expectRevert(reason);
        harness.readTerms(ACCOUNT, data);
    }

    /// @dev Whoever reads an encoding learns what is wrong with it: no panic, no empty revert.
    function _checkTyped(bytes memory reason) internal pure {
        bytes4[11] memory known = [
            E.UseMalformed.selector,
            E.PartUnsupported.selector,
            E.GrantWindowInvalid.selector,
            E.KeyKindUnsupported.selector,
            E.KeyMalformed.selector,
            E.NetworkNotGranted.selector,
            E.PermissionNotGranted.selector,
            E.LimitNotGranted.selector,
            E.LimitPeriodInvalid.selector,
            E.MessageMalformed.selector,
            E.MessageNotGranted.selector
        ];
        bool typed = bytes4(reason) == E.GuardCallMissing.selector;
        for (uint256 i = 0; i < known.length; ++i) typed = typed || bytes4(reason) == known[i];
        assertTrue(typed, "untyped error");
    }

    /// @notice What stands in the data between two positions.
    function _between(bytes memory data, Cursor from, Cursor to) internal pure returns (bytes memory) {
        return _cut(data, Cursor.unwrap(from), Cursor.unwrap(to));
    }

    /// @notice What stands in the data from a position on, as long as `like`.
    function _at(bytes memory data, Cursor from, bytes memory like) internal pure returns (bytes memory) {
        return _cut(data, Cursor.unwrap(from), Cursor.unwrap(from) + like.length);
    }

    function _cut(bytes memory data, uint256 from, uint256 to) internal pure returns (bytes memory part) {
        part = new bytes(to - from);
        for (uint256 i = 0; i < part.length; ++i) part[i] = data[from + i];
    }

    function _hash(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return RandomGrant.hash(seed, salt);
    }
}
