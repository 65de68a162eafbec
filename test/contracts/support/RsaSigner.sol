// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A signer with an RSA key of 2,048 bits: PKCS #1 v1.5 over SHA-256
/// @notice The key was made for these tests and is good for nothing else.
library RsaSigner {
    bytes internal constant EXPONENT = hex"010001";
    bytes internal constant MODULUS =
        hex"e14dc6c65d393f3f5507a859cce799ea9bcb398d13b276eac49695f6e878e868"
        hex"9f4660e4128c67b87f77ae5cfc1d477c32957352521b2afc2f251492432ead7f"
        hex"1f75f2cf40754b9b01fbf9ae3dba6345772f86722cb3ed6eaf1793cb5e2525e9"
        hex"33200061a1934c6f19d2d1d5fbf35eed8bc7bad1f6aea23af400a92253eb969b"
        hex"d27b4947410992e6cb1e80e40a232c716907da9bc78ea0674b1823f1b135f679"
        hex"660ff72f6927aa9f29ff317050aa1cae4d19c7d5c40efc5802ca4edff44519b3"
        hex"aac5805608bffe43b71fa29f16bf17c6af837b82ba7f3fbf391580b506e1d9e3"
        hex"70b75a813b33e4da3228f3e0a3582f8700e5fbecc43a2f42091483480b3aa7e3";

    bytes private constant PRIVATE_EXPONENT =
        hex"6c7dfdee8e7c9f2ab9a0dede2350116b8a8b0193203d8b8b00907cf5713babba"
        hex"999c13d32fe5619ad3f2c7496a7414f4c70cf583da1ad007b1121b86550898ae"
        hex"42f192b35f583c488fdb8cff6d252061968391abd03ff2611eba6d467c76c9fb"
        hex"324dc231415383766a8a7cd61ca5b47c1217e32bf12c65dd9a9ae8d7296f244d"
        hex"cc65b2f3b025bb449d06d9404f8f55653d348b6c3021ca0c6d436a7cd0dd0ac0"
        hex"375ec295b004c480d8776927b48d5afe4ca94a9c78844150746252161fc893f7"
        hex"68503db870b6e1f8e2e33af36ef7dfa99e148a031f95229b34a841daa7483590"
        hex"1681566d0075e59450878c6570c5a8c1780777a11a6ecf27517a55001ab78df5";

    /// @dev What stands before a SHA-256 hash, in 256 bytes with it: 00 01, ones, 00 and the name of the algorithm.
    bytes private constant ALGORITHM = hex"003031300d060960864801650304020105000420";
    uint256 private constant ONES = 256 - 2 - 20 - 32;

    function sign(bytes memory message) internal view returns (bytes memory) {
        bytes memory ones = new bytes(ONES);
        for (uint256 i = 0; i < ONES; ++i) ones[i] = 0xff;
        bytes memory encoded = bytes.concat(hex"0001", ones, ALGORITHM, sha256(message));
        bytes memory input = bytes.concat(abi.encode(256, 256, 256), encoded, PRIVATE_EXPONENT, MODULUS);
        (bool success, bytes memory answer) = address(5).staticcall(input);
        require(success && answer.length == 256, "modular exponentiation failed");
        return answer;
    }
}
