// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../types/Key.sol";
import {ISessionErrors} from "./ISessionErrors.sol";
import {ISessionEvents} from "./ISessionEvents.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC7579Validator} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title What owners, holders, rotators and relayers call on the session module
/// @notice Words, hashes and encodings are specified in docs/protocol.md. All times are unix seconds, both ends inclusive.
interface ISessionModule is ISessionErrors, ISessionEvents, IERC7579Validator, IERC5267 {
    /// @notice The owner's approval of a message: the recorded grantor and its signature.
    struct GrantorSignature {
        Key grantor;
        bytes signature;
    }

    /// @notice A replacement of one key by another under the same grant.
    /// @param oldKeyId The key to end; it must be current (neither ended nor revoked).
    /// @param newKey Never used before in this grant.
    /// @param keyValidUntil Last second of the new key, within the grant and within `keyLifetime` from now.
    /// @param overlap Seconds for which the old key stays usable, at most the grant's `overlap`; 0 ends it at once.
    struct Rotation {
        bytes32 oldKeyId;
        Key newKey;
        uint48 keyValidUntil;
        uint32 overlap;
    }

    /// @notice What the holder fixes when somebody else carries its use.
    /// @param nonce Nonce key (192 bits) and sequence (64 bits). With the highest bit set the nonce is unordered: any
    /// value once. Otherwise the sequence must be the next one of its nonce key.
    /// @param validUntil Last second in which the use may be carried.
    /// @param minimumGas Gas that must be available to the call into the account.
    struct Relay {
        uint256 nonce;
        uint48 validUntil;
        uint256 minimumGas;
    }

    /// @notice State of one grant.
    /// @param status 0 unknown, 1 live, 2 revoked. A live grant may still be outside its window or its epoch.
    /// @param paused By the owner or the keeper.
    /// @param superseded Whether it has ended the grant that it supersedes.
    /// @param keyCount Current keys, without those in their overlap.
    /// @param firstKeyEnd 0: at its natural expiry, 1: revoked, otherwise the last second of its overlap.
    /// @param rotationSequence The next sequence that a rotator's signature must carry.
    struct GrantView {
        uint8 status;
        bool paused;
        bool superseded;
        uint8 keyCount;
        uint48 firstKeyEnd;
        uint32 rotationSequence;
    }

    // ----------------------------------------------------------------------------------------------------------- owner

    /// @notice Records who may grant and revoke for the calling account by signature. Ends every earlier grant.
    /// @param grantor Kind 0 with no bytes: nobody.
    function setGrantor(Key calldata grantor) external;

    /// @notice Starts a grant for the calling account.
    /// @param grantId EIP-712 digest of the grant.
    /// @param contents Published in an event when not empty, so that anyone can list what the grant allows.
    function grant(bytes32 grantId, bytes calldata contents) external;

    /// @notice Starts a grant that supersedes another one of the calling account: ends that one for ever and carries the
    /// counters that the grant names. A grant started otherwise does so with its first use.
    /// @param terms Sealed terms of the grant.
    function supersede(bytes calldata terms, bytes calldata contents) external;

    /// @notice Ends a grant of the calling account for ever, whether or not it was ever used.
    function revokeGrant(bytes32 grantId) external;

    /// @notice Ends every grant of the calling account for ever.
    function revokeAll() external;

    /// @notice Stops every use of a grant of the calling account until it is resumed.
    function pauseGrant(bytes32 grantId) external;

    /// @notice Lets a paused grant of the calling account go on. A revoked one stays revoked.
    function resumeGrant(bytes32 grantId) external;

    /// @notice Stops every use of every grant of the calling account until it is resumed.
    function pauseAccount() external;

    /// @notice Lets the grants of the calling account go on; those paused by themselves stay paused.
    function resumeAccount() external;

    /// @notice Opens the snapshots of the calling account's grant: the first call of a guarded batch.
    /// @param guards Encoded guards of the grant.
    function guardBegin(bytes32 grantId, bytes calldata guards) external;

    /// @notice Lets the guards judge, and closes the snapshots: the last call of a guarded batch.
    function guardEnd(bytes32 grantId, bytes calldata guards) external;

    /// @notice Adds a key to a live grant of the calling account.
    /// @param terms Sealed terms of the grant.
    function addKey(bytes calldata terms, Key calldata key, uint48 validUntil) external;

    // ------------------------------------------------------------------------------------ owner, rotator, holder, anyone

    /// @notice Replaces a key. Called by the account or by the grant's rotator itself.
    function rotateKey(address account, bytes calldata terms, Rotation calldata rotation) external;

