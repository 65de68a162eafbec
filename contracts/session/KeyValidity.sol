// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {GrantState, GrantStateLib} from "../types/GrantState.sol";
import {KeyState, KeyStateLib} from "../types/KeyState.sol";
import {Terms, TermsLib} from "../types/Terms.sol";
import {Lifecycle} from "./Lifecycle.sol";

/// @notice How long a key can be used
abstract contract KeyValidity is Lifecycle {
    using TermsLib for Terms;

    /// @dev Last second of a key, never 0; reverts when it cannot be used any more or never could.
    function _keyValidUntil(
        address account,
        bytes32 grantId,
        Terms memory terms,
        GrantState state,
        bytes32 keyId
    ) internal view returns (uint256) {
        if (keyId == terms.sessionKeyId) {
            uint256 end = state.firstKeyEnd();
            if (end == 0 && terms.keyLifetime == TermsLib.UNLIMITED_KEY_LIFETIME) return terms.validUntil;
            uint256 natural = terms.firstKeyValidUntil();
            // A life of no seconds is none: a window that ended at second 0 would mean for ever to an EntryPoint.
            if (end == GrantStateLib.KEY_ENDED || terms.keyLifetime == 0) revert KeyEnded(keyId);
            if (end == 0) return natural;
            return end < natural ? end : natural;
        }
        KeyState key = _keys[grantId][keyId][account];
        if (key.status() == 0) revert KeyUnknown(keyId);
        if (key.status() == KeyStateLib.REVOKED) revert KeyEnded(keyId);
        return key.validUntil();
    }
}
