// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {TermsReader} from "../libraries/TermsReader.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {Terms} from "../types/Terms.sol";
import {KeyValidity} from "./KeyValidity.sol";

/// @title Terms with both roots
/// @notice Whoever manages keys shows the terms; their hash says which grant they belong to.
abstract contract SealedTerms is KeyValidity {
    /// @dev Reads `terms ‖ 32B permissionsRoot ‖ 32B limitsRoot`, nothing after.
    function _readSealed(
        address account,
        bytes calldata data
    ) internal view returns (Terms memory terms, bytes32 grantId) {
        (Cursor cursor, Cursor end) = CursorLib.open(data);
        cursor = TermsReader.read(terms, cursor, account);
        terms.permissionsRoot = bytes32(cursor.word());
        terms.limitsRoot = bytes32(cursor.skip(32).word());
        if (Cursor.unwrap(cursor.skip(64)) != Cursor.unwrap(end)) revert UseMalformed();
        grantId = _grantId(terms);
    }
}
