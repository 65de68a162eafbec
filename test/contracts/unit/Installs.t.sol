// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {SignedModel} from "../support/SignedModel.sol";

/// @notice What an installation records, and signed ends of epochs that are still to come.
contract InstallsTest is ModuleTest {
    /// @notice Kind and adapter alone record the adapter and nobody; data too short for them record nobody and no adapter.
    function test_adapterWithoutGrantor() public {
        address adapter = makeAddr("adapter");
        bytes memory data = abi.encodePacked(uint8(0), adapter);
        assertEq(data.length, 21);
        vm.expectEmit(address(module));
        emit ISessionEvents.AdapterRecorded(address(account), adapter);
        vm.expectEmit(address(module));
        emit ISessionEvents.GrantorRecorded(address(account), 0, Key(0, ""));
        _asAccount();
        module.onInstall(data);
        (, , , bytes32 grantorId, address recorded) = module.accountState(address(account));
        assertEq(recorded, adapter);
        assertEq(grantorId, 0);

        vm.expectEmit(address(module));
        emit ISessionEvents.GrantorRecorded(address(account), 0, Key(0, ""));
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), bytes19(bytes20(makeAddr("other")))));
        (, , , , recorded) = module.accountState(address(account));
        assertEq(recorded, adapter);
    }

    /// @notice A signed end of an epoch waits for that epoch: it ends neither an earlier nor a later one.
    function test_signedEndOfALaterEpochWaits() public {
        uint64 epoch = _epoch();
        bytes32 structHash = SignedModel.epochRevocation(address(account), block.chainid, epoch + 1);
        bytes memory carry = abi.encodeCall(
            module.revokeAllBySignature,
            (address(account), epoch + 1, _approval(structHash))
        );
        bytes memory early = abi.encodeWithSelector(E.GrantEpochEnded.selector, epoch + 1, epoch);
        _refusesCall(address(this), carry, early);
        _asAccount();
        module.revokeAll();
        module.revokeAllBySignature(address(account), epoch + 1, _approval(structHash));
        assertEq(_epoch(), epoch + 2);
        bytes memory late = abi.encodeWithSelector(E.GrantEpochEnded.selector, epoch + 1, epoch + 2);
        _refusesCall(address(this), carry, late);
    }

    // --------------------------------------------------------------------------------------------------------- grantors

    /// @notice Which kinds of grantors there are, and how long their keys are.
    function test_formsOfGrantors() public {
        uint8[7] memory lengths = [0, 1, 19, 20, 21, 40, 85];
        for (uint256 kind = 0; kind < 8; ++kind) {
            for (uint256 i = 0; i < lengths.length; ++i) {
                uint256 length = lengths[i];
                bytes memory key = new bytes(length);
                if (length != 0) key[0] = 0x11;
                bool right = (kind == 1 || kind == 2) && length == 20;
                right = right || (kind == 3 && length > 20) || (kind == 4 && length >= 20);
                _grantor(Key(uint8(kind), key), right || (kind == 0 && length == 0));
            }
        }
    }

    /// @notice Nobody's address, and the module's own, are no grantors; the account's own is none as a contract.
    function test_addressesOfGrantors() public {
        address[3] memory addresses = [address(0), address(module), address(account)];
        for (uint8 kind = 1; kind <= 4; ++kind) {
            bytes memory rest = kind == 3 ? bytes(hex"01") : bytes("");
            for (uint256 i = 0; i < addresses.length; ++i) {
                _grantor(Key(kind, abi.encodePacked(addresses[i], rest)), i == 2 && kind != 2);
            }
        }
    }

    /// @dev By transaction, and at an installation, which records nobody instead of refusing.
    function _grantor(Key memory key, bool right) private {
        uint256 state = vm.snapshotState();
        bytes32 id = key.kind == 0 ? bytes32(0) : GrantModel.keyId(key);
        if (right) {
            _asAccount();
            module.setGrantor(key);
            assertEq(_grantorId(), id);
        } else {
            bytes memory reason = abi.encodeWithSelector(E.KeyMalformed.selector, key.kind, key.key.length);
            _refusesCall(address(account), abi.encodeCall(module.setGrantor, (key)), reason);
        }
        vm.revertToState(state);
        state = vm.snapshotState();
        _asAccount();
        module.onInstall(abi.encodePacked(key.kind, address(0), key.key));
        assertEq(_grantorId(), right ? id : bytes32(0));
        vm.revertToState(state);
    }

    function _grantorId() private view returns (bytes32 grantorId) {
        (, , , grantorId, ) = module.accountState(address(account));
    }
}
