// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title A test double of WETH9: ether wrapped as an ERC-20 token
/// @notice Stands where the local chain has no WETH9: `deposit`, `withdraw` and their events are the same. Unlike
/// WETH9 it reverts with the errors of ERC-6093 and has no fallback that accepts any calldata as a deposit.
contract MockWETH is ERC20 {
    /// @notice Ether was wrapped.
    event Deposit(address indexed dst, uint256 wad);

    /// @notice Tokens were unwrapped.
    event Withdrawal(address indexed src, uint256 wad);

    constructor() ERC20("Wrapped Ether", "WETH") {}

    /// @notice Wraps the ether sent, for the sender.
    receive() external payable {
        deposit();
    }

    /// @notice Unwraps tokens of the caller and sends it the ether.
    /// @param wad How many, in wei.
    function withdraw(uint256 wad) external {
        _burn(msg.sender, wad);
        emit Withdrawal(msg.sender, wad);
        Address.sendValue(payable(msg.sender), wad);
    }

    /// @notice Wraps the ether sent, for the caller.
    function deposit() public payable {
        _mint(msg.sender, msg.value);
        emit Deposit(msg.sender, msg.value);
    }
}
