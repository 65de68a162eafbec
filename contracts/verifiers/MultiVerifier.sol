// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Signatures} from "../libraries/Signatures.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {KeyLib} from "../types/Key.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @title ERC-7913 verifier of m-of-n keys
/// @notice A key of several signers, of whom a number must sign. All of it is in the key's bytes: there is nothing to deploy, to
/// store or to change per key, and so it can be asked in the validation of ERC-4337 (ERC-7562).
///
/// Key: `u8 threshold ‖ u8 count ‖ count × (u16 length ‖ signer)`. A signer is what ERC-7913 takes for one: 20 bytes are an address
/// whose ECDSA signature is recovered, its code never examined; more are a verifier and its key, this one included. Signers
/// are in strictly increasing order of their keccak256, so that none counts twice, and each set of signers has one key.
/// Signature: for each who signed, in the order of the key, `u8 index ‖ u16 length ‖ signature`; an ECDSA signature is 65 bytes,
/// r ‖ s ‖ v with low s.
///
/// Guarantees: it answers yes only when at least `threshold` different signers of the key are given and every signature that
/// is given is valid. Threshold zero, a threshold above count, signers out of order, an index out of order, and a byte too few
/// or too many, are no.
///
/// Limits: two signers with different bytes count as two, whoever holds them. Signers sign the hash itself: what binds it to
/// this key is in the hash. Contract signers (ERC-1271) would read foreign storage in validation: there are none.
contract MultiVerifier is IERC7913SignatureVerifier {
    /// @dev ERC-7913 takes fewer bytes for no signer.
    uint256 private constant MIN_SIGNER_LENGTH = 20;
    uint256 private constant ECDSA_SIGNATURE_LENGTH = 65;

    /// @inheritdoc IERC7913SignatureVerifier
    /// @notice Reverts for no reason of its own; whatever is wrong is answered with `0xffffffff`.
    function verify(
        bytes calldata key,
        bytes32 hash,
        bytes calldata signature
    ) external view returns (bytes4) {
        (uint256 threshold, Cursor[] memory signers) = _readKey(key);
        bool valid = signers.length != 0 && _isSigned(threshold, signers, hash, signature);
        return valid ? IERC7913SignatureVerifier.verify.selector : bytes4(0xffffffff);
    }

    /// @dev Where each signer is; none when the key has another form than it must.
    function _readKey(bytes calldata key) private pure returns (uint256 threshold, Cursor[] memory signers) {
        (Cursor cursor, Cursor end) = CursorLib.open(key);
        uint256 count;
        (threshold, cursor) = cursor.readByte();
        (count, cursor) = cursor.readByte();
        Cursor[] memory none;
        if (threshold == 0 || threshold > count) return (0, none);
        signers = new Cursor[](count);
        bytes32 last = 0;
        for (uint256 i = 0; i < count; ++i) {
            signers[i] = cursor;
            bytes calldata signer;
            (signer, cursor) = _readBytes(cursor);
            if (signer.length < MIN_SIGNER_LENGTH || cursor.isBeyond(end)) return (0, none);
            bytes32 id = keccak256(signer);
            if (id <= last) return (0, none);
            last = id;
        }
        if (cursor.isBefore(end)) return (0, none);
    }

    /// @dev A wrong signature among those given does not save the work for the others: an estimate with a stub signature of the
    /// right form must see what a real one costs.
    function _isSigned(
        uint256 threshold,
        Cursor[] memory signers,
        bytes32 hash,
        bytes calldata signature
    ) private view returns (bool valid) {
        (Cursor cursor, Cursor end) = CursorLib.open(signature);
        uint256 given = 0;
        uint256 lowest = 0;
        valid = true;
        while (cursor.isBefore(end)) {
            uint256 index;
            bytes calldata part;
            (index, cursor) = cursor.readByte();
            (part, cursor) = _readBytes(cursor);
            if (cursor.isBeyond(end) || index < lowest || index >= signers.length) return false;
            if (!_isValid(signers[index], hash, part)) valid = false;
            lowest = index + 1;
            ++given;
        }
        if (given < threshold) return false;
    }

    function _isValid(Cursor cursor, bytes32 hash, bytes calldata signature) private view returns (bool) {
        (bytes calldata signer, ) = _readBytes(cursor);
        if (signer.length != MIN_SIGNER_LENGTH) {
            return Signatures.isValid(address(0), KeyLib.VERIFIER, signer, hash, signature);
        }
        if (signature.length != ECDSA_SIGNATURE_LENGTH) return false;
        return Signatures.isEcdsaValid(address(bytes20(signer)), hash, signature);
    }

    /// @dev Reads `u16 length ‖ bytes`.
    function _readBytes(Cursor cursor) private pure returns (bytes calldata data, Cursor next) {
        uint256 length;
        (length, cursor) = cursor.readUint(2);
        next = cursor.skip(length);
        data = CursorLib.slice(cursor, next);
    }
}
