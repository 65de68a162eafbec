// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Limit, Permission} from "../support/Grant.sol";
import {GrantModel} from "../support/GrantModel.sol";
import {IHashHarness} from "../support/Harnesses.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {Test} from "../support/Test.sol";

/// @notice Every hash against the plain EIP-712 encoding, with the types spelled out as in docs/protocol.md.
contract HashesTest is Test {
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

    IHashHarness private _harness;

    function setUp() public {
        _harness = IHashHarness(deploy("HashHarness"));
    }

    // ----------------------------------------------------------------------------------------------------------- types

    function test_TypeOfAGrantForAllHeights() public view {
        for (uint256 permissions = 0; permissions <= 10; ++permissions) {
            for (uint256 limits = 0; limits <= 10; ++limits) {
                bytes32 expected = keccak256(bytes(_grantType(permissions, limits)));
                assertEq(_harness.grantTypehash(permissions, limits), expected);
                Grant memory grant;
                (grant.permissionsHeight, grant.limitsHeight) = (permissions, limits);
                assertEq(GrantModel.typeHash(grant), expected);
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

    function test_WrittenOutHashesAreThoseOfTheEmptyValues() public view {
        bytes32[7] memory written = _harness.emptyParts();
        Grant memory none;
        (none.maximumFee.budget, none.maximumFee.price) = (type(uint256).max, type(uint256).max);
        Permission memory permission;
        assertEq(written[0], GrantModel.messagesHash(none.messages));
        assertEq(written[0], GrantModel.guardsHash(none.guards));
        assertEq(written[0], GrantModel.conditionsHash(permission.conditions));
        assertEq(written[0], GrantModel.spendsHash(permission.spends));
        assertEq(written[1], GrantModel.feeHash(none.maximumFee));
        assertEq(written[2], GrantModel.paymasterHash(none.paymaster));
        assertEq(written[3], GrantModel.keyId(none.rotator));
        assertEq(written[4], GrantModel.identityHash(none.identity));
        assertEq(written[5], GrantModel.supersessionHash(none.supersedes));
        Limit memory limit;
        assertEq(written[6], GrantModel.limitHash(limit));
        // A grant without limits has this root.
        assertEq(written[6], GrantModel.root(GrantModel.limitLeaves(none)));
    }

    function testFuzz_TheDomainIsTheSameOnEveryChain(uint64 chainId) public {
        bytes32 digest = _harness.userOperationUseDigest(bytes32(uint256(1)), bytes32(uint256(2)));
        vm.chainId(bound(chainId, 1, type(uint64).max - 1));
        assertEq(_harness.userOperationUseDigest(bytes32(uint256(1)), bytes32(uint256(2))), digest);
    }

    // ----------------------------------------------------------------------------------------------------------- parts

    function testFuzz_Key(uint8 kind, bytes memory key) public view {
        (bytes32 fromMemory, bytes32 fromCalldata) = _harness.keyIds(kind, key);
        assertEq(fromMemory, GrantModel.keyId(Key(kind, key)));
        assertEq(fromCalldata, fromMemory);
    }

    function testFuzz_KeyOfAnAddress(uint8 kind, address signer) public view {
        bytes32 expected = GrantModel.keyId(Key(kind, abi.encodePacked(signer)));
        assertEq(_harness.keyIdOfAddress(kind, signer), expected);
    }

    function testFuzz_Words(uint256[4] memory words, bytes32[] memory list, bytes memory data) public view {
        bytes32[5] memory hashes = _harness.wordHashes(words, list, data);
        assertEq(hashes[0], keccak256(abi.encode(words[0])));
        assertEq(hashes[1], keccak256(abi.encode(words[0], words[1], words[2])));
        assertEq(hashes[2], keccak256(abi.encode(words)));
        assertEq(hashes[3], keccak256(abi.encodePacked(list)));
        assertEq(hashes[4], keccak256(data));
    }

    // -------------------------------------------------------------------------------------------------- other messages

    function testFuzz_UserOperationUse(bytes32 userOpHash, bytes32 useHash) public view {
        bytes32 digest = _harness.userOperationUseDigest(userOpHash, useHash);
        assertEq(digest, _digest(SignedModel.userOperationUse(userOpHash, useHash)));
    }

    function testFuzz_RelayedUse(
        address account,
        bytes32 mode,
        bytes memory execution,
        bytes32 useHash,
        ISessionModule.Relay memory relay
    ) public view {
        bytes32 digest = _harness.relayedUseDigest(account, mode, execution, useHash, relay);
        assertEq(digest, _digest(SignedModel.relayedUse(account, mode, execution, useHash, relay)));
    }

    function testFuzz_KeyRotation(
        address account,
        bytes32 grantId,
        ISessionModule.Rotation memory rotation,
        uint32 sequence,
        uint48 validUntil
    ) public view {
        bytes32 digest = _harness.keyRotationDigest(account, grantId, rotation, sequence, validUntil);
        bytes32 expected = SignedModel.keyRotation(account, grantId, rotation, sequence, validUntil);
        assertEq(digest, _digest(expected));
    }

    function testFuzz_Revocations(address account, bytes32 grantId, bytes32 keyId, uint64 epoch) public view {
        (bytes32 ofKey, bytes32 ofGrant, bytes32 ofEpoch) = _harness.revocationDigests(
            account,
            grantId,
            keyId,
            epoch
        );
        assertEq(ofKey, _digest(SignedModel.keyRevocation(account, grantId, keyId)));
        assertEq(ofGrant, _digest(SignedModel.grantRevocation(account, grantId)));
        assertEq(ofEpoch, _digest(SignedModel.epochRevocation(account, block.chainid, epoch)));
    }

    function testFuzz_MessageUse(address account, bytes32 grantId, bytes32 hash) public view {
        bytes32 digest = _harness.messageUseDigest(account, grantId, hash);
        assertEq(digest, _digest(SignedModel.messageUse(account, grantId, hash)));
    }

    function testFuzz_WhatHoldsOnOneChainNamesIt(uint64 chainId) public {
        vm.assume(chainId != block.chainid && chainId != 0 && chainId != type(uint64).max);
        ISessionModule.Relay memory relay;
        ISessionModule.Rotation memory rotation;
        bytes32 relayed = _harness.relayedUseDigest(address(1), 0, "", 0, relay);
        bytes32 rotated = _harness.keyRotationDigest(address(1), 0, rotation, 0, 0);
        bytes32 message = _harness.messageUseDigest(address(1), 0, 0);
        (, , bytes32 epoch) = _harness.revocationDigests(address(1), 0, 0, 0);
        vm.chainId(chainId);
        assertNotEq(_harness.relayedUseDigest(address(1), 0, "", 0, relay), relayed);
        assertNotEq(_harness.keyRotationDigest(address(1), 0, rotation, 0, 0), rotated);
        assertNotEq(_harness.messageUseDigest(address(1), 0, 0), message);
        (, , bytes32 other) = _harness.revocationDigests(address(1), 0, 0, 0);
        assertNotEq(other, epoch);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return GrantModel.digest(address(_harness), structHash);
    }

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
