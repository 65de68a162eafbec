// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {KeyLib} from "../types/Key.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @notice Checks of signatures, by kind of key
/// @dev Never guesses: the code of an `ecdsa` signer is not looked at, so a delegated account signs like any other. Answers of
/// contracts are read up to one word, whatever they return.
library Signatures {
    /// @dev Addresses up to this one are precompiles, or reserved for them.
    uint160 private constant LAST_PRECOMPILE = 0xffff;

    /// @notice Whether a session key, rotator or grantor signed a digest.
    /// @param account Whose own ERC-1271 judges for kind `account`; the key is the prefix that routes it to one validator.
    function isValid(
        address account,
        uint256 kind,
        bytes calldata key,
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bool) {
        if (kind == KeyLib.ECDSA) return isEcdsaValid(address(bytes20(key)), digest, signature);
        if (kind == KeyLib.VERIFIER) return _isVerified(key, digest, signature);
        if (kind == KeyLib.CONTRACT) {
            address signer = address(bytes20(key));
            return SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature);
        }
        if (kind != KeyLib.ACCOUNT) revert ISessionErrors.KeyKindUnsupported(kind);
        return SignatureChecker.isValidERC1271SignatureNow(account, digest, bytes.concat(key, signature));
    }

    /// @notice Whether an address signed a digest.
    /// @param signature 65 bytes, r ‖ s ‖ v with low s; any other length reverts.
    function isEcdsaValid(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) internal pure returns (bool) {
        if (signature.length != 65) revert ISessionErrors.KeySignatureMalformed(signature.length);
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := calldataload(signature.offset)
            s := calldataload(add(signature.offset, 0x20))
            v := byte(0, calldataload(add(signature.offset, 0x40)))
        }
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecover(digest, v, r, s);
        return failure == ECDSA.RecoverError.NoError && recovered == signer;
    }

    function _isVerified(
        bytes calldata key,
        bytes32 digest,
        bytes calldata signature
    ) private view returns (bool) {
        address verifier = address(bytes20(key));
        // The precompile at 4 repeats the question, which begins with the right answer: its key would be everybody's.
        if (uint160(verifier) <= LAST_PRECOMPILE) return false;
        (bool success, bytes32 answer, ) = LowLevelCall.staticcallReturn64Bytes(
            verifier,
            abi.encodeCall(IERC7913SignatureVerifier.verify, (key[20:], digest, signature))
        );
        return
            success &&
            LowLevelCall.returnDataSize() >= 32 &&
            answer == bytes32(IERC7913SignatureVerifier.verify.selector);
    }
}
