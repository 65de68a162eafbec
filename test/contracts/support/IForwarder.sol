// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice What tests call on the double of a contract that carries out any call.
interface IForwarder {
    function forward(address target, uint256 value, bytes calldata data) external payable;
}
