// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {GrantModel} from "./GrantModel.sol";

/// @title EIP-712 of everything else that is signed, straight from section 2 of docs/protocol.md
/// @notice Struct hashes; {GrantModel-digest} makes digests of them.
library SignedModel {
    bytes private constant KEY = "Key(uint8 kind,bytes key)";

    function userOperationUse(bytes32 userOpHash, bytes32 useHash) internal pure returns (bytes32) {
        bytes32 type_ = keccak256("UserOperationUse(bytes32 userOpHash,bytes32 useHash)");
        return keccak256(abi.encode(type_, userOpHash, useHash));
    }

    function relayedUse(
        address account,
        bytes32 mode,
        bytes memory executionCalldata,
        bytes32 useHash,
        ISessionModule.Relay memory relay
    ) internal view returns (bytes32) {
        bytes32 type_ = keccak256(
            "RelayedUse(address account,uint256 chainId,bytes32 mode,bytes executionCalldata,bytes32 useHash,uint256 nonce,uint48 validUntil,uint256 minimumGas)"
        );
        bytes memory head = abi.encode(
            type_,
            account,
            block.chainid,
            mode,
            keccak256(executionCalldata),
            useHash
        );
        return keccak256(bytes.concat(head, abi.encode(relay.nonce, relay.validUntil, relay.minimumGas)));
    }

    function keyRotation(
        address account,
        bytes32 grantId,
        ISessionModule.Rotation memory rotation,
        uint32 sequence,
        uint48 validUntil
    ) internal view returns (bytes32) {
        bytes memory type_ = bytes.concat(
            "KeyRotation(address account,uint256 chainId,bytes32 grantId,bytes32 oldKeyId,Key newKey,",
            "uint48 keyValidUntil,uint32 overlap,uint32 sequence,uint48 validUntil)",
            KEY
        );
        bytes memory head = abi.encode(keccak256(type_), account, block.chainid, grantId, rotation.oldKeyId);
        bytes32 newKeyId = GrantModel.keyId(rotation.newKey);
        bytes memory tail = abi.encode(
            newKeyId,
            rotation.keyValidUntil,
            rotation.overlap,
            sequence,
            validUntil
        );
        return keccak256(bytes.concat(head, tail));
    }

    function keyRevocation(address account, bytes32 grantId, bytes32 key) internal pure returns (bytes32) {
        bytes32 type_ = keccak256("KeyRevocation(address account,bytes32 grantId,bytes32 keyId)");
        return keccak256(abi.encode(type_, account, grantId, key));
    }

    function grantRevocation(address account, bytes32 grantId) internal pure returns (bytes32) {
        bytes32 type_ = keccak256("GrantRevocation(address account,bytes32 grantId)");
        return keccak256(abi.encode(type_, account, grantId));
    }

    function epochRevocation(address account, uint256 chainId, uint64 epoch) internal pure returns (bytes32) {
        bytes32 type_ = keccak256("EpochRevocation(address account,uint256 chainId,uint64 epoch)");
        return keccak256(abi.encode(type_, account, chainId, epoch));
    }

    function messageUse(address account, bytes32 grantId, bytes32 hash) internal view returns (bytes32) {
        bytes32 type_ = keccak256("MessageUse(address account,uint256 chainId,bytes32 grantId,bytes32 hash)");
        return keccak256(abi.encode(type_, account, block.chainid, grantId, hash));
    }
}
