// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title A test double of a contract that carries out calls for anyone: a multicall, a router, a relay
contract MockForwarder {
    /// @notice Calls a contract and returns what it returns, or reverts as it reverts.
    function forward(
        address target,
        uint256 value,
        bytes calldata data
    ) external payable returns (bytes memory) {
        return Address.functionCallWithValue(target, data, value);
    }
}
