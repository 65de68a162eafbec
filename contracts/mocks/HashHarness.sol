// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Cursor, CursorLib} from "../libraries/Cursor.sol";
import {TermsReader} from "../libraries/TermsReader.sol";
import {UseReader} from "../libraries/UseReader.sol";
import {SessionHashing} from "../session/SessionHashing.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {GrantType} from "../types/GrantType.sol";
import {KeyLib} from "../types/Key.sol";
import {Limit, LimitLib} from "../types/Limit.sol";
import {Permission, PermissionLib} from "../types/Permission.sol";
import {Terms} from "../types/Terms.sol";
import {Use} from "../types/Use.sol";

/// @title Everything that the module hashes and reads, for tests
/// @notice The same code as in the module, without its storage. Never to be deployed for use.
contract HashHarness is SessionHashing {
    /// @notice Type hash of a grant whose trees have these heights.
    function grantTypehash(uint256 permissionsHeight, uint256 limitsHeight) external pure returns (bytes32) {
        return GrantType.typehash(permissionsHeight, limitsHeight);
    }

    /// @notice Hash of a permission.
    function permissionHash(Permission memory permission) external pure returns (bytes32) {
        return PermissionLib.hash(permission);
    }

    /// @notice Hash of a limit.
    function limitHash(Limit memory limit) external pure returns (bytes32) {
        return LimitLib.hash(limit);
    }

    /// @notice Identifier of a key.
    function keyId(uint8 kind, bytes memory key) external pure returns (bytes32) {
        return KeyLib.id(kind, key);
    }

    /// @notice Identifier of the `ecdsa` key of an address.
    function ecdsaKeyId(address signer) external pure returns (bytes32) {
        return KeyLib.ecdsaId(signer);
    }

    /// @notice Hashes of the parts that are empty in this version.
    function emptyParts()
        external
        pure
        returns (bytes32 maximumFee, bytes32 paymaster, bytes32 identity, bytes32 supersession)
    {
        return (
            EmptyParts.maximumFee(),
            EmptyParts.paymaster(),
            EmptyParts.identity(),
            EmptyParts.supersession()
        );
    }

    /// @notice Reads terms that fill the first `length` bytes of `data`; what follows must not be read.
    function readTerms(bytes calldata data, uint256 length) external pure returns (Terms memory terms) {
        (Cursor cursor, Cursor end) = CursorLib.open(data[:length]);
        (terms, cursor) = TermsReader.read(cursor);
        cursor.checkEnd(end);
    }

    /// @notice Reads a use from the first `length` bytes of `data`; what follows must not be read.
    function readUse(
        bytes calldata data,
        uint256 length,
        uint256 calls
    )
        external
        pure
        returns (Use memory use, uint8 grantorKind, bytes memory grantSignature, bytes memory signature)
    {
        UseReader.Approval memory approval;
        (use, approval, signature) = UseReader.read(data[:length], calls);
        grantorKind = approval.kind;
        grantSignature = CursorLib.slice(approval.signature, approval.signatureEnd);
    }

    /// @notice Identifier of the grant that a use belongs to, and the use's own hash.
    function hashUse(
        address account,
        bytes calldata data,
        uint256 calls
    ) external view returns (bytes32 grantId_, bytes32 useHash, bytes memory signature) {
        Use memory use;
        (use, , signature) = UseReader.read(data, calls);
        return (_grantId(account, use.terms, use.permissionsRoot, use.limitsRoot), use.useHash, signature);
    }

    /// @notice Identifier of a grant.
    function grantId(
        address account,
        Terms memory terms,
        bytes32 permissionsRoot,
        bytes32 limitsRoot
    ) external view returns (bytes32) {
        return _grantId(account, terms, permissionsRoot, limitsRoot);
    }

    /// @notice What the session key signs for a user operation.
    function userOperationUseDigest(bytes32 userOpHash, bytes32 useHash) external view returns (bytes32) {
        return _userOperationUseDigest(userOpHash, useHash);
    }

    /// @notice What the session key signs for a relayed use.
    function relayedUseDigest(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes32 useHash,
        ISessionModule.Relay calldata relay
    ) external view returns (bytes32) {
        return _relayedUseDigest(account, mode, executionCalldata, useHash, relay);
    }

    /// @notice What the rotator signs.
    function keyRotationDigest(
        address account,
        bytes32 grantId_,
        ISessionModule.Rotation calldata rotation,
        uint32 sequence,
        uint48 validUntil
    ) external view returns (bytes32) {
        return _keyRotationDigest(account, grantId_, rotation, sequence, validUntil);
    }

    /// @notice What the grantor signs to end a key.
    function keyRevocationDigest(
        address account,
        bytes32 grantId_,
        bytes32 keyId_
    ) external view returns (bytes32) {
        return _keyRevocationDigest(account, grantId_, keyId_);
    }

    /// @notice What the grantor signs to end a grant.
    function grantRevocationDigest(address account, bytes32 grantId_) external view returns (bytes32) {
        return _grantRevocationDigest(account, grantId_);
    }

    /// @notice What the grantor signs to end every grant.
    function epochRevocationDigest(address account, uint64 epoch) external view returns (bytes32) {
        return _epochRevocationDigest(account, epoch);
    }
}
