// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice What every use reads of an account. From the lowest bit: epoch (64), installed (1), paused (1), 30 unused, adapter
/// (160).
type AccountState is uint256;

using AccountStateLib for AccountState global;

/// @notice Packed state of an account
library AccountStateLib {
    uint256 private constant INSTALLED = 1 << 64;
    uint256 private constant PAUSED = 1 << 65;
    uint256 private constant ADAPTER = 96;

    /// @notice Counter that ends every earlier grant when it moves.
    function epoch(AccountState state) internal pure returns (uint64) {
        return uint64(AccountState.unwrap(state));
    }

    /// @notice Whether the last thing the account did was to install, not to uninstall.
    function installed(AccountState state) internal pure returns (bool) {
        return AccountState.unwrap(state) & INSTALLED != 0;
    }

    /// @notice Whether the owner paused every grant of the account.
    function paused(AccountState state) internal pure returns (bool) {
        return AccountState.unwrap(state) & PAUSED != 0;
    }

    /// @notice One more address that no use may call; zero when none.
    function adapter(AccountState state) internal pure returns (address) {
        return address(uint160(AccountState.unwrap(state) >> ADAPTER));
    }

    /// @notice The state in the next epoch.
    function advance(AccountState state) internal pure returns (AccountState) {
        return AccountState.wrap(AccountState.unwrap(state) + 1);
    }

    /// @notice The state with the module installed or not.
    function withInstalled(AccountState state, bool value) internal pure returns (AccountState) {
        uint256 word = AccountState.unwrap(state);
        return AccountState.wrap(value ? word | INSTALLED : word & ~INSTALLED);
    }

    /// @notice The state with every grant paused, or not any more.
    function withPaused(AccountState state, bool value) internal pure returns (AccountState) {
        uint256 word = AccountState.unwrap(state);
        return AccountState.wrap(value ? word | PAUSED : word & ~PAUSED);
    }

    /// @notice The state with another adapter.
    function withAdapter(AccountState state, address value) internal pure returns (AccountState) {
        uint256 word = AccountState.unwrap(state) & ((1 << ADAPTER) - 1);
        return AccountState.wrap(word | (uint256(uint160(value)) << ADAPTER));
    }
}
