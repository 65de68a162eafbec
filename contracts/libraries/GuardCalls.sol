// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title The two calls that a guarded operation stands between
/// @notice Validation may not read live state, so it proves that the calls which will are there, and say what the grant says.
library GuardCalls {
    /// @notice Reverts unless a call is the module's own guard call for this grant, exactly as abi.encode writes it.
    /// @param selector That of `guardBegin` or `guardEnd`.
    /// @param guards Encoded guards, which the grant has been found to commit to.
    function check(
        Execution calldata call,
        bytes4 selector,
        bytes32 grantId,
        bytes calldata guards
    ) internal view {
        bytes32 expected = keccak256(abi.encodeWithSelector(selector, grantId, guards));
        bool same = call.target == address(this) && call.value == 0 && keccak256(call.callData) == expected;
        if (!same) revert ISessionErrors.GuardCallMissing();
    }
}
