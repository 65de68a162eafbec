// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice What a call takes from one of the grant's limits.
/// @param limit Index of the limit in the grant.
/// @param source One of the sources in {SpendLib}.
/// @param argument For source `argument`: where the amount stands, as in a condition. Otherwise 0.
struct Spend {
    uint16 limit;
    uint8 source;
    uint256 argument;
}

/// @notice Sources and hash of spends
library SpendLib {
    uint8 internal constant NATIVE_VALUE = 1;
    uint8 internal constant ARGUMENT = 2;
    uint8 internal constant CALL = 3;

    bytes32 internal constant TYPEHASH = keccak256("Spend(uint16 limit,uint8 source,uint256 argument)");

    /// @notice EIP-712 hash of the array of spends.
    function hash(Spend[] memory spends) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](spends.length);
        for (uint256 i = 0; i < spends.length; ++i) {
            hashes[i] = keccak256(
                abi.encode(TYPEHASH, spends[i].limit, spends[i].source, spends[i].argument)
            );
        }
        return keccak256(abi.encodePacked(hashes));
    }
}
