// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IRealEntryPoint} from "./EntryPoints.sol";
import {Vm} from "./Vm.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Something that validation did and ERC-7562 forbids.
/// @param rule The rule's name in ERC-7562.
/// @param opcode What ran.
/// @param where Whose storage the code works on.
/// @param what The slot or the address that was touched.
struct Breach {
    string rule;
    uint8 opcode;
    address where;
    uint256 what;
}

/// @title The rules of ERC-7562 for what an unstaked account, with whatever it calls, does in validation
/// @notice Hands an operation to a real EntryPoint, records every opcode that runs, and judges those of the validation phase:
/// all that account, factory and paymaster run before the EntryPoint says that execution begins. What the EntryPoint does itself
/// is the bundler's own.
///
/// It takes the strict side wherever the rules leave a choice: nobody but a factory counts as staked, a word is associated with
/// the account only if its slot is `keccak256(account ‖ 32 bytes) + n` with n up to 128, or the account's address, and the
/// EntryPoint may be paid by the account and nothing else. Reputation and the bounds on what is in flight are not judged.
/// @dev Needs the runner's tracer: verbosity 3.
contract Erc7562 {
    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    bytes32 private constant BEFORE_EXECUTION = keccak256("BeforeExecution()");
    address private constant P256_PRECOMPILE = address(0x100);
    uint160 private constant LAST_CORE_PRECOMPILE = 9;
    uint256 private constant ASSOCIATED_DISTANCE = 128;

    uint8 private constant KECCAK256 = 0x20;
    uint8 private constant BALANCE = 0x31;
    uint8 private constant EXTCODESIZE = 0x3b;
    uint8 private constant EXTCODECOPY = 0x3c;
    uint8 private constant EXTCODEHASH = 0x3f;
    uint8 private constant SELFBALANCE = 0x47;
    uint8 private constant SLOAD = 0x54;
    uint8 private constant SSTORE = 0x55;
    uint8 private constant GAS = 0x5a;
    uint8 private constant TLOAD = 0x5c;
    uint8 private constant TSTORE = 0x5d;
    uint8 private constant LOG1 = 0xa1;
    uint8 private constant CALL = 0xf1;
    uint8 private constant CALLCODE = 0xf2;
    uint8 private constant DELEGATECALL = 0xf4;
    uint8 private constant CREATE2 = 0xf5;
    uint8 private constant STATICCALL = 0xfa;

    /// @dev ORIGIN, GASPRICE, BLOCKHASH, COINBASE, TIMESTAMP, NUMBER, PREVRANDAO, GASLIMIT, BASEFEE, BLOBHASH, BLOBBASEFEE, CREATE,
    /// INVALID, SELFDESTRUCT.
    bytes private constant BANNED = hex"323a40414243444548494af0feff";

    /// @notice What a look through the steps has found so far.
    struct Findings {
        bytes32[] associated;
        uint256 associatedCount;
        Breach[] breaches;
        uint256 breachCount;
        uint256 created;
    }

    address private immutable ENTRY_POINT;
    address private immutable BUNDLER = address(uint160(uint256(keccak256("bundler"))));

    address private _account;
    bool private _deploys;
    bool private _factoryStaked;

    constructor(address entryPoint) {
        ENTRY_POINT = entryPoint;
    }

    /// @notice Bundles one operation and says what its validation did that it must not. Reverts as the EntryPoint does when it
    /// refuses the operation.
    function bundle(PackedUserOperation calldata operation) external returns (Breach[] memory breaches) {
        _account = operation.sender;
        _deploys = operation.initCode.length >= 20 && operation.sender.code.length == 0;
        _factoryStaked = _deploys && _isStaked(address(bytes20(operation.initCode)));
        PackedUserOperation[] memory operations = new PackedUserOperation[](1);
        operations[0] = operation;

        vm.startDebugTraceRecording();
        vm.prank(BUNDLER, BUNDLER);
        IRealEntryPoint(ENTRY_POINT).handleOps(operations, payable(BUNDLER));
        (bool success, ) = address(vm).call(abi.encodeCall(vm.stopAndReturnDebugTraceRecording, ()));
        require(success, "no trace");

        return abi.decode(_judgeReturned(), (Breach[]));
    }

    /// @notice What the steps of an EntryPoint's `handleOps` show.
    function judge(Vm.DebugStep[] calldata steps) external view returns (Breach[] memory breaches) {
        (uint256 first, uint256 end) = _validation(steps);
        Findings memory found = Findings(new bytes32[](256), 0, new Breach[](64), 0, 0);
        for (uint256 i = first; i < end; ++i) {
            if (steps[i].depth == steps[first].depth) continue;
            _judgeStep(steps[i], steps[i + 1], found);
        }
        breaches = found.breaches;
        uint256 count = found.breachCount;
        assembly ("memory-safe") {
            mstore(breaches, count)
        }
    }

    /// @dev A trace has some ten megabytes: what the runner returned is handed on as calldata, where it is read in place.
    function _judgeReturned() private returns (bytes memory answer) {
        bytes4 selector = this.judge.selector;
        assembly ("memory-safe") {
            answer := mload(0x40)
            mstore(answer, selector)
            returndatacopy(add(answer, 4), 0, returndatasize())
            let success := call(gas(), address(), 0, answer, add(returndatasize(), 4), 0, 0)
            returndatacopy(add(answer, 0x20), 0, returndatasize())
            if iszero(success) {
                revert(add(answer, 0x20), returndatasize())
            }
            mstore(answer, returndatasize())
            mstore(0x40, add(add(answer, 0x20), returndatasize()))
        }
    }

    /// @dev The steps from the EntryPoint's first one up to the event before execution.
    function _validation(Vm.DebugStep[] calldata steps) private view returns (uint256 first, uint256 end) {
        while (steps[first].contractAddr != ENTRY_POINT) ++first;
        for (end = first; ; ++end) {
            if (steps[end].opcode != LOG1 || steps[end].depth != steps[first].depth) continue;
            if (bytes32(steps[end].stack[2]) == BEFORE_EXECUTION) return (first, end);
        }
    }

    function _judgeStep(
        Vm.DebugStep calldata step,
        Vm.DebugStep calldata next,
        Findings memory found
    ) private view {
        uint8 opcode = step.opcode;
        // OP-020. An unassigned opcode (OP-013) ends its frame in the same way.
        if (next.depth < step.depth && !_isEnd(opcode)) _note(found, "OP-020", step, 0);
        if (opcode == KECCAK256) _noteAssociated(found, step.memoryInput);
        else if (_isStorage(opcode)) _judgeStorage(step, found);
        else if (opcode == GAS) {
            if (!_isCall(next.opcode)) _note(found, "OP-012", step, 0);
        } else if (_isCall(opcode)) _judgeCall(step, found);
        else if (opcode >= EXTCODESIZE && opcode <= EXTCODEHASH) _judgeCode(step, found);
        else if (opcode == BALANCE || opcode == SELFBALANCE) _note(found, "OP-080", step, 0);
        else if (opcode == CREATE2) {
            // OP-031: once, when the account is deployed.
            if (!_deploys || found.created++ != 0) _note(found, "OP-031", step, 0);
        } else if (_isBanned(opcode)) _note(found, "OP-011", step, 0);
    }

    /// @dev STO-010: the account's own storage. STO-021: what is associated with it, if it exists; STO-022: or if a staked factory
    /// deploys it.
    function _judgeStorage(Vm.DebugStep calldata step, Findings memory found) private view {
        if (step.contractAddr == _account) return;
        uint256 slot = step.stack[0];
        bool associated = slot == uint160(_account);
        for (uint256 i = 0; i < found.associatedCount && !associated; ++i) {
            unchecked {
                associated = slot - uint256(found.associated[i]) <= ASSOCIATED_DISTANCE;
            }
        }
        if (!associated) _note(found, "STO-021", step, slot);
        else if (_deploys && !_factoryStaked && step.contractAddr != ENTRY_POINT) {
            _note(found, "STO-022", step, slot);
        }
    }

    /// @dev OP-041: only what has code, or OP-062: is a precompile. OP-053: the account pays the EntryPoint, OP-054: nobody else
    /// calls it, OP-061: and nobody sends value elsewhere.
    function _judgeCall(Vm.DebugStep calldata step, Findings memory found) private view {
        address to = address(uint160(step.stack[1]));
        bool valuable = step.opcode == CALL || step.opcode == CALLCODE;
        bool pays = to == ENTRY_POINT && step.contractAddr == _account && valuable && step.stack[4] == 0;
        if (pays) return;
        if (to == ENTRY_POINT) _note(found, "OP-054", step, 0);
        if (valuable && step.stack[2] != 0) _note(found, "OP-061", step, uint160(to));
        if (to.code.length == 0 && !_isPrecompile(to)) _note(found, "OP-041", step, uint160(to));
    }

    function _judgeCode(Vm.DebugStep calldata step, Findings memory found) private view {
        // RETURNDATASIZE and RETURNDATACOPY stand between the three.
        if (step.opcode != EXTCODEHASH && step.opcode > EXTCODECOPY) return;
        address of_ = address(uint160(step.stack[0]));
        if (of_ == ENTRY_POINT) _note(found, "OP-054", step, 0);
        if (of_.code.length == 0) _note(found, "OP-041", step, uint160(of_));
    }

    function _noteAssociated(Findings memory found, bytes calldata preimage) private view {
        if (preimage.length != 64 || uint256(bytes32(preimage)) != uint160(_account)) return;
        found.associated[found.associatedCount++] = keccak256(preimage);
    }

    function _note(
        Findings memory found,
        string memory rule,
        Vm.DebugStep calldata step,
        uint256 what
    ) private pure {
        for (uint256 i = 0; i < found.breachCount; ++i) {
            Breach memory known = found.breaches[i];
            bool same = known.opcode == step.opcode && known.where == step.contractAddr;
            if (same && known.what == what && keccak256(bytes(known.rule)) == keccak256(bytes(rule))) return;
        }
        found.breaches[found.breachCount++] = Breach(rule, step.opcode, step.contractAddr, what);
    }

    function _isStaked(address entity) private view returns (bool) {
        return IRealEntryPoint(ENTRY_POINT).getDepositInfo(entity).staked;
    }

    function _isPrecompile(address target) private pure returns (bool) {
        uint160 number = uint160(target);
        return (number != 0 && number <= LAST_CORE_PRECOMPILE) || target == P256_PRECOMPILE;
    }

    /// @dev OP-070: transient storage is judged as any other.
    function _isStorage(uint8 opcode) private pure returns (bool) {
        return opcode == SLOAD || opcode == SSTORE || opcode == TLOAD || opcode == TSTORE;
    }

    function _isCall(uint8 opcode) private pure returns (bool) {
        return opcode == CALL || opcode == CALLCODE || opcode == DELEGATECALL || opcode == STATICCALL;
    }

    /// @dev STOP, RETURN, REVERT, INVALID, SELFDESTRUCT: with anything else as its last opcode a frame has failed.
    function _isEnd(uint8 opcode) private pure returns (bool) {
        return opcode == 0x00 || opcode == 0xf3 || opcode >= 0xfd;
    }

    function _isBanned(uint8 opcode) private pure returns (bool) {
        bytes memory banned = BANNED;
        for (uint256 i = 0; i < banned.length; ++i) if (uint8(banned[i]) == opcode) return true;
        return false;
    }
}
