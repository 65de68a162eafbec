// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, Guard} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks on how calls are decoded: what the module judges must be what the account executes.
contract ACallsTest is ModuleTest {
    /// @dev Where the callData of `execute` says how long its execution is.
    uint256 private constant EXECUTION_LENGTH = 68;

    bytes private malformed = abi.encodeWithSelector(E.ExecutionMalformed.selector);

    function setUp() public override {
        super.setUp();
        _granted();
    }

    function _one() private view returns (UseDraft memory) {
        return _draft(_newGrant(), 0);
    }

    /// @notice Two allowed transfers as a batch: seven words a call, so that its layout is easy to point into.
    function _two() private view returns (bytes memory) {
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(1), _tokenCall(2));
        return abi.encode(calls);
    }

    function _set(bytes memory data, uint256 position, uint256 word) private pure returns (bytes memory) {
        bytes memory copy = bytes.concat(data);
        assembly ("memory-safe") {
            mstore(add(add(copy, 0x20), position), word)
        }
        return copy;
    }

    function _wordAt(bytes memory data, uint256 position) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), position))
        }
    }

    /// @notice An operation with other callData, signed anew by the holder.
    function _refusesCallData(bytes memory callData, bytes memory reason) private {
        UseDraft memory draft = _one();
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        op.callData = callData;
        _refusesOperation(_sign(op, draft), reason);
    }

    function _refusesBatch(bytes memory execution) private {
        _refuses(_one(), BATCH, execution, malformed);
    }

    // --------------------------------------------------------------------------------------------------- lengths, offsets

    /// @notice callData says that it is shorter than what follows it: a decoder that reads on finds an allowed call there.
    function test_A01_callDataShorterThanItsHead() public {
        PackedUserOperation memory op = _operation(_one(), SINGLE, _transfer(payee, 1));
        bytes memory data = abi.encodeCall(module.validateUserOp, (op, _operationHash(op)));
        // selector, offset and hash, then the operation's words: that of callData is the fourth.
        uint256 length = 68 + _wordAt(data, 68 + 3 * 32);
        assertEq(_wordAt(data, length), op.callData.length);

        uint16[8] memory lengths = [4, 36, 67, 68, 99, 196, 227, 260];
        for (uint256 i = 0; i < lengths.length; ++i) {
            _refusesCall(address(account), _set(data, length, lengths[i]), malformed);
        }
        bytes4[3] memory cut = [bytes4(0), 0xe9000000, 0xe9ae5c00];
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory reason = abi.encodeWithSelector(E.ExecutionFunctionUnsupported.selector, cut[i]);
            _refusesCall(address(account), _set(data, length, i == 0 ? 0 : i + (i - 1)), reason);
        }
        assertEq(uint160(_validate(op)), 0);
    }

    /// @notice A length that wraps when it is added to an offset, or that ends one byte off.
    function test_A02_lengthOverflow() public {
        bytes memory execution = _transfer(payee, 1);
        bytes memory callData = abi.encodeCall(IERC7579Execution.execute, (SINGLE, execution));
        uint256 whole = execution.length;
        uint256[7] memory lengths = [
            UNLIMITED,
            UNLIMITED - 99,
            1 << 64,
            1 << 32,
            // one word more than there is, one byte more in the padding's place, one byte less
            whole + 32,
            callData.length - 99,
            whole - 1
        ];
        for (uint256 i = 0; i < lengths.length; ++i) {
            _refusesCallData(_set(callData, EXECUTION_LENGTH, lengths[i]), malformed);
        }
        _allows(_one(), SINGLE, execution);
    }

    /// @notice The same inside a batch: the number of calls, and the length of one call's data.
    function test_A02_lengthOverflowInBatch() public {
        bytes memory batch = _two();
        // Times the size of an element, 2**251 wraps to nothing and 2**251 + 2 to the true size.
        uint256[6] memory counts = [UNLIMITED, 1 << 251, (1 << 251) + 2, 1 << 64, uint256(3), 1];
        for (uint256 i = 0; i < counts.length; ++i) _refusesBatch(_set(batch, 32, counts[i]));

        uint256 secondLength = 64 + _wordAt(batch, 96) + 96;
        assertEq(_wordAt(batch, secondLength), 68);
        uint256[6] memory lengths = [UNLIMITED, UNLIMITED - 31, 1 << 64, 1 << 32, uint256(97), 67];
        for (uint256 i = 0; i < lengths.length; ++i) _refusesBatch(_set(batch, secondLength, lengths[i]));
        _allows(_one(), BATCH, batch);
    }

    /// @notice No call at all passes every rule about calls, and still costs.
    function test_A04_emptyBatch() public {
        bytes memory reason = abi.encodeWithSelector(E.ExecutionEmpty.selector);
        _refuses(_one(), BATCH, abi.encode(new Execution[](0)), reason);

        Grant memory grant = _newGrant();
        grant.guards = new Guard[](1);
        grant.guards[0] = Guard(makeAddr("guard"), "");
        grant.maximumFee.budget = 1 ether;
        _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory none = _guarded(grant, new Execution[](0));
        reason = abi.encodeWithSelector(E.GuardCallMissing.selector);
        _refusesOperation(_operation(draft, BATCH, none), reason);
        Execution[] memory one = new Execution[](1);
        one[0] = _tokenCall(1);
        assertEq(uint160(_validate(draft, BATCH, _guarded(grant, one))), 0);
    }

    /// @notice An allowed call where everybody expects it, and another one where the offset leads to.
    function test_A05_offsetLeadsElsewhere() public {
        bytes memory allowed = abi.encode(_transfer(payee, 1));
        bytes memory theft = abi.encode(_transfer(vm.addr(KEY), 900));
        bytes memory body = bytes.concat(_tail(allowed), _tail(theft));
        bytes memory callData = bytes.concat(
            IERC7579Execution.execute.selector,
            abi.encode(SINGLE, 64 + _tail(allowed).length),
            body
        );
        _refusesCallData(callData, malformed);

        // The danger is real: the account follows the offset.
        uint256 state = vm.snapshotState();
        vm.prank(ENTRY_POINT);
        (bool success, ) = address(account).call(callData);
        assertTrue(success);
        assertEq(token.balanceOf(vm.addr(KEY)), 900);
        vm.revertToState(state);

        uint256[4] memory offsets = [UNLIMITED - 31, uint256(0), 32, 65];
        for (uint256 i = 0; i < offsets.length; ++i) {
            _refusesCallData(_set(callData, 36, offsets[i]), malformed);
        }
        assertEq(uint160(_validate(_one(), SINGLE, _transfer(payee, 1))), 0);
    }

    /// @notice The offsets inside a batch: one call for two, a call out of its order, gaps, and what stands behind the end.
    function test_A05_offsetsOfBatch() public {
        bytes memory batch = _two();
        (uint256 first, uint256 second) = (_wordAt(batch, 64), _wordAt(batch, 96));
        _refusesBatch(_set(batch, 96, first));
        _refusesBatch(_set(batch, 64, second));
        _refusesBatch(_set(_set(batch, 64, second), 96, first));
        _refusesBatch(_set(batch, 96, second + 32));
        _refusesBatch(_set(batch, 96, UNLIMITED - 31));
        _refusesBatch(_set(batch, 0, 64));
        _refusesBatch(_set(batch, 0, 0));
        // Offset of a call's data; what stands after its last byte; what stands after the last call.
        _refusesBatch(_set(batch, 64 + first + 64, 128));
        _refusesBatch(_set(batch, 64 + first + 128 + 68, 1 << 255));
        _refusesBatch(bytes.concat(batch, bytes32(0)));
        _refusesBatch(bytes.concat(batch, hex"00"));
        _refusesBatch(_cut(batch, batch.length - 28));
        // A target with more than an address.
        _refusesBatch(_set(batch, 64 + first, uint160(address(token)) | (1 << 160)));
        _allows(_one(), BATCH, batch);
    }

    function _tail(bytes memory encoded) private pure returns (bytes memory) {
        return _slice(encoded, 32, encoded.length);
    }

    function _cut(bytes memory data, uint256 length) private pure returns (bytes memory) {
        return _slice(data, 0, length);
    }

    function _slice(bytes memory data, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        for (uint256 i = from; i < to; ++i) part[i - from] = data[i];
    }
}
