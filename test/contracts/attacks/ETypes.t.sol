// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionEvents} from "../../../contracts/interfaces/ISessionEvents.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks that live on a type which wallets and the module read differently. What viem makes of each type is in
/// test/vectors.
contract ETypesTest is ModuleTest {
    string private constant VECTORS = "test/vectors/grants.json";

    /// @dev The module at the address that the vectors are for.
    function _moduleOfVectors(string memory json) private {
        bytes memory arguments = abi.encode(deploy("SessionExtension"));
        address deployer = vm.parseJsonAddress(json, ".deployer");
        vm.setNonce(deployer, 0);
        vm.startPrank(deployer);
        module = ISessionModule(deploy("SessionModule", arguments));
        vm.stopPrank();
        assertEq(address(module), vm.parseJsonAddress(json, ".module"));
    }

    /// @notice Missing or misplaced members, or referenced types out of order: a grant's hash must be the one that wallets show.
    function test_E19_grantsAsViemHashesThem() public {
        string memory json = vm.readFile(VECTORS);
        _moduleOfVectors(json);
        address owner = vm.parseJsonAddress(json, ".account");
        bytes32 anyKey = keccak256("any key");
        uint256 count = 0;
        for (; ; ++count) {
            string memory at = string.concat(".grants[", vm.toString(count), "]");
            bytes32 grantId;
            try vm.parseJsonBytes32(json, string.concat(at, ".grantId")) returns (bytes32 id) {
                grantId = id;
            } catch {
                break;
            }
            bytes memory terms = vm.parseJsonBytes(json, string.concat(at, ".sealedTerms"));
            vm.expectEmit(address(module));
            emit ISessionEvents.KeyRevoked(owner, grantId, anyKey);
            vm.prank(owner);
            module.revokeKey(owner, terms, anyKey);
        }
        assertGe(count, 24);
    }

    /// @notice The same for everything that a grantor signs: what viem hashed and a wallet signed is what the module takes.
    function test_E19_approvalsAsViemHashesThem() public {
        string memory json = vm.readFile(VECTORS);
        _moduleOfVectors(json);
        address owner = vm.parseJsonAddress(json, ".account");
        vm.startPrank(owner);
        for (uint256 epoch = 0; epoch < 8; ++epoch) module.revokeAll();
        module.setGrantor(Key(1, abi.encodePacked(vm.parseJsonAddress(json, ".signers.grantor"))));
        vm.stopPrank();

        bytes memory terms = vm.parseJsonBytes(json, ".grants[0].sealedTerms");
        string memory at = string.concat(_at(json, "KeyRevocation"), ".message");
        bytes32 grantId = vm.parseJsonBytes32(json, string.concat(at, ".grantId"));
        bytes32 keyId = vm.parseJsonBytes32(json, string.concat(at, ".keyId"));
        module.revokeKeyBySignature(owner, terms, keyId, _approvalOf(json, "KeyRevocation"));
        assertEq(module.grantState(owner, grantId).firstKeyEnd, 1);
        module.revokeGrantBySignature(owner, grantId, _approvalOf(json, "GrantRevocation"));
        assertEq(module.grantState(owner, grantId).status, 2);
        module.revokeAllBySignature(owner, 9, _approvalOf(json, "EpochRevocation"));
        (uint64 moved, , , , ) = module.accountState(owner);
        assertEq(moved, 10);
    }

    function _approvalOf(
        string memory json,
        string memory type_
    ) private pure returns (ISessionModule.GrantorSignature memory) {
        string memory at = string.concat(_at(json, type_), ".signature");
        Key memory grantor = Key(1, abi.encodePacked(vm.parseJsonAddress(json, ".signers.grantor")));
        return ISessionModule.GrantorSignature(grantor, vm.parseJsonBytes(json, at));
    }

    /// @dev Where the vectors have the message of a type.
    function _at(string memory json, string memory type_) private pure returns (string memory at) {
        bytes32 wanted = keccak256(abi.encode(type_));
        for (uint256 i = 0; ; ++i) {
            at = string.concat(".messages[", vm.toString(i), "]");
            if (keccak256(vm.parseJson(json, string.concat(at, ".primaryType"))) == wanted) return at;
        }
    }

    /// @notice The same for what holders and rotators sign; tests elsewhere use the module with these very hashes.
    function test_E19_usesAsViemHashesThem() public {
        string memory json = vm.readFile(VECTORS);
        _moduleOfVectors(json);
        address owner = vm.parseJsonAddress(json, ".account");
        string memory at = string.concat(_at(json, "UserOperationUse"), ".message");
        bytes32 useHash = vm.parseJsonBytes32(json, string.concat(at, ".useHash"));
        bytes32 hash = vm.parseJsonBytes32(json, string.concat(at, ".userOpHash"));
        _assertDigest(json, "UserOperationUse", SignedModel.userOperationUse(hash, useHash));

        at = string.concat(_at(json, "RelayedUse"), ".message");
        ISessionModule.Relay memory relay = ISessionModule.Relay(
            _number(json, at, ".nonce"),
            uint48(_number(json, at, ".validUntil")),
            _number(json, at, ".minimumGas")
        );
        bytes memory execution = vm.parseJsonBytes(json, string.concat(at, ".executionCalldata"));
        bytes32 structHash = SignedModel.relayedUse(owner, BATCH, execution, useHash, relay);
        _assertDigest(json, "RelayedUse", structHash);

        at = string.concat(_at(json, "MessageUse"), ".message");
        bytes32 grantId = vm.parseJsonBytes32(json, string.concat(at, ".grantId"));
        hash = vm.parseJsonBytes32(json, string.concat(at, ".hash"));
        _assertDigest(json, "MessageUse", SignedModel.messageUse(owner, grantId, hash));
        _assertRotation(json, owner);
    }

    function _assertRotation(string memory json, address owner) private view {
        string memory at = string.concat(_at(json, "KeyRotation"), ".message");
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            vm.parseJsonBytes32(json, string.concat(at, ".oldKeyId")),
            Key(1, vm.parseJsonBytes(json, string.concat(at, ".newKey.key"))),
            uint48(_number(json, at, ".keyValidUntil")),
            uint32(_number(json, at, ".overlap"))
        );
        bytes32 structHash = SignedModel.keyRotation(
            owner,
            vm.parseJsonBytes32(json, string.concat(at, ".grantId")),
            rotation,
            uint32(_number(json, at, ".sequence")),
            uint48(_number(json, at, ".validUntil"))
        );
        _assertDigest(json, "KeyRotation", structHash);
    }

    function _assertDigest(string memory json, string memory type_, bytes32 structHash) private view {
        assertEq(_digest(structHash), vm.parseJsonBytes32(json, string.concat(_at(json, type_), ".digest")));
    }

    function _number(
        string memory json,
        string memory at,
        string memory member
    ) private pure returns (uint256) {
        return vm.parseJsonUint(json, string.concat(at, member));
    }

    /// @notice Near misses of a type: members in another order, a space, a member left out, another name.
    function test_E19_nearMissesAreNotSigned() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        bytes memory right = op.signature;
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes32 hash = _operationHash(op);
        bytes32 used = keccak256(use);
        bytes[4] memory near = [
            abi.encode(keccak256("UserOperationUse(bytes32 useHash,bytes32 userOpHash)"), used, hash),
            abi.encode(keccak256("UserOperationUse(bytes32 userOpHash, bytes32 useHash)"), hash, used),
            abi.encode(keccak256("UserOperationUse(bytes32 useHash)"), used),
            abi.encode(keccak256("OperationUse(bytes32 userOpHash,bytes32 useHash)"), hash, used)
        ];
        uint256 state = vm.snapshotState();
        for (uint256 i = 0; i < near.length; ++i) {
            op.signature = bytes.concat(use, signature(KEY, _digest(keccak256(near[i]))));
            assertEq(uint160(_validate(op)), 1);
            vm.revertToState(state);
            state = vm.snapshotState();
        }
        op.signature = right;
        assertEq(uint160(_validate(op)), 0);
        assertEq(_spent(grantId, 0), 1);
    }
}
