// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../interfaces/ISessionModule.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {GrantType} from "../types/GrantType.sol";
import {KeyLib} from "../types/Key.sol";
import {Limit, LimitLib} from "../types/Limit.sol";
import {Terms} from "../types/Terms.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

/// @title Everything that is signed, as EIP-712 hashes
/// @notice The domain has no chainId: the module has one address on all chains, and whatever must hold on one chain only
/// names it in a field.
abstract contract SessionHashing is IERC5267 {
    string private constant NAME = "Latchkey";
    string private constant VERSION = "1";

    bytes32 private constant USER_OPERATION_USE_TYPEHASH = keccak256(
        "UserOperationUse(bytes32 userOpHash,bytes32 useHash)"
    );
    bytes32 private constant RELAYED_USE_TYPEHASH = keccak256(
        "RelayedUse(address account,uint256 chainId,bytes32 mode,bytes executionCalldata,bytes32 useHash,uint256 nonce,uint48 validUntil,uint256 minimumGas)"
    );
    bytes32 private constant KEY_ROTATION_TYPEHASH = keccak256(
        "KeyRotation(address account,uint256 chainId,bytes32 grantId,bytes32 oldKeyId,Key newKey,uint48 keyValidUntil,uint32 overlap,uint32 sequence,uint48 validUntil)Key(uint8 kind,bytes key)"
    );
    bytes32 private constant KEY_REVOCATION_TYPEHASH = keccak256(
        "KeyRevocation(address account,bytes32 grantId,bytes32 keyId)"
    );
    bytes32 private constant GRANT_REVOCATION_TYPEHASH = keccak256(
        "GrantRevocation(address account,bytes32 grantId)"
    );
    bytes32 private constant EPOCH_REVOCATION_TYPEHASH = keccak256(
        "EpochRevocation(address account,uint256 chainId,uint64 epoch)"
    );

    bytes32 private immutable DOMAIN_SEPARATOR;

    // Hashes that never change, computed once.
    bytes32 private immutable FLAT_GRANT_TYPEHASH;
    bytes32 private immutable NO_LIMIT;
    bytes32 private immutable NOBODY;
    bytes32 private immutable NO_MAXIMUM_FEE;
    bytes32 private immutable NO_PAYMASTER;
    bytes32 private immutable NO_IDENTITY;
    bytes32 private immutable NO_SUPERSESSION;

    constructor() {
        DOMAIN_SEPARATOR = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,address verifyingContract)"),
                keccak256(bytes(NAME)),
                keccak256(bytes(VERSION)),
                address(this)
            )
        );
        FLAT_GRANT_TYPEHASH = GrantType.typehash(0, 0);
        Limit memory none;
        NO_LIMIT = LimitLib.hash(none);
        NOBODY = KeyLib.id(KeyLib.NONE, "");
        NO_MAXIMUM_FEE = EmptyParts.maximumFee();
        NO_PAYMASTER = EmptyParts.paymaster();
        NO_IDENTITY = EmptyParts.identity();
        NO_SUPERSESSION = EmptyParts.supersession();
    }

    /// @inheritdoc IERC5267
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
        // name, version and verifyingContract
        return (hex"0b", NAME, VERSION, 0, address(this), 0, new uint256[](0));
    }

    /// @notice Identifier of a grant: the digest that its owner signs.
    /// @param limitsRoot Zero for a grant without limits.
    function _grantId(
        address account,
        Terms memory terms,
        bytes32 permissionsRoot,
        bytes32 limitsRoot
    ) internal view returns (bytes32) {
        bool flat = terms.permissionsHeight | terms.limitsHeight == 0;
        bytes32[20] memory words;
        words[0] =
            flat ? FLAT_GRANT_TYPEHASH : GrantType.typehash(terms.permissionsHeight, terms.limitsHeight);
        words[1] = _word(account);
        words[2] = keccak256(
            abi.encodePacked(keccak256(abi.encode(GrantType.NETWORK_TYPEHASH, block.chainid, terms.epoch)))
        );
        words[3] = permissionsRoot;
        words[4] = limitsRoot == 0 ? NO_LIMIT : limitsRoot;
        words[5] = EmptyParts.ARRAY; // messages
        words[6] = EmptyParts.ARRAY; // guards
        words[7] = bytes32(uint256(terms.validAfter));
        words[8] = bytes32(uint256(terms.validUntil));
        words[9] = bytes32(uint256(terms.keyLifetime));
        words[10] = bytes32(uint256(terms.overlap));
        words[11] = bytes32(uint256(terms.maxKeys));
        words[12] = NO_MAXIMUM_FEE;
        words[13] = NO_PAYMASTER;
        words[14] = terms.rotatorId == 0 ? NOBODY : terms.rotatorId;
        words[15] = NOBODY; // keeper
        words[16] = NO_IDENTITY;
        words[17] = NO_SUPERSESSION;
        words[18] = terms.sessionKeyId;
        words[19] = bytes32(terms.salt);
        return _digest(_hash(words));
    }

    function _userOperationUseDigest(bytes32 userOpHash, bytes32 useHash) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(USER_OPERATION_USE_TYPEHASH, userOpHash, useHash)));
    }

    function _relayedUseDigest(
        address account,
        bytes32 mode,
        bytes calldata executionCalldata,
        bytes32 useHash,
        ISessionModule.Relay calldata relay
    ) internal view returns (bytes32) {
        return
            _digest(
                keccak256(
                    abi.encode(
                        RELAYED_USE_TYPEHASH,
                        account,
                        block.chainid,
                        mode,
                        keccak256(executionCalldata),
                        useHash,
                        relay.nonce,
                        relay.validUntil,
                        relay.minimumGas
                    )
                )
            );
    }

    function _keyRotationDigest(
        address account,
        bytes32 grantId,
        ISessionModule.Rotation calldata rotation,
        uint32 sequence,
        uint48 validUntil
    ) internal view returns (bytes32) {
        return
            _digest(
                keccak256(
                    abi.encode(
                        KEY_ROTATION_TYPEHASH,
                        account,
                        block.chainid,
                        grantId,
                        rotation.oldKeyId,
                        KeyLib.id(rotation.newKey.kind, rotation.newKey.key),
                        rotation.keyValidUntil,
                        rotation.overlap,
                        sequence,
                        validUntil
                    )
                )
            );
    }

    function _keyRevocationDigest(
        address account,
        bytes32 grantId,
        bytes32 keyId
    ) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(KEY_REVOCATION_TYPEHASH, account, grantId, keyId)));
    }

    function _grantRevocationDigest(address account, bytes32 grantId) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(GRANT_REVOCATION_TYPEHASH, account, grantId)));
    }

    function _epochRevocationDigest(address account, uint64 epoch) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(EPOCH_REVOCATION_TYPEHASH, account, block.chainid, epoch)));
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR, structHash));
    }

    function _hash(bytes32[20] memory words) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(words, 640)
        }
    }

    function _word(address value) private pure returns (bytes32) {
        return bytes32(uint256(uint160(value)));
    }
}
