// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../types/Key.sol";

/// @title What owners, holders, rotators and relayers call on the session module
/// @notice Words, hashes and encodings are specified in docs/protocol.md. All times are unix seconds, both ends inclusive.
interface ISessionModule {
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

    // ---------------------------------------------------------------------------------------------------------- events

    /// @notice Every grant of an earlier epoch of the account is over.
    event EpochAdvanced(address indexed account, uint64 indexed epoch);
    /// @notice The account recorded who may grant and revoke by signature; `grantorId` is zero for nobody.
    event GrantorRecorded(address indexed account, bytes32 indexed grantorId, Key grantor);
    /// @notice The account recorded one more address that no use may call; zero for none.
    event AdapterRecorded(address indexed account, address indexed adapter);
    /// @notice A grant started, by transaction or by its first use.
    event Granted(address indexed account, bytes32 indexed grantId);
    /// @notice Contents are the publisher's claim: whoever reads them checks that they hash to `grantId`.
    event GrantPublished(address indexed account, bytes32 indexed grantId, bytes contents);
    /// @notice A grant is over for ever.
    event GrantRevoked(address indexed account, bytes32 indexed grantId);
    /// @notice A key joined a grant, usable up to and including second `validUntil`.
    event KeyAdded(
        address indexed account,
        bytes32 indexed grantId,
        bytes32 indexed keyId,
        Key key,
        uint48 validUntil
    );
    /// @notice `oldKeyId` is usable up to and including second `endsAt`; 0: no longer usable.
    event KeyRotated(
        address indexed account,
        bytes32 indexed grantId,
        bytes32 indexed oldKeyId,
        bytes32 newKeyId,
        uint48 endsAt
    );
    /// @notice A key is over for ever in this grant.
    event KeyRevoked(address indexed account, bytes32 indexed grantId, bytes32 indexed keyId);
    /// @notice A holder made a relay nonce unusable.
    event NonceCancelled(address indexed account, bytes32 indexed keyId, uint256 nonce);

    // ---------------------------------------------------------------------------------------------------------- errors

    error AccountMismatch(address sender, address caller);
    error AccountWithoutCode(address account);
    error CallerUnauthorized(address caller);
    error ExecutionFunctionUnsupported(bytes4 selector);
    error ExecutionModeUnsupported(bytes32 mode);
    error ExecutionMalformed();
    error ExecutionEmpty();
    error ExecutionResultMismatch(uint256 results, uint256 calls);
    error InitCodeForbidden();
    error PaymasterForbidden(address paymaster);
    error UseMalformed();
    error PartUnsupported(uint256 part);
    error GrantUnknown(bytes32 grantId);
    error GrantEnded(bytes32 grantId);
    error GrantEpochEnded(uint64 epoch, uint64 current);
    error GrantWindowInvalid(uint256 validAfter, uint256 validUntil);
    error GrantNotStarted(uint256 validAfter, uint256 timestamp);
    error GrantExpired(uint256 validUntil, uint256 timestamp);
    error GrantorMismatch(bytes32 grantorId, bytes32 recorded);
    error GrantorSignatureInvalid(bytes32 digest);
    error KeyKindUnsupported(uint256 kind);
    error KeyMalformed(uint256 kind, uint256 length);
    error KeyUnknown(bytes32 keyId);
    error KeyEnded(bytes32 keyId);
    error KeyExpired(bytes32 keyId, uint256 validUntil, uint256 timestamp);
    error KeyAlreadyUsed(bytes32 keyId);
    error KeyCountExceeded(uint256 requested, uint256 allowed);
    error KeyExpiryInvalid(uint256 requested, uint256 allowed);
    error KeyOverlapExceeded(uint256 requested, uint256 allowed);
    error KeySignatureMalformed(uint256 length);
    error KeySignatureInvalid(bytes32 keyId);
    error SignatureExpired(uint256 validUntil, uint256 timestamp);
    error RotationSequenceMismatch(uint256 sequence, uint256 expected);
    error NonceMismatch(uint256 nonce, uint256 expected);
    error NonceUsed(uint256 nonce);
    error GasInsufficient(uint256 available, uint256 minimum);
    error PermissionNotGranted(uint256 index);
    error PermissionIndexInvalid(uint256 index, uint256 count);
    error TargetForbidden(address target);
    error TargetNotAllowed(address target, address allowed);
    error CallNotAllowed(uint256 length, uint256 call);
    error SelectorNotAllowed(bytes4 selector, bytes4 allowed);
    error ValueExceeded(uint256 value, uint256 allowed);
    error ArgumentMissing(uint256 argument, uint256 length);
    error ConditionFailed(uint256 argument, uint256 operator, bytes32 actual);
    error ConditionMalformed(uint256 operator, uint256 values);
    error LimitNotGranted(uint256 limitId);
    error LimitMissing(uint256 limitId);
    error LimitKindMismatch(uint256 limitId, uint256 kind, uint256 source);
    error LimitExceeded(uint256 limitId, uint256 requested, uint256 remaining);

    // ----------------------------------------------------------------------------------------------------------- owner

    /// @notice Records who may grant and revoke for the calling account by signature. Ends every earlier grant.
    /// @param grantor Kind 0 with no bytes: nobody.
    function setGrantor(Key calldata grantor) external;

    /// @notice Starts a grant for the calling account.
    /// @param grantId EIP-712 digest of the grant.
    /// @param contents Published in an event when not empty, so that anyone can list what the grant allows.
    function grant(bytes32 grantId, bytes calldata contents) external;

    /// @notice Ends a grant of the calling account for ever, whether or not it was ever used.
    function revokeGrant(bytes32 grantId) external;

    /// @notice Ends every grant of the calling account for ever.
    function revokeAll() external;

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

    /// @notice Makes one relay nonce of the calling key unusable. On a sequenced nonce key also every earlier one.
    function cancelNonce(address account, uint256 nonce) external;

    // ----------------------------------------------------------------------------------------------------------- views

    /// @notice The account's epoch, recorded grantor and adapter.
    function accountState(
        address account
    ) external view returns (uint64 epoch, bool installed, bytes32 grantorId, address adapter);

    /// @notice State of one grant.
    /// @return status 0 unknown, 1 live, 2 revoked. A live grant may still be outside its window or its epoch.
    /// @return keyCount Current keys, without those in their overlap.
    /// @return firstKeyEnd 0: at its natural expiry, 1: revoked, otherwise the last second of its overlap.
    /// @return rotationSequence The next sequence that a rotator's signature must carry.
    function grantState(
        address account,
        bytes32 grantId
    ) external view returns (uint8 status, uint8 keyCount, uint48 firstKeyEnd, uint32 rotationSequence);

    /// @notice State of a key other than the grant's first.
    /// @return status 0 unknown, 1 current, 2 ending after rotation, 3 revoked.
    function keyState(
        address account,
        bytes32 grantId,
        bytes32 keyId
    ) external view returns (uint8 status, uint48 validUntil);

    /// @notice What was spent of a limit, in the limit's unit, and in which period (0 for a lifetime limit).
    function spent(
        address account,
        bytes32 grantId,
        uint16 limitId
    ) external view returns (uint128 amount, uint32 periodIndex);

    /// @notice The next sequence of a sequenced nonce key, or the used bits of an unordered word.
    function nonceState(address account, bytes32 keyId, uint256 nonceKey) external view returns (uint256);
}
