// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
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
}
