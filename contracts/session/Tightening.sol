// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {GrantState} from "../types/GrantState.sol";
import {KeyLib} from "../types/Key.sol";
import {Terms, TermsLib} from "../types/Terms.sol";
import {TierState, TierStateLib} from "../types/TierState.sol";
import {SealedTerms} from "./SealedTerms.sol";

/// @title Pauses and risk tiers
/// @notice A keeper can only tighten what names it; nobody but the account resumes.
abstract contract Tightening is SealedTerms {
    /// @notice See {ISessionModule-pauseGrant}.
    function pauseGrant(bytes32 grantId) external {
        _setPaused(msg.sender, grantId, true);
    }

    /// @notice See {ISessionModule-resumeGrant}.
    function resumeGrant(bytes32 grantId) external {
        _setPaused(msg.sender, grantId, false);
    }

    /// @notice See {ISessionModule-pauseGrantAsKeeper}.
    function pauseGrantAsKeeper(address account, bytes calldata terms) external {
        (Terms memory read, bytes32 grantId) = _readSealed(account, terms);
        if (!_isCaller(read.keeperId)) revert CallerUnauthorized(msg.sender);
        _setPaused(account, grantId, true);
    }

    /// @notice See {ISessionModule-publishTier}.
    function publishTier(address account, uint8 keeperKind, uint8 tier, uint48 validUntil) external {
        if (keeperKind != KeyLib.ECDSA && keeperKind != KeyLib.CONTRACT)
            revert KeyKindUnsupported(keeperKind);
        if (tier > TierStateLib.D || validUntil < block.timestamp || validUntil >= TermsLib.TIME_END) {
            revert TierInvalid(tier, validUntil);
        }
        bytes32 keeperId = KeyLib.idOfAddress(keeperKind, msg.sender);
        _tiers[keeperId][account] = TierStateLib.pack(tier, validUntil);
        emit TierPublished(account, keeperId, tier, validUntil);
    }

    /// @notice See {ISessionModule-tierState}.
    function tierState(
        address account,
        bytes32 keeperId
    ) external view returns (uint8 tier, uint48 validUntil) {
        TierState state = _tiers[keeperId][account];
        bool over = state.validUntil() < block.timestamp;
        return (uint8(over ? TierStateLib.D : state.tier()), uint48(state.validUntil()));
    }

    function _setPaused(address account, bytes32 grantId, bool paused) private {
        GrantState state = _grants[grantId][account];
        if (state.paused() == paused) return;
        _grants[grantId][account] = state.withPaused(paused);
        emit GrantPaused(account, grantId, paused);
    }
}
