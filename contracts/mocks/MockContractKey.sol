// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A test double of a contract that signs: ERC-1271 with one ECDSA signer
/// @notice The signer is in storage, as that of most wallets: whoever asks in the validation of ERC-4337 reads foreign storage.
contract MockContractKey is IERC1271 {
    address private _signer;

    constructor(address signer) {
        _signer = signer;
    }

    /// @notice Whether the signer signed the hash.
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address recovered, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return recovered == _signer ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
