// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A test double of an account that executes nothing
/// @notice Says how much gas reached it, and returns as many results as it is told to.
contract MockAccount {
    /// @notice Gas that was left when the module called.
    uint256 public gasSeen;

    /// @notice Number of results that it returns.
    uint256 public results = 1;

    /// @notice Sets the number of results.
    function setResults(uint256 value) external {
        results = value;
    }

    /// @notice As an ERC-7579 account, without doing anything.
    function executeFromExecutor(bytes32, bytes calldata) external payable returns (bytes[] memory) {
        gasSeen = gasleft();
        return new bytes[](results);
    }
}
