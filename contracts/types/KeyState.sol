// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice State of a key other than a grant's first. From the lowest bit: last second (48), last second of the key that it
/// replaced (48), and in the highest 8 bits its status.
type KeyState is uint256;

using KeyStateLib for KeyState global;

/// @notice Packed state of a key
library KeyStateLib {
    uint256 internal constant CURRENT = 1;
    uint256 internal constant ENDING = 2;
    uint256 internal constant REVOKED = 3;

    uint256 private constant PREDECESSOR_END = 48;
    uint256 private constant STATUS = 248;

    /// @notice A key that is current, or ending, or revoked.
    /// @param validUntil_ Last second in which it can be used.
    /// @param predecessorEnd_ Last second of the key that it replaced; 0 when none still lives.
    function pack(
        uint256 status_,
        uint256 validUntil_,
        uint256 predecessorEnd_
    ) internal pure returns (KeyState) {
        return KeyState.wrap(validUntil_ | (predecessorEnd_ << PREDECESSOR_END) | (status_ << STATUS));
    }

    /// @notice 0 unknown, CURRENT, ENDING or REVOKED.
    function status(KeyState state) internal pure returns (uint256) {
        return KeyState.unwrap(state) >> STATUS;
    }

    /// @notice Last second in which the key can be used.
    function validUntil(KeyState state) internal pure returns (uint256) {
        return uint48(KeyState.unwrap(state));
    }

    /// @notice Last second of the key that it replaced.
    function predecessorEnd(KeyState state) internal pure returns (uint256) {
        return uint48(KeyState.unwrap(state) >> PREDECESSOR_END);
    }
}
