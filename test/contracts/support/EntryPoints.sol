// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Vm} from "./Vm.sol";
import {IEntryPoint, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice What tests ask of an EntryPoint besides.
interface IRealEntryPoint is IEntryPoint {
    struct DepositInfo {
        uint256 deposit;
        bool staked;
        uint112 stake;
        uint32 unstakeDelaySec;
        uint48 withdrawTime;
    }

    event UserOperationEvent(
        bytes32 indexed userOpHash,
        address indexed sender,
        address indexed paymaster,
        uint256 nonce,
        bool success,
        uint256 actualGasCost,
        uint256 actualGasUsed
    );

    function getUserOpHash(PackedUserOperation calldata operation) external view returns (bytes32);

    function getDepositInfo(address entity) external view returns (DepositInfo memory info);
}

/// @title The real EntryPoints, at their canonical addresses
/// @notice Deployed from the npm artifacts as everywhere: the published salts bring the published code to these addresses.
library EntryPoints {
    address internal constant V07 = 0x0000000071727De22E5E9d8BAf0edAc6f37da032;
    address internal constant V08 = 0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108;

    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    address private constant CREATE2_DEPLOYER = 0x4e59b44847b379578588920cA78FbF26c0B4956C;
    bytes private constant CREATE2_DEPLOYER_CODE =
        hex"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3";

    function deployV07() internal {
        _deploy(
            V07,
            "node_modules/@account-abstraction/contracts-0.7/artifacts/EntryPoint.json",
            0x90d8084deab30c2a37c45e8d47f49f2f7965183cb6990a98943ef94940681de3
        );
    }

    function deployV08() internal {
        _deploy(
            V08,
            "node_modules/@account-abstraction/contracts/artifacts/EntryPoint.json",
            0x0a59dbff790c23c976a548690c27297883cc66b4c67024f9117b0238995e35e9
        );
    }

    function _deploy(address expected, string memory artifact, bytes32 salt) private {
        bytes memory creationCode = vm.parseJsonBytes(vm.readFile(artifact), ".bytecode");
        vm.etch(CREATE2_DEPLOYER, CREATE2_DEPLOYER_CODE);
        (bool success, ) = CREATE2_DEPLOYER.call(bytes.concat(salt, creationCode));
        require(success && expected.code.length != 0, "the EntryPoint is another release");
    }
}
