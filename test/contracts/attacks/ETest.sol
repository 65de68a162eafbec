// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice What the attacks on signatures share.
abstract contract ETest is EntryPointTest {
    function _notGranted(bytes32 digest) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, digest);
    }

    function _notSigned(uint256 key) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(E.KeySignatureInvalid.selector, _keyId(key));
    }

    function _notOf(Key memory grantor, Key memory recorded) internal pure returns (bytes memory) {
        bytes32 id = GrantModel.keyId(grantor);
        return abi.encodeWithSelector(E.GrantorMismatch.selector, id, GrantModel.keyId(recorded));
    }

    function _refusesUse(UseDraft memory draft, bytes memory reason) internal {
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    /// @dev Somebody carries these very bytes to a module.
    function _refusesCarried(ISessionModule to, bytes memory use, bytes memory reason) internal {
        bytes memory data = abi.encodeCall(
            to.executeRelayed,
            (address(account), SINGLE, _transfer(payee, 1), use, _anyRelay())
        );
        _refusesCallTo(address(to), address(this), data, reason);
    }

    function _carry(bytes memory use) internal {
        module.executeRelayed(address(account), SINGLE, _transfer(payee, 1), use, _anyRelay());
    }

    /// @dev The key's signature for a relayer of a use that is already encoded.
    function _signedUse(bytes memory use) internal view returns (bytes memory) {
        bytes32 useHash = keccak256(use);
        bytes32 structHash = SignedModel.relayedUse(
            address(account),
            SINGLE,
            _transfer(payee, 1),
            useHash,
            _anyRelay()
        );
        return signature(KEY, _digest(structHash));
    }

    /// @dev The account's own ERC-1271, by a validator that knows one signer; signer 0: that believes anybody.
    function _routed(uint256 signer) internal returns (Key memory) {
        address validator = deploy("MockOwnerValidator");
        vm.prank(ENTRY_POINT);
        account.installModule(1, validator, signer == 0 ? new bytes(20) : abi.encodePacked(vm.addr(signer)));
        return Key(4, abi.encodePacked(validator));
    }
}
