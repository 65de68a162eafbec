// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, GrantModel} from "../support/GrantModel.sol";
import {SessionTest} from "../support/SessionTest.sol";

/// @notice onInstall and onUninstall: they never revert, each ends every grant, and they record what the data says.
contract InstallTest is SessionTest {
    // ------------------------------------------------------------------------------------------------------------ epoch

    function test_InstallingBothTypesBringsTheSecondEpoch() public view {
        assertEq(_epoch(), 2);
        assertTrue(module.isInitialized(account));
    }

    function test_EachInstallAndUninstallAdvancesTheEpoch() public {
        for (uint256 order = 0; order < 2; ++order) {
            uint64 epoch = _epoch();
            uint256 first = order == 0 ? 1 : 2;
            _uninstall(account, first);
            assertFalse(module.isInitialized(account));
            _uninstall(account, 3 - first);
            assertEq(_epoch(), epoch + 2);
            _install(account, first, "");
            assertTrue(module.isInitialized(account));
            _install(account, 3 - first, "");
            assertEq(_epoch(), epoch + 4);
        }
    }

    function testFuzz_NeverRevertsAndAdvancesByOne(bytes[4] memory data, uint8 installs) public {
        for (uint256 i = 0; i < data.length; ++i) {
            vm.expectEmit(address(module));
            emit ISessionModule.EpochAdvanced(account, uint64(3 + i));
            vm.prank(account);
            if ((installs >> i) & 1 == 1) module.onInstall(data[i]);
            else module.onUninstall(data[i]);
        }
        assertEq(_epoch(), 6);
        assertEq(module.isInitialized(account), (installs >> 3) & 1 == 1);
    }

    function test_OneOfManyAccountsChangesOnlyItself() public {
        vm.prank(stranger);
        module.onInstall("");
        assertEq(_epoch(), 2);
    }

    // ----------------------------------------------------------------------------------------------------- ends grants

    function test_UninstallingOneTypeEndsGrantsForEver() public {
        for (uint256 moduleType = 1; moduleType < 3; ++moduleType) {
            Grant memory grant = _granted(_transferGrant());
            _accept(_use(grant), _transfer(1));
            _uninstall(account, moduleType);
            _refuseEnded(grant);
            _install(account, moduleType, abi.encodePacked(ECDSA, address(0), owner));
            _granted(grant);
            _refuseEnded(grant);
        }
    }

    function test_InstallingAgainEndsGrants() public {
        Grant memory grant = _granted(_transferGrant());
        vm.prank(account);
        module.onInstall("");
        _refuseEnded(grant);
        _accept(_use(_granted(_transferGrant())), _transfer(1));
    }

    /// @dev Neither as it is nor with the owner's signature.
    function _refuseEnded(Grant memory grant) private {
        uint64 epoch = grant.networks[0].epoch;
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.GrantEpochEnded.selector,
            epoch,
            _epoch()
        );
        _refuse(_use(grant), _transfer(1), reason);
        _refuse(_granting(_use(grant)), _transfer(1), reason);
    }

    // ------------------------------------------------------------------------------------------------------------- data

    function test_DataRecordsGrantorAndAdapter() public {
        Key memory grantor = _key(stranger);
        vm.expectEmit(address(module));
        emit ISessionModule.AdapterRecorded(account, relayer);
        vm.expectEmit(address(module));
        emit ISessionModule.EpochAdvanced(account, 3);
        vm.expectEmit(address(module));
        emit ISessionModule.GrantorRecorded(account, GrantModel.keyId(grantor), grantor);
        _onInstall(abi.encodePacked(ECDSA, relayer, stranger));
        _assertRecorded(_keyId(stranger), relayer);
    }

    function test_EmptyDataKeepsGrantorAndAdapter() public {
        _onInstall(abi.encodePacked(ECDSA, relayer, stranger));
        _onInstall("");
        _assertRecorded(_keyId(stranger), relayer);
    }

    function test_ZeroAdapterForgetsTheAdapter() public {
        _onInstall(abi.encodePacked(ECDSA, relayer, stranger));
        _onInstall(abi.encodePacked(ECDSA, address(0), stranger));
        _assertRecorded(_keyId(stranger), address(0));
    }

    function test_MalformedDataRecordsNobody() public {
        bytes[9] memory cases = [
            bytes(hex"01"),
            abi.encodePacked(ECDSA, bytes19(0)),
            abi.encodePacked(ECDSA, address(0)),
            abi.encodePacked(ECDSA, address(0), address(0)),
            abi.encodePacked(ECDSA, address(0), owner, uint8(0)),
            abi.encodePacked(uint8(0), address(0), owner),
            abi.encodePacked(uint8(2), address(0), owner),
            abi.encodePacked(ACCOUNT, address(0), bytes19(hex"01")),
            abi.encodePacked(ACCOUNT, address(0), address(module), uint8(1))
        ];
        for (uint256 i = 0; i < cases.length; ++i) {
            _onInstall(abi.encodePacked(ECDSA, address(0), owner));
            _assertRecorded(_keyId(owner), address(0));
            _onInstall(cases[i]);
            _assertRecorded(0, address(0));
        }
    }

    function test_UninstallForgetsTheGrantorAndKeepsTheAdapter() public {
        _onInstall(abi.encodePacked(ECDSA, relayer, stranger));
        vm.prank(account);
        module.onUninstall("");
        _assertRecorded(0, relayer);
    }

    function test_AccountPrefixIsRecorded() public {
        _onInstall(abi.encodePacked(ACCOUNT, address(0), stranger, hex"beef"));
        _assertRecorded(GrantModel.keyId(Key(ACCOUNT, abi.encodePacked(stranger, hex"beef"))), address(0));
    }

    function _onInstall(bytes memory data) private {
        vm.prank(account);
        module.onInstall(data);
    }

    function _assertRecorded(bytes32 expected, address expectedAdapter) private view {
        (, , bytes32 grantorId, address adapter) = module.accountState(account);
        assertEq(grantorId, expected, "grantor");
        assertEq(adapter, expectedAdapter, "adapter");
    }

    // -------------------------------------------------------------------------------------------------------- interface

    function test_IsValidatorAndExecutorOnly() public view {
        for (uint256 moduleType = 0; moduleType < 10; ++moduleType) {
            assertEq(module.isModuleType(moduleType), moduleType == 1 || moduleType == 2);
        }
    }

    function test_NeverAnswersForASignature() public view {
        assertEq(uint32(module.isValidSignatureWithSender(owner, 0, "")), type(uint32).max);
    }

    function test_DomainIsAsSpecified() public view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifier,
            ,

        ) = module.eip712Domain();
        assertEq(
            abi.encode(fields, name, version, chainId, verifier),
            abi.encode(bytes1(0x0b), "Latchkey", "1", 0, module)
        );
    }
}
