// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Hashes of the empty values of the parts of a grant that this version does not enforce
/// @notice A grant that says anything else in these parts has another hash and is unknown here: refused, never ignored.
library EmptyParts {
    /// @dev EIP-712 hash of an empty array: no messages, no guards, no listed paymasters, no carried limits.
    bytes32 internal constant ARRAY = keccak256("");

    /// @notice No bound on fees: budget and price `UNLIMITED`.
    function maximumFee() internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("MaximumFee(uint256 budget,uint256 price)"),
                    type(uint256).max,
                    type(uint256).max
                )
            );
    }

    /// @notice No paymaster.
    function paymaster() internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("PaymasterRule(uint8 kind,address[] listed)"), 0, ARRAY));
    }

    /// @notice No identity.
    function identity() internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(keccak256("Identity(uint8 kind,address registry,bytes subject)"), 0, 0, ARRAY)
            );
    }

    /// @notice Supersedes nothing.
    function supersession() internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("Supersession(bytes32 grantId,uint16[] carries)"), 0, ARRAY));
    }
}
