// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice How much all calls that name it may spend together, and how a use stands to it.
/// @dev The first six words are the limit's EIP-712 preimage, so that hashing it copies nothing.
/// @param typehash `LimitLib.TYPEHASH`.
/// @param kind One of the kinds in {LimitLib}.
/// @param token What the amount counts, shown to the owner; zero unless the kind is `TOKEN`.
/// @param amount Cap, in the smallest unit, inclusive, below 2**128.
/// @param period Seconds after which the count starts again, at least `MIN_PERIOD`, or `LIFETIME`.
/// @param periodStart First second of period 0; 0 for `LIFETIME`.
/// @param limitId Index of the limit in the grant.
/// @param periodIndex The period that the use claims to be in; 0 for `LIFETIME`.
/// @param spent What was spent before this use, in that period.
/// @param added What this use spends.
struct Limit {
    bytes32 typehash;
    uint256 kind;
    address token;
    uint256 amount;
    uint256 period;
    uint256 periodStart;
    uint256 limitId;
    uint256 periodIndex;
    uint256 spent;
    uint256 added;
}

/// @notice Kinds and hash of limits
library LimitLib {
    uint256 internal constant NATIVE = 1;
    uint256 internal constant TOKEN = 2;
    uint256 internal constant COUNT = 3;

    /// @dev Period of a limit that never starts again.
    uint256 internal constant LIFETIME = type(uint32).max;

    /// @dev Shortest period, in seconds: an operation waits in a bundler's pool for some time.
    uint256 internal constant MIN_PERIOD = 300;

    /// @dev Counter of a grant's fee budget: beyond the last index that a limit can have.
    uint256 internal constant FEE = type(uint16).max;

    bytes32 internal constant TYPEHASH = keccak256(
        "Limit(uint8 kind,address token,uint128 amount,uint32 period,uint48 periodStart)"
    );

    /// @dev hashStruct of the all-zero limit, which pads a tree: the root of a grant without limits.
    bytes32 internal constant PADDING = 0x3bc2444d7f8af5c39dee62ea10c105319aedad3ec2cf25e8dbf4d60a70685330;

    /// @notice A list of limits with all members zero, at a fraction of the compiler's gas.
    function allocate(uint256 count) internal pure returns (Limit[] memory list) {
        assembly ("memory-safe") {
            list := mload(0x40)
            mstore(list, count)
            let pointer := add(list, 0x20)
            let record := add(pointer, shl(5, count))
            let end := add(record, mul(count, 0x140))
            calldatacopy(record, calldatasize(), sub(end, record))
            mstore(0x40, end)
            for {} lt(record, end) {
                record := add(record, 0x140)
            } {
                mstore(pointer, record)
                pointer := add(pointer, 0x20)
            }
        }
    }

    /// @notice EIP-712 hashStruct of a limit: its leaf in the grant's tree.
    function hash(Limit memory limit) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(limit, 0xc0)
        }
    }
}
