// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/GrantModel.sol";
import {Calls, SessionTest} from "../support/SessionTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {IAccountExecute, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Execution, IERC7579ModuleConfig} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice validateUserOp: which operations it looks at, and what it tells the EntryPoint.
contract ValidateUserOpTest is SessionTest {
    function setUp() public override {
        super.setUp();
        _granted(_limitGrant());
    }

    function _draft() private view returns (UseDraft memory) {
        return _use(_limitGrant());
    }

    function _op() private view returns (PackedUserOperation memory) {
        return _userOp(_draft(), _transfer(1));
    }

    function _refuses(PackedUserOperation memory op, bytes memory reason) private {
        _refuseOp(op, reason, _id(_limitGrant()));
    }

    /// @dev The operation with other call data, signed.
    function _calling(bytes memory callData) private view returns (PackedUserOperation memory op) {
        op = _op();
        op.callData = callData;
        return _signed(op, _draft());
    }

    // ----------------------------------------------------------------------------------------------------- who and what

    function test_OnlyTheSenderItselfAsks() public {
        PackedUserOperation memory op = _op();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ISessionModule.AccountMismatch.selector, account, stranger));
        module.validateUserOp(op, 0);
        assertEq(uint160(_validateOp(op)), 0);
    }

    function test_OnlyExecuteIsAccepted() public {
        bytes4[6] memory selectors = [
            IAccountExecute.executeUserOp.selector,
            IERC7579Execution.executeFromExecutor.selector,
            IERC7579ModuleConfig.installModule.selector,
            IERC7579ModuleConfig.uninstallModule.selector,
            bytes4(0),
            bytes4(0xffffffff)
        ];
        for (uint256 i = 0; i < selectors.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(
                ISessionModule.ExecutionFunctionUnsupported.selector,
                selectors[i]
            );
            _refuses(_calling(abi.encodeWithSelector(selectors[i], bytes32(0), _transfer(1).data)), reason);
        }
        bytes memory none = abi.encodeWithSelector(
            ISessionModule.ExecutionFunctionUnsupported.selector,
            bytes4(0)
        );
        _refuses(_calling(""), none);
        assertEq(uint160(_validateOp(_op())), 0);
    }

    function test_OnlySingleAndBatchWithDefaultExecution() public {
        bytes32[9] memory modes = [
            bytes32(hex"ff"), // delegatecall
            bytes32(hex"fe"), // staticcall
            bytes32(hex"02"),
            bytes32(hex"0001"), // try
            bytes32(hex"0101"),
            bytes32(hex"000000000001"),
            bytes32(hex"0100000000000001"),
            bytes32(hex"00000000000000000001"),
            bytes32(uint256(1))
        ];
        for (uint256 i = 0; i < modes.length; ++i) {
            Calls memory calls = Calls(modes[i], _transfer(1).data);
            bytes memory reason = abi.encodeWithSelector(
                ISessionModule.ExecutionModeUnsupported.selector,
                modes[i]
            );
            _refuse(_draft(), calls, reason);
        }
    }

    function test_MalformedExecutionIsRefused() public {
        bytes memory reason = abi.encodeWithSelector(ISessionModule.ExecutionMalformed.selector);
        _refuse(_draft(), Calls(0, new bytes(51)), reason);
        _refuse(_draft(), Calls(BATCH, _transfer(1).data), reason);
        _refuses(_calling(bytes.concat(_op().callData, hex"00")), reason);
    }

    // -------------------------------------------------------------------------------------------------------- paymaster

    function test_AnyPaymasterIsRefused() public {
        bytes[3] memory datas = [
            abi.encodePacked(stranger, new bytes(32)),
            bytes(hex"01"),
            abi.encodePacked(address(0))
        ];
        for (uint256 i = 0; i < datas.length; ++i) {
            PackedUserOperation memory op = _op();
            op.paymasterAndData = datas[i];
            address named = address(bytes20(datas[i]));
            _refuses(
                _signed(op, _draft()),
                abi.encodeWithSelector(ISessionModule.PaymasterForbidden.selector, named)
            );
        }
    }

    // --------------------------------------------------------------------------------------------------------- initCode

    function test_DeployingNeedsTheGrantSignature() public {
        PackedUserOperation memory op = _op();
        op.initCode = abi.encodePacked(factory, hex"c0ffee");
        _refuses(_signed(op, _draft()), abi.encodeWithSelector(ISessionModule.InitCodeForbidden.selector));

        Grant memory fresh = _limitGrant();
        fresh.salt = bytes16(uint128(2));
        assertEq(uint160(_validateOp(_signed(op, _granting(_use(fresh))))), 0);
    }

    function test_TheGrantSignatureOfALiveGrantDeploysNothing() public {
        PackedUserOperation memory op = _op();
        op.initCode = abi.encodePacked(factory, hex"c0ffee");
        op = _signed(op, _granting(_draft()));
        _refuses(op, abi.encodeWithSelector(ISessionModule.InitCodeForbidden.selector));
    }

    function test_TheBareDelegationMarkerIsHarmless() public {
        bytes[2] memory markers = [bytes(hex"7702"), abi.encodePacked(bytes20(hex"7702"))];
        for (uint256 i = 0; i < markers.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            assertEq(uint160(_validateOp(_withInitCode(markers[i]))), 0);
            vm.revertToState(snapshot);
        }
        bytes[4] memory others = [
            abi.encodePacked(bytes20(hex"7702"), hex"00"),
            bytes(hex"77"),
            bytes(hex"770200000001"),
            abi.encodePacked(bytes19(0))
        ];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(ISessionModule.InitCodeForbidden.selector);
            _refuses(_withInitCode(others[i]), reason);
        }
    }

    /// @dev Signed over a hash without it: the EntryPoint's hash differs between versions.
    function _withInitCode(bytes memory initCode) private view returns (PackedUserOperation memory op) {
        op = _op();
        op.initCode = initCode;
        return _signed(op, _draft());
    }

    // -------------------------------------------------------------------------------------------------------- signature

    function test_AWrongSignatureReturnsOneWithTheSameWindow() public {
        PackedUserOperation memory op = _op();
        uint256 right = _validateOp(op);
        op.signature[op.signature.length - 40] ^= 0x01;
        assertEq(_validateOp(op), right | 1);
        op.signature[op.signature.length - 1] = 0x05;
        assertEq(_validateOp(op), right | 1);
    }

    function test_ASignatureOfAnotherLengthReverts() public {
        for (uint256 length = 0; length < 130; length += 32) {
            PackedUserOperation memory op = _op();
            bytes memory signed = op.signature;
            op.signature = new bytes(signed.length - 65 + length);
            for (uint256 i = 0; i < signed.length - 65; ++i) op.signature[i] = signed[i];
            bytes memory reason = abi.encodeWithSelector(
                ISessionModule.KeySignatureMalformed.selector,
                length
            );
            _refuses(op, reason);
        }
    }

    function test_TheSignatureBindsTheOperation() public {
        PackedUserOperation memory op = _op();
        op.callData = abi.encodeCall(IERC7579Execution.execute, (0, _transfer(2).data));
        assertEq(uint160(_validateOp(op)), 1, "call data");
        op = _op();
        op.nonce += 1;
        assertEq(uint160(_validateOp(op)), 1, "nonce");
        op = _op();
        vm.prank(account);
        assertEq(uint160(module.validateUserOp(op, 0)), 1, "hash");
    }

    /// @dev `userOp.signature` is outside userOpHash: the use hash binds it.
    function test_TheSignatureBindsTheUse() public {
        Grant memory twin = _limitGrant();
        twin.salt = bytes16(uint128(2));
        _granted(twin);
        PackedUserOperation memory op = _op();
        PackedUserOperation memory other = _userOp(_use(twin), _transfer(1));
        for (uint256 i = op.signature.length - 65; i < op.signature.length; ++i) {
            op.signature[i] = other.signature[i];
        }
        assertEq(uint160(_validateOp(op)), 1);
    }

    function test_AKeyOutsideTheGrantReverts() public {
        PackedUserOperation memory op = _signed(_op(), _with(_draft(), stranger));
        _refuses(op, abi.encodeWithSelector(ISessionModule.KeyUnknown.selector, _keyId(stranger)));
    }

    // ----------------------------------------------------------------------------------------------------------- window

    function test_ReturnsTheGrantsWindow() public {
        assertEq(_validateOp(_op()), (uint256(START) << 208) | (uint256(END) << 160));
    }

    function test_ReadsNoClock() public {
        uint256 expected = (uint256(START) << 208) | (uint256(END) << 160);
        PackedUserOperation memory op = _op();
        vm.warp(START - 100);
        assertEq(_validateOp(op), expected);
        vm.warp(END + 100);
        assertEq(_validateOp(op), expected);
    }

    function test_TheFirstKeyLivesForItsLifetime() public {
        Grant memory grant = _granted(_keyPolicyGrant());
        uint256 validationData = _validate(_use(grant), _transfer(1));
        assertEq(validationData >> 160, (uint256(START) << 48) | (START + 1 days));
    }

    function test_ALongLifetimeEndsWithTheGrant() public {
        Grant memory grant = _limitGrant();
        grant.keyLifetime = 8 days;
        uint256 validationData = _validate(_granting(_use(grant)), _transfer(1));
        assertEq(validationData >> 160, (uint256(START) << 48) | END);
    }

    function test_MeaninglessWindowsAreRefused() public {
        _refuseWindow(0, 0);
        _refuseWindow(START + 1, START);
        _refuseWindow(START, 1 << 47);
        _refuseWindow(0, type(uint48).max);
        Grant memory latest = _limitGrant();
        latest.validUntil = (1 << 47) - 1;
        _accept(_granting(_use(latest)), _transfer(1));
    }

    function _refuseWindow(uint48 validAfter, uint48 validUntil) private {
        Grant memory grant = _limitGrant();
        (grant.validAfter, grant.validUntil) = (validAfter, validUntil);
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.GrantWindowInvalid.selector,
            validAfter,
            validUntil
        );
        _refuse(_use(_granted(grant)), _transfer(1), reason);
    }
}
