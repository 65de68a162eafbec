// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Use} from "../../../contracts/types/Use.sol";
import {Grant, Limit, Permission} from "../support/Grant.sol";
import {RandomGrant} from "../support/RandomGrant.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {ReaderTest} from "./ReaderTest.sol";

/// @notice What the tests of the reader of uses share.
abstract contract UseReaderBase is ReaderTest {
    function _read(bytes memory data, uint256 calls) internal view returns (Use memory, bytes32) {
        return harness.readUse(ACCOUNT, data, data.length, calls, false);
    }

    function _expectUseMalformed(bytes memory data, uint256 calls) internal {
        _expectMalformed();
        harness.readUse(ACCOUNT, data, data.length, calls, false);
    }

    function _head(Grant memory grant) internal view returns (bytes memory) {
        return bytes.concat(hex"00", TermsEncoder.terms(grant));
    }

    /// @dev Two of three permissions and two of three limits.
    function _example() internal view returns (UseDraft memory draft) {
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
}
