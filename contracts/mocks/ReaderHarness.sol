// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {MessageCheck} from "../libraries/MessageCheck.sol";
import {MessageReader} from "../libraries/MessageReader.sol";
import {TermsReader} from "../libraries/TermsReader.sol";
import {UseReader} from "../libraries/UseReader.sol";
import {Cursor, CursorLib} from "../types/Cursor.sol";
import {MessageUse} from "../types/MessageUse.sol";
import {Terms, TermsLib} from "../types/Terms.sol";
import {Use} from "../types/Use.sol";

/// @title Everything that the module reads, for tests
/// @notice The same code as in the module. Positions come back counted from the start of what is read; what follows the first
/// `length` bytes must not be read. Never to be deployed for use.
contract ReaderHarness {
    using TermsLib for Terms;

    /// @notice Reads terms.
    /// @return terms What was read.
    /// @return end Position after them.
    function readTerms(
        address account,
        bytes calldata data
    ) external view returns (Terms memory terms, uint256 end) {
        (Cursor start, ) = CursorLib.open(data);
        Cursor next = TermsReader.read(terms, start, account);
        _shift(terms, start);
        return (terms, Cursor.unwrap(next) - Cursor.unwrap(start));
    }

    /// @notice Reads a use.
    /// @return use What was read.
    /// @return structHash EIP-712 hash of the grant that it claims.
    function readUse(
        address account,
        bytes calldata data,
        uint256 length,
        uint256 calls,
        bool batched
    ) external view returns (Use memory use, bytes32 structHash) {
        (Cursor start, ) = CursorLib.open(data);
        UseReader.read(use, account, data[:length], calls, batched);
        structHash = use.terms.hash();
        _shift(use.terms, start);
        (use.key, use.approval) = (_shifted(use.key, start), _shifted(use.approval, start));
        use.callIndexes = _shifted(use.callIndexes, start);
        use.signature = _shifted(use.signature, start);
        use.signatureEnd = _shifted(use.signatureEnd, start);
        for (uint256 i = 0; i < use.permissions.length; ++i) {
            use.permissions[i].conditions = _shifted(use.permissions[i].conditions, start);
            use.permissions[i].spends = _shifted(use.permissions[i].spends, start);
        }
    }

    /// @notice Reads a message.
    /// @return use What was read.
    /// @return structHash EIP-712 hash of the grant that it claims.
    function readMessage(
        address account,
        bytes calldata data,
        uint256 length
    ) external view returns (MessageUse memory use, bytes32 structHash) {
        (Cursor start, ) = CursorLib.open(data);
        use = MessageReader.read(account, data[:length]);
        structHash = use.terms.hash();
        _shift(use.terms, start);
        (use.key, use.payload) = (_shifted(use.key, start), _shifted(use.payload, start));
        use.contents = _shifted(use.contents, start);
        use.contentsEnd = _shifted(use.contentsEnd, start);
        use.conditions = _shifted(use.conditions, start);
        use.signature = _shifted(use.signature, start);
        use.signatureEnd = _shifted(use.signatureEnd, start);
    }

    /// @notice Reverts unless the encoded message is one that its grant allows, and `hash` is its hash.
    function checkMessage(address account, address adapter, bytes32 hash, bytes calldata data) external view {
        MessageCheck.check(account, adapter, hash, MessageReader.read(account, data));
    }

    /// @notice Grantor and signature of an approval that the data begins with.
    function readApproval(
        bytes calldata data
    ) external pure returns (bytes memory grantor, bytes memory signature, bytes memory rest) {
        (Cursor start, Cursor end) = CursorLib.open(data);
        (Cursor grantorEnd, bytes calldata signature_, Cursor next) = UseReader.readApproval(start);
        return (CursorLib.slice(start, grantorEnd), signature_, CursorLib.slice(next, end));
    }

    function _shift(Terms memory terms, Cursor start) private pure {
        (terms.firstKey, terms.rotator) = (_shifted(terms.firstKey, start), _shifted(terms.rotator, start));
        terms.guardList = _shifted(terms.guardList, start);
        terms.guardListEnd = _shifted(terms.guardListEnd, start);
        terms.paymasterRule = _shifted(terms.paymasterRule, start);
        terms.supersession = _shifted(terms.supersession, start);
    }

    /// @dev A position that is none stays none.
    function _shifted(Cursor cursor, Cursor start) private pure returns (Cursor) {
        uint256 position = Cursor.unwrap(cursor);
        return Cursor.wrap(position == 0 ? 0 : position - Cursor.unwrap(start));
    }
}
