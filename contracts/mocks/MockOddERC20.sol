// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A test double of the tokens that do not do what ERC-20 says
/// @notice It can take a tenth of every transfer for itself, return nothing, refuse by returning false, or change all balances.
contract MockOddERC20 {
    /// @notice A tenth of every transfer does not arrive.
    uint8 public constant FEE_ON_TRANSFER = 1;

    /// @notice Transfers return nothing.
    uint8 public constant NO_RETURN = 2;

    /// @notice Transfers move nothing and return false.
    uint8 public constant FALSE_RETURN = 3;

    uint8 private immutable ODDITY;
    uint256 private _scale = 1;

    mapping(address account => uint256 amount) private _balances;

    constructor(uint8 oddity) {
        ODDITY = oddity;
    }

    /// @notice Creates tokens out of nothing.
    function mint(address to, uint256 amount) external {
        _balances[to] += amount / _scale;
    }

    /// @notice Multiplies all balances.
    function rebase(uint256 factor) external {
        _scale *= factor;
    }

    /// @notice Transfers, each kind of token in its way.
    function transfer(address to, uint256 amount) external returns (bool) {
        if (ODDITY == FALSE_RETURN) return false;
        uint256 units = amount / _scale;
        _balances[msg.sender] -= units;
        _balances[to] += ODDITY == FEE_ON_TRANSFER ? units - units / 10 : units;
        if (ODDITY == NO_RETURN) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        return true;
    }

    /// @notice What an account has.
    function balanceOf(address account) external view returns (uint256) {
        return _balances[account] * _scale;
    }
}
