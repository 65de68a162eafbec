// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGuard} from "../interfaces/IGuard.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Guard over one balance of the account
/// @notice Compares the account's balance of a token, or of native currency, before and after the calls of a use.
///
/// Guarantees: after every use that it lets pass, the balance is at least what it was before plus `amount` (kind `RECEIVED`), or
/// at least what it was before minus `amount` (kind `SPENT`). Both are differences of what the token itself reports, so fees on
/// transfer and rounding count as they really are.
///
/// Limits: it judges one use, so uses add up: a grant that bounds a total needs a limit as well. It sees the difference only, not
/// where it comes from: whoever sends to the account in between makes up for what left it. It sees nothing that happens after
/// the calls: an approval given in a use can be drawn on later, so the permission has to pin its spender and amount. A token that
/// lies about balances is believed. Gas is not part of a native balance here: an EntryPoint takes it before, from a deposit.
///
/// Config, 53 bytes: `20B token ‖ u8 kind ‖ 32B amount`. Token zero is native currency. An amount of zero means none: the balance
/// may not go down.
/// @dev Without state and without owner: it holds for the account that the module names, whoever asks.
contract BalanceGuard is IGuard {
    /// @notice Kind of config: at least `amount` more than before, inclusive.
    uint8 public constant RECEIVED = 1;

    /// @notice Kind of config: at most `amount` less than before, inclusive.
    uint8 public constant SPENT = 2;

    uint256 private constant CONFIG_LENGTH = 53;

    /// @notice The config has another length than the one that there is.
    error BalanceConfigMalformed(uint256 length, uint256 expected);

    /// @notice The config's kind is neither {RECEIVED} nor {SPENT}.
    error BalanceKindUnsupported(uint256 kind);

    /// @notice The token has no code, so it has no balances.
    error BalanceTokenWithoutCode(address token);

    /// @notice The calls left less than they had to, in the token's smallest unit.
    error BalanceTooLow(address token, uint256 actual, uint256 expected);

    /// @inheritdoc IGuard
    /// @notice The snapshot is the balance. Reverts already here when the config could never be judged.
    function begin(address account, bytes calldata config) external view returns (bytes32 snapshot) {
        (address token, , ) = _read(config);
        return bytes32(_balance(token, account));
    }

    /// @inheritdoc IGuard
    /// @notice Reverts with {BalanceTooLow} when the balance is lower than the config allows. An amount to receive that no balance
    /// can reach is an arithmetic overflow.
    function end(address account, bytes calldata config, bytes32 snapshot) external view {
        (address token, uint256 kind, uint256 amount) = _read(config);
        uint256 before = uint256(snapshot);
        uint256 expected;
        if (kind == RECEIVED) expected = before + amount;
        else if (before > amount) expected = before - amount;
        uint256 actual = _balance(token, account);
        if (actual < expected) revert BalanceTooLow(token, actual, expected);
    }

    function _read(bytes calldata config) private pure returns (address token, uint256 kind, uint256 amount) {
        if (config.length != CONFIG_LENGTH) revert BalanceConfigMalformed(config.length, CONFIG_LENGTH);
        token = address(bytes20(config));
        kind = uint8(config[20]);
        amount = uint256(bytes32(config[21:]));
        if (kind != RECEIVED && kind != SPENT) revert BalanceKindUnsupported(kind);
    }

    function _balance(address token, address account) private view returns (uint256) {
        if (token == address(0)) return account.balance;
        if (token.code.length == 0) revert BalanceTokenWithoutCode(token);
        return IERC20(token).balanceOf(account);
    }
}
