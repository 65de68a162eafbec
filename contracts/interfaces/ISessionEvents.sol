// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Key} from "../types/Key.sol";

/// @title What the session module logs
/// @notice Account first, then grant. A use logs nothing but the start of its grant: what it did, the called contracts say.
interface ISessionEvents {
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
    /// @notice A grant is paused, or goes on.
    event GrantPaused(address indexed account, bytes32 indexed grantId, bool paused);
    /// @notice Every grant of the account is paused, or goes on.
    event AccountPaused(address indexed account, bool paused);
    /// @notice `grantId` took the place of `supersededId`, which is over for ever.
    event GrantSuperseded(address indexed account, bytes32 indexed grantId, bytes32 indexed supersededId);
    /// @notice A keeper said how dangerous things are, up to and including second `validUntil`.
    event TierPublished(address indexed account, bytes32 indexed keeperId, uint8 tier, uint48 validUntil);
}
