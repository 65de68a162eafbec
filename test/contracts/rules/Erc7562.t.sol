// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {EntryPoints} from "../support/EntryPoints.sol";
import {Breach, Erc7562} from "../support/Erc7562.sol";
import {IReferenceAccount, IReferenceAccountFactory} from "../support/Parties.sol";
import {Test} from "../support/Test.sol";
import {IEntryPoint, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice What the validator does, numbered as MockRuleBreaker numbers it.
enum Deed {
    Nothing,
    AccountInnermost,
    AssociatedEdge,
    AccountOutermost,
    AssociatedBeyond,
    ForeignRead,
    ForeignWrite,
    ForeignTransient,
    Timestamp,
    Number,
    BaseFee,
    Origin,
    GasPrice,
    Coinbase,
    PrevRandao,
    GasLimit,
    BlockHash,
    BlobHash,
    BlobBaseFee,
    Gas,
    Balance,
    SelfBalance,
    CodeOfNobody,
    CallToNobody,
    CallWithValue,
    EntryPointRead,
    Create,
    Create2,
    SelfDestruct,
    Invalid,
    OutOfGas
}

/// @notice Counts for each account, in a word that is associated with it
contract Tally {
    mapping(address account => uint256) private _counts;

    function count() external {
        ++_counts[msg.sender];
    }
}

/// @notice An account that touches an associated word whenever it validates, and accepts everything
contract CountingAccount {
    Tally private immutable TALLY;

    constructor(Tally tally) {
        TALLY = tally;
    }

    function validateUserOp(
        PackedUserOperation calldata,
        bytes32,
        uint256 missing
    ) external returns (uint256) {
        TALLY.count();
        (bool success, ) = msg.sender.call{value: missing}("");
        return success ? 0 : 1;
    }
}

contract CountingFactory {
    Tally private immutable TALLY = new Tally();

    function create(uint256 copies) external returns (CountingAccount account) {
        account = new CountingAccount{salt: 0}(TALLY);
        for (uint256 i = 1; i < copies; ++i) new CountingAccount{salt: bytes32(i)}(TALLY);
    }

    function stake() external payable {
        IEntryPoint(EntryPoints.V07).addStake{value: msg.value}(1 days);
    }
}

/// @notice The checker of the rules finds what it must, on an account whose validator breaks them one at a time. Without this the
/// tests beside it would say nothing.
contract Erc7562Test is Test {
    Erc7562 private rules;
    IReferenceAccount private account;
    address private validator;

    function setUp() public {
        EntryPoints.deployV07();
        rules = new Erc7562(EntryPoints.V07);
        validator = deploy("MockRuleBreaker");
        address implementation = deploy("LatchkeyAccount", abi.encode(EntryPoints.V07));
        address factory = deploy("LatchkeyAccountFactory", abi.encode(implementation));
        account = IReferenceAccount(IReferenceAccountFactory(factory).createAccount(makeAddr("owner"), 0));
        vm.deal(address(account), 1 ether);
        vm.deal(validator, 1 ether);
        vm.prank(EntryPoints.V07);
        account.installModule(1, validator, "");
    }

    // ---------------------------------------------------------------------------------------------------------- allowed

    function testWhatIsAllowedIsNoBreach() public {
        _assertObeys(Deed.Nothing);
        _assertObeys(Deed.AccountInnermost);
        _assertObeys(Deed.AssociatedEdge);
    }

    // ---------------------------------------------------------------------------------------------------------- storage

    function testStorageOfOthersIsABreach() public {
        _assertBreaks(Deed.AccountOutermost, "STO-021", 0x55);
        _assertBreaks(Deed.AssociatedBeyond, "STO-021", 0x55);
        _assertBreaks(Deed.ForeignRead, "STO-021", 0x54);
        _assertBreaks(Deed.ForeignWrite, "STO-021", 0x55);
        _assertBreaks(Deed.ForeignTransient, "STO-021", 0x5d);
    }

    // ---------------------------------------------------------------------------------------------------------- opcodes

    function testWhatDependsOnTheBlockIsABreach() public {
        _assertBreaks(Deed.Timestamp, "OP-011", 0x42);
        _assertBreaks(Deed.Number, "OP-011", 0x43);
        _assertBreaks(Deed.BaseFee, "OP-011", 0x48);
        _assertBreaks(Deed.Coinbase, "OP-011", 0x41);
        _assertBreaks(Deed.PrevRandao, "OP-011", 0x44);
        _assertBreaks(Deed.GasLimit, "OP-011", 0x45);
        _assertBreaks(Deed.BlockHash, "OP-011", 0x40);
        _assertBreaks(Deed.BlobBaseFee, "OP-011", 0x4a);
    }

    function testWhatDependsOnTheTransactionIsABreach() public {
        _assertBreaks(Deed.Origin, "OP-011", 0x32);
        _assertBreaks(Deed.GasPrice, "OP-011", 0x3a);
        _assertBreaks(Deed.BlobHash, "OP-011", 0x49);
        _assertBreaks(Deed.Gas, "OP-012", 0x5a);
        _assertBreaks(Deed.OutOfGas, "OP-020", 0);
    }

    function testWhatChangesTheWorldIsABreach() public {
        _assertBreaks(Deed.Create, "OP-011", 0xf0);
        _assertBreaks(Deed.Create2, "OP-031", 0xf5);
        _assertBreaks(Deed.SelfDestruct, "OP-011", 0xff);
        _assertBreaks(Deed.Invalid, "OP-011", 0xfe);
        _assertBreaks(Deed.CallWithValue, "OP-061", 0xf1);
    }

    function testWhatLooksAtOthersIsABreach() public {
        _assertBreaks(Deed.Balance, "OP-080", 0x31);
        _assertBreaks(Deed.SelfBalance, "OP-080", 0x47);
        _assertBreaks(Deed.CodeOfNobody, "OP-041", 0x3b);
        _assertBreaks(Deed.CallToNobody, "OP-041", 0xfa);
        _assertBreaks(Deed.EntryPointRead, "OP-054", 0xfa);
    }

    // ------------------------------------------------------------------------------------------------------- deployment

    function testAFactoryThatIsNotStakedGivesTheAccountNoAssociatedWords() public {
        CountingFactory factory = new CountingFactory();
        Breach[] memory breaches = rules.bundle(_deployment(factory, 1));
        assertEq(breaches.length, 2);
        for (uint256 i = 0; i < 2; ++i) assertEq(breaches[i].rule, "STO-022");
    }

    function testAStakedFactoryDoes() public {
        CountingFactory factory = new CountingFactory();
        factory.stake{value: 1 ether}();
        assertEq(rules.bundle(_deployment(factory, 1)).length, 0);
    }

    function testAFactoryDeploysOnce() public {
        CountingFactory factory = new CountingFactory();
        factory.stake{value: 1 ether}();
        Breach[] memory breaches = rules.bundle(_deployment(factory, 2));
        assertEq(breaches.length, 1);
        assertEq(breaches[0].rule, "OP-031");
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _deployment(
        CountingFactory factory,
        uint256 copies
    ) private returns (PackedUserOperation memory operation) {
        uint256 state = vm.snapshotState();
        operation.sender = address(factory.create(1));
        vm.revertToState(state);
        vm.deal(operation.sender, 1 ether);
        operation.initCode = abi.encodePacked(factory, abi.encodeCall(factory.create, (copies)));
        operation.accountGasLimits = bytes32((uint256(900_000) << 128) | 100_000);
        operation.gasFees = bytes32((uint256(1) << 128) | 1);
    }

    function _assertObeys(Deed deed) private {
        Breach[] memory breaches = rules.bundle(_operation(deed));
        assertEq(breaches.length, 0, breaches.length == 0 ? "" : breaches[0].rule);
    }

    /// @dev The deed is seen, and nothing else is. `opcode` 0: whichever.
    function _assertBreaks(Deed deed, string memory rule, uint8 opcode) private {
        Breach[] memory breaches = rules.bundle(_operation(deed));
        assertGt(breaches.length, 0, rule);
        bool seen;
        for (uint256 i = 0; i < breaches.length; ++i) {
            assertEq(breaches[i].rule, rule);
            assertEq(breaches[i].where, validator);
            seen = seen || opcode == 0 || breaches[i].opcode == opcode;
        }
        assertTrue(seen, rule);
    }

    function _operation(Deed deed) private view returns (PackedUserOperation memory operation) {
        operation.sender = address(account);
        uint192 nonceKey = uint192(bytes24(bytes20(validator)));
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
