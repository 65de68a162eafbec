// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {WordHashes} from "../libraries/WordHashes.sol";
import {KeyLib} from "../types/Key.sol";
import {Terms, TermsLib} from "../types/Terms.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title Everything that is signed, as EIP-712 hashes
/// @notice The domain has no chainId: the module has one address on all chains, and whatever must hold on one chain only
/// names it in a field.
abstract contract SessionHashing {
    using TermsLib for Terms;

    string internal constant NAME = "Latchkey";
    string internal constant VERSION = "1";

    bytes32 private constant USER_OPERATION_USE_TYPEHASH = keccak256(
        "UserOperationUse(bytes32 userOpHash,bytes32 useHash)"
    );
    bytes32 private constant RELAYED_USE_TYPEHASH = keccak256(
        "RelayedUse(address account,uint256 chainId,bytes32 mode,bytes executionCalldata,bytes32 useHash,uint256 nonce,uint48 validUntil,uint256 minimumGas)"
    );
    bytes32 private constant KEY_ROTATION_TYPEHASH = keccak256(
        "KeyRotation(address account,uint256 chainId,bytes32 grantId,bytes32 oldKeyId,Key newKey,uint48 keyValidUntil,uint32 overlap,uint32 sequence,uint48 validUntil)Key(uint8 kind,bytes key)"
    );
    bytes32 private constant KEY_REVOCATION_TYPEHASH = keccak256(
        "KeyRevocation(address account,bytes32 grantId,bytes32 keyId)"
    );
    bytes32 private constant GRANT_REVOCATION_TYPEHASH = keccak256(
        "GrantRevocation(address account,bytes32 grantId)"
    );
    bytes32 private constant EPOCH_REVOCATION_TYPEHASH = keccak256(
        "EpochRevocation(address account,uint256 chainId,uint64 epoch)"
    );

    bytes32 private constant MESSAGE_USE_TYPEHASH = keccak256(
        "MessageUse(address account,uint256 chainId,bytes32 grantId,bytes32 hash)"
    );
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,address verifyingContract)"
    );

    /// @dev Separator of the module's domain. The extension computes it, since it runs at the module's address.
    function _domainSeparator() internal view virtual returns (bytes32);

    /// @notice Identifier of a grant: the digest that its owner signs.
    function _grantId(Terms memory terms) internal view returns (bytes32) {
        return _digest(terms.hash());
    }

    function _userOperationUseDigest(bytes32 userOpHash, bytes32 useHash) internal view returns (bytes32) {
        return
            _digest(
                WordHashes.hash(uint256(USER_OPERATION_USE_TYPEHASH), uint256(userOpHash), uint256(useHash))
            );
    }

    function _relayedUseDigest(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes32 useHash,
        ISessionModule.Relay calldata relay
    ) internal view returns (bytes32) {
        return
            _digest(
                keccak256(
                    abi.encode(
                        RELAYED_USE_TYPEHASH,
                        account,
                        block.chainid,
                        mode,
                        keccak256(executionCalldata),
                        useHash,
                        relay.nonce,
                        relay.validUntil,
                        relay.minimumGas
                    )
                )
            );
    }

    function _keyRotationDigest(
        address account,
        bytes32 grantId,
        ISessionModule.Rotation calldata rotation,
        uint32 sequence,
        uint48 validUntil
    ) internal view returns (bytes32) {
        return
            _digest(
                keccak256(
                    abi.encode(
                        KEY_ROTATION_TYPEHASH,
                        account,
                        block.chainid,
                        grantId,
                        rotation.oldKeyId,
                        KeyLib.id(rotation.newKey.kind, rotation.newKey.key),
                        rotation.keyValidUntil,
                        rotation.overlap,
                        sequence,
                        validUntil
                    )
                )
            );
    }

    function _keyRevocationDigest(
        address account,
        bytes32 grantId,
        bytes32 keyId
    ) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(KEY_REVOCATION_TYPEHASH, account, grantId, keyId)));
    }

    function _grantRevocationDigest(address account, bytes32 grantId) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(GRANT_REVOCATION_TYPEHASH, account, grantId)));
    }

    function _epochRevocationDigest(address account, uint64 epoch) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(EPOCH_REVOCATION_TYPEHASH, account, block.chainid, epoch)));
    }

    function _messageUseDigest(
        address account,
        bytes32 grantId,
        bytes32 hash
    ) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(MESSAGE_USE_TYPEHASH, account, block.chainid, grantId, hash)));
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(_domainSeparator(), structHash);
    }

    function _computeDomainSeparator() internal view returns (bytes32) {
        return
            keccak256(
                abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(NAME)), keccak256(bytes(VERSION)), address(this))
            );
    }
}
