// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {KeyReader} from "../libraries/KeyReader.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Cursor} from "../types/Cursor.sol";
import {GrantState, GrantStateLib} from "../types/GrantState.sol";
import {Key, KeyLib} from "../types/Key.sol";
import {KeyState, KeyStateLib} from "../types/KeyState.sol";
import {Terms, TermsLib} from "../types/Terms.sol";
import {SealedTerms} from "./SealedTerms.sol";

/// @title Keys under a grant: adding, rotating, revoking
/// @notice A key that was ended or revoked in a grant never works in it again. What was spent is the grant's, not the key's.
abstract contract Keys is SealedTerms {
    using TermsLib for Terms;

    /// @notice See {ISessionModule-addKey}.
    function addKey(bytes calldata terms, Key calldata key, uint48 validUntil) external {
        (Terms memory read, bytes32 grantId) = _readSealed(msg.sender, terms);
        GrantState state = _liveState(msg.sender, grantId, read);
        uint256 count = state.keyCount() + 1;
        if (count > read.maxKeys) revert KeyCountExceeded(count, read.maxKeys);
        bytes32 keyId = _startKey(msg.sender, grantId, read, key, validUntil, 0);
        _grants[grantId][msg.sender] = state.withKeyCount(count);
        emit KeyAdded(msg.sender, grantId, keyId, key, validUntil);
    }

    /// @notice See {ISessionModule-rotateKey}.
    function rotateKey(
        address account,
        bytes calldata terms,
        ISessionModule.Rotation calldata rotation
    ) external {
        (Terms memory read, bytes32 grantId) = _readSealed(account, terms);
        if (msg.sender != account && !_isCaller(read.rotatorId)) revert CallerUnauthorized(msg.sender);
        _rotate(account, grantId, read, rotation);
    }

    /// @notice See {ISessionModule-rotateKeyBySignature}.
    function rotateKeyBySignature(
        address account,
        bytes calldata terms,
        ISessionModule.Rotation calldata rotation,
        uint32 sequence,
        uint48 validUntil,
        bytes calldata signature
    ) external {
        (Terms memory read, bytes32 grantId) = _readSealed(account, terms);
        if (block.timestamp > validUntil) revert SignatureExpired(validUntil, block.timestamp);
        uint32 expected = _grants[grantId][account].rotationSequence();
        if (sequence != expected) revert RotationSequenceMismatch(sequence, expected);
        bytes32 digest = _keyRotationDigest(account, grantId, rotation, sequence, validUntil);
        if (Cursor.unwrap(read.rotator) == 0) revert KeySignatureInvalid(read.rotatorId);
        (uint256 kind, bytes calldata key, ) = KeyReader.read(read.rotator);
        if (!Signatures.isValid(account, kind, key, digest, signature)) {
            revert KeySignatureInvalid(read.rotatorId);
        }
        _rotate(account, grantId, read, rotation);
    }

    /// @notice See {ISessionModule-revokeKey}.
    function revokeKey(address account, bytes calldata terms, bytes32 keyId) external {
        (Terms memory read, bytes32 grantId) = _readSealed(account, terms);
        if (msg.sender != account && !_isCaller(read.rotatorId)) {
            bool known = keyId == read.sessionKeyId || _keys[grantId][keyId][account].status() != 0;
            if (!known || !_isCaller(keyId)) revert CallerUnauthorized(msg.sender);
        }
        _revokeKey(account, grantId, read, keyId);
    }

    /// @notice See {ISessionModule-revokeKeyBySignature}.
    function revokeKeyBySignature(
        address account,
        bytes calldata terms,
        bytes32 keyId,
        ISessionModule.GrantorSignature calldata approval
    ) external {
        (Terms memory read, bytes32 grantId) = _readSealed(account, terms);
        _checkApproval(account, _keyRevocationDigest(account, grantId, keyId), approval);
        _revokeKey(account, grantId, read, keyId);
    }

    /// @notice See {ISessionModule-keyState}.
    function keyState(
        address account,
        bytes32 grantId,
        bytes32 keyId
    ) external view returns (uint8 status, uint48 validUntil) {
        KeyState state = _keys[grantId][keyId][account];
        return (uint8(state.status()), uint48(state.validUntil()));
    }

    function _rotate(
        address account,
        bytes32 grantId,
        Terms memory terms,
        ISessionModule.Rotation calldata rotation
    ) private {
        GrantState state = _liveState(account, grantId, terms);
        if (rotation.overlap > terms.overlap) revert KeyOverlapExceeded(rotation.overlap, terms.overlap);
        // The second before now + overlap, so that an overlap of 0 ends the old key in this very second.
        uint256 endsAt = rotation.overlap == 0 ? 0 : block.timestamp + rotation.overlap - 1;

        uint256 predecessorEnd;
        if (rotation.oldKeyId == terms.sessionKeyId) {
            if (state.firstKeyEnd() != 0) revert KeyEnded(rotation.oldKeyId);
            uint256 natural = terms.firstKeyValidUntil();
            if (natural < endsAt) endsAt = natural;
            state = state.withFirstKeyEnd(endsAt == 0 ? GrantStateLib.KEY_ENDED : endsAt);
        } else {
            (endsAt, predecessorEnd) = _endKey(account, grantId, rotation.oldKeyId, endsAt);
        }
        // One slot never has more than two usable keys: while the key before last lives, only an overlap of 0 is accepted.
        bool predecessorLives = predecessorEnd >= block.timestamp;
        if (predecessorLives && endsAt >= block.timestamp) revert KeyOverlapExceeded(rotation.overlap, 0);

        bytes32 newKeyId = _startKey(
            account,
            grantId,
            terms,
            rotation.newKey,
            rotation.keyValidUntil,
            endsAt > predecessorEnd ? endsAt : predecessorEnd
        );
        _grants[grantId][account] = state.nextRotation();
        emit KeyAdded(account, grantId, newKeyId, rotation.newKey, rotation.keyValidUntil);
        emit KeyRotated(account, grantId, rotation.oldKeyId, newKeyId, uint48(endsAt));
    }

    /// @dev Ends a current key other than the first, no later than `endsAt`. Returns its last second, and that of the key that it
    /// had replaced.
    function _endKey(
        address account,
        bytes32 grantId,
        bytes32 keyId,
        uint256 endsAt
    ) private returns (uint256 end, uint256 predecessorEnd) {
        KeyState state = _keys[grantId][keyId][account];
        if (state.status() == 0) revert KeyUnknown(keyId);
        if (state.status() != KeyStateLib.CURRENT) revert KeyEnded(keyId);
        predecessorEnd = state.predecessorEnd();
        end = state.validUntil() < endsAt ? state.validUntil() : endsAt;
        uint256 status = end == 0 ? KeyStateLib.REVOKED : KeyStateLib.ENDING;
        _keys[grantId][keyId][account] = KeyStateLib.pack(status, end, predecessorEnd);
    }

    /// @dev Stores a key that was never in this grant before.
    function _startKey(
        address account,
        bytes32 grantId,
        Terms memory terms,
        Key calldata key,
        uint48 validUntil,
        uint256 predecessorEnd
    ) private returns (bytes32 keyId) {
        KeyReader.check(key.kind, key.key);
        keyId = KeyLib.idOf(key.kind, key.key);
        bool used = keyId == terms.sessionKeyId || _keys[grantId][keyId][account].status() != 0;
        if (used) revert KeyAlreadyUsed(keyId);
        uint256 allowed = terms.validUntil;
        if (
            terms.keyLifetime != TermsLib.UNLIMITED_KEY_LIFETIME &&
            block.timestamp + terms.keyLifetime < allowed
        ) {
            allowed = block.timestamp + terms.keyLifetime;
        }
        if (validUntil > allowed || validUntil < block.timestamp)
            revert KeyExpiryInvalid(validUntil, allowed);
        _keys[grantId][keyId][account] = KeyStateLib.pack(KeyStateLib.CURRENT, validUntil, predecessorEnd);
    }

    /// @dev Ends a key at once, also one that was never added: its identifier is burnt. A second time does nothing.
    function _revokeKey(address account, bytes32 grantId, Terms memory terms, bytes32 keyId) private {
        GrantState state = _grants[grantId][account];
        bool current;
        if (keyId == terms.sessionKeyId) {
            if (state.firstKeyEnd() == GrantStateLib.KEY_ENDED) return;
            // A grant that never began, whatever ended it, has no keys.
            current = state.firstKeyEnd() == 0 && state.keyCount() != 0;
            state = state.withFirstKeyEnd(GrantStateLib.KEY_ENDED);
        } else {
            KeyState key = _keys[grantId][keyId][account];
            if (key.status() == KeyStateLib.REVOKED) return;
            current = key.status() == KeyStateLib.CURRENT;
            _keys[grantId][keyId][account] = KeyStateLib.pack(KeyStateLib.REVOKED, 0, key.predecessorEnd());
        }
        if (current) state = state.withKeyCount(state.keyCount() - 1);
        _grants[grantId][account] = state;
        emit KeyRevoked(account, grantId, keyId);
    }
}
