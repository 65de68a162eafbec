// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A check of live state before and after the calls of a use
/// @notice The module calls both functions in one transaction, {begin} before the first call and {end} after the last. What a
/// guard has to remember in between is one word, which the module keeps for it.
interface IGuard {
    /// @notice Looks at the account before the calls; reverts to refuse them.
    /// @param config What the owner committed to for this guard.
    /// @return snapshot What {end} will be given.
    function begin(address account, bytes calldata config) external returns (bytes32 snapshot);

    /// @notice Looks at the account after the calls; reverts to undo them.
    function end(address account, bytes calldata config, bytes32 snapshot) external;
}
