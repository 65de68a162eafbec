// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A stand-in for SmartSessions policies that bound the amount of a transfer
/// @notice As little as such policies can do, for comparing gas: one contract where the published ones take two.
contract MockAmountPolicy {
    struct Rule {
        uint128 cap;
        uint128 limit;
        uint256 spent;
    }

    mapping(bytes32 id => mapping(address multiplexer => mapping(address account => Rule))) private _rules;

    /// @notice Records the rule of an action.
    /// @param data Most of one transfer and most of all, 16 bytes each; a limit of 0 is none.
    function initializeWithMultiplexer(address account, bytes32 id, bytes calldata data) external {
        Rule storage rule = _rules[id][msg.sender][account];
        rule.cap = uint128(bytes16(data));
        rule.limit = uint128(bytes16(data[16:]));
    }

    /// @notice 0 if the transfer is within the rule, of a token by its second argument and of ether by its value.
    function checkAction(
        bytes32 id,
        address account,
        address,
        uint256 value,
        bytes calldata data
    ) external returns (uint256) {
        uint256 amount = data.length < 68 ? value : uint256(bytes32(data[36:68]));
        Rule storage rule = _rules[id][msg.sender][account];
        (uint256 cap, uint256 limit) = (rule.cap, rule.limit);
        if (amount > cap) return 1;
        if (limit == 0) return 0;
        uint256 spent = rule.spent + amount;
        rule.spent = spent;
        return spent > limit ? 1 : 0;
    }

    /// @notice Every interface that it is asked for.
    function supportsInterface(bytes4) external pure returns (bool) {
        return true;
    }
}
