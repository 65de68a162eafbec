// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {MessageUse} from "../../../contracts/types/MessageUse.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Use} from "../../../contracts/types/Use.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice contracts/mocks/HashHarness.sol, as tests call it.
interface IHashHarness {
    function grantTypehash(uint256 permissionsHeight, uint256 limitsHeight) external pure returns (bytes32);
    function emptyParts() external pure returns (bytes32[7] memory);
    function keyIds(uint256 kind, bytes calldata key) external pure returns (bytes32, bytes32);
    function keyIdOfAddress(uint256 kind, address signer) external pure returns (bytes32);
    function wordHashes(
        uint256[4] calldata words,
        bytes32[] memory list,
        bytes calldata data
    ) external pure returns (bytes32[5] memory);
    function userOperationUseDigest(bytes32 userOpHash, bytes32 useHash) external view returns (bytes32);
    function relayedUseDigest(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes32 useHash,
        ISessionModule.Relay calldata relay
    ) external view returns (bytes32);
    function keyRotationDigest(
        address account,
        bytes32 grantId,
        ISessionModule.Rotation calldata rotation,
        uint32 sequence,
        uint48 validUntil
    ) external view returns (bytes32);
    function revocationDigests(
        address account,
        bytes32 grantId,
        bytes32 keyId,
        uint64 epoch
    ) external view returns (bytes32 ofKey, bytes32 ofGrant, bytes32 ofEpoch);
    function messageUseDigest(address account, bytes32 grantId, bytes32 hash) external view returns (bytes32);
}

/// @notice contracts/mocks/ReaderHarness.sol, as tests call it.
interface IReaderHarness {
    function readTerms(
        address account,
        bytes calldata data
    ) external view returns (Terms memory, uint256 end);
    function readUse(
        address account,
        bytes calldata data,
        uint256 length,
        uint256 calls,
        bool batched
    ) external view returns (Use memory use, bytes32 structHash);
    function readMessage(
        address account,
        bytes calldata data,
        uint256 length
    ) external view returns (MessageUse memory use, bytes32 structHash);
    function checkMessage(address account, address adapter, bytes32 hash, bytes calldata data) external view;
    function readApproval(
        bytes calldata data
    ) external pure returns (bytes memory grantor, bytes memory signature, bytes memory rest);
}

/// @notice contracts/mocks/CallHarness.sol, as tests call it.
interface ICallHarness {
    function decodeBatch(bytes calldata data) external pure returns (Execution[] memory);
    function callsOf(bytes calldata data) external pure returns (Execution[] memory);
    function decodeSingle(bytes calldata data) external pure returns (address, uint256, bytes memory);
    function decodeExecute(bytes calldata data) external pure returns (bytes32, bytes memory);
    function decode(bytes32 mode, bytes calldata data) external pure returns (uint256);
    function checkConditions(bytes calldata conditions, bytes calldata data, address account) external pure;
    function hashConditions(bytes calldata conditions) external pure returns (bytes32 hash, uint256 size);
    function hashSpends(bytes calldata spends) external pure returns (bytes32 hash, uint256 size);
    function takeSpends(
        bytes calldata spends,
        uint256 value,
        bytes calldata data,
        Limit[] memory limits
    ) external pure returns (Limit[] memory);
    function resolve(
        bytes calldata data,
        uint256 argument,
        uint256 each
    ) external pure returns (uint256 word, uint256 count);
    function readRoot(
        bytes calldata siblings,
        bytes32 leaf,
        uint256 index,
        uint256 height
    ) external pure returns (bytes32 root, uint256 size);
}
