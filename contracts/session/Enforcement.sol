// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Conditions} from "../libraries/Conditions.sol";
import {Cursor, CursorLib} from "../libraries/Cursor.sol";
import {ExecutionDecoder} from "../libraries/ExecutionDecoder.sol";
import {Targets} from "../libraries/Targets.sol";
import {UseReader} from "../libraries/UseReader.sol";
import {AccountState} from "../types/AccountState.sol";
import {Counter} from "../types/Counter.sol";
import {GrantState, GrantStateLib} from "../types/GrantState.sol";
import {Permission, PermissionLib} from "../types/Permission.sol";
import {Spend, SpendLib} from "../types/Spend.sol";
import {TermsLib} from "../types/Terms.sol";
import {Use} from "../types/Use.sol";
import {Keys} from "./Keys.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title The one place where a use is judged, for both paths
/// @notice In this order: what will be called is decoded; what the holder claims of the grant is read and hashed; the hash must be
/// a live grant of the account's epoch, or become one by the grantor's signature; the key must be usable; every call must be
/// allowed by its permission; the limits must hold; only then the counters are written. The caller still has to check the
/// key's signature and the window, and reverts, or returns failure to the EntryPoint, which reverts, when they do not hold.
abstract contract Enforcement is Keys {
    /// @notice What the caller of {_enforce} still has to check.
    /// @param keyId Identifier of the key that must have signed.
    /// @param key Its address.
    /// @param useHash What it must have signed, together with the operation or the relay.
    /// @param validAfter First second, inclusive.
    /// @param validUntil Last second, inclusive: the grant's or the key's, whichever is first. Never 0.
    /// @param grantValidUntil The grant's last second.
    /// @param granted Whether this use started the grant.
    /// @param calls Number of calls.
    struct Verdict {
        bytes32 keyId;
        address key;
        bytes32 useHash;
        uint256 validAfter;
        uint256 validUntil;
        uint256 grantValidUntil;
        bool granted;
        uint256 calls;
    }

    /// @dev Counters of the limits that a use draws on, as they will be after it.
    struct Ledger {
        uint256[] spent;
        uint256[] added;
    }

    /// @notice Judges a use and writes what it spends.
    /// @return verdict What is left to check.
    /// @return signature The key's signature, unchecked.
    function _enforce(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes calldata encodedUse
    ) internal returns (Verdict memory verdict, bytes calldata signature) {
        Use memory use;
        UseReader.Approval memory approval;
        verdict.calls = ExecutionDecoder.count(mode, executionCalldata);
        (use, approval, signature) = UseReader.read(encodedUse, verdict.calls);
        bytes32 grantId = _grantId(account, use.terms, use.permissionsRoot, use.limitsRoot);

        AccountState accountState_ = _accounts[account];
        if (use.terms.epoch != accountState_.epoch()) {
            revert GrantEpochEnded(use.terms.epoch, accountState_.epoch());
        }
        GrantState before = _grants[grantId][account];
        GrantState state = before;
        if (before.status() != GrantStateLib.LIVE) {
            state = _grantByUse(account, grantId, before, approval);
            verdict.granted = true;
        }
        verdict.validUntil = _keyValidUntil(account, grantId, use.terms, state, use.keyId, use.firstKey);
        (verdict.keyId, verdict.key, verdict.useHash) = (use.keyId, use.key, use.useHash);
        (verdict.validAfter, verdict.grantValidUntil) = (use.terms.validAfter, use.terms.validUntil);

        for (uint256 i = 0; i < use.permissions.length; ++i) {
            Targets.check(use.permissions[i].target, account, accountState_.adapter());
        }
        Ledger memory ledger = _openLedger(account, grantId, state, use);
        _checkCalls(account, mode, executionCalldata, use, ledger);
        state = _closeLedger(account, grantId, state, use, ledger);
        if (GrantState.unwrap(state) != GrantState.unwrap(before)) _grants[grantId][account] = state;
    }

    /// @dev Starts a grant that the account has not recorded, by the grantor's signature that the use carries.
    function _grantByUse(
        address account,
        bytes32 grantId,
        GrantState state,
        UseReader.Approval memory approval
    ) private returns (GrantState) {
        if (state.status() == GrantStateLib.REVOKED) revert GrantEnded(grantId);
        if (Cursor.unwrap(approval.signature) == 0) revert GrantUnknown(grantId);
        _checkGrantor(
            account,
            grantId,
            approval.kind,
            CursorLib.slice(approval.key, approval.keyEnd),
            CursorLib.slice(approval.signature, approval.signatureEnd)
        );
        return _activate(account, grantId, state);
    }

    function _checkCalls(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        Use memory use,
        Ledger memory ledger
    ) private pure {
        if (mode == ExecutionDecoder.SINGLE) {
            (address target, uint256 value, bytes calldata data) = ExecutionDecoder.decodeSingle(
                executionCalldata
            );
            _checkCall(account, target, value, data, use, ledger, 0);
            return;
        }
        Execution[] calldata calls = ExecutionDecoder.decodeBatch(executionCalldata);
        for (uint256 i = 0; i < calls.length; ++i) {
            _checkCall(account, calls[i].target, calls[i].value, calls[i].callData, use, ledger, i);
        }
    }

    /// @dev Checks one call against the permission that the holder picked for it, and notes what it spends.
    function _checkCall(
        address account,
        address target,
        uint256 value,
        bytes calldata data,
        Use memory use,
        Ledger memory ledger,
        uint256 position
    ) private pure {
        uint256 index;
        if (use.callIndexes != 0) (index, ) = Cursor.wrap(use.callIndexes + position).readUint(1);
        if (index >= use.permissions.length) revert PermissionIndexInvalid(index, use.permissions.length);
        Permission memory permission = use.permissions[index];

        if (target != permission.target) revert TargetNotAllowed(target, permission.target);
        _checkSelector(permission, data);
        if (value > permission.maxValue) revert ValueExceeded(value, permission.maxValue);
        Conditions.check(permission.conditions, data, account);
        for (uint256 i = 0; i < permission.spends.length; ++i) {
            _spend(permission.spends[i], value, data, use, ledger);
        }
    }

    function _checkSelector(Permission memory permission, bytes calldata data) private pure {
        uint256 call = permission.call;
        if (call == PermissionLib.EMPTY) {
            if (data.length != 0) revert CallNotAllowed(data.length, call);
            return;
        }
        // Fewer than four bytes are no selector, and padded with zeros they must not pass for one.
        if (data.length < 4 || (call != PermissionLib.SELECTOR && call != PermissionLib.ANY_SELECTOR)) {
            revert CallNotAllowed(data.length, call);
        }
        if (call == PermissionLib.SELECTOR && bytes4(data) != permission.selector) {
            revert SelectorNotAllowed(bytes4(data), permission.selector);
        }
    }

    function _spend(
        Spend memory spend,
        uint256 value,
        bytes calldata data,
        Use memory use,
        Ledger memory ledger
    ) private pure {
        uint256 position = _positionOf(use.limitIds, spend.limit);
        if (spend.source == SpendLib.CALL) revert PartUnsupported(TermsLib.COUNTED_USES);
        // Kinds and sources have the same numbers: native value, token argument, call count.
        uint256 kind = use.limits[position].kind;
        bool known = spend.source == SpendLib.NATIVE_VALUE || spend.source == SpendLib.ARGUMENT;
        if (!known || kind != spend.source) revert LimitKindMismatch(spend.limit, kind, spend.source);

        uint256 requested =
            spend.source == SpendLib.NATIVE_VALUE
                ? value
                : uint256(Conditions.argumentAt(data, spend.argument));
        uint256 remaining = use.limits[position].amount - ledger.spent[position];
        if (requested > remaining) revert LimitExceeded(spend.limit, requested, remaining);
        ledger.spent[position] += requested;
        ledger.added[position] += requested;
    }

    function _positionOf(uint16[] memory limitIds, uint256 limitId) private pure returns (uint256) {
        for (uint256 i = 0; i < limitIds.length; ++i) {
            if (limitIds[i] == limitId) return i;
        }
        revert LimitMissing(limitId);
    }

    /// @dev A counter never exceeds its limit's amount: the amount is part of the grant's identity, and every spend is checked.
    function _openLedger(
        address account,
        bytes32 grantId,
        GrantState state,
        Use memory use
    ) private view returns (Ledger memory ledger) {
        uint256 length = use.limitIds.length;
        (ledger.spent, ledger.added) = (new uint256[](length), new uint256[](length));
        for (uint256 i = 0; i < length; ++i) {
            uint256 limitId = use.limitIds[i];
            Counter counter = limitId == 0 ? state.counter() : _counters[grantId][limitId][account];
            ledger.spent[i] = counter.amount();
        }
    }

    /// @dev Writes what was spent; the counter of limit 0 goes into the returned state, which the caller writes.
    function _closeLedger(
        address account,
        bytes32 grantId,
        GrantState state,
        Use memory use,
        Ledger memory ledger
    ) private returns (GrantState) {
        for (uint256 i = 0; i < use.limitIds.length; ++i) {
            uint256 added = ledger.added[i];
            if (added == 0) continue;
            uint256 limitId = use.limitIds[i];
            if (limitId == 0) {
                state = state.withCounter(state.counter().add(added));
            } else {
                _counters[grantId][limitId][account] = _counters[grantId][limitId][account].add(added);
            }
        }
        return state;
    }
}
