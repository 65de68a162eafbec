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

/// @notice Allocation of uses
library UseLib {
    /// @dev Words of a {Use} and of its {Terms}.
    uint256 private constant USE_WORDS = 19;
    uint256 private constant TERMS_WORDS = 33;

    /// @notice Gives a use with all members zero, as `Use memory use;` does, at a fraction of the gas: the compiler would
    /// write each word by itself.
    /// @dev The type of the function is cast because the compiler would also allocate what a function of type `Use` returns.
    function allocator() internal pure returns (function() internal pure returns (Use memory) typed) {
        function() internal pure returns (uint256) untyped = _allocate;
        assembly ("memory-safe") {
            typed := untyped
        }
    }

    // solhint-disable-next-line no-unused-private-funcs
    function _allocate() private pure returns (uint256 use) {
        assembly ("memory-safe") {
            use := mload(0x40)
            let terms := add(use, shl(5, USE_WORDS))
            let size := shl(5, add(USE_WORDS, TERMS_WORDS))
            mstore(0x40, add(use, size))
            calldatacopy(use, calldatasize(), size)
            mstore(use, terms)
            // Empty arrays: permissions, limits.
            mstore(add(use, 0xa0), 0x60)
            mstore(add(use, 0xc0), 0x60)
        }
    }
}
