// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Administration} from "./session/Administration.sol";
import {Delegations} from "./session/Delegations.sol";
import {GuardEndpoints} from "./session/GuardEndpoints.sol";
import {Keys} from "./session/Keys.sol";
import {Messages} from "./session/Messages.sol";
import {SessionHashing} from "./session/SessionHashing.sol";
import {Tightening} from "./session/Tightening.sol";

/// @title The other half of the session module
/// @notice Code that {SessionModule} runs on its own storage for every function that it does not have itself. Called directly it
/// is a module that nobody has installed.
contract SessionExtension is Administration, Keys, Tightening, Messages, GuardEndpoints, Delegations {
    /// @inheritdoc SessionHashing
    /// @notice Separator of the domain of the module at whose address this code runs.
    function _domainSeparator() internal view override returns (bytes32) {
        return _computeDomainSeparator();
    }

    /// @notice ERC-5267: name, version and verifyingContract, and no chain.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (hex"0b", NAME, VERSION, 0, address(this), 0, new uint256[](0));
    }
}
