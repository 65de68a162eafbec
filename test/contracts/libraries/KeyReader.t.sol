// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {ReaderTest} from "./ReaderTest.sol";

/// @notice Keys are read in every place where terms have one, and what could never sign is none.
contract KeyReaderTest is ReaderTest {
    function test_ReadsEveryKindOfKey() public view {
        for (uint8 kind = 1; kind <= 3; ++kind) {
            Grant memory grant = _plainGrant();
            bytes memory key = abi.encodePacked(address(1));
            if (kind == 3) key = bytes.concat(key, hex"00");
            grant.sessionKey = Key(kind, key);
            (Terms memory terms, ) = harness.readTerms(ACCOUNT, TermsEncoder.terms(grant));
            assertEq(terms.sessionKeyId, GrantModel.keyId(grant.sessionKey));
        }
    }

    function test_RefusesEveryOtherKindOfKey() public {
        for (uint256 kind = 0; kind < 256; ++kind) {
            if (kind >= 1 && kind <= 3) continue;
            bytes memory reason = abi.encodeWithSelector(E.KeyKindUnsupported.selector, kind);
            _expectKeyRefused(Key(uint8(kind), abi.encodePacked(address(1))), reason);
            _expectKeyRefused(Key(uint8(kind), abi.encodePacked(address(1), hex"00")), reason);
            _expectKeyRefused(Key(uint8(kind), ""), reason);
        }
    }

    function test_RefusesEveryWrongLengthOfKey() public {
        uint256[8] memory lengths = [uint256(0), 1, 19, 20, 21, 32, 33, 300];
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory key = new bytes(lengths[i]);
            if (key.length != 0) key[0] = 0x01;
            for (uint8 kind = 1; kind <= 3; ++kind) {
                bool right = kind == 3 ? lengths[i] > 20 : lengths[i] == 20;
                if (!right) _expectKeyMalformed(Key(kind, key), lengths[i]);
            }
        }
    }

    function test_RefusesALengthThatLeadsOutOfTheCalldata() public {
        bytes memory data = TermsEncoder.terms(_plainGrant());
        // Kind and length of the session key follow 39 bytes.
        (data[40], data[41]) = (0xff, 0xff);
        vm.expectRevert(abi.encodeWithSelector(E.KeyMalformed.selector, 1, 65_535));
        harness.readTerms(ACCOUNT, data);
        data[39] = 0x03;
        (, uint256 end) = harness.readTerms(ACCOUNT, data);
        assertGt(end, data.length);
    }

    /// @notice Half and double of kind and length of an `ecdsa` key, as one number, are not those of one.
    function test_RefusesKindAndLengthShiftedByABit() public {
        bytes memory key = new bytes(0x800a);
        key[0] = 0x01;
        _expectKeyRefused(Key(0, key), abi.encodeWithSelector(E.KeyKindUnsupported.selector, 0));
        for (uint256 length = 40; length <= 41; ++length) {
            key = new bytes(length);
            key[0] = 0x01;
            _expectKeyMalformed(Key(2, key), length);
        }
    }

    function test_RefusesTheKeyOfNobody() public {
        _expectKeyMalformed(Key(3, abi.encodePacked(address(0), hex"80")), 21);
        _expectKeyMalformed(Key(1, abi.encodePacked(address(0))), 20);
        _expectKeyMalformed(Key(2, abi.encodePacked(address(0))), 20);
        _expectKeyMalformed(Key(3, abi.encodePacked(address(0), hex"01")), 21);
    }

    function test_RefusesARotatorOrKeeperThatIsWrittenAsNone() public {
        for (uint256 part = 6; part <= 7; ++part) {
            bytes memory data = TermsEncoder.termsWith(_plainGrant(), 1 << part);
            vm.expectRevert(abi.encodeWithSelector(E.KeyKindUnsupported.selector, 0));
            harness.readTerms(ACCOUNT, data);
        }
    }

    function _expectKeyMalformed(Key memory key, uint256 length) private {
        _expectKeyRefused(key, abi.encodeWithSelector(E.KeyMalformed.selector, key.kind, length));
    }

    /// @dev As session key, rotator and keeper.
    function _expectKeyRefused(Key memory key, bytes memory reason) private {
        Grant memory grant = _plainGrant();
        grant.sessionKey = key;
        _expectRefused(grant, 0, reason);
        grant = _plainGrant();
        grant.rotator = key;
        _expectRefused(grant, 1 << 6, reason);
        grant = _plainGrant();
        grant.keeper = key;
        _expectRefused(grant, 1 << 7, reason);
    }
}
