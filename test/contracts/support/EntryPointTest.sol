// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {EntryPoints, IRealEntryPoint} from "./EntryPoints.sol";
import {ModuleTest} from "./ModuleTest.sol";
import {SignedModel} from "./SignedModel.sol";
import {UseDraft, UseEncoder} from "./UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Uses through the real EntryPoint v0.7, and bundles that it refuses.
abstract contract EntryPointTest is ModuleTest {
    IRealEntryPoint internal constant entryPoint = IRealEntryPoint(ENTRY_POINT);

    function setUp() public virtual override {
        super.setUp();
        EntryPoints.deployV07();
    }

    /// @notice An operation whose fee is zero, signed for the real EntryPoint.
    /// @param nonceKey 32 bits that choose one of the nonce keys of the module.
    function _packed(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution,
        uint32 nonceKey
    ) internal view returns (PackedUserOperation memory op) {
        op = _unsigned(
            abi.encodeCall(IERC7579Execution.execute, (mode, execution)),
            address(module),
            nonceKey
        );
        return _signForEntryPoint(op, draft);
    }

    /// @notice An operation of the account's own owner.
    function _owned(bytes memory callData) internal view returns (PackedUserOperation memory op) {
        op = _unsigned(callData, address(0), 0);
        op.signature = signature(OWNER, entryPoint.getUserOpHash(op));
    }

    function _signForEntryPoint(
        PackedUserOperation memory op,
        UseDraft memory draft
    ) internal view returns (PackedUserOperation memory) {
        bytes memory use = UseEncoder.encode(draft);
        bytes32 structHash = SignedModel.userOperationUse(entryPoint.getUserOpHash(op), keccak256(use));
        op.signature = bytes.concat(use, signature(draft.signer, _digest(structHash)));
        return op;
    }

    function _bundle(
        PackedUserOperation memory first,
        PackedUserOperation memory second
    ) internal pure returns (PackedUserOperation[] memory ops) {
        ops = new PackedUserOperation[](2);
        (ops[0], ops[1]) = (first, second);
    }

    function _bundle(PackedUserOperation memory op) internal pure returns (PackedUserOperation[] memory ops) {
        ops = new PackedUserOperation[](1);
        ops[0] = op;
    }

    function _handle(PackedUserOperation[] memory ops) internal {
        entryPoint.handleOps(ops, payable(makeAddr("bundler")));
    }

    /// @notice The whole bundle reverts because one operation's validation does, with exactly this error.
    function _refusesBundle(PackedUserOperation[] memory ops, uint256 index, bytes memory reason) internal {
        _refusesCallTo(
            ENTRY_POINT,
            address(this),
            abi.encodeCall(entryPoint.handleOps, (ops, payable(address(0xbeef)))),
            abi.encodeWithSignature(
                "FailedOpWithRevert(uint256,string,bytes)",
                index,
                "AA23 reverted",
                reason
            )
        );
    }

    /// @notice The whole bundle reverts because the EntryPoint itself refuses one operation, for this reason of its own.
    function _entryPointRefuses(
        PackedUserOperation[] memory ops,
        uint256 index,
        string memory reason
    ) internal {
        _refusesCallTo(
            ENTRY_POINT,
            address(this),
            abi.encodeCall(entryPoint.handleOps, (ops, payable(address(0xbeef)))),
            abi.encodeWithSignature("FailedOp(uint256,string)", index, reason)
        );
    }

    function _unsigned(
        bytes memory callData,
        address validator,
        uint32 nonceKey
    ) private view returns (PackedUserOperation memory op) {
        op.sender = address(account);
        uint192 key = (uint192(uint160(validator)) << 32) | nonceKey;
        op.nonce = (uint256(key) << 64) | uint64(entryPoint.getNonce(address(account), key));
        op.callData = callData;
        op.accountGasLimits = bytes32((uint256(1_000_000) << 128) | 1_000_000);
    }
}
