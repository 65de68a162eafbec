// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";

/// @notice Addresses that no use may call, whatever the grant says
library Targets {
    address internal constant ENTRY_POINT_V06 = 0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789;
    address internal constant ENTRY_POINT_V07 = 0x0000000071727De22E5E9d8BAf0edAc6f37da032;
    address internal constant ENTRY_POINT_V08 = 0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108;
    address internal constant ENTRY_POINT_V09 = 0x433709009B8330FDa32311DF1C2AFA402eD8D009;

    /// @notice Reverts when the target is the account, this module, an EntryPoint, the account's adapter or address zero.
    function check(address target, address account, address adapter) internal view {
        if (isForbidden(target, account, adapter)) revert ISessionErrors.TargetForbidden(target);
    }

    /// @notice Whether no use may call the target, and no message may be for it.
    function isForbidden(
        address target,
        address account,
        address adapter
    ) internal view returns (bool forbidden) {
        assembly ("memory-safe") {
            forbidden := or(
                iszero(target),
                or(eq(target, account), or(eq(target, adapter), eq(target, address())))
            )
            forbidden := or(forbidden, or(eq(target, ENTRY_POINT_V06), eq(target, ENTRY_POINT_V07)))
            forbidden := or(forbidden, or(eq(target, ENTRY_POINT_V08), eq(target, ENTRY_POINT_V09)))
        }
    }
}