    /// @notice Replaces a key with the rotator's signature, carried by anyone.
    /// @param sequence The grant's rotation sequence, see `grantState`.
    /// @param validUntil Last second in which the signature may be carried.
    function rotateKeyBySignature(
        address account,
        bytes calldata terms,
        Rotation calldata rotation,
        uint32 sequence,
        uint48 validUntil,
        bytes calldata signature
    ) external;

    /// @notice Ends a key for ever. Called by the account, by the holder of that key, or by the grant's rotator.
    function revokeKey(address account, bytes calldata terms, bytes32 keyId) external;

    /// @notice As `revokeKey`, with the grantor's signature, carried by anyone.
    function revokeKeyBySignature(
        address account,
        bytes calldata terms,
        bytes32 keyId,
        GrantorSignature calldata approval
    ) external;

    /// @notice As `revokeGrant`, with the grantor's signature, carried by anyone.
    function revokeGrantBySignature(
        address account,
        bytes32 grantId,
        GrantorSignature calldata approval
    ) external;

    /// @notice As `revokeAll`, with the grantor's signature for this chain and the account's current epoch.
    function revokeAllBySignature(address account, uint64 epoch, GrantorSignature calldata approval) external;

    // ---------------------------------------------------------------------------------------------------------- keeper

    /// @notice Stops every use of a grant until the owner resumes it. Called by the grant's keeper.
    /// @param terms Sealed terms of the grant.
    function pauseGrantAsKeeper(address account, bytes calldata terms) external;

    /// @notice Says how dangerous things are for an account, for the grants that name the caller as keeper.
    /// @param keeperKind Kind under which the caller is named: 1 `ecdsa`, 2 `contract`.
    /// @param tier 0 A calm, 1 B, 2 C, 3 D nothing goes.
    /// @param validUntil Last second of the tier, not past; after it the tier is D.
    function publishTier(address account, uint8 keeperKind, uint8 tier, uint48 validUntil) external;

    // ---------------------------------------------------------------------------------------------------------- holder

    /// @notice Uses a grant by the holder's own transaction.
    /// @param mode ERC-7579 mode: single or batch, default execution.
    /// @param executionCalldata As ERC-7579 `execute` takes it.
    /// @param use Encoded use without signature.
    function execute(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata use
    ) external returns (bytes[] memory results);

    /// @notice Uses a grant with the holder's signature, carried by anyone.
    /// @param use Encoded use with the signature over `RelayedUse`.
    function executeRelayed(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata use,
        Relay calldata relay
    ) external returns (bytes[] memory results);

    /// @notice ERC-7710: uses of several grants, each as {execute} would be by the caller; all or nothing.
    /// @param permissionContexts Each `20B account ‖ encoded use without signature`.
    /// @param modes Each as `execute` takes it: default execution only.
    function redeemDelegations(
        bytes[] calldata permissionContexts,
        bytes32[] calldata modes,
        bytes[] calldata executionCallDatas
    ) external;

    /// @notice Makes one relay nonce of the calling key unusable. On a sequenced nonce key also every earlier one.
    /// @param keyId Identifier of the calling key: an `ecdsa` signer itself, or a contract.
    function cancelNonce(address account, bytes32 keyId, uint256 nonce) external;

    // ----------------------------------------------------------------------------------------------------------- views

    /// @notice The account's epoch, whether it has installed the module and paused its grants, grantor and adapter.
    function accountState(
        address account
    ) external view returns (uint64 epoch, bool installed, bool paused, bytes32 grantorId, address adapter);

    /// @notice State of one grant.
    function grantState(address account, bytes32 grantId) external view returns (GrantView memory);

    /// @notice How dangerous things are for an account, as a keeper sees it: D (3) after `validUntil`.
    function tierState(
        address account,
        bytes32 keeperId
    ) external view returns (uint8 tier, uint48 validUntil);

    /// @notice State of a key other than the grant's first.
    /// @return status 0 unknown, 1 current, 2 ending after rotation, 3 revoked.
    function keyState(
        address account,
        bytes32 grantId,
        bytes32 keyId
    ) external view returns (uint8 status, uint48 validUntil);

    /// @notice What was spent of a limit, in the limit's unit, and in which period (0 for a lifetime limit).
    /// @param limitId Index of the limit; 65,535 for the fee budget.
    function spent(
        address account,
        bytes32 grantId,
        uint16 limitId
    ) external view returns (uint128 amount, uint32 periodIndex);

    /// @notice The next sequence of a sequenced nonce key, or the used bits of an unordered word.
    function nonceState(address account, bytes32 keyId, uint256 nonceKey) external view returns (uint256);
}
