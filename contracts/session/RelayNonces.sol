// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {SessionStorage} from "./SessionStorage.sol";

/// @title Nonces of relayed uses
/// @notice Apart for each key and account: sequenced, or unordered with the highest bit set.
abstract contract RelayNonces is ISessionErrors, SessionStorage {
    /// @dev Nonces with this bit are unordered.
    uint256 private constant UNORDERED = 1 << 255;

    /// @dev Takes a nonce: an unordered one once, a sequenced one in its order.
    function _useNonce(address account, bytes32 keyId, uint256 nonce) internal {
        if (nonce & UNORDERED != 0) {
            _takeUnordered(account, keyId, nonce);
            return;
        }
        uint256 expected = _nonces[keyId][nonce >> 64][account];
        if (uint64(nonce) != expected) revert NonceMismatch(nonce, expected);
        _nonces[keyId][nonce >> 64][account] = expected + 1;
    }

    /// @dev Makes a nonce unusable; a sequenced one with every earlier one of its nonce key.
    function _cancelNonce(address account, bytes32 keyId, uint256 nonce) internal {
        if (nonce & UNORDERED != 0) {
            _takeUnordered(account, keyId, nonce);
            return;
        }
        if (uint64(nonce) < _nonces[keyId][nonce >> 64][account]) revert NonceUsed(nonce);
        _nonces[keyId][nonce >> 64][account] = uint256(uint64(nonce)) + 1;
    }

    function _takeUnordered(address account, bytes32 keyId, uint256 nonce) private {
        uint256 used = _nonces[keyId][nonce >> 8][account];
        uint256 bit = 1 << (nonce & 255);
        if (used & bit != 0) revert NonceUsed(nonce);
        _nonces[keyId][nonce >> 8][account] = used | bit;
    }
}
