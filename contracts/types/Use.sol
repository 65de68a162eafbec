// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Limit} from "./Limit.sol";
import {Permission} from "./Permission.sol";
import {Terms} from "./Terms.sol";

/// @notice One use of a grant, as read from its encoding.
/// @param terms The grant's terms.
/// @param firstKey Whether the key is the grant's first one.
/// @param keyId Identifier of the key that signs.
/// @param key Address of the `ecdsa` key that signs.
/// @param permissions Those that the calls use.
/// @param permissionsRoot Root that the permissions' proofs lead to.
/// @param limitIds Indexes of the limits that the permissions draw on, strictly increasing.
/// @param limits Those limits.
/// @param limitsRoot Root that the limits' proofs lead to; zero when the grant has no limits.
/// @param callIndexes Position in calldata of one byte per call, its permission; zero when there is one permission.
/// @param useHash Hash of the encoding without the signature.
struct Use {
    Terms terms;
    bool firstKey;
    bytes32 keyId;
    address key;
    Permission[] permissions;
    bytes32 permissionsRoot;
    uint16[] limitIds;
    Limit[] limits;
    bytes32 limitsRoot;
    uint256 callIndexes;
    bytes32 useHash;
}
