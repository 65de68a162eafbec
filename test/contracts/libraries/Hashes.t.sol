// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {HashHarness} from "../../../contracts/mocks/HashHarness.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {ParameterCondition} from "../../../contracts/types/ParameterCondition.sol";
import {Permission} from "../../../contracts/types/Permission.sol";
import {Spend} from "../../../contracts/types/Spend.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Test} from "../support/Test.sol";

/// @notice Every hash against the plain EIP-712 encoding, with the types spelled out as in docs/protocol.md.
contract HashesTest is Test {
    bytes32 private constant EMPTY = keccak256("");
    uint256 private constant UNLIMITED = type(uint256).max;

    /// @dev In the order in which they stand in the type of a grant.
    string[12] private _referenced = [
        "Guard(address guard,bytes config)",
        "Identity(uint8 kind,address registry,bytes subject)",
        "Key(uint8 kind,bytes key)",
        "Limit(uint8 kind,address token,uint128 amount,uint32 period,uint48 periodStart)",
        "MaximumFee(uint256 budget,uint256 price)",
        "Message(uint8 kind,bytes32 domain,string contents,ParameterCondition[] conditions,bool uncounted)",
        "Network(uint256 chainId,uint64 epoch)",
        "ParameterCondition(uint256 argument,uint8 operator,bytes32[] values)",
        "PaymasterRule(uint8 kind,address[] listed)",
        "Permission(address target,uint8 call,bytes4 selector,uint256 maxValue,ParameterCondition[] conditions,Spend[] spends,uint8 worstTier)",
        "Spend(uint16 limit,uint8 source,uint256 argument)",
        "Supersession(bytes32 grantId,uint16[] carries)"
    ];

    HashHarness private _harness;

    function setUp() public {
        _harness = new HashHarness();
    }

    // ----------------------------------------------------------------------------------------------------------- types

    function test_TypeOfAGrantForAllHeights() public view {
        for (uint256 permissions = 0; permissions <= 10; ++permissions) {
            for (uint256 limits = 0; limits <= 10; ++limits) {
                bytes32 expected = keccak256(bytes(_grantType(permissions, limits)));
                assertEq(_harness.grantTypehash(permissions, limits), expected);
            }
        }
    }

    function test_ReferencedTypesAreSortedAndComeAfterGrant() public view {
        string memory before = "Grant";
        for (uint256 i = 0; i < _referenced.length; ++i) {
            assertTrue(_isBefore(bytes(before), bytes(_referenced[i])), _referenced[i]);
            before = _referenced[i];
        }
    }

    function test_Domain() public view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address module,
            bytes32 salt,

        ) = _harness.eip712Domain();
        assertEq(uint256(uint8(fields)), 1 + 2 + 8);
        assertEq(name, "Latchkey");
        assertEq(version, "1");
        assertEq(chainId, 0);
        assertEq(module, address(_harness));
        assertEq(salt, 0);
        (, , , , , , uint256[] memory extensions) = _harness.eip712Domain();
        assertEq(extensions.length, 0);
    }

    function testFuzz_TheDomainIsTheSameOnEveryChain(uint64 chainId) public {
        bytes32 digest = _harness.grantRevocationDigest(address(1), bytes32(uint256(2)));
        vm.chainId(bound(chainId, 1, type(uint64).max - 1));
        assertEq(_harness.grantRevocationDigest(address(1), bytes32(uint256(2))), digest);
    }

    // ----------------------------------------------------------------------------------------------------------- parts

    function testFuzz_Key(uint8 kind, bytes memory key) public view {
        assertEq(_harness.keyId(kind, key), _key(Key(kind, key)));
    }

    function testFuzz_EcdsaKey(address signer) public view {
        assertEq(_harness.ecdsaKeyId(signer), _key(Key(1, abi.encodePacked(signer))));
    }

    function testFuzz_Limit(Limit memory limit) public view {
        bytes32 type_ = keccak256(bytes(_referenced[3]));
        // All members are static: their ABI encoding is their EIP-712 encoding.
        assertEq(_harness.limitHash(limit), keccak256(bytes.concat(type_, abi.encode(limit))));
    }

    function testFuzz_Permission(Permission memory permission) public view {
        assertEq(_harness.permissionHash(permission), _permission(permission));
    }

    function test_PaddingIsTheHashOfTheZeroStruct() public view {
        Permission memory permission;
        Limit memory limit;
        assertEq(_harness.permissionHash(permission), _permission(permission));
        assertEq(
            _harness.limitHash(limit),
            keccak256(bytes.concat(keccak256(bytes(_referenced[3])), new bytes(160)))
        );
    }

    function test_EmptyParts() public view {
        (bytes32 fee, bytes32 paymaster, bytes32 identity, bytes32 supersession) = _harness.emptyParts();
        assertEq(fee, keccak256(abi.encode(keccak256(bytes(_referenced[4])), UNLIMITED, UNLIMITED)));
        assertEq(paymaster, keccak256(abi.encode(keccak256(bytes(_referenced[8])), uint8(0), EMPTY)));
        assertEq(
            identity,
            keccak256(abi.encode(keccak256(bytes(_referenced[1])), uint8(0), address(0), EMPTY))
        );
        assertEq(supersession, keccak256(abi.encode(keccak256(bytes(_referenced[11])), bytes32(0), EMPTY)));
    }

    // ----------------------------------------------------------------------------------------------------------- grant

    function testFuzz_Grant(
        address account,
        Terms memory terms,
        bytes32 permissions,
        bytes32 limits
    ) public view {
        vm.assume(terms.rotatorId != 0 && limits != 0);
        terms.permissionsHeight = bound(terms.permissionsHeight, 0, 10);
        terms.limitsHeight = bound(terms.limitsHeight, 0, 10);
        bytes32 grantId = _harness.grantId(account, terms, permissions, limits);
        assertEq(grantId, _digest(_grant(account, terms, permissions, limits)));
    }

    function testFuzz_AGrantWithoutLimitsAndRotatorHasTheEmptyOnes(
        Terms memory terms,
        bytes32 permissions
    ) public view {
        (terms.permissionsHeight, terms.limitsHeight, terms.rotatorId) = (0, 0, 0);
        bytes32 grantId = _harness.grantId(address(1), terms, permissions, 0);
        Limit memory none;
        terms.rotatorId = _key(Key(0, ""));
        assertEq(grantId, _digest(_grant(address(1), terms, permissions, _harness.limitHash(none))));
    }

    function test_AGrantIsOneForItsChainAccountAndModule() public {
        Terms memory terms;
        bytes32 grantId = _harness.grantId(address(1), terms, 0, 0);
        assertNotEq(_harness.grantId(address(2), terms, 0, 0), grantId);
        assertNotEq(new HashHarness().grantId(address(1), terms, 0, 0), grantId);
        vm.chainId(5);
        assertNotEq(_harness.grantId(address(1), terms, 0, 0), grantId);
    }

    // -------------------------------------------------------------------------------------------------- other messages

    function testFuzz_UserOperationUse(bytes32 userOpHash, bytes32 useHash) public view {
        bytes32 type_ = keccak256("UserOperationUse(bytes32 userOpHash,bytes32 useHash)");
        bytes32 digest = _harness.userOperationUseDigest(userOpHash, useHash);
        assertEq(digest, _digest(abi.encode(type_, userOpHash, useHash)));
    }

    function testFuzz_RelayedUse(
        address account,
        bytes32 mode,
        bytes memory executionCalldata,
        bytes32 useHash,
        ISessionModule.Relay memory relay
    ) public view {
        bytes memory text = abi.encode(
            keccak256(
                "RelayedUse(address account,uint256 chainId,bytes32 mode,bytes executionCalldata,bytes32 useHash,uint256 nonce,uint48 validUntil,uint256 minimumGas)"
            ),
            account,
            block.chainid,
            mode,
            keccak256(executionCalldata),
            useHash,
            relay
        );
        assertEq(_harness.relayedUseDigest(account, mode, executionCalldata, useHash, relay), _digest(text));
    }

    function testFuzz_KeyRotation(
        address account,
        bytes32 grantId,
        ISessionModule.Rotation memory rotation,
        uint32 sequence,
        uint48 validUntil
    ) public view {
        bytes memory text = abi.encode(
            keccak256(
                "KeyRotation(address account,uint256 chainId,bytes32 grantId,bytes32 oldKeyId,Key newKey,uint48 keyValidUntil,uint32 overlap,uint32 sequence,uint48 validUntil)Key(uint8 kind,bytes key)"
            ),
            account,
            block.chainid,
            grantId,
            rotation.oldKeyId,
            _key(rotation.newKey),
            rotation.keyValidUntil,
            rotation.overlap,
            sequence,
            validUntil
        );
        assertEq(_harness.keyRotationDigest(account, grantId, rotation, sequence, validUntil), _digest(text));
    }

    function testFuzz_Revocations(address account, bytes32 grantId, bytes32 keyId, uint64 epoch) public view {
        bytes32 type_ = keccak256("KeyRevocation(address account,bytes32 grantId,bytes32 keyId)");
        bytes32 expected = _digest(abi.encode(type_, account, grantId, keyId));
        assertEq(_harness.keyRevocationDigest(account, grantId, keyId), expected);
        type_ = keccak256("GrantRevocation(address account,bytes32 grantId)");
        expected = _digest(abi.encode(type_, account, grantId));
        assertEq(_harness.grantRevocationDigest(account, grantId), expected);
        type_ = keccak256("EpochRevocation(address account,uint256 chainId,uint64 epoch)");
        expected = _digest(abi.encode(type_, account, block.chainid, epoch));
        assertEq(_harness.epochRevocationDigest(account, epoch), expected);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _grantType(uint256 permissions, uint256 limits) private view returns (string memory text) {
        text = string.concat(
            string.concat("Grant(address account,Network[] networks,Permission", _levels(permissions)),
            string.concat(
                " permissions,Limit",
                _levels(limits),
                " limits,Message[] messages,Guard[] guards,"
            ),
            "uint48 validAfter,uint48 validUntil,uint32 keyLifetime,uint32 overlap,uint8 maxKeys,",
            "MaximumFee maximumFee,PaymasterRule paymaster,Key rotator,Key keeper,Identity identity,",
            "Supersession supersedes,Key sessionKey,bytes16 salt)"
        );
        for (uint256 i = 0; i < _referenced.length; ++i) text = string.concat(text, _referenced[i]);
    }

    function _levels(uint256 height) private pure returns (string memory text) {
        for (uint256 i = 0; i < height; ++i) text = string.concat(text, "[2]");
    }

    function _grant(
        address account,
        Terms memory terms,
        bytes32 permissions,
        bytes32 limits
    ) private view returns (bytes memory) {
        (bytes32 fee, bytes32 paymaster, bytes32 identity, bytes32 supersession) = _harness.emptyParts();
        bytes32 network = keccak256(abi.encode(keccak256(bytes(_referenced[6])), block.chainid, terms.epoch));
        bytes memory head = abi.encode(
            keccak256(bytes(_grantType(terms.permissionsHeight, terms.limitsHeight))),
            account,
            keccak256(abi.encode(network)),
            permissions,
            limits,
            EMPTY,
            EMPTY,
            terms.validAfter,
            terms.validUntil
        );
        bytes memory keys = abi.encode(terms.keyLifetime, terms.overlap, terms.maxKeys, fee, paymaster);
        bytes32 nobody = _key(Key(0, ""));
        return
            bytes.concat(
                head,
                keys,
                abi.encode(terms.rotatorId, nobody, identity, supersession, terms.sessionKeyId, terms.salt)
            );
    }

    function _permission(Permission memory permission) private view returns (bytes32) {
        bytes memory conditions;
        for (uint256 i = 0; i < permission.conditions.length; ++i) {
            ParameterCondition memory condition = permission.conditions[i];
            bytes32 values = keccak256(abi.encodePacked(condition.values));
            bytes32 type_ = keccak256(bytes(_referenced[7]));
            bytes memory text = abi.encode(type_, condition.argument, condition.operator, values);
            conditions = bytes.concat(conditions, keccak256(text));
        }
        bytes memory spends;
        for (uint256 i = 0; i < permission.spends.length; ++i) {
            Spend memory spend = permission.spends[i];
            spends = bytes.concat(spends, keccak256(abi.encode(keccak256(bytes(_referenced[10])), spend)));
        }
        string memory own = string.concat(_referenced[9], _referenced[7], _referenced[10]);
        return
            keccak256(
                abi.encode(
                    keccak256(bytes(own)),
                    permission.target,
                    permission.call,
                    permission.selector,
                    permission.maxValue,
                    keccak256(conditions),
                    keccak256(spends),
                    permission.worstTier
                )
            );
    }

    function _key(Key memory key) private view returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(_referenced[2])), key.kind, keccak256(key.key)));
    }

    function _digest(bytes memory text) private view returns (bytes32) {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,address verifyingContract)"),
                keccak256("Latchkey"),
                keccak256("1"),
                address(_harness)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", separator, keccak256(text)));
    }

    /// @dev Whether the name of one type comes before that of another.
    function _isBefore(bytes memory left, bytes memory right) private pure returns (bool) {
        for (uint256 i = 0; ; ++i) {
            bool leftEnded = i == left.length || left[i] == "(";
            bool rightEnded = i == right.length || right[i] == "(";
            if (leftEnded || rightEnded) return leftEnded && !rightEnded;
            if (left[i] != right[i]) return left[i] < right[i];
        }
        return false;
    }
}
