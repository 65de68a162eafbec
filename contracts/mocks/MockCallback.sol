// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title A test double of a contract that calls back while it is called
/// @notice Does what it was armed with, or nothing; whatever that call reverts with, it reverts with.
contract MockCallback {
    address private _target;
    bytes private _data;

    /// @notice Gas that was left when `run` began.
    uint256 public gasSeen;

    /// @notice Sets the call that `run` makes.
    function arm(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    /// @notice What a use of a grant calls. The argument does nothing.
    function run(uint256) external payable {
        gasSeen = gasleft();
        if (_target != address(0)) Address.functionCall(_target, _data);
    }
}
