// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A stand-in for a SmartSessions session validator with one ECDSA key
/// @notice As little as such a validator can do, for comparing gas.
contract MockSessionSigner {
    /// @notice Whether a key signed a hash.
    /// @param data The key's address, 20 bytes.
    function validateSignatureWithData(
        bytes32 hash,
        bytes calldata signature,
        bytes calldata data
    ) external pure returns (bool) {
        (address signer, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return signer == address(bytes20(data));
    }

    /// @notice Every type of module that it is asked for.
    function isModuleType(uint256) external pure returns (bool) {
        return true;
    }

    /// @notice Every interface that it is asked for.
    function supportsInterface(bytes4) external pure returns (bool) {
        return true;
    }
}
