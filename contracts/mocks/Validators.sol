// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Validator, MODULE_TYPE_VALIDATOR} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A test double of a validator with one ECDSA owner per account
contract EcdsaValidator is IERC7579Validator {
    mapping(address account => address owner) private _owners;

    /// @notice Records the owner, 20 bytes.
    function onInstall(bytes calldata data) external {
        if (data.length == 20) _owners[msg.sender] = address(bytes20(data));
    }

    /// @notice Forgets the owner.
    function onUninstall(bytes calldata) external {
        delete _owners[msg.sender];
    }

    /// @notice A validator only.
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    /// @notice Answers for nobody's operation.
    function validateUserOp(PackedUserOperation calldata, bytes32) external pure virtual returns (uint256) {
        return 1;
    }

    /// @notice Whether the owner signed the hash as it is.
    function isValidSignatureWithSender(
        address,
        bytes32 hash,
        bytes calldata signature
    ) external view virtual returns (bytes4) {
        (address signer, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(hash, signature);
        bool valid = failure == ECDSA.RecoverError.NoError && signer == _owners[msg.sender];
        return valid ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// @title A test double of a validator that accepts everything: what an attacker would like to be asked
contract PermissiveValidator is EcdsaValidator {
    /// @inheritdoc IERC7579Validator
    function validateUserOp(PackedUserOperation calldata, bytes32) external pure override returns (uint256) {
        return 0;
    }

    /// @inheritdoc IERC7579Validator
    function isValidSignatureWithSender(address, bytes32, bytes calldata) external pure override returns (bytes4) {
        return 0x1626ba7e;
    }
}
