// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {
    IERC7579Validator,
    MODULE_TYPE_VALIDATOR
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A test double of an ERC-7579 validator with one ECDSA owner per account
/// @notice With the zero address as owner it accepts every signature, as a careless validator might.
contract MockOwnerValidator is IERC7579Validator {
    mapping(address account => address owner) private _owners;

    /// @notice Records the owner of the calling account.
    /// @param data The owner's address, 20 bytes.
    function onInstall(bytes calldata data) external {
        _owners[msg.sender] = address(bytes20(data));
    }

    /// @notice Forgets the owner of the calling account.
    function onUninstall(bytes calldata) external {
        delete _owners[msg.sender];
    }

    /// @notice Whether the owner of the calling account signed the bare hash of the operation.
    function validateUserOp(
        PackedUserOperation calldata operation,
        bytes32 hash
    ) external view returns (uint256) {
        return _isValid(hash, operation.signature) ? 0 : 1;
    }

    /// @notice Whether the owner of the calling account signed the hash.
    function isValidSignatureWithSender(
        address,
        bytes32 hash,
        bytes calldata signature
    ) external view returns (bytes4) {
        return _isValid(hash, signature) ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }

    /// @notice Validators only.
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    function _isValid(bytes32 hash, bytes calldata signature) private view returns (bool) {
        address owner = _owners[msg.sender];
        (address signer, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return owner == address(0) || signer == owner;
    }
}
