// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Account} from "@openzeppelin/contracts/account/Account.sol";
import {AccountERC7579} from "@openzeppelin/contracts/account/extensions/draft-AccountERC7579.sol";
import {EIP7702Utils} from "@openzeppelin/contracts/account/utils/EIP7702Utils.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {AbstractSigner} from "@openzeppelin/contracts/utils/cryptography/signers/AbstractSigner.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";

/// @title Reference account
/// @notice OpenZeppelin's ERC-7579 account with one ECDSA owner, in two forms that share this code: a clone, whose owner is part
/// of its code, and an EIP-7702 delegate, whose owner is the EOA itself. There is nothing to initialise, and so nothing that
/// anybody could initialise first.
/// @dev The owner signs user operations and ERC-7739 messages. A clone's owner cannot be changed.
contract LatchkeyAccount is AccountERC7579, ERC7739 {
    IEntryPoint private immutable ENTRY_POINT;

    constructor(IEntryPoint entryPoint_) EIP712("LatchkeyAccount", "1") {
        ENTRY_POINT = entryPoint_;
    }

    /// @inheritdoc Account
    function entryPoint() public view override returns (IEntryPoint) {
        return ENTRY_POINT;
    }

    /// @notice The address whose signature rules the account; zero for the implementation itself.
    function owner() public view returns (address) {
        if (EIP7702Utils.fetchDelegate(address(this)) != address(0)) return address(this);
        // A clone is 45 bytes of proxy code followed by its arguments.
        if (address(this).code.length != 65) return address(0);
        return address(bytes20(Clones.fetchCloneArgs(address(this))));
    }

    /// @inheritdoc AccountERC7579
    /// @dev An installed validator named by the signature's first 20 bytes answers first, then the owner through ERC-7739.
    function isValidSignature(
        bytes32 hash,
        bytes calldata signature
    ) public view override(AccountERC7579, ERC7739) returns (bytes4) {
        bytes4 answer = AccountERC7579.isValidSignature(hash, signature);
        return answer == 0xffffffff ? ERC7739.isValidSignature(hash, signature) : answer;
    }

    function _rawSignatureValidation(
        bytes32 hash,
        bytes calldata signature
    ) internal view override(AbstractSigner, AccountERC7579) returns (bool) {
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(hash, signature);
        return failure == ECDSA.RecoverError.NoError && recovered == owner();
    }
}
