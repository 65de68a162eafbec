// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @title The call of an executor into an account
/// @notice Results are handed on as the account returned them: decoding and encoding them again would cost as much as a limit.
library ExecutorCall {
    /// @notice Calls `executeFromExecutor` and checks that there is one result per call. What the account reverts with, this
    /// reverts with.
    /// @param minimumGas Gas that must be there for the account's call, what it costs to copy the calls not included.
    /// @return results Position in memory of what the account returned: `abi.encode(bytes[])`.
    /// @return size Its size in bytes.
    function run(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        uint256 calls,
        uint256 minimumGas
    ) internal returns (uint256 results, uint256 size) {
        if (account.code.length == 0) revert ISessionErrors.AccountWithoutCode(account);
        bytes4 selector = IERC7579Execution.executeFromExecutor.selector;
        uint256 count;
        uint256 available;
        // In one piece: between two of them the compiler may use the memory that the call stands in.
        assembly ("memory-safe") {
            // selector, mode, offset, length, bytes and their padding
            results := mload(0x40)
            let length := executionCalldata.length
            mstore(results, selector)
            mstore(add(results, 0x04), mode)
            mstore(add(results, 0x24), 0x40)
            mstore(add(results, 0x44), length)
            let data := add(results, 0x64)
            mstore(add(data, length), 0)
            calldatacopy(data, executionCalldata.offset, length)
            size := add(0x64, and(add(length, 31), not(31)))
            // A call passes on 63/64 of the gas: a relayer must not be able to starve it, nor the guards, nor the copying above.
            available := sub(gas(), shr(6, gas()))
            if iszero(lt(available, minimumGas)) {
                let success := call(gas(), account, 0, results, size, 0, 0)
                size := returndatasize()
                returndatacopy(results, 0, size)
                if iszero(success) {
                    revert(results, size)
                }
                // A result that is not of this form counts as none.
                if and(gt(size, 0x3f), eq(mload(results), 0x20)) {
                    count := mload(add(results, 0x20))
                }
                mstore(0x40, and(add(add(results, size), 31), not(31)))
            }
        }
        if (available < minimumGas) revert ISessionErrors.GasInsufficient(available, minimumGas);
        if (count != calls) revert ISessionErrors.ExecutionResultMismatch(count, calls);
    }

    /// @notice Ends the call to this contract, and returns what {run} has left in memory.
    function giveBack(uint256 results, uint256 size) internal pure {
        assembly ("memory-safe") {
            return(results, size)
        }
    }
}
