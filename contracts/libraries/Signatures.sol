// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {KeyLib} from "../types/Key.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @notice Checks of signatures, by kind of key
library Signatures {
    /// @notice Whether an address signed a digest. Looks at no code: a delegated account signs like any other.
    /// @param signature 65 bytes, r ‖ s ‖ v with low s; any other length reverts.
    function isEcdsaValid(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) internal pure returns (bool) {
        if (signature.length != 65) revert ISessionModule.KeySignatureMalformed(signature.length);
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        return failure == ECDSA.RecoverError.NoError && recovered == signer;
    }

    /// @notice Whether the grantor of an account approved a digest.
    function isGrantorValid(
        address account,
        uint8 kind,
        bytes calldata key,
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bool) {
        if (kind == KeyLib.ECDSA) return isEcdsaValid(address(bytes20(key)), digest, signature);
        if (kind != KeyLib.ACCOUNT) revert ISessionModule.KeyKindUnsupported(kind);
        // The prefix routes the account to the one validator that the owner recorded. An account that reverts refuses.
        return SignatureChecker.isValidERC1271SignatureNow(account, digest, bytes.concat(key, signature));
    }

    /// @notice The address of an `ecdsa` key; any other kind or form reverts.
    function ecdsaAddress(uint256 kind, bytes calldata key) internal pure returns (address) {
        if (kind != KeyLib.ECDSA) revert ISessionModule.KeyKindUnsupported(kind);
        if (key.length != 20 || bytes20(key) == 0) revert ISessionModule.KeyMalformed(kind, key.length);
        return address(bytes20(key));
    }
}
