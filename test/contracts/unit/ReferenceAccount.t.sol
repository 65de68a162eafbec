// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ModuleTest} from "../support/ModuleTest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @dev What tests call on the account besides.
interface IOwned {
    function owner() external view returns (address);
    function validateUserOp(
        PackedUserOperation calldata op,
        bytes32 hash,
        uint256 missing
    ) external returns (uint256);
}

/// @notice Who rules the reference account, and who rules nothing.
contract ReferenceAccountTest is ModuleTest {
    bytes32 private constant HASH = keccak256("anything");

    /// @dev ERC-1167, without arguments behind it: 45 bytes.
    function _plainClone(address implementation) private returns (address created) {
        created = makeAddr("plain clone");
        vm.etch(
            created,
            bytes.concat(
                hex"363d3d373d3d3d363d73",
                bytes20(implementation),
                hex"5af43d82803e903d91602b57fd5bf3"
            )
        );
    }

    function _implementation() private returns (address) {
        return deploy("LatchkeyAccount", abi.encode(ENTRY_POINT));
    }

    function test_ownerOfAClone() public view {
        assertEq(IOwned(address(account)).owner(), vm.addr(OWNER));
    }

    /// @notice Code of any other length carries no owner.
    function test_nobodyOwnsTheImplementationOrAPlainClone() public {
        address implementation = _implementation();
        assertEq(IOwned(implementation).owner(), address(0));
        address clone = _plainClone(implementation);
        assertEq(IOwned(clone).owner(), address(0));
        // Longer, but too short or too long for an address.
        uint256[3] memory lengths = [uint256(1), 19, 21];
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory arguments = new bytes(lengths[i]);
            arguments[0] = 0x11;
            vm.etch(clone, bytes.concat(_plainClone(implementation).code, arguments));
            assertEq(IOwned(clone).owner(), address(0));
        }
    }

    /// @notice A signature that recovers to nobody is not the signature of an account that nobody owns.
    function test_nobodySignsForNobody() public {
        address[2] memory ownerless = [_implementation(), address(0)];
        ownerless[1] = _plainClone(ownerless[0]);
        PackedUserOperation memory op;
        op.signature = new bytes(64);
        for (uint256 i = 0; i < ownerless.length; ++i) {
            op.sender = ownerless[i];
            vm.prank(ENTRY_POINT);
            assertEq(IOwned(ownerless[i]).validateUserOp(op, HASH, 0), 1);
        }
        op.sender = address(account);
        op.signature = signature(OWNER, HASH);
        vm.prank(ENTRY_POINT);
        assertEq(IOwned(address(account)).validateUserOp(op, HASH, 0), 0);
    }

    /// @notice The owner's personal signature in the account's ERC-7739 domain counts where no module answers; nobody else's does.
    function test_ownersMessages() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("LatchkeyAccount"),
                keccak256("1"),
                block.chainid,
                address(account)
            )
        );
        bytes32 structHash = keccak256(abi.encode(keccak256("PersonalSign(bytes prefixed)"), HASH));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, structHash));
        assertEq(
            bytes32(account.isValidSignature(HASH, signature(OWNER, digest))),
            bytes32(bytes4(0x1626ba7e))
        );
        assertEq(
            bytes32(account.isValidSignature(HASH, signature(KEY, digest))),
            bytes32(bytes4(0xffffffff))
        );
        // Not as a bare hash.
        assertEq(
            bytes32(account.isValidSignature(HASH, signature(OWNER, HASH))),
            bytes32(bytes4(0xffffffff))
        );
    }
}
