// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @title Reader of an operation's dynamic members
/// @notice Follows the offsets as they stand, without the compiler's checks of each. They are the calling account's: one that
/// hands on anything else than what an EntryPoint wrote judges a different operation of its own, and nobody else's.
library OperationReader {
    /// @dev Positions of the members in the operation's head.
    uint256 internal constant INIT_CODE = 2;
    uint256 internal constant CALL_DATA = 3;
    uint256 internal constant PAYMASTER_AND_DATA = 7;
    uint256 internal constant SIGNATURE = 8;

    /// @notice One dynamic member.
    function read(
        PackedUserOperation calldata userOp,
        uint256 member
    ) internal pure returns (bytes calldata data) {
        assembly ("memory-safe") {
            let start := add(userOp, calldataload(add(userOp, shl(5, member))))
            data.offset := add(start, 0x20)
            data.length := calldataload(start)
        }
    }
}
