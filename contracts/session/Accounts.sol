// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {AccountState} from "../types/AccountState.sol";
import {Key, KeyLib} from "../types/Key.sol";
import {SessionHashing} from "./SessionHashing.sol";
import {SessionStorage} from "./SessionStorage.sol";
import {IERC7579Module} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title Installation, epoch and grantor of accounts
/// @notice Everything here that an account can do to itself moves its epoch, so that no earlier grant survives it.
abstract contract Accounts is ISessionModule, IERC7579Module, SessionStorage, SessionHashing {
    /// @dev Install data: grantor kind, adapter, grantor key.
    uint256 private constant INSTALL_HEAD = 21;

    /// @inheritdoc IERC7579Module
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

    /// @inheritdoc IERC7579Module
    /// @notice Called by the account that uninstalls the module, of either type. Never reverts.
    function onUninstall(bytes calldata) external {
        _advance(msg.sender, _accounts[msg.sender].withInstalled(false));
        _recordGrantor(Key(KeyLib.NONE, ""));
    }

    /// @notice Whether the last thing the account did was to install the module, not to uninstall it.
    function isInitialized(address account) external view returns (bool) {
        return _accounts[account].installed();
    }

    /// @inheritdoc ISessionModule
    function setGrantor(Key calldata grantor) external {
        bool nobody = grantor.kind == KeyLib.NONE && grantor.key.length == 0;
        if (!nobody && !_isGrantor(grantor.kind, grantor.key)) {
            revert KeyMalformed(grantor.kind, grantor.key.length);
        }
        _advance(msg.sender, _accounts[msg.sender]);
        _recordGrantor(grantor);
    }

    /// @inheritdoc ISessionModule
    function revokeAll() external {
        _advance(msg.sender, _accounts[msg.sender]);
    }

    /// @inheritdoc ISessionModule
    function revokeAllBySignature(
        address account,
        uint64 epoch,
        GrantorSignature calldata approval
    ) external {
        AccountState state = _accounts[account];
        if (epoch != state.epoch()) revert GrantEpochEnded(epoch, state.epoch());
        _checkApproval(account, _epochRevocationDigest(account, epoch), approval);
        _advance(account, state);
    }

    /// @inheritdoc ISessionModule
    function accountState(
        address account
    ) external view returns (uint64 epoch, bool installed, bytes32 grantorId, address adapter) {
        AccountState state = _accounts[account];
        return (state.epoch(), state.installed(), _grantors[account], state.adapter());
    }

    /// @notice Reverts unless the recorded grantor of the account approved the digest.
    function _checkApproval(
        address account,
        bytes32 digest,
        GrantorSignature calldata approval
    ) internal view {
        _checkGrantor(account, digest, approval.grantor.kind, approval.grantor.key, approval.signature);
    }

    /// @notice As above, with the approval in parts. An account without a grantor accepts none.
    function _checkGrantor(
        address account,
        bytes32 digest,
        uint8 kind,
        bytes calldata key,
        bytes calldata signature
    ) internal view {
        bytes32 grantorId = KeyLib.id(kind, key);
        bytes32 recorded = _grantors[account];
        if (grantorId != recorded) revert GrantorMismatch(grantorId, recorded);
        if (!Signatures.isGrantorValid(account, kind, key, digest, signature)) {
            revert GrantorSignatureInvalid(digest);
        }
    }

    function _advance(address account, AccountState state) private {
        AccountState next = state.advance();
        _accounts[account] = next;
        emit EpochAdvanced(account, next.epoch());
    }

    function _recordGrantor(Key memory grantor) private {
        bytes32 grantorId = grantor.kind == KeyLib.NONE ? bytes32(0) : KeyLib.id(grantor.kind, grantor.key);
        _grantors[msg.sender] = grantorId;
        emit GrantorRecorded(msg.sender, grantorId, grantor);
    }

    /// @dev A grantor that could ever approve something, and is not this module.
    function _isGrantor(uint8 kind, bytes calldata key) private view returns (bool) {
        if (kind == KeyLib.ECDSA) return key.length == 20 && bytes20(key) != 0;
        return kind == KeyLib.ACCOUNT && key.length >= 20 && address(bytes20(key)) != address(this);
    }
}
