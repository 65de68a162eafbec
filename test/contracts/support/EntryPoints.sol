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

/// @title The real EntryPoint, at its canonical address
/// @notice Deployed from the npm artifact as everywhere: the published salt brings the published code to this address.
library EntryPoints {
    address internal constant V07 = 0x0000000071727De22E5E9d8BAf0edAc6f37da032;

    string private constant V07_ARTIFACT =
        "node_modules/@account-abstraction/contracts-0.7/artifacts/EntryPoint.json";
    bytes32 private constant V07_SALT = 0x90d8084deab30c2a37c45e8d47f49f2f7965183cb6990a98943ef94940681de3;

    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    address private constant CREATE2_DEPLOYER = 0x4e59b44847b379578588920cA78FbF26c0B4956C;
    bytes private constant CREATE2_DEPLOYER_CODE =
        hex"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3";

    function deployV07() internal {
        vm.etch(CREATE2_DEPLOYER, CREATE2_DEPLOYER_CODE);
        bytes memory creationCode = vm.parseJsonBytes(vm.readFile(V07_ARTIFACT), ".bytecode");
        (bool success, ) = CREATE2_DEPLOYER.call(bytes.concat(V07_SALT, creationCode));
        require(success && V07.code.length != 0, "the EntryPoint is another release");
    }
}
