// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {DirectUse} from "./session/DirectUse.sol";
import {Grants} from "./session/Grants.sol";
import {OperationUse} from "./session/OperationUse.sol";
import {SessionHashing} from "./session/SessionHashing.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {
    MODULE_TYPE_EXECUTOR,
    MODULE_TYPE_VALIDATOR
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {Proxy} from "@openzeppelin/contracts/proxy/Proxy.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Latchkey session module
/// @notice Lets an account give a session key that can do little, for a short time, and can be taken back at once. An ERC-7579
/// validator (uses through an EntryPoint) and executor (uses without one). The guarantees, each with its test:
///
/// 1. Only what the owner committed to can be used: every permission, limit and term hashes into the grant's identifier.
/// 2. No cap is ever exceeded, on either path, by any number of keys, in any order of uses and reverts.
/// 3. What was revoked never works again; moving the epoch ends every earlier grant at once.
/// 4. No use reaches the account itself, this module, an EntryPoint or the account's adapter.
/// 5. Nobody but the account, or the grantor that it recorded, starts a grant. A rotator only replaces or ends keys, a keeper
///    only tightens.
///
/// What is used often is here. Everything else of {ISessionModule} (keys, pauses, tiers, messages, guards, installation,
/// views) is the code of one extension, fixed for ever, which runs on this contract's storage: the two are one module in two
/// pieces, because a contract may have 24,576 bytes. Neither can be changed, and nobody owns them.
contract SessionModule is OperationUse, DirectUse, Grants, Proxy {
    address private immutable EXTENSION;
    bytes32 private immutable DOMAIN_SEPARATOR;

    /// @notice Fixes the other half of the module.
    /// @param extension The deployed {SessionExtension} of the same version. A call of code that is not there succeeds: without
    /// the extension, guards would guard nothing and pauses would pause nothing.
    constructor(address extension) {
        if (extension.code.length == 0) revert Address.AddressEmptyCode(extension);
        EXTENSION = extension;
        DOMAIN_SEPARATOR = _computeDomainSeparator();
    }

    /// @notice ERC-7579 validator: judges an operation of the calling account.
    /// @return validationData A wrong signature of the right form is 1 in the lowest 160 bits, after the same work as for a right
    /// one; everything else reverts with its reason.
    function validateUserOp(
        PackedUserOperation calldata userOp,
        bytes32 userOpHash
    ) external returns (uint256 validationData) {
        return _validate(userOp, userOpHash);
    }

    /// @notice ERC-7579: the module is a validator and an executor.
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR || moduleTypeId == MODULE_TYPE_EXECUTOR;
    }

    /// @inheritdoc SessionHashing
    /// @notice Separator of the module's domain, computed once.
    function _domainSeparator() internal view override returns (bytes32) {
        return DOMAIN_SEPARATOR;
    }

    /// @inheritdoc Proxy
    /// @notice Where every function is that this contract does not have.
    function _implementation() internal view override returns (address) {
        return EXTENSION;
    }
}
