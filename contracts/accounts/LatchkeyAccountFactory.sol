// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {LatchkeyAccount} from "./LatchkeyAccount.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @title Factory of reference accounts
/// @notice Deploys clones whose owner is part of their address. The implementation also serves as EIP-7702 delegate.
contract LatchkeyAccountFactory {
    /// @notice Code of every account that this factory deploys.
    LatchkeyAccount public immutable IMPLEMENTATION;

    constructor(LatchkeyAccount implementation) {
        IMPLEMENTATION = implementation;
    }

    /// @notice Deploys the account of an owner, or returns the one that is there.
    function createAccount(address owner, bytes32 salt) external returns (address account) {
        account = accountAddress(owner, salt);
        if (account.code.length == 0) {
            Clones.cloneDeterministicWithImmutableArgs(
                address(IMPLEMENTATION),
                abi.encodePacked(owner),
                salt
            );
        }
    }

    /// @notice Address of the account of an owner, deployed or not.
    function accountAddress(address owner, bytes32 salt) public view returns (address) {
        return
            Clones.predictDeterministicAddressWithImmutableArgs(
                address(IMPLEMENTATION),
                abi.encodePacked(owner),
                salt
            );
    }
}
