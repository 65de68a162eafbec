// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A test double of an ERC-20 token
/// @notice Anyone may mint any amount. Never to be deployed where a token has value.
contract MockERC20 is ERC20 {
    uint8 private immutable _decimals;

    /// @notice Names the token.
    /// @param name_ The token's name.
    /// @param symbol_ The token's symbol.
    /// @param decimals_ How many digits of an amount are behind the point, when shown to people.
    constructor(string memory name_, string memory symbol_, uint8 decimals_) ERC20(name_, symbol_) {
        _decimals = decimals_;
    }

    /// @notice Creates tokens out of nothing.
    /// @param to The account that receives them.
    /// @param amount How many, in the token's smallest unit.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}
