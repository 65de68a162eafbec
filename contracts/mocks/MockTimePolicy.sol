// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @title A stand-in for a SmartSessions policy that bounds the time of an operation
/// @notice As little as such a policy can do, for comparing gas.
contract MockTimePolicy {
    mapping(bytes32 id => mapping(address multiplexer => mapping(address account => uint256 window)))
        private _windows;

    /// @notice Records the window of a session.
    /// @param data Last and first second, 6 bytes each.
    function initializeWithMultiplexer(address account, bytes32 id, bytes calldata data) external {
        _windows[id][msg.sender][account] = uint96(bytes12(data));
    }

    /// @notice The window, as validation data.
    function checkUserOpPolicy(
        bytes32 id,
        PackedUserOperation calldata operation
    ) external view returns (uint256) {
        uint256 window = _windows[id][msg.sender][operation.sender];
        return ((window >> 48) << 160) | (uint48(window) << 208);
    }

    /// @notice Every interface that it is asked for.
    function supportsInterface(bytes4) external pure returns (bool) {
        return true;
    }
}
