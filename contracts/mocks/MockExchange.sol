// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A test double of an exchange with nested arguments
/// @notice Notes what it was asked, so that a test can tell what an account really called.
contract MockExchange {
    /// @notice One way from a token to another.
    struct Leg {
        address token;
        bytes path;
    }

    /// @notice An order.
    struct Order {
        address receiver;
        uint256[] amounts;
        Leg[] legs;
        bytes note;
    }

    /// @notice An amount for somebody.
    struct Payment {
        address to;
        uint256 amount;
    }

    /// @notice An order was taken.
    event Traded(address indexed receiver, uint256 sum);

    /// @notice Takes an order.
    function trade(Order calldata order) external {
        uint256 sum;
        for (uint256 i = 0; i < order.amounts.length; ++i) sum += order.amounts[i];
        emit Traded(order.receiver, sum);
    }

    /// @notice Takes payments.
    function pay(Payment[] calldata payments) external {
        for (uint256 i = 0; i < payments.length; ++i) emit Traded(payments[i].to, payments[i].amount);
    }
}
