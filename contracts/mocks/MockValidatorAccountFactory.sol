// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {MockValidatorAccount} from "./MockValidatorAccount.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @title A test double of a factory of accounts
contract MockValidatorAccountFactory {
    /// @notice Code of every account that this factory deploys.
    address public immutable IMPLEMENTATION;

    constructor(address implementation) {
        IMPLEMENTATION = implementation;
    }

    /// @notice Deploys an account with its first validator, or returns the one that is there.
    function createAccount(address validator, bytes calldata data) external returns (address account) {
        bytes32 salt = keccak256(abi.encode(validator, data));
        account = Clones.predictDeterministicAddress(IMPLEMENTATION, salt);
        if (account.code.length != 0) return account;
        Clones.cloneDeterministic(IMPLEMENTATION, salt);
        MockValidatorAccount(payable(account)).initialize(validator, data);
    }
}
