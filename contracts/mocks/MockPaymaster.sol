// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IPaymaster, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @title A test double of a paymaster
/// @notice Pays for everybody, as long as somebody puts a deposit into the EntryPoint for it. It remembers nothing.
contract MockPaymaster is IPaymaster {
    /// @notice Accepts the operation, without conditions and without anything to do afterwards.
    function validatePaymasterUserOp(
        PackedUserOperation calldata,
        bytes32,
        uint256
    ) external pure returns (bytes memory context, uint256 validationData) {
        return ("", 0);
    }

    /// @notice Nothing to do: no context was left for it.
    function postOp(PostOpMode, bytes calldata, uint256, uint256) external pure {}
}
