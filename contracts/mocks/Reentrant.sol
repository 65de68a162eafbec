// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";

/// @notice A test double of a contract that holds a session key and, when called with it, tries to use it again
contract Reentrant {
    ISessionModule private immutable MODULE;

    address private _account;
    bytes private _execution;
    bytes private _use;

    /// @notice Error of the second use, with its arguments.
    bytes public refusal;

    constructor(ISessionModule module) {
        MODULE = module;
    }

    /// @notice Uses the key on this contract itself.
    function start(address account, bytes calldata execution, bytes calldata use) external {
        (_account, _execution, _use) = (account, execution, use);
        MODULE.execute(account, bytes32(0), execution, use);
    }

    /// @notice Called by the account: uses the key again.
    function enter() external {
        try MODULE.execute(_account, bytes32(0), _execution, _use) {
            refusal = "";
        } catch (bytes memory reason) {
            refusal = reason;
        }
    }
}
