// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title ERC-7710: uses as redeemed delegations
/// @notice A permission context is `20B account ‖ encoded use` of the redeemer's key. All or nothing.
abstract contract Delegations is ISessionErrors {
    /// @notice See {ISessionModule-redeemDelegations}.
    /// @dev A delegatecall to itself keeps the caller, so each entry is exactly the caller's own {ISessionModule-execute}.
    function redeemDelegations(
        bytes[] calldata permissionContexts,
        bytes32[] calldata modes,
        bytes[] calldata executionCallDatas
    ) external {
        uint256 count = permissionContexts.length;
        if (count == 0 || modes.length != count || executionCallDatas.length != count) {
            revert RedemptionMalformed();
        }
        for (uint256 i = 0; i < count; ++i) {
            bytes calldata context = permissionContexts[i];
            if (context.length < 20) revert RedemptionMalformed();
            address account = address(bytes20(context));
            Address.functionDelegateCall(
                address(this),
                abi.encodeCall(
                    ISessionModule.execute,
                    (account, modes[i], executionCallDatas[i], context[20:])
                )
            );
        }
    }
}
