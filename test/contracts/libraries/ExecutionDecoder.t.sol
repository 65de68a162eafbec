// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ICallHarness} from "../support/Harnesses.sol";
import {Test} from "../support/Test.sol";
import {WordBytes} from "../support/WordBytes.sol";
import {ERC7579Utils} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice The decoder accepts exactly what abi.encode produces, and reads in it what the account reads.
contract ExecutionDecoderTest is Test {
    bytes32 private constant SINGLE = bytes32(0);
    bytes32 private constant BATCH = bytes32(uint256(1) << 248);

    ICallHarness private _harness;

    function setUp() public {
        _harness = ICallHarness(deploy("CallHarness"));
    }

    // ------------------------------------------------------------------------------------------------ what is compared

    function decodeBatchAsAbi(bytes calldata data) external pure returns (Execution[] memory) {
        return abi.decode(data, (Execution[]));
    }

    function decodeBatchAsAccount(bytes calldata data) external pure returns (Execution[] memory) {
        return ERC7579Utils.decodeBatch(data);
    }

    function decodeSingleAsAccount(
        bytes calldata data
    ) external pure returns (address, uint256, bytes memory) {
        return ERC7579Utils.decodeSingle(data);
    }

    function decodeExecuteAsAbi(bytes calldata data) external pure returns (bytes32, bytes memory) {
        return abi.decode(data[4:], (bytes32, bytes));
    }

    // ---------------------------------------------------------------------------------------------------------- batches

    function testFuzz_AcceptsEveryBatch(Execution[] memory calls) public view {
        vm.assume(calls.length != 0);
        _compareBatch(abi.encode(calls), true);
    }

    function test_AcceptsEveryLengthOfCallData() public view {
        for (uint256 length = 0; length <= 100; ++length) {
            Execution[] memory calls = new Execution[](2);
            calls[0] = Execution(address(1), 1, WordBytes.random(length, length));
            calls[1] = Execution(address(2), 2, WordBytes.random(length + 1, 100 - length));
            _compareBatch(abi.encode(calls), true);
        }
    }

    function testFuzz_CountsTheCallsOfABatch(uint256 seed) public view {
        Execution[] memory calls = _calls(seed);
        assertEq(_harness.decode(BATCH, abi.encode(calls)), calls.length);
    }

    function testFuzz_RefusesEveryOtherEncodingOfABatch(uint256 seed) public view {
        bytes memory data = abi.encode(_calls(seed));
        for (uint256 i = 0; i < 16; ++i) {
            uint256 random = WordBytes.hash(seed, i);
            _compareBatch(
                random % 3 == 0
                    ? WordBytes.mutate(WordBytes.mutate(data, random), random >> 8)
                    : WordBytes.mutate(data, random)
            );
        }
    }

    function testFuzz_RefusesRandomBytesAsABatch(bytes memory data, uint256 length) public view {
        _compareBatch(data);
        _compareBatch(bytes.concat(abi.encode(32, bound(length, 1, 4)), data));
    }

    function test_RefusesEveryFlippedBitThatIsNotData() public view {
        bytes memory data = abi.encode(_twoCalls());
        for (uint256 i = 0; i < data.length * 8; ++i) {
            data[i / 8] ^= bytes1(uint8(1 << (i % 8)));
            _compareBatch(data);
            data[i / 8] ^= bytes1(uint8(1 << (i % 8)));
        }
    }

    function test_RefusesEveryTruncation() public view {
        bytes memory data = abi.encode(_twoCalls());
        for (uint256 length = 0; length < data.length; ++length) {
            _compareBatch(WordBytes.resize(data, length), false);
        }
    }

    /// @notice A batch cut off before its length is malformed, not empty.
    function test_RefusesABatchWithoutItsLength() public {
        bytes memory data = abi.encode(uint256(32), uint256(0));
        for (uint256 length = 32; length < 64; ++length) {
            _expectMalformed();
            _harness.decodeBatch(WordBytes.resize(data, length));
        }
        vm.expectRevert(E.ExecutionEmpty.selector);
        _harness.decodeBatch(data);
    }

    function test_RefusesEveryExtension() public view {
        bytes memory data = abi.encode(_twoCalls());
        for (uint256 i = 1; i <= 65; ++i) _compareBatch(bytes.concat(data, new bytes(i)), false);
    }

    function test_RefusesEveryOtherWordInEveryPlace() public view {
        bytes memory data = abi.encode(_twoCalls());
        uint256[12] memory words = [
            uint256(0),
            1,
            3,
            31,
            33,
            63,
            65,
            data.length,
            1 << 64,
            (1 << 64) - 1,
            type(uint256).max,
            1 << 255
        ];
        for (uint256 position = 0; position < data.length; position += 32) {
            for (uint256 i = 0; i < words.length; ++i) {
                _compareBatch(WordBytes.withWord(data, position, words[i]));
            }
            // Offsets and lengths of other places: calls that overlap, share data or stand in another order.
            for (uint256 other = 0; other < data.length; other += 32) {
                _compareBatch(WordBytes.withWord(data, position, WordBytes.wordAt(data, other)));
            }
        }
    }

    function test_RefusesALengthThatEndsOneBytePastTheEnd() public {
        Execution[] memory calls = new Execution[](1);
        calls[0] = Execution(address(1), 0, new bytes(32));
        bytes memory data = abi.encode(calls);
        uint256 lengthPosition = data.length - 64;
        uint256[5] memory lengths = [
            uint256(33),
            1 << 64,
            type(uint256).max,
            type(uint256).max - 31,
            1 << 255
        ];
        for (uint256 i = 0; i < lengths.length; ++i) {
            _expectMalformed();
            _harness.decodeBatch(WordBytes.withWord(data, lengthPosition, lengths[i]));
        }
    }

    function test_RefusesDirtyBitsAboveATarget() public {
        bytes memory data = abi.encode(_twoCalls());
        for (uint256 bit = 160; bit < 256; ++bit) {
            _expectMalformed();
            _harness.decodeBatch(WordBytes.withWord(data, 128, WordBytes.wordAt(data, 128) | (1 << bit)));
        }
    }

    function test_RefusesAnEmptyBatch() public {
        vm.expectRevert(E.ExecutionEmpty.selector);
        _harness.decode(BATCH, abi.encode(new Execution[](0)));
    }

    // ----------------------------------------------------------------------------------------------------- single calls

    function testFuzz_ReadsASingleCallAsTheAccountDoes(bytes memory data) public {
        if (data.length < 52) {
            _expectMalformed();
            _harness.decodeSingle(data);
            vm.expectRevert();
            this.decodeSingleAsAccount(data);
            return;
        }
        (address target, uint256 value, bytes memory callData) = _harness.decodeSingle(data);
        (address target_, uint256 value_, bytes memory callData_) = this.decodeSingleAsAccount(data);
        assertEq(target, target_);
        assertEq(value, value_);
        assertEq(callData, callData_);
        assertEq(_harness.decode(SINGLE, data), 0);
    }

    function test_ReadsASingleCallOfEveryLength() public {
        for (uint256 length = 0; length <= 152; ++length) {
            testFuzz_ReadsASingleCallAsTheAccountDoes(WordBytes.random(length, length));
        }
    }

    // ------------------------------------------------------------------------------------------------------------ modes

    function test_RefusesEveryOtherCallType() public {
        for (uint256 callType = 2; callType < 256; ++callType) _expectModeRefused(bytes32(callType << 248));
    }

    function test_RefusesEveryOtherExecutionType() public {
        for (uint256 execType = 1; execType < 256; ++execType) {
            _expectModeRefused(SINGLE | bytes32(execType << 240));
            _expectModeRefused(BATCH | bytes32(execType << 240));
        }
    }

    function test_RefusesEveryBitOfUnusedSelectorAndPayload() public {
        for (uint256 bit = 0; bit < 240; ++bit) {
            _expectModeRefused(SINGLE | bytes32(1 << bit));
            _expectModeRefused(BATCH | bytes32(1 << bit));
        }
    }

    function testFuzz_RefusesEveryOtherMode(bytes32 mode) public {
        vm.assume(mode != SINGLE && mode != BATCH);
        _expectModeRefused(mode);
    }

    // ---------------------------------------------------------------------------------------------------------- execute

    function testFuzz_AcceptsEveryCallOfExecute(bytes32 mode, bytes memory data) public view {
        _compareExecute(abi.encodeCall(IERC7579Execution.execute, (mode, data)), true);
    }

    function test_AcceptsEveryLengthOfExecutionCalldata() public view {
        for (uint256 length = 0; length <= 100; ++length) {
            bytes memory data = abi.encodeCall(
                IERC7579Execution.execute,
                (BATCH, WordBytes.random(length, length))
            );
            _compareExecute(data, true);
        }
    }

    function testFuzz_RefusesEveryOtherEncodingOfExecute(uint256 seed, bytes memory inner) public view {
        for (uint256 i = 0; i < 16; ++i) {
            bytes memory arguments = WordBytes.mutate(
                abi.encode(bytes32(seed), inner),
                WordBytes.hash(seed, i)
            );
            _compareExecute(bytes.concat(IERC7579Execution.execute.selector, arguments));
        }
    }

    function testFuzz_RefusesRandomBytesAsExecute(bytes memory data) public view {
        _compareExecute(data);
        _compareExecute(bytes.concat(IERC7579Execution.execute.selector, data));
    }

    function test_RefusesEveryTruncationAndExtensionOfExecute() public view {
        bytes memory data = abi.encodeCall(IERC7579Execution.execute, (BATCH, WordBytes.random(1, 33)));
        for (uint256 length = 0; length < data.length; ++length)
            _compareExecute(WordBytes.resize(data, length), false);
        for (uint256 i = 1; i <= 65; ++i) _compareExecute(bytes.concat(data, new bytes(i)), false);
    }

    function test_RefusesEveryOtherFunction() public {
        bytes4[5] memory selectors = [
            IERC7579Execution.executeFromExecutor.selector,
            bytes4(0),
            bytes4(0xffffffff),
            bytes4(
                keccak256(
                    "executeUserOp((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)"
                )
            ),
            bytes4(uint32(IERC7579Execution.execute.selector) ^ 1)
        ];
        for (uint256 i = 0; i < selectors.length; ++i) {
            bytes memory arguments = abi.encode(SINGLE, new bytes(52));
            vm.expectRevert(abi.encodeWithSelector(E.ExecutionFunctionUnsupported.selector, selectors[i]));
            _harness.decodeExecute(bytes.concat(selectors[i], arguments));
        }
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _compareBatch(bytes memory data, bool accepted) private view {
        assertEq(_compareBatch(data), accepted);
    }

    /// @dev Accepted if and only if it is the canonical encoding of at least one call; read as abi.decode and account do.
    function _compareBatch(bytes memory data) private view returns (bool accepted) {
        bool canonical;
        try this.decodeBatchAsAbi(data) returns (Execution[] memory calls) {
            canonical = calls.length != 0 && keccak256(abi.encode(calls)) == keccak256(data);
        } catch {}
        try _harness.decodeBatch(data) returns (Execution[] memory calls) {
            accepted = true;
            assertEq(abi.encode(calls), data, "read something else");
            assertEq(abi.encode(_harness.callsOf(data)), data, "judges something else");
            assertEq(abi.encode(this.decodeBatchAsAccount(data)), data, "the account reads something else");
        } catch (bytes memory reason) {
            _checkReason(reason);
        }
        assertEq(accepted, canonical);
    }

    function _compareExecute(bytes memory data, bool accepted) private view {
        assertEq(_compareExecute(data), accepted);
    }

    function _compareExecute(bytes memory data) private view returns (bool accepted) {
        bool canonical;
        try this.decodeExecuteAsAbi(data) returns (bytes32 mode, bytes memory inner) {
            bytes memory encoded = abi.encodeCall(IERC7579Execution.execute, (mode, inner));
            canonical = keccak256(encoded) == keccak256(data);
        } catch {}
        try _harness.decodeExecute(data) returns (bytes32 mode, bytes memory inner) {
            accepted = true;
            assertEq(abi.encodeCall(IERC7579Execution.execute, (mode, inner)), data, "read something else");
        } catch (bytes memory reason) {
            _checkReason(reason);
        }
        assertEq(accepted, canonical);
    }

    function _checkReason(bytes memory reason) private pure {
        bytes4 selector = bytes4(reason);
        bool typed = selector == E.ExecutionMalformed.selector;
        typed = typed || selector == E.ExecutionEmpty.selector;
        assertTrue(typed || selector == E.ExecutionFunctionUnsupported.selector, "untyped error");
    }

    function _expectMalformed() private {
        vm.expectRevert(E.ExecutionMalformed.selector);
    }

    function _expectModeRefused(bytes32 mode) private {
        bytes memory data = abi.encode(_twoCalls());
        vm.expectRevert(abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, mode));
        _harness.decode(mode, data);
    }

    function _twoCalls() private pure returns (Execution[] memory calls) {
        calls = new Execution[](2);
        calls[0] = Execution(address(0xa11ce), 7, hex"0102030405");
        calls[1] = Execution(address(0xb0b), 0, WordBytes.random(3, 64));
    }

    /// @dev One to four calls with 0 to 100 bytes each.
    function _calls(uint256 seed) private pure returns (Execution[] memory calls) {
        calls = new Execution[](1 + (seed % 4));
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 random = WordBytes.hash(seed, 1000 + i);
            calls[i] = Execution(
                address(uint160(random)),
                random >> 200,
                WordBytes.random(random, random % 101)
            );
        }
    }
}
