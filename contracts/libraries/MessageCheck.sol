// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../interfaces/ISessionErrors.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {MessageLib, MessageUse} from "../types/MessageUse.sol";
import {Conditions} from "./Conditions.sol";
import {SignInText} from "./SignInText.sol";
import {Targets} from "./Targets.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title What a message says, and that the hash which is asked about is its hash
/// @notice Nothing but a hash built here from the fields outward is ever signed for: no hash can pass for another message.
library MessageCheck {
    /// @dev `Kernel(bytes32 hash)`: how accounts that wrap hand on what they are asked.
    bytes32 private constant WRAPPER_TYPEHASH = keccak256("Kernel(bytes32 hash)");

    /// @dev Fields of an EIP-712 domain, as ERC-5267 numbers them: name, version, chainId, verifyingContract, salt.
    uint256 private constant ALL_BUT_SALT = 15;

    /// @notice Reverts unless the message is one that its grant allows, and `hash` is its hash.
    function check(address account, address adapter, bytes32 hash, MessageUse memory use) internal view {
        bytes32 expected =
            use.kind == MessageLib.TYPED_DATA
                ? _typedData(account, adapter, use)
                : SignInText.check(account, use);
        if (use.wrapped) expected = _wrap(account, expected);
        if (hash != expected) revert ISessionErrors.MessageHashMismatch(hash, expected);
    }

    function _typedData(
        address account,
        address adapter,
        MessageUse memory use
    ) private view returns (bytes32) {
        (bytes32 domain, address verifyingContract, Cursor cursor) = _readDomain(use.payload);
        if (domain != use.domain) revert ISessionErrors.MessageNotGranted(domain);
        if (verifyingContract != address(0) && Targets.isForbidden(verifyingContract, account, adapter)) {
            revert ISessionErrors.MessageForbidden(verifyingContract);
        }
        uint256 length;
        (length, cursor) = cursor.readUint(2);
        bytes calldata fields = CursorLib.slice(cursor, cursor.skip(length));
        // Conditions look behind a selector: the four bytes before the fields stand for it.
        Conditions.check(
            use.conditions,
            CursorLib.slice(Cursor.wrap(Cursor.unwrap(cursor) - 4), cursor.skip(length)),
            account
        );
        bytes32 structHash = keccak256(bytes.concat(use.contentsHash, fields));
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }

    /// @dev Separator of the domain at `cursor`: `u8 fields`, then a word for each, names and versions as their hashes.
    function _readDomain(
        Cursor cursor
    ) private pure returns (bytes32 domain, address verifyingContract, Cursor next) {
        uint256 fields;
        (fields, next) = cursor.readByte();
        Cursor start = next;
        for (uint256 field = 1; field <= 16; field <<= 1) {
            if (fields & field == 0) continue;
            if (field == 8) verifyingContract = address(uint160(next.word()));
            next = next.skip(32);
        }
        bytes32 typehash = MessageHashUtils.toDomainTypeHash(bytes1(uint8(fields)));
        domain = keccak256(bytes.concat(typehash, CursorLib.slice(start, next)));
    }

    function _wrap(address account, bytes32 inner) private view returns (bytes32) {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifier,
            ,

        ) = IERC5267(account).eip712Domain();
        if (uint8(fields) != ALL_BUT_SALT || verifier != account || chainId != block.chainid) {
            revert ISessionErrors.MessageForbidden(verifier);
        }
        bytes32 domain = MessageHashUtils.toDomainSeparator(
            fields,
            name,
            version,
            chainId,
            verifier,
            bytes32(0)
        );
        bytes32 wrapper = Hashes.efficientKeccak256(WRAPPER_TYPEHASH, inner);
        return MessageHashUtils.toTypedDataHash(domain, wrapper);
    }
}
