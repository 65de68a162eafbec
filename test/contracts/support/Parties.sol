// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {
    IERC7579AccountConfig,
    IERC7579Execution,
    IERC7579ModuleConfig
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice What tests call on the reference account.
interface IReferenceAccount is
    IERC7579Execution,
    IERC7579AccountConfig,
    IERC7579ModuleConfig,
    IERC1271,
    IERC5267
{}

/// @notice What tests call on its factory.
interface IReferenceAccountFactory {
    function createAccount(address owner, bytes32 salt) external returns (address account);
}

/// @notice What tests call on the double of a token.
interface IMintable is IERC20 {
    function mint(address to, uint256 amount) external;
}
