// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// @notice Attacks by another mode, or by another function of the account than `execute`.
contract AModesTest is ModuleTest {
    bytes32 private constant DELEGATECALL = bytes32(uint256(0xff) << 248);
    bytes32 private constant TRY_BATCH = bytes32(uint256(0x0101) << 240);

    function setUp() public override {
        super.setUp();
        _granted();
    }

    function _one() private view returns (UseDraft memory) {
        return _draft(_newGrant(), 0);
    }

    /// @dev One use and one operation serve for all modes, since a mode is judged before anything else.
    function _refusesMode(bytes32 mode, bytes memory execution, PackedUserOperation memory op) private {
        bytes memory reason = abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, mode);
        bytes memory use = UseEncoder.encode(_one());
        _refusesCall(
            vm.addr(KEY),
            abi.encodeCall(module.execute, (address(account), mode, execution, use)),
            reason
        );
        op.callData = abi.encodeCall(IERC7579Execution.execute, (mode, execution));
        _refusesOperation(op, reason);
    }

    /// @notice Static, delegate and unknown call types: each of the 256 but two.
    function test_A16_callTypes() public {
        bytes memory execution = _transfer(payee, 1);
        PackedUserOperation memory op = _operation(_one(), SINGLE, execution);
        assertTrue(account.supportsExecutionMode(DELEGATECALL));
        for (uint256 callType = 2; callType < 256; ++callType) {
            _refusesMode(bytes32(callType << 248), execution, op);
        }
        bytes memory delegated = abi.encodePacked(address(token), abi.encodeCall(token.transfer, (payee, 1)));
        _refuses(
            _one(),
            DELEGATECALL,
            delegated,
            abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, DELEGATECALL)
        );
        _allows(_one(), SINGLE, execution);
    }

    /// @notice Each single bit of execution type, unused bytes, selector and payload.
    function test_A16_otherModeBits() public {
        Execution[] memory calls = new Execution[](1);
        calls[0] = _tokenCall(1);
        bytes memory single = _transfer(payee, 1);
        bytes memory batch = abi.encode(calls);
        PackedUserOperation memory op = _operation(_one(), SINGLE, single);
        for (uint256 bit = 0; bit < 248; ++bit) {
            if (bit % 2 == 0) _refusesMode(bytes32(1 << bit), single, op);
            else _refusesMode(BATCH | bytes32(1 << bit), batch, op);
        }
        _allows(_one(), BATCH, batch);
    }

    /// @notice In try mode a call that fails would count as one that succeeded.
    function test_A17_tryMode() public {
        vm.prank(address(account));
        token.transfer(address(this), 960);
        Execution[] memory calls = new Execution[](3);
        (calls[0], calls[1], calls[2]) = (_tokenCall(30), _tokenCall(30), _tokenCall(10));
        assertTrue(account.supportsExecutionMode(TRY_BATCH));
        _refuses(
            _one(),
            TRY_BATCH,
            abi.encode(calls),
            abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, TRY_BATCH)
        );
        // In the one mode that there is, the call in the middle takes everything back.
        bytes memory reason = abi.encodeWithSelector(
            IERC20Errors.ERC20InsufficientBalance.selector,
            address(account),
            10,
            30
        );
        _refusesDirect(_one(), BATCH, abi.encode(calls), reason);
        _refusesRelayed(_one(), BATCH, abi.encode(calls), _anyRelay(), reason);
        calls[1] = _tokenCall(0);
        _allows(_one(), BATCH, abi.encode(calls));
    }

    function _refusesFunction(bytes4 selector, bytes memory arguments) private {
        UseDraft memory draft = _one();
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        op.callData = bytes.concat(selector, arguments);
        _refusesOperation(
            _sign(op, draft),
            abi.encodeWithSelector(E.ExecutionFunctionUnsupported.selector, selector)
        );
    }

    /// @notice Another function of an account with the arguments of an allowed `execute`.
    function test_A19_otherFunctions() public {
        bytes4[14] memory others = [
            IERC7579Execution.executeFromExecutor.selector,
            account.installModule.selector,
            account.uninstallModule.selector,
            account.isValidSignature.selector,
            account.supportsExecutionMode.selector,
            // executeUserOp, by which an EntryPoint hands over the whole operation
            bytes4(0x8dd7712f),
            // execute(address,uint256,bytes), execute((address,uint256,bytes)[]), executeBatch((address,uint256,bytes)[])
            0xb61d27f6,
            0x3f707e6b,
            0x34fcd5be,
            // upgradeToAndCall, validateUserOp, withdrawDepositTo, and what would reach a fallback handler
            0x4f1ef286,
            0x19822f7c,
            0x4d44560d,
            0x00000000,
            0xffffffff
        ];
        bytes memory arguments = abi.encode(SINGLE, _transfer(payee, 1));
        for (uint256 i = 0; i < others.length; ++i) _refusesFunction(others[i], arguments);
        _refusesFunction(others[0] ^ bytes4(0x00000001), arguments);
        assertEq(uint160(_validate(_one(), SINGLE, _transfer(payee, 1))), 0);
    }

    /// @notice A function of the account for which there is no rule: the answer is a refusal, no mark that reads as consent.
    function test_A20_functionWithoutRule() public {
        Grant memory grant = _newGrant();
        (grant.permissions[0].target, grant.permissions[0].call) = (address(account), 2);
        grant.permissions[0].selector = 0;
        _give(grant);
        bytes memory callData = abi.encodeCall(account.uninstallModule, (1, address(module), ""));
        UseDraft memory draft = _draft(grant, 0);
        PackedUserOperation memory op = _operation(draft, SINGLE, "");
        op.callData = callData;
        _refusesOperation(
            _sign(op, draft),
            abi.encodeWithSelector(E.ExecutionFunctionUnsupported.selector, account.uninstallModule.selector)
        );
        _refuses(
            draft,
            SINGLE,
            _call(address(account), 0, callData),
            abi.encodeWithSelector(E.TargetForbidden.selector, address(account))
        );
        // A signature that is wrong is the only thing that is answered, and the answer is 1.
        op = _operation(_one(), SINGLE, _transfer(payee, 1));
        op.preVerificationGas = 1;
        assertEq(uint160(_validate(op)), 1);
    }
}
