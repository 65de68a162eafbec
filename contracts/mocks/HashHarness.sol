// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {WordHashes} from "../libraries/WordHashes.sol";
import {SessionHashing} from "../session/SessionHashing.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {GrantType} from "../types/GrantType.sol";
import {KeyLib} from "../types/Key.sol";
import {LimitLib} from "../types/Limit.sol";

/// @title Everything that the module hashes, for tests
/// @notice The same code as in the module, without its storage. Never to be deployed for use.
contract HashHarness is SessionHashing {
    /// @notice Type hash of a grant whose trees have these heights.
    function grantTypehash(uint256 permissionsHeight, uint256 limitsHeight) external pure returns (bytes32) {
        return GrantType.typehash(permissionsHeight, limitsHeight);
    }

    /// @notice Hashes that are written out: no array, no fee bound, no paymaster, nobody, no identity, no supersession, and the
    /// padding of a tree of limits.
    function emptyParts() external pure returns (bytes32[7] memory) {
        return
            [
                EmptyParts.ARRAY,
                EmptyParts.MAXIMUM_FEE,
                EmptyParts.PAYMASTER,
                EmptyParts.NOBODY,
                EmptyParts.IDENTITY,
                EmptyParts.SUPERSESSION,
                LimitLib.PADDING
            ];
    }

    /// @notice Identifier of a key, from memory and from calldata.
    function keyIds(
        uint256 kind,
        bytes calldata key
    ) external pure returns (bytes32 fromMemory, bytes32 fromCalldata) {
        return (KeyLib.id(kind, key), KeyLib.idOf(kind, key));
    }

    /// @notice Identifier of the key of an address.
    function keyIdOfAddress(uint256 kind, address signer) external pure returns (bytes32) {
        return KeyLib.idOfAddress(kind, signer);
    }

    /// @notice Hashes of one, three and four words, of an array of them, and of bytes.
    function wordHashes(
        uint256[4] calldata words,
        bytes32[] memory list,
        bytes calldata data
    ) external pure returns (bytes32[5] memory) {
        return
            [
                WordHashes.hash(bytes32(words[0])),
                WordHashes.hash(words[0], words[1], words[2]),
                WordHashes.hash(words[0], words[1], words[2], words[3]),
                WordHashes.hash(list),
                WordHashes.hash(data)
            ];
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

    /// @notice What the grantor signs to end a key, a grant, and every grant.
    function revocationDigests(
        address account,
        bytes32 grantId_,
        bytes32 keyId,
        uint64 epoch
    ) external view returns (bytes32 ofKey, bytes32 ofGrant, bytes32 ofEpoch) {
        ofKey = _keyRevocationDigest(account, grantId_, keyId);
        return (ofKey, _grantRevocationDigest(account, grantId_), _epochRevocationDigest(account, epoch));
    }

    /// @notice What the session key signs for a message.
    function messageUseDigest(
        address account,
        bytes32 grantId_,
        bytes32 hash
    ) external view returns (bytes32) {
        return _messageUseDigest(account, grantId_, hash);
    }

    /// @inheritdoc SessionHashing
    function _domainSeparator() internal view override returns (bytes32) {
        return _computeDomainSeparator();
    }
}
