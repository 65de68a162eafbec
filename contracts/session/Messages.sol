// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {KeyReader} from "../libraries/KeyReader.sol";
import {MessageCheck} from "../libraries/MessageCheck.sol";
import {MessageReader} from "../libraries/MessageReader.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {CursorLib} from "../types/Cursor.sol";
import {EmptyParts} from "../types/EmptyParts.sol";
import {GrantState} from "../types/GrantState.sol";
import {LimitLib} from "../types/Limit.sol";
import {MessageUse} from "../types/MessageUse.sol";
import {SealedTerms} from "./SealedTerms.sol";

/// @title Messages that a grant lets a key sign
/// @notice A message consumes nothing: the account asks in a view. What may be signed is in docs/protocol.md, section 8.
abstract contract Messages is SealedTerms {
    bytes4 private constant VALID = 0x1626ba7e;
    bytes4 private constant INVALID = 0xffffffff;

    /// @notice ERC-7579 validator: whether a key of a grant signed a message for the calling account.
    /// @dev A wrong signature and an empty one are answered; everything else that is refused reverts with its reason.
    /// @param sender Who asked the account; never the account or the module itself.
    function isValidSignatureWithSender(
        address sender,
        bytes32 hash,
        bytes calldata signature
    ) external view returns (bytes4) {
        if (signature.length == 0) return INVALID;
        if (sender == msg.sender || sender == address(this)) revert CallerUnauthorized(sender);
        MessageUse memory use = MessageReader.read(msg.sender, signature);
        bytes32 grantId = _grantId(use.terms);
        _checkGrant(grantId, use);
        MessageCheck.check(msg.sender, _accounts[msg.sender].adapter(), hash, use);

        bytes32 digest = _messageUseDigest(msg.sender, grantId, hash);
        (uint256 kind, bytes calldata key, ) = KeyReader.read(use.key);
        bool valid = Signatures.isValid(
            msg.sender,
            kind,
            key,
            digest,
            CursorLib.slice(use.signature, use.signatureEnd)
        );
        return valid ? VALID : INVALID;
    }

    /// @dev The grant is live, in its window, not paused; so is the key; and the owner has said
    /// that neither limits nor guards bound messages.
    function _checkGrant(bytes32 grantId, MessageUse memory use) private view {
        GrantState state = _liveState(msg.sender, grantId, use.terms);
        if (state.paused()) revert GrantIsPaused(grantId);
        if (_accounts[msg.sender].paused()) revert AccountIsPaused(msg.sender);
        if (block.timestamp < use.terms.validAfter) {
            revert GrantNotStarted(use.terms.validAfter, block.timestamp);
        }
        if (block.timestamp > use.terms.validUntil)
            revert GrantExpired(use.terms.validUntil, block.timestamp);
        uint256 end = _keyValidUntil(msg.sender, grantId, use.terms, state, use.keyId);
        if (block.timestamp > end) revert KeyExpired(use.keyId, end, block.timestamp);
        bool bounded = use.terms.limitsRoot != LimitLib.PADDING || use.terms.guards != EmptyParts.ARRAY;
        if (bounded && !use.uncounted) revert MessageCounted(grantId);
    }
}
