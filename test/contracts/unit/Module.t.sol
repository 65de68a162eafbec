// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseEncoder} from "../support/UseEncoder.sol";

/// @notice The module as a whole: two contracts with one face.
contract ModuleShellTest is ModuleTest {
    function test_moduleTypes() public view {
        for (uint256 type_ = 0; type_ < 10; ++type_) {
            assertEq(module.isModuleType(type_), type_ == 1 || type_ == 2);
        }
        assertFalse(module.isModuleType(type(uint256).max));
    }

    function test_domain() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address at, , ) = module
            .eip712Domain();
        assertEq(uint256(uint8(fields)), 1 + 2 + 8);
        assertEq(name, "Latchkey");
        assertEq(version, "1");
        assertEq(chainId, 0);
        assertEq(at, address(module));
        (, , , , , bytes32 salt, uint256[] memory extensions) = module.eip712Domain();
        assertEq(salt, bytes32(0));
        assertEq(extensions.length, 0);
    }

    /// @dev Both halves compute the same identifiers: a grant that one starts the other knows.
    function test_bothHalvesHaveOneDomain() public {
        Grant memory grant = _newGrant();
        bytes32 grantId = GrantModel.id(grant, address(module));
        _execute(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 1));
        assertEq(module.grantState(address(account), grantId).status, 1);
    }

    function test_anotherModuleIsAnotherDomain() public {
        (Grant memory grant, ) = _granted();
        ISessionModule other = ISessionModule(
            deploy("SessionModule", abi.encode(deploy("SessionExtension")))
        );
        assertNotEq(GrantModel.id(grant, address(other)), _id(grant));
        assertEq(other.grantState(address(account), _id(grant)).status, 0);
    }

    function test_noOtherFunction() public {
        bytes4[3] memory selectors = [bytes4(0), bytes4(0xffffffff), bytes4(0x12345678)];
        for (uint256 i = 0; i < selectors.length; ++i) {
            (bool success, bytes memory answer) = address(module).call(abi.encodePacked(selectors[i]));
            assertFalse(success);
            assertEq(answer.length, 0);
        }
        (bool empty, ) = address(module).call("");
        assertFalse(empty);
    }

    function test_noEther() public {
        (Grant memory grant, ) = _granted();
        vm.deal(address(this), 10);
        (bool success, ) = address(module).call{value: 1}("");
        assertFalse(success);
        (success, ) = address(module).call{value: 1}(abi.encodeCall(module.revokeAll, ()));
        assertFalse(success);
        (success, ) = address(module).call{value: 1}(abi.encodeCall(module.pauseAccount, ()));
        assertFalse(success);
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        vm.deal(vm.addr(KEY), 10);
        vm.prank(vm.addr(KEY));
        (success, ) = address(module).call{value: 1}(
            abi.encodeCall(module.execute, (address(account), SINGLE, _transfer(payee, 1), use))
        );
        assertFalse(success);
        assertEq(address(module).balance, 0);
    }
}
