// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Bytes to try a decoder with
library WordBytes {
    function hash(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }

    function random(uint256 seed, uint256 length) internal pure returns (bytes memory data) {
        data = new bytes(length);
        for (uint256 i = 0; i < length; ++i) data[i] = bytes32(hash(seed, 77 + i / 32))[i % 32];
    }

    function resize(bytes memory data, uint256 length) internal pure returns (bytes memory copy) {
        copy = new bytes(length);
        for (uint256 i = 0; i < length && i < data.length; ++i) copy[i] = data[i];
    }

    function wordAt(bytes memory data, uint256 position) internal pure returns (uint256 word) {
        for (uint256 i = 0; i < 32 && position + i < data.length; ++i) {
            word |= uint256(uint8(data[position + i])) << (248 - 8 * i);
        }
    }

    function withWord(
        bytes memory data,
        uint256 position,
        uint256 word
    ) internal pure returns (bytes memory copy) {
        copy = bytes.concat(data);
        for (uint256 i = 0; i < 32 && position + i < copy.length; ++i) copy[position + i] = bytes32(word)[i];
    }

    /// @notice Flips a bit, changes the length, or puts a suspicious word in the place of another.
    function mutate(bytes memory data, uint256 seed) internal pure returns (bytes memory) {
        uint256 kind = seed % 5;
        uint256 chance = hash(seed, 1);
        if (kind == 0) return resize(data, chance % (data.length + 1));
        if (kind == 1) return resize(data, data.length + 1 + (chance % 96));
        if (kind == 2) return bytes.concat(data, random(chance, 1 + (chance % 96)));
        bytes memory copy = bytes.concat(data);
        if (copy.length < 32) return copy;
        if (kind == 3) {
            uint256 bit = chance % (copy.length * 8);
            copy[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
            return copy;
        }
        uint256 position = ((chance % copy.length) / 32) * 32;
        return withWord(copy, position, _suspicious(copy, position, chance >> 128));
    }

    function _suspicious(bytes memory data, uint256 position, uint256 chance) private pure returns (uint256) {
        unchecked {
            uint256 word = wordAt(data, position);
            uint256[10] memory words = [
                0,
                word + 1,
                word - 1,
                word + 32,
                word - 32,
                data.length,
                1 << 64,
                type(uint256).max,
                word + 64,
                wordAt(data, (((chance >> 8) % data.length) / 32) * 32)
            ];
            return words[chance % words.length];
        }
    }
}
