// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {LatchkeyAccount} from "../../../contracts/accounts/LatchkeyAccount.sol";
import {LatchkeyAccountFactory} from "../../../contracts/accounts/LatchkeyAccountFactory.sol";
import {MockRuleBreaker} from "../../../contracts/mocks/MockRuleBreaker.sol";
import {EntryPoints} from "../support/EntryPoints.sol";
import {Breach, Erc7562} from "../support/Erc7562.sol";
import {Test} from "../support/Test.sol";
import {IEntryPoint, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice The checker of the rules finds what it must, on an account whose validator breaks them one at a time. Without this the
/// tests beside it would say nothing.
contract Erc7562Test is Test {
    Erc7562 private rules;
    LatchkeyAccount private account;
    MockRuleBreaker private validator;

    function setUp() public {
        EntryPoints.deployV07();
        rules = new Erc7562(EntryPoints.V07);
        validator = new MockRuleBreaker();
        LatchkeyAccountFactory factory = new LatchkeyAccountFactory(
            new LatchkeyAccount(IEntryPoint(EntryPoints.V07))
        );
        account = LatchkeyAccount(payable(factory.createAccount(makeAddr("owner"), 0)));
        vm.deal(address(account), 1 ether);
        vm.deal(address(validator), 1 ether);
        vm.prank(EntryPoints.V07);
        account.installModule(1, address(validator), "");
    }

    // ---------------------------------------------------------------------------------------------------------- allowed

    function testWhatIsAllowedIsNoBreach() public {
        _assertObeys(MockRuleBreaker.Deed.Nothing);
        _assertObeys(MockRuleBreaker.Deed.AccountInnermost);
        _assertObeys(MockRuleBreaker.Deed.AssociatedEdge);
    }

    // ---------------------------------------------------------------------------------------------------------- storage

    function testStorageOfOthersIsABreach() public {
        _assertBreaks(MockRuleBreaker.Deed.AccountOutermost, "STO-021", 0x55);
        _assertBreaks(MockRuleBreaker.Deed.AssociatedBeyond, "STO-021", 0x55);
        _assertBreaks(MockRuleBreaker.Deed.ForeignRead, "STO-021", 0x54);
        _assertBreaks(MockRuleBreaker.Deed.ForeignWrite, "STO-021", 0x55);
        _assertBreaks(MockRuleBreaker.Deed.ForeignTransient, "STO-021", 0x5d);
    }

    // ---------------------------------------------------------------------------------------------------------- opcodes

    function testWhatDependsOnTheBlockIsABreach() public {
        _assertBreaks(MockRuleBreaker.Deed.Timestamp, "OP-011", 0x42);
        _assertBreaks(MockRuleBreaker.Deed.Number, "OP-011", 0x43);
        _assertBreaks(MockRuleBreaker.Deed.BaseFee, "OP-011", 0x48);
        _assertBreaks(MockRuleBreaker.Deed.Coinbase, "OP-011", 0x41);
        _assertBreaks(MockRuleBreaker.Deed.PrevRandao, "OP-011", 0x44);
        _assertBreaks(MockRuleBreaker.Deed.GasLimit, "OP-011", 0x45);
        _assertBreaks(MockRuleBreaker.Deed.BlockHash, "OP-011", 0x40);
        _assertBreaks(MockRuleBreaker.Deed.BlobBaseFee, "OP-011", 0x4a);
    }

    function testWhatDependsOnTheTransactionIsABreach() public {
        _assertBreaks(MockRuleBreaker.Deed.Origin, "OP-011", 0x32);
        _assertBreaks(MockRuleBreaker.Deed.GasPrice, "OP-011", 0x3a);
        _assertBreaks(MockRuleBreaker.Deed.BlobHash, "OP-011", 0x49);
        _assertBreaks(MockRuleBreaker.Deed.Gas, "OP-012", 0x5a);
        _assertBreaks(MockRuleBreaker.Deed.OutOfGas, "OP-020", 0);
    }

    function testWhatChangesTheWorldIsABreach() public {
        _assertBreaks(MockRuleBreaker.Deed.Create, "OP-011", 0xf0);
        _assertBreaks(MockRuleBreaker.Deed.Create2, "OP-031", 0xf5);
        _assertBreaks(MockRuleBreaker.Deed.SelfDestruct, "OP-011", 0xff);
        _assertBreaks(MockRuleBreaker.Deed.Invalid, "OP-011", 0xfe);
        _assertBreaks(MockRuleBreaker.Deed.CallWithValue, "OP-061", 0xf1);
    }

    function testWhatLooksAtOthersIsABreach() public {
        _assertBreaks(MockRuleBreaker.Deed.Balance, "OP-080", 0x31);
        _assertBreaks(MockRuleBreaker.Deed.SelfBalance, "OP-080", 0x47);
        _assertBreaks(MockRuleBreaker.Deed.CodeOfNobody, "OP-041", 0x3b);
        _assertBreaks(MockRuleBreaker.Deed.CallToNobody, "OP-041", 0xfa);
        _assertBreaks(MockRuleBreaker.Deed.EntryPointRead, "OP-054", 0xfa);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _assertObeys(MockRuleBreaker.Deed deed) private {
        Breach[] memory breaches = rules.bundle(_operation(deed));
        assertEq(breaches.length, 0, breaches.length == 0 ? "" : breaches[0].rule);
    }

    /// @dev The deed is seen, and nothing else is. `opcode` 0: whichever.
    function _assertBreaks(MockRuleBreaker.Deed deed, string memory rule, uint8 opcode) private {
        Breach[] memory breaches = rules.bundle(_operation(deed));
        assertGt(breaches.length, 0, rule);
        bool seen;
        for (uint256 i = 0; i < breaches.length; ++i) {
            assertEq(breaches[i].rule, rule);
            assertEq(breaches[i].where, address(validator));
            seen = seen || opcode == 0 || breaches[i].opcode == opcode;
        }
        assertTrue(seen, rule);
    }

    function _operation(
        MockRuleBreaker.Deed deed
    ) private view returns (PackedUserOperation memory operation) {
        operation.sender = address(account);
        uint192 nonceKey = uint192(bytes24(bytes20(address(validator))));
        operation.nonce = IEntryPoint(EntryPoints.V07).getNonce(address(account), nonceKey);
        operation.callData = abi.encodeCall(
            IERC7579Execution.execute,
            (bytes32(0), abi.encodePacked(address(account), uint256(0)))
        );
        operation.accountGasLimits = bytes32((uint256(500_000) << 128) | 100_000);
        operation.preVerificationGas = 50_000;
        operation.gasFees = bytes32((uint256(1) << 128) | 1);
        operation.signature = abi.encodePacked(deed);
    }
}
