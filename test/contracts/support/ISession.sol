// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC7579Validator} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice The module as tests call it, so that they compile without its code.
interface ISession is ISessionModule, IERC7579Validator, IERC5267 {
    function isInitialized(address account) external view returns (bool);
}
