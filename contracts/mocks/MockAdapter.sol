// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A test double of the adapter that makes a Safe an ERC-7579 account
/// @notice As the real one, it takes the last 20 bytes of the calldata for the sender, since a Safe appends them when it hands on a
/// call. A Safe that calls the adapter by itself can append whom it likes.
contract MockAdapter {
    mapping(address account => mapping(address module => bool)) private _installed;

    /// @notice The appended sender is not the account itself.
    error SenderUnauthorized(address sender);

    /// @notice Installs a module on the calling account, if the account itself is the appended sender.
    function installModule(uint256, address module, bytes calldata) external {
        address sender = address(bytes20(msg.data[msg.data.length - 20:]));
        if (sender != msg.sender) revert SenderUnauthorized(sender);
        _installed[msg.sender][module] = true;
    }

    /// @notice Whether an account has installed a module.
    function isInstalled(address account, address module) external view returns (bool) {
        return _installed[account][module];
    }
}
