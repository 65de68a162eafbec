// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccountERC7579Hooked} from "@openzeppelin/contracts/account/extensions/draft-AccountERC7579Hooked.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @title A test double of an ERC-7579 account that may have a hook
/// @notice OpenZeppelin's, for one EntryPoint, and without an owner: only modules judge.
contract MockHookedAccount is AccountERC7579Hooked {
    IEntryPoint private immutable ENTRY_POINT;

    constructor(IEntryPoint entryPoint_) {
        ENTRY_POINT = entryPoint_;
    }

    /// @notice The only EntryPoint that the account listens to.
    function entryPoint() public view override returns (IEntryPoint) {
        return ENTRY_POINT;
    }
}
