// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Gas of the module's own calls, without the EntryPoint and the 21,000 of a transaction.
contract OperationsGasTest is ModuleTest {
    function _validateOnce(UseDraft memory draft, string memory name) private {
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        bytes32 hash = _operationHash(op);
        _asAccount();
        module.validateUserOp(op, hash);
        if (bytes(name).length != 0) vm.snapshotGasLastCall("SessionModule", name);
    }

    function test_gas_validate() public {
        (Grant memory grant, ) = _granted();
        _validateOnce(_draft(grant, 0), "");
        _validateOnce(_draft(grant, 0), "validateUserOp, one transfer with a limit");
    }

    function test_gas_validateFirstUse() public {
        _validateOnce(_withGrantSignature(_draft(_newGrant(), 0)), "validateUserOp, grant on first use");
    }

    function test_gas_execute() public {
        (Grant memory grant, ) = _granted();
        _pay(grant, 1);
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory execution = _transfer(payee, 1);
        vm.prank(vm.addr(KEY));
        module.execute(address(account), SINGLE, execution, use);
        vm.snapshotGasLastCall("SessionModule", "execute, one transfer with a limit");
    }

    function test_gas_lifecycle() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        vm.snapshotGasLastCall("SessionModule", "grant");
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            _keyId(KEY),
            _ecdsa(SECOND),
            START + 1_000,
            0
        );
        vm.prank(vm.addr(ROTATOR));
        module.rotateKey(address(account), terms, rotation);
        vm.snapshotGasLastCall("SessionModule", "rotateKey");
        _asAccount();
        module.revokeGrant(grantId);
        vm.snapshotGasLastCall("SessionModule", "revokeGrant");
        _asAccount();
        module.revokeAll();
        vm.snapshotGasLastCall("SessionModule", "revokeAll");
    }
}
