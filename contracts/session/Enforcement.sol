// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Conditions} from "../libraries/Conditions.sol";
import {ExecutionDecoder} from "../libraries/ExecutionDecoder.sol";
import {GuardCalls} from "../libraries/GuardCalls.sol";
import {KeyReader} from "../libraries/KeyReader.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Spends} from "../libraries/Spends.sol";
import {Targets} from "../libraries/Targets.sol";
import {UseReader} from "../libraries/UseReader.sol";
import {AccountState} from "../types/AccountState.sol";
import {Counter, CounterLib} from "../types/Counter.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {GrantState, GrantStateLib} from "../types/GrantState.sol";
import {KeyLib} from "../types/Key.sol";
import {Limit, LimitLib} from "../types/Limit.sol";
import {Permission, PermissionLib} from "../types/Permission.sol";
import {TierState, TierStateLib} from "../types/TierState.sol";
import {Use} from "../types/Use.sol";
import {KeyValidity} from "./KeyValidity.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title The one place where a use is judged, for both paths
/// @notice In this order: what will be called is decoded; what the holder claims of the grant is read and hashed; the hash must be
/// a live grant of the account's epoch, or become one by the grantor's signature; the key must be usable; every call must be
/// allowed by its permission; the limits must hold; only then the counters are written. The caller still has to check the
/// key's signature and the window, and reverts, or returns failure to the EntryPoint, which reverts, when they do not hold.
abstract contract Enforcement is KeyValidity {
    using KeyReader for Cursor;

    /// @notice Judges a use and writes what it spends.
    /// @param batched Whether a guarded grant's guard calls are part of the batch; otherwise the caller makes them.
    /// @param use Empty; afterwards what the caller still needs: key, signature, window.
    function _enforce(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata encodedUse,
        bool batched,
        Use memory use
    ) internal {
        Execution[] calldata batch = ExecutionDecoder.decode(mode, executionCalldata);
        UseReader.read(use, account, encodedUse, mode == ExecutionDecoder.SINGLE ? 1 : batch.length, batched);
        use.grantId = _grantId(use.terms);

        AccountState accountState_ = _accounts[account];
        _checkAccount(account, use.terms.epoch, accountState_);
        GrantState before = _grants[use.grantId][account];
        GrantState state = _startGrant(account, before, use);
        use.keyValidUntil = _keyValidUntil(account, use.grantId, use.terms, state, use.keyId);
        use.validAfter = use.terms.validAfter;
        // A key ends no later than its grant.
        use.validUntil = use.keyValidUntil;

        _checkPermissions(account, accountState_.adapter(), use);
        bool limited = use.limits.length != 0;
        if (limited) _openLimits(account, state, use);
        if (mode == ExecutionDecoder.SINGLE) _checkSingle(account, executionCalldata, use);
        else _checkBatch(account, batch, use);
        if (limited) state = _closeLimits(account, state, use);
        if (GrantState.unwrap(state) != GrantState.unwrap(before)) _grants[use.grantId][account] = state;
        if (use.validAfter > use.validUntil) revert WindowEmpty(use.validAfter, use.validUntil);
    }

    /// @dev Whether the use's key signed a digest.
    function _isKeySignature(address account, Use memory use, bytes32 digest) internal view returns (bool) {
        bytes calldata signature = CursorLib.slice(use.signature, use.signatureEnd);
        Cursor position = use.key;
        if (position.isEcdsa()) return Signatures.isEcdsaValid(position.signerAt(), digest, signature);
        (uint256 kind, bytes calldata key, ) = position.read();
        return Signatures.isValid(account, kind, key, digest, signature);
    }

    function _checkAccount(address account, uint256 epoch, AccountState state) private pure {
        if (epoch != state.epoch()) revert GrantEpochEnded(uint64(epoch), state.epoch());
        if (state.paused()) revert AccountIsPaused(account);
    }

    /// @dev The grant's state, live: it was, or the use carries the grantor's signature.
    function _startGrant(address account, GrantState state, Use memory use) private returns (GrantState) {
        if (!state.usable()) state = _grantByUse(account, state, use);
        Cursor supersession = use.terms.supersession;
        if (Cursor.unwrap(supersession) == 0 || state.superseded()) return state;
        // What is paused does not go on under another name: only the account resumes.
        return _supersede(account, use.grantId, state, supersession, false);
    }

    /// @dev Starts a grant that the account has not recorded.
    function _grantByUse(address account, GrantState state, Use memory use) private returns (GrantState) {
        bytes32 grantId = use.grantId;
        if (state.status() == GrantStateLib.REVOKED) revert GrantEnded(grantId);
        if (state.paused()) revert GrantIsPaused(grantId);
        if (Cursor.unwrap(use.approval) == 0) revert GrantUnknown(grantId);
        (uint256 kind, bytes calldata key, ) = use.approval.read();
        // An account's own ERC-1271 is bound to its chain: it cannot speak for others.
        if (kind == KeyLib.ACCOUNT && use.terms.networkCount != 1) {
            revert NetworkCountUnsupported(use.terms.networkCount);
        }
        (, bytes calldata signature, ) = UseReader.readApproval(use.approval);
        _checkGrantor(account, grantId, kind, key, signature);
        use.granted = true;
        return _activate(account, grantId, state);
    }

    /// @dev No permission reaches where none may, and the keeper's tier admits each.
    function _checkPermissions(address account, address adapter, Use memory use) private view {
        Permission[] memory permissions = use.permissions;
        for (uint256 i = 0; i < permissions.length; ++i) {
            Permission memory permission = permissions[i];
            Targets.check(permission.target, account, adapter);
            if (permission.worstTier != PermissionLib.UNTIERED)
                _checkTier(account, permission.worstTier, use);
        }
    }

    /// @dev A tier that has ended, or was never published, is the worst one; that it still holds narrows the window.
    function _checkTier(address account, uint256 worstTier, Use memory use) private view {
        TierState state = _tiers[use.terms.keeperId][account];
        uint256 tier = state.validUntil() == 0 ? TierStateLib.D : state.tier();
        if (tier > worstTier || tier >= TierStateLib.D) revert TierExceeded(tier, worstTier);
        if (state.validUntil() < use.validUntil) use.validUntil = state.validUntil();
    }

    /// @dev A guarded operation is no single call: the reader of the use has refused it.
    function _checkSingle(address account, bytes calldata executionCalldata, Use memory use) private pure {
        (address target, uint256 value, bytes calldata data) = ExecutionDecoder.decodeSingle(
            executionCalldata
        );
        _checkCall(account, target, value, data, use, 0);
    }

    function _checkBatch(address account, Execution[] calldata batch, Use memory use) private view {
        uint256 first = 0;
        uint256 end = batch.length;
        if (use.guarded) {
            bytes calldata guards = CursorLib.slice(use.terms.guardList, use.terms.guardListEnd);
            GuardCalls.check(batch[0], ISessionModule.guardBegin.selector, use.grantId, guards);
            GuardCalls.check(batch[end - 1], ISessionModule.guardEnd.selector, use.grantId, guards);
            (first, end) = (1, end - 1);
        }
        for (uint256 i = first; i < end; ++i) {
            (address target, uint256 value, bytes calldata data) = ExecutionDecoder.callAt(batch, i);
            _checkCall(account, target, value, data, use, i - first);
        }
    }

    /// @dev Checks one call against the permission that the holder picked for it, and notes what it spends.
    function _checkCall(
        address account,
        address target,
        uint256 value,
        bytes calldata data,
        Use memory use,
        uint256 position
    ) private pure {
        uint256 index;
        if (Cursor.unwrap(use.callIndexes) != 0) (index, ) = use.callIndexes.skip(position).readByte();
        Permission[] memory permissions = use.permissions;
        if (index >= permissions.length) revert PermissionIndexInvalid(index, permissions.length);
        Permission memory permission = permissions[index];
        if (target != permission.target) revert TargetNotAllowed(target, permission.target);
        _checkSelector(permission, data);
        if (value > permission.maxValue) revert ValueExceeded(value, permission.maxValue);
        if (permission.conditionsHash != EmptyParts.ARRAY) {
            Conditions.check(permission.conditions, data, account);
        }
        if (permission.spendsHash != EmptyParts.ARRAY) {
            Spends.take(permission.spends, value, data, use.limits);
        }
    }

    function _checkSelector(Permission memory permission, bytes calldata data) private pure {
        uint256 call = permission.call;
        // Fewer than four bytes are no selector, and padded with zeros they must not pass for one.
        bool right = call == PermissionLib.EMPTY ? data.length == 0 : data.length > 3;
        if (!right || call == 0 || call > PermissionLib.EMPTY) revert CallNotAllowed(data.length, call);
        if (call != PermissionLib.SELECTOR) return;
        bytes32 selector;
        assembly ("memory-safe") {
            selector := calldataload(data.offset)
        }
        if ((selector ^ permission.selector) >> 224 != 0) {
            revert SelectorNotAllowed(bytes4(selector), bytes4(permission.selector));
        }
    }

    /// @dev Reads what was spent of each limit; a period other than the one that was counted last starts from nothing.
    function _openLimits(address account, GrantState state, Use memory use) private view {
        Limit[] memory limits = use.limits;
        for (uint256 i = 0; i < limits.length; ++i) {
            Limit memory limit = limits[i];
            uint256 limitId = limit.limitId;
            Counter counter = limitId == 0 ? state.counter() : _counters[use.grantId][limitId][account];
            if (limit.period == LimitLib.LIFETIME) {
                limit.spent = counter.amount();
                continue;
            }
            uint256 current = counter.periodIndex();
            // Going back would spend a second time what a period has to give.
            if (limit.periodIndex < current) revert LimitPeriodEnded(limitId, limit.periodIndex, current);
            if (limit.periodIndex == current) limit.spent = counter.amount();
            _narrowToPeriod(limit, use);
        }
    }

    /// @dev Validation may not read the time, so the use names its period and is valid in it only.
    function _narrowToPeriod(Limit memory limit, Use memory use) private pure {
        uint256 start = limit.periodStart + limit.periodIndex * limit.period;
        uint256 last = start + limit.period - 1;
        if (start > use.validAfter) use.validAfter = start;
        if (last < use.validUntil) use.validUntil = last;
    }

    /// @dev Writes what was spent; the counter of limit 0 goes into the returned state, which the caller writes.
    function _closeLimits(address account, GrantState state, Use memory use) private returns (GrantState) {
        Limit[] memory limits = use.limits;
        for (uint256 i = 0; i < limits.length; ++i) {
            Limit memory limit = limits[i];
            if (limit.added == 0) continue;
            Counter counter;
            unchecked {
                // No more than the limit's amount, which is below 2**128.
                counter = CounterLib.pack(limit.spent + limit.added, limit.periodIndex);
            }
            if (limit.limitId == 0) state = state.withCounter(counter);
            else _counters[use.grantId][limit.limitId][account] = counter;
        }
        return state;
    }
}
