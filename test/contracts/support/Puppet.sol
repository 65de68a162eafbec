// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice What tests call on the double that does what it was told.
interface IPuppet {
    function tell(address target, bytes calldata data) external;
    function act(address target, bytes calldata data) external;
    function behave(bytes calldata reply, uint256 appetite, bool watching) external;
    function outcome(uint256 step) external view returns (bool done, bool success, bytes memory answer);
}
