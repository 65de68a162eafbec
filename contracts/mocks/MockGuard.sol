// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGuard} from "../interfaces/IGuard.sol";

/// @title A test double of a guard
/// @notice Notes how it is asked, and refuses when its config says so: `01` before the calls, `02` after them.
contract MockGuard is IGuard {
    /// @notice Refusal before the calls.
    error RefusedBefore(address account, bytes config);

    /// @notice Refusal after the calls.
    error RefusedAfter(address account, bytes config, bytes32 snapshot);

    /// @notice It was asked before the calls and gave this snapshot.
    event Begun(address indexed account, bytes config, bytes32 snapshot);

    /// @notice It was asked after the calls and was given this snapshot.
    event Ended(address indexed account, bytes config, bytes32 snapshot);

    /// @inheritdoc IGuard
    /// @notice The snapshot is different for every config.
    function begin(address account, bytes calldata config) external returns (bytes32 snapshot) {
        if (config.length != 0 && config[0] == 0x01) revert RefusedBefore(account, config);
        snapshot = keccak256(abi.encode(account, config));
        emit Begun(account, config, snapshot);
    }

    /// @inheritdoc IGuard
    /// @notice Notes the snapshot, or refuses.
    function end(address account, bytes calldata config, bytes32 snapshot) external {
        if (config.length != 0 && config[0] == 0x02) revert RefusedAfter(account, config, snapshot);
        emit Ended(account, config, snapshot);
    }
}
