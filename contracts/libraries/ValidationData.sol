// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice ERC-4337 validation data
library ValidationData {
    /// @notice authorizer (0 valid, 1 signature failed), validUntil and validAfter in one word.
    /// @param validUntil Last second, never 0, below 2**47.
    function pack(
        bool signatureValid,
        uint256 validAfter,
        uint256 validUntil
    ) internal pure returns (uint256) {
        return (signatureValid ? 0 : 1) | (validUntil << 160) | (validAfter << 208);
    }
}
