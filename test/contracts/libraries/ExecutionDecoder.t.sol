// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {ExecutionDecoder} from "../../../contracts/libraries/ExecutionDecoder.sol";
import {Test} from "../support/Test.sol";
import {ERC7579Utils} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice The decoder accepts exactly what abi.encode produces, and reads in it what the account reads.
contract ExecutionDecoderTest is Test {
    bytes32 private constant SINGLE = bytes32(0);
    bytes32 private constant BATCH = bytes32(uint256(1) << 248);

    // ------------------------------------------------------------------------------------------------ what is compared

    function decodeBatch(bytes calldata data) external pure returns (Execution[] memory) {
        return ExecutionDecoder.decodeBatch(data);
    }

    function decodeBatchAsAbi(bytes calldata data) external pure returns (Execution[] memory) {
        return abi.decode(data, (Execution[]));
    }

    function decodeBatchAsAccount(bytes calldata data) external pure returns (Execution[] memory) {
        return ERC7579Utils.decodeBatch(data);
    }

    function decodeSingle(bytes calldata data) external pure returns (address, uint256, bytes memory) {
        ExecutionDecoder.count(SINGLE, data);
        return ExecutionDecoder.decodeSingle(data);
    }

    function decodeSingleAsAccount(
        bytes calldata data
    ) external pure returns (address, uint256, bytes memory) {
        return ERC7579Utils.decodeSingle(data);
    }

    function decodeExecute(bytes calldata data) external pure returns (bytes32, bytes memory) {
        return ExecutionDecoder.decodeExecute(data);
    }

    function decodeExecuteAsAbi(bytes calldata data) external pure returns (bytes32, bytes memory) {
        return abi.decode(data[4:], (bytes32, bytes));
    }

    function count(bytes32 mode, bytes calldata data) external pure returns (uint256) {
        return ExecutionDecoder.count(mode, data);
    }

    // ---------------------------------------------------------------------------------------------------------- batches

    function testFuzz_AcceptsEveryBatch(Execution[] memory calls) public view {
        vm.assume(calls.length != 0);
        _compareBatch(abi.encode(calls), true);
    }

    function test_AcceptsEveryLengthOfCallData() public view {
        for (uint256 length = 0; length <= 100; ++length) {
            Execution[] memory calls = new Execution[](2);
            calls[0] = Execution(address(1), 1, _random(length, length));
            calls[1] = Execution(address(2), 2, _random(length + 1, 100 - length));
            _compareBatch(abi.encode(calls), true);
        }
    }

    function testFuzz_CountsTheCallsOfABatch(uint256 seed) public view {
        Execution[] memory calls = _calls(seed);
        assertEq(this.count(BATCH, abi.encode(calls)), calls.length);
    }

    function testFuzz_RefusesEveryOtherEncodingOfABatch(uint256 seed) public view {
        bytes memory data = abi.encode(_calls(seed));
        for (uint256 i = 0; i < 16; ++i) {
            uint256 random = _hash(seed, i);
            _compareBatch(
                random % 3 == 0 ? _mutate(_mutate(data, random), random >> 8) : _mutate(data, random)
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
            _compareBatch(_resize(data, length), false);
        }
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
                _compareBatch(_withWord(data, position, words[i]));
            }
            // Offsets and lengths of other places: calls that overlap, share data or stand in another order.
            for (uint256 other = 0; other < data.length; other += 32) {
                _compareBatch(_withWord(data, position, _wordAt(data, other)));
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
            this.decodeBatch(_withWord(data, lengthPosition, lengths[i]));
        }
    }

    function test_RefusesDirtyBitsAboveATarget() public {
        bytes memory data = abi.encode(_twoCalls());
        for (uint256 bit = 160; bit < 256; ++bit) {
            _expectMalformed();
            this.decodeBatch(_withWord(data, 128, _wordAt(data, 128) | (1 << bit)));
        }
    }

    function test_RefusesAnEmptyBatch() public {
        vm.expectRevert(ISessionModule.ExecutionEmpty.selector);
        this.count(BATCH, abi.encode(new Execution[](0)));
    }

    // ----------------------------------------------------------------------------------------------------- single calls

    function testFuzz_ReadsASingleCallAsTheAccountDoes(bytes memory data) public {
        if (data.length < 52) {
            _expectMalformed();
            this.decodeSingle(data);
            vm.expectRevert();
            this.decodeSingleAsAccount(data);
            return;
        }
        (address target, uint256 value, bytes memory callData) = this.decodeSingle(data);
        (address target_, uint256 value_, bytes memory callData_) = this.decodeSingleAsAccount(data);
        assertEq(target, target_);
        assertEq(value, value_);
        assertEq(callData, callData_);
        assertEq(this.count(SINGLE, data), 1);
    }

    function test_ReadsASingleCallOfEveryLength() public {
        for (uint256 length = 0; length <= 152; ++length) {
            testFuzz_ReadsASingleCallAsTheAccountDoes(_random(length, length));
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
            bytes memory data = abi.encodeCall(IERC7579Execution.execute, (BATCH, _random(length, length)));
            _compareExecute(data, true);
        }
    }

    function testFuzz_RefusesEveryOtherEncodingOfExecute(uint256 seed, bytes memory inner) public view {
        bytes memory data = abi.encodeCall(IERC7579Execution.execute, (bytes32(seed), inner));
        for (uint256 i = 0; i < 16; ++i) {
            bytes memory arguments = _mutate(_tail(data, 4), _hash(seed, i));
            _compareExecute(bytes.concat(IERC7579Execution.execute.selector, arguments));
        }
    }

    function testFuzz_RefusesRandomBytesAsExecute(bytes memory data) public view {
        _compareExecute(data);
        _compareExecute(bytes.concat(IERC7579Execution.execute.selector, data));
    }

    function test_RefusesEveryTruncationAndExtensionOfExecute() public view {
        bytes memory data = abi.encodeCall(IERC7579Execution.execute, (BATCH, _random(1, 33)));
        for (uint256 length = 0; length < data.length; ++length)
            _compareExecute(_resize(data, length), false);
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
            vm.expectRevert(
                abi.encodeWithSelector(ISessionModule.ExecutionFunctionUnsupported.selector, selectors[i])
            );
            this.decodeExecute(bytes.concat(selectors[i], arguments));
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
        try this.decodeBatch(data) returns (Execution[] memory calls) {
            accepted = true;
            assertEq(abi.encode(calls), data, "read something else");
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
        try this.decodeExecute(data) returns (bytes32 mode, bytes memory inner) {
            accepted = true;
            assertEq(abi.encodeCall(IERC7579Execution.execute, (mode, inner)), data, "read something else");
        } catch (bytes memory reason) {
            _checkReason(reason);
        }
        assertEq(accepted, canonical);
    }

    function _checkReason(bytes memory reason) private pure {
        bytes4 selector = bytes4(reason);
        bool typed = selector == ISessionModule.ExecutionMalformed.selector;
        typed = typed || selector == ISessionModule.ExecutionEmpty.selector;
        assertTrue(
            typed || selector == ISessionModule.ExecutionFunctionUnsupported.selector,
            "untyped error"
        );
    }

    function _expectMalformed() private {
        vm.expectRevert(ISessionModule.ExecutionMalformed.selector);
    }

    function _expectModeRefused(bytes32 mode) private {
        bytes memory data = abi.encode(_twoCalls());
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.ExecutionModeUnsupported.selector, mode));
        this.count(mode, data);
    }

    function _twoCalls() private pure returns (Execution[] memory calls) {
        calls = new Execution[](2);
        calls[0] = Execution(address(0xa11ce), 7, hex"0102030405");
        calls[1] = Execution(address(0xb0b), 0, _random(3, 64));
    }

    /// @dev One to four calls with 0 to 100 bytes each.
    function _calls(uint256 seed) private pure returns (Execution[] memory calls) {
        calls = new Execution[](1 + (seed % 4));
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 random = _hash(seed, 1000 + i);
            calls[i] = Execution(address(uint160(random)), random >> 200, _random(random, random % 101));
        }
    }

    /// @dev Flips a bit, changes the length, or puts a suspicious word in the place of another.
    function _mutate(bytes memory data, uint256 seed) private pure returns (bytes memory) {
        uint256 kind = seed % 5;
        uint256 random = _hash(seed, 1);
        if (kind == 0) return _resize(data, random % (data.length + 1));
        if (kind == 1) return _resize(data, data.length + 1 + (random % 96));
        if (kind == 2) return bytes.concat(data, _random(random, 1 + (random % 96)));
        bytes memory copy = bytes.concat(data);
        if (copy.length < 32) return copy;
        if (kind == 3) {
            uint256 bit = random % (copy.length * 8);
            copy[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
            return copy;
        }
        uint256 position = ((random % copy.length) / 32) * 32;
        return _withWord(copy, position, _suspiciousWord(copy, position, random >> 128));
    }

    function _suspiciousWord(
        bytes memory data,
        uint256 position,
        uint256 random
    ) private pure returns (uint256) {
        unchecked {
            uint256 word = _wordAt(data, position);
            uint256[10] memory words = [
                0,
                word + 1,
                word - 1,
                word + 32,
                word - 32,
                data.length,
                1 << 64,
                type(uint256).max,
                word + 64,
                _wordAt(data, (((random >> 8) % data.length) / 32) * 32)
            ];
            return words[random % words.length];
        }
    }

    function _withWord(
        bytes memory data,
        uint256 position,
        uint256 word
    ) private pure returns (bytes memory copy) {
        copy = bytes.concat(data);
        for (uint256 i = 0; i < 32 && position + i < copy.length; ++i) copy[position + i] = bytes32(word)[i];
    }

    function _wordAt(bytes memory data, uint256 position) private pure returns (uint256 word) {
        for (uint256 i = 0; i < 32 && position + i < data.length; ++i) {
            word |= uint256(uint8(data[position + i])) << (248 - 8 * i);
        }
    }

    function _resize(bytes memory data, uint256 length) private pure returns (bytes memory copy) {
        copy = new bytes(length);
        for (uint256 i = 0; i < length && i < data.length; ++i) copy[i] = data[i];
    }

    function _tail(bytes memory data, uint256 from) private pure returns (bytes memory tail) {
        tail = new bytes(data.length - from);
        for (uint256 i = 0; i < tail.length; ++i) tail[i] = data[from + i];
    }

    function _random(uint256 seed, uint256 length) private pure returns (bytes memory data) {
        data = new bytes(length);
        for (uint256 i = 0; i < length; ++i) data[i] = bytes32(_hash(seed, 77 + i / 32))[i % 32];
    }

    function _hash(uint256 seed, uint256 salt) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }
}
