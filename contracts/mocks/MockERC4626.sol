// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";

/// @title OpenZeppelin's ERC-4626 vault, as it is
/// @notice Holds what is deposited and does nothing with it. Tokens that are sent to it raise the price of its shares.
contract MockERC4626 is ERC4626 {
    /// @notice Names the vault's shares.
    /// @param asset_ The token that is deposited.
    constructor(IERC20 asset_) ERC20("Test Vault", "vTEST") ERC4626(asset_) {}
}
