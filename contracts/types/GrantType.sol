// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice EIP-712 type of a grant
library GrantType {
    string private constant HEAD = "Grant(address account,Network[] networks,Permission";
    string private constant MIDDLE = " permissions,Limit";
    // The referenced types stand in alphabetical order, all of them after Grant.
    string private constant TAIL =
        " limits,Message[] messages,Guard[] guards,uint48 validAfter,uint48 validUntil,"
        "uint32 keyLifetime,uint32 overlap,uint8 maxKeys,MaximumFee maximumFee,PaymasterRule paymaster,Key rotator,"
        "Key keeper,Identity identity,Supersession supersedes,Key sessionKey,bytes16 salt)"
        "Guard(address guard,bytes config)"
        "Identity(uint8 kind,address registry,bytes subject)"
        "Key(uint8 kind,bytes key)"
        "Limit(uint8 kind,address token,uint128 amount,uint32 period,uint48 periodStart)"
        "MaximumFee(uint256 budget,uint256 price)"
        "Message(uint8 kind,bytes32 domain,string contents,ParameterCondition[] conditions,bool uncounted)"
        "Network(uint256 chainId,uint64 epoch)"
        "ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)"
        "PaymasterRule(uint8 kind,address[] listed)"
        "Permission(address target,uint8 call,bytes4 selector,uint256 maxValue,ParameterCondition[] conditions,"
        "Spend[] spends,uint8 worstTier)"
        "Spend(uint16 limit,uint8 source,uint256 argument)"
        "Supersession(bytes32 grantId,uint16[] carries)";

    bytes32 internal constant NETWORK_TYPEHASH = keccak256("Network(uint256 chainId,uint64 epoch)");
    bytes32 internal constant GUARD_TYPEHASH = keccak256("Guard(address guard,bytes config)");
    bytes32 internal constant MAXIMUM_FEE_TYPEHASH = keccak256("MaximumFee(uint256 budget,uint256 price)");
    bytes32 internal constant PAYMASTER_TYPEHASH = keccak256("PaymasterRule(uint8 kind,address[] listed)");
    bytes32 internal constant SUPERSESSION_TYPEHASH = keccak256(
        "Supersession(bytes32 grantId,uint16[] carries)"
    );

    /// @dev Type hash of a grant with one permission and at most one limit, the most common; a test computes it.
    bytes32 internal constant FLAT = 0x5714e7aea83558ad2bf5e826013d5461386e1b79b19264bda0294911367f1676;

    /// @notice Type hash for trees of the given heights: `Permission` and `Limit` are followed by one `[2]` per level.
    function typehash(uint256 permissionsHeight, uint256 limitsHeight) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encodePacked(HEAD, _levels(permissionsHeight), MIDDLE, _levels(limitsHeight), TAIL)
            );
    }

    function _levels(uint256 height) private pure returns (bytes memory levels) {
        levels = new bytes(3 * height);
        for (uint256 i = 0; i < levels.length; i += 3) {
            (levels[i], levels[i + 1], levels[i + 2]) = ("[", "2", "]");
        }
    }
}
