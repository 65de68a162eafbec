// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {AccountState} from "../types/AccountState.sol";
import {Key, KeyLib} from "../types/Key.sol";
import {Lifecycle} from "./Lifecycle.sol";

/// @title Installation, epoch and grantor of accounts
/// @notice Everything here that an account can do to itself moves its epoch, so that no earlier grant survives it.
abstract contract Accounts is Lifecycle {
    /// @dev Install data: grantor kind, adapter, grantor key.
    uint256 private constant INSTALL_HEAD = 21;

    /// @notice Called by the account that installs the module, as validator or as executor. Never reverts.
    /// @param data Empty leaves grantor and adapter as they are. Otherwise `u8 kind ‖ 20-byte adapter ‖ key`; data of any
    /// other form records no grantor.
    function onInstall(bytes calldata data) external {
        AccountState state = _accounts[msg.sender].withInstalled(true);
        if (data.length >= INSTALL_HEAD) {
            address adapter = address(bytes20(data[1:INSTALL_HEAD]));
            state = state.withAdapter(adapter);
            emit AdapterRecorded(msg.sender, adapter);
        }
        _advance(msg.sender, state);
        if (data.length == 0) return;
        bool valid = data.length >= INSTALL_HEAD && _isGrantor(uint8(data[0]), data[INSTALL_HEAD:]);
        _recordGrantor(valid ? Key(uint8(data[0]), data[INSTALL_HEAD:]) : Key(KeyLib.NONE, ""));
    }

    /// @notice Called by the account that uninstalls the module, of either type. Never reverts.
    function onUninstall(bytes calldata) external {
        _advance(msg.sender, _accounts[msg.sender].withInstalled(false));
        _recordGrantor(Key(KeyLib.NONE, ""));
    }

    /// @notice Whether the last thing the account did was to install the module, not to uninstall it.
    function isInitialized(address account) external view returns (bool) {
        return _accounts[account].installed();
    }

    /// @notice See {ISessionModule-setGrantor}.
    function setGrantor(Key calldata grantor) external {
        bool nobody = grantor.kind == KeyLib.NONE && grantor.key.length == 0;
        if (!nobody && !_isGrantor(grantor.kind, grantor.key)) {
            revert KeyMalformed(grantor.kind, grantor.key.length);
        }
        _advance(msg.sender, _accounts[msg.sender]);
        _recordGrantor(grantor);
    }

    /// @notice See {ISessionModule-revokeAllBySignature}.
    function revokeAllBySignature(
        address account,
        uint64 epoch,
        ISessionModule.GrantorSignature calldata approval
    ) external {
        AccountState state = _accounts[account];
        if (epoch != state.epoch()) revert GrantEpochEnded(epoch, state.epoch());
        _checkApproval(account, _epochRevocationDigest(account, epoch), approval);
        _advance(account, state);
    }

    /// @notice See {ISessionModule-accountState}.
    function accountState(
        address account
    ) external view returns (uint64 epoch, bool installed, bool paused, bytes32 grantorId, address adapter) {
        AccountState state = _accounts[account];
        return (state.epoch(), state.installed(), state.paused(), _grantors[account], state.adapter());
    }

    /// @notice See {ISessionModule-pauseAccount}.
    function pauseAccount() external {
        _setAccountPaused(true);
    }

    /// @notice See {ISessionModule-resumeAccount}.
    function resumeAccount() external {
        _setAccountPaused(false);
    }

    function _setAccountPaused(bool paused) private {
        _accounts[msg.sender] = _accounts[msg.sender].withPaused(paused);
        emit AccountPaused(msg.sender, paused);
    }

    function _recordGrantor(Key memory grantor) private {
        bytes32 grantorId = grantor.kind == KeyLib.NONE ? bytes32(0) : KeyLib.id(grantor.kind, grantor.key);
        _grantors[msg.sender] = grantorId;
        emit GrantorRecorded(msg.sender, grantorId, grantor);
    }

    /// @dev A grantor that could ever approve something, and is not this module.
    function _isGrantor(uint256 kind, bytes calldata key) private view returns (bool) {
        if (key.length < 20 || bytes20(key) == 0 || address(bytes20(key)) == address(this)) return false;
        // The account as a contract would let each of its validators grant: it takes the prefix that routes to one.
        if (kind == KeyLib.CONTRACT && address(bytes20(key)) == msg.sender) return false;
        if (kind == KeyLib.ACCOUNT || (kind == KeyLib.VERIFIER && key.length > 20)) return true;
        return (kind == KeyLib.ECDSA || kind == KeyLib.CONTRACT) && key.length == 20;
    }
}
