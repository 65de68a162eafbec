// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccountERC7579} from "@openzeppelin/contracts/account/extensions/draft-AccountERC7579.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {MODULE_TYPE_VALIDATOR} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @title A test double of an account that somebody else made of OpenZeppelin's AccountERC7579
/// @notice Plain, but for what the abstract contract leaves open: its EntryPoint, and a first validator for its owner. It has no
/// signer of its own.
contract MockValidatorAccount is AccountERC7579, Initializable {
    IEntryPoint private immutable ENTRY_POINT;

    constructor(IEntryPoint entryPoint_) {
        ENTRY_POINT = entryPoint_;
    }

    /// @notice Installs the owner's validator.
    function initialize(address validator, bytes calldata data) external initializer {
        _installModule(MODULE_TYPE_VALIDATOR, validator, data);
    }

    /// @notice The only EntryPoint that the account listens to.
    function entryPoint() public view override returns (IEntryPoint) {
        return ENTRY_POINT;
    }
}
