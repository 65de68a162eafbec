// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "./Vm.sol";

/// @notice Base of every Solidity test: cheatcodes, assertions, inputs, and the targets of invariant tests.
/// @dev The runner treats each contract with functions named `test...` (fuzzed if they take arguments) or `invariant...`
/// as a suite, calls `setUp()` before each, and reads the targets of invariant tests from the getters at the end.
abstract contract Test {
    /// @notice Selectors that an invariant run may call on one contract.
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @dev The address at which the runner answers: the last 20 bytes of keccak256("hevm cheat code").
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    address[] private _targetContracts;
    address[] private _excludedContracts;
    address[] private _targetSenders;
    address[] private _excludedSenders;
    FuzzSelector[] private _targetSelectors;

    // ------------------------------------------------------------------------------------------------------- deployment

    /// @notice Deploys a contract by its name. A test that does not import it is not compiled again when it changes.
    function deploy(string memory name) internal returns (address) {
        return deploy(name, "");
    }

    /// @param arguments ABI-encoded arguments of the constructor.
    function deploy(string memory name, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = bytes.concat(vm.getCode(name), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        require(deployed != address(0), string.concat("deploy: constructor of ", name));
    }

    // ------------------------------------------------------------------------------------------------------------ input

    /// @notice Maps a fuzzed value onto [lowest, highest], both inclusive; values already inside stay as they are.
    function bound(uint256 value, uint256 lowest, uint256 highest) internal pure returns (uint256) {
        require(lowest <= highest, "bound: empty range");
        if (value >= lowest && value <= highest) return value;
        uint256 span = highest - lowest;
        if (span == type(uint256).max) return value;
        return lowest + (value % (span + 1));
    }

    /// @notice A labelled address without a known key.
    function makeAddr(string memory name) internal returns (address account) {
        (account, ) = makeAddrAndKey(name);
    }

    /// @notice A labelled address with its private key, both decided by the name.
    function makeAddrAndKey(string memory name) internal returns (address account, uint256 privateKey) {
        privateKey = uint256(keccak256(bytes(name)));
        account = vm.addr(privateKey);
        vm.label(account, name);
    }

    /// @notice 65-byte ECDSA signature, `r || s || v`.
    function signature(uint256 privateKey, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @notice Moves time by some seconds.
    function skip(uint256 time) internal {
        vm.warp(vm.getBlockTimestamp() + time);
    }

    // ------------------------------------------------------------------------------------------------------- assertions

    function assertTrue(bool condition) internal pure {
        vm.assertTrue(condition);
    }

    function assertTrue(bool condition, string memory message) internal pure {
        vm.assertTrue(condition, message);
    }

    function assertFalse(bool condition) internal pure {
        vm.assertFalse(condition);
    }

    function assertFalse(bool condition, string memory message) internal pure {
        vm.assertFalse(condition, message);
    }

    function assertEq(bool left, bool right) internal pure {
        vm.assertEq(left, right);
    }

    function assertEq(bool left, bool right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(uint256 left, uint256 right) internal pure {
        vm.assertEq(left, right);
    }

    function assertEq(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(int256 left, int256 right) internal pure {
        vm.assertEq(left, right);
    }

    function assertEq(int256 left, int256 right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(address left, address right) internal pure {
        vm.assertEq(left, right);
    }

    function assertEq(address left, address right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(bytes32 left, bytes32 right) internal pure {
        vm.assertEq(left, right);
    }

    function assertEq(bytes32 left, bytes32 right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(bytes memory left, bytes memory right) internal pure {
        vm.assertEq(left, right);
    }

    function assertEq(bytes memory left, bytes memory right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertEq(string memory left, string memory right) internal pure {
        vm.assertEq(left, right);
    }

    function assertEq(string memory left, string memory right, string memory message) internal pure {
        vm.assertEq(left, right, message);
    }

    function assertLt(uint256 left, uint256 right) internal pure {
        vm.assertLt(left, right);
    }

    function assertLt(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertLt(left, right, message);
    }

    function assertLe(uint256 left, uint256 right) internal pure {
        vm.assertLe(left, right);
    }

    function assertLe(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertLe(left, right, message);
    }

    function assertGt(uint256 left, uint256 right) internal pure {
        vm.assertGt(left, right);
    }

    function assertGt(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertGt(left, right, message);
    }

    function assertGe(uint256 left, uint256 right) internal pure {
        vm.assertGe(left, right);
    }

    function assertGe(uint256 left, uint256 right, string memory message) internal pure {
        vm.assertGe(left, right, message);
    }

    function assertNotEq(uint256 left, uint256 right) internal pure {
        vm.assertNotEq(left, right);
    }

    function assertNotEq(address left, address right) internal pure {
        vm.assertNotEq(left, right);
    }

    function assertNotEq(bytes32 left, bytes32 right) internal pure {
        vm.assertNotEq(left, right);
    }

    // --------------------------------------------------------------------------------------- targets of invariant tests

    /// @notice Invariant runs call this contract (by default: every contract that `setUp` deploys).
    function targetContract(address target) internal {
        _targetContracts.push(target);
    }

    function excludeContract(address excluded) internal {
        _excludedContracts.push(excluded);
    }

    /// @notice Invariant runs call only these functions of a contract.
    function targetSelector(FuzzSelector memory target) internal {
        _targetSelectors.push(target);
    }

    function targetSender(address sender) internal {
        _targetSenders.push(sender);
    }

    function excludeSender(address excluded) internal {
        _excludedSenders.push(excluded);
    }

    /// @dev Read by the runner, as are the getters below.
    function targetContracts() external view returns (address[] memory) {
        return _targetContracts;
    }

    function excludeContracts() external view returns (address[] memory) {
        return _excludedContracts;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory) {
        return _targetSelectors;
    }

    function targetSenders() external view returns (address[] memory) {
        return _targetSenders;
    }

    function excludeSenders() external view returns (address[] memory) {
        return _excludedSenders;
    }
}
