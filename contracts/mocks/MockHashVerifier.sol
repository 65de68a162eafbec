// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @title A test double of an ERC-7913 verifier
/// @notice A signature is valid when it is the hash of key and digest. The first byte of the key says how it answers otherwise:
/// `01` reverts, `02` answers with too little, `03` with more than a word, `04` with dirty bits behind the selector.
contract MockHashVerifier is IERC7913SignatureVerifier {
    /// @inheritdoc IERC7913SignatureVerifier
    /// @notice Whether the signature is the hash of key and digest.
    function verify(
        bytes calldata key,
        bytes32 hash,
        bytes calldata signature
    ) external pure returns (bytes4) {
        bytes32 answer = bytes32(IERC7913SignatureVerifier.verify.selector);
        bool valid = bytes32(signature) == keccak256(abi.encode(key, hash)) && signature.length == 32;
        if (!valid) return 0xffffffff;
        if (key[0] == 0x04) answer |= bytes32(uint256(1));
        uint256 size =
            key[0] == 0x02
                ? 31
                : key[0] == 0x03
                    ? 96
                    : 32;
        bool reverts = key[0] == 0x01;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, answer)
            if reverts {
                revert(free, size)
            }
            return(free, size)
        }
    }
}
