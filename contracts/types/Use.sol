// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Cursor} from "./Cursor.sol";
import {Limit} from "./Limit.sol";
import {Permission} from "./Permission.sol";
import {Terms} from "./Terms.sol";

/// @notice One use of a grant: what the holder claims, and what was found of it.
/// @param terms The grant's terms.
/// @param grantId Identifier of the grant.
/// @param keyId Identifier of the key that signs.
/// @param key Position of that key's encoding.
/// @param approval Position of the grantor and its signature of the grant; 0: the use carries none.
/// @param permissions Those that the calls use.
/// @param limits Those that the permissions draw on, strictly increasing by index.
/// @param callIndexes Position of one byte per call, its permission; 0 when there is one permission.
/// @param calls Number of calls, those of the guards included.
/// @param useHash Hash of the encoding without the signature.
/// @param signature Position of the key's signature.
/// @param signatureEnd Position after it.
/// @param validAfter First second of the use, inclusive.
/// @param validUntil Last second of the use, inclusive. Never 0.
/// @param keyValidUntil Last second of the key, inclusive.
/// @param granted Whether this use started the grant.
/// @param guarded Whether the calls stand between the module's own guard calls.
struct Use {
    Terms terms;
    bytes32 grantId;
    bytes32 keyId;
    Cursor key;
    Cursor approval;
    Permission[] permissions;
    Limit[] limits;
    Cursor callIndexes;
    uint256 calls;
    bytes32 useHash;
    Cursor signature;
    Cursor signatureEnd;
    uint256 validAfter;
    uint256 validUntil;
    uint256 keyValidUntil;
    bool granted;
    bool guarded;
}
