// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/GrantModel.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice What a use may and may not do. Every refusal leaves the counters as they were.
contract UseTest is ModuleTest {
    Grant private grant;
    bytes32 private grantId;

    function setUp() public override {
        super.setUp();
        (Grant memory made, bytes32 id) = _granted();
        grantId = id;
        // A grant in storage, as every test starts from the same one.
        _store(made);
    }

    function _store(Grant memory made) private {
        grant = made;
    }

    /// @dev Both paths refuse with the same error, and nothing is spent.
    function _refused(
        UseDraft memory draft,
        bytes32 mode,
        bytes memory execution,
        bytes memory reason
    ) private {
        bytes memory use = UseEncoder.encode(draft);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(reason);
        module.execute(address(account), mode, execution, use);

        (PackedUserOperation memory op, bytes32 hash) = _operation(draft, KEY, _callData(mode, execution));
        _asAccount();
        vm.expectRevert(reason);
        module.validateUserOp(op, hash);
        assertEq(_spent(grantId, 0), 0);
        assertEq(_spent(grantId, 1), 0);
        assertEq(token.balanceOf(payee), 0);
    }

    function _refusedOne(uint256 index, bytes memory execution, bytes memory reason) private {
        _refused(_draft(grant, index), SINGLE, execution, reason);
    }

    // --------------------------------------------------------------------------------------------------------- allowed

    function test_direct_allowed() public {
        _pay(grant, KEY, 50);
        assertEq(token.balanceOf(payee), 50);
        assertEq(_spent(grantId, 0), 50);
    }

    function test_validation_allowedCountsAndReturnsWindow() public {
        uint256 data = _validate(_draft(grant, 0), KEY, _callData(SINGLE, _transfer(payee, 50)));
        // The first key lives for keyLifetime from the grant's first second.
        assertEq(data, _window(grant.validAfter, uint256(grant.validAfter) + grant.keyLifetime));
        assertEq(_spent(grantId, 0), 50);
    }

    function test_value_allowed() public {
        _execute(_draft(grant, 1), KEY, SINGLE, _ether(1 ether));
        assertEq(payee.balance, 1 ether);
        assertEq(_spent(grantId, 1), 1 ether);
    }

    function test_batch_mixedPermissions() public {
        Execution[] memory calls = new Execution[](3);
        calls[0] = _tokenCall(50);
        calls[1] = Execution(payee, 1 ether, "");
        calls[2] = _tokenCall(40);
        _execute(_bothDraft(grant, hex"000100"), KEY, BATCH, abi.encode(calls));
        assertEq(token.balanceOf(payee), 90);
        assertEq(_spent(grantId, 0), 90);
        assertEq(_spent(grantId, 1), 1 ether);
    }

    // ---------------------------------------------------------------------------------------------------- out of bounds

    function test_target() public {
        bytes memory execution = abi.encodePacked(
            payee,
            uint256(0),
            abi.encodeCall(token.transfer, (payee, 1))
        );
        _refusedOne(0, execution, abi.encodeWithSelector(M.TargetNotAllowed.selector, payee, address(token)));
    }

    function test_selector() public {
        bytes memory execution = abi.encodePacked(
            address(token),
            uint256(0),
            abi.encodeCall(token.approve, (payee, 1))
        );
        bytes4 asked = token.approve.selector;
        _refusedOne(
            0,
            execution,
            abi.encodeWithSelector(M.SelectorNotAllowed.selector, asked, token.transfer.selector)
        );
    }

    function test_shortCalldata() public {
        for (uint256 length = 0; length < 4; ++length) {
            bytes memory execution = abi.encodePacked(address(token), uint256(0), new bytes(length));
            _refusedOne(0, execution, abi.encodeWithSelector(M.CallNotAllowed.selector, length, 1));
        }
        _refusedOne(
            1,
            abi.encodePacked(payee, uint256(1), hex"00"),
            abi.encodeWithSelector(M.CallNotAllowed.selector, 1, 3)
        );
    }

    function test_value() public {
        _refusedOne(
            1,
            _ether(1 ether + 1),
            abi.encodeWithSelector(M.ValueExceeded.selector, 1 ether + 1, 1 ether)
        );
        bytes memory execution = abi.encodePacked(
            address(token),
            uint256(1),
            abi.encodeCall(token.transfer, (payee, 1))
        );
        _refusedOne(0, execution, abi.encodeWithSelector(M.ValueExceeded.selector, 1, 0));
    }

    function test_condition() public {
        bytes32 thief = bytes32(uint256(0xbad));
        _refusedOne(
            0,
            _transfer(address(0xbad), 1),
            abi.encodeWithSelector(M.ConditionFailed.selector, 0, 1, thief)
        );
        _refusedOne(
            0,
            _transfer(payee, 51),
            abi.encodeWithSelector(M.ConditionFailed.selector, 1, 4, bytes32(uint256(51)))
        );
    }

    function test_missingArgument() public {
        bytes memory data = abi.encodePacked(token.transfer.selector, uint256(uint160(payee)));
        _refusedOne(
            0,
            abi.encodePacked(address(token), uint256(0), data),
            abi.encodeWithSelector(M.ArgumentMissing.selector, 1, 36)
        );
    }

    function test_dirtyAddress() public {
        bytes32 dirty = bytes32(uint256(uint160(payee)) | (1 << 255));
        bytes memory data = abi.encodePacked(token.transfer.selector, dirty, uint256(1));
        _refusedOne(
            0,
            abi.encodePacked(address(token), uint256(0), data),
            abi.encodeWithSelector(M.ConditionFailed.selector, 0, 1, dirty)
        );
    }

    function test_limit_sumOfBatch() public {
        Execution[] memory calls = new Execution[](3);
        (calls[0], calls[1], calls[2]) = (_tokenCall(50), _tokenCall(50), _tokenCall(1));
        _refused(
            _draft(grant, 0),
            BATCH,
            abi.encode(calls),
            abi.encodeWithSelector(M.LimitExceeded.selector, 0, 1, 0)
        );
    }

    function test_limit_acrossPathsAndCalls() public {
        _pay(grant, KEY, 40);
        _validate(_draft(grant, 0), KEY, _callData(SINGLE, _transfer(payee, 40)));
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory execution = _transfer(payee, 21);
        vm.prank(vm.addr(KEY));
        vm.expectRevert(abi.encodeWithSelector(M.LimitExceeded.selector, 0, 21, 20));
        module.execute(address(account), SINGLE, execution, use);
        _pay(grant, KEY, 20);
        assertEq(_spent(grantId, 0), 100);
    }

    function test_limit_notCarried() public {
        UseDraft memory draft = _draft(grant, 0);
        draft.limits[0] = 1;
        _refused(draft, SINGLE, _transfer(payee, 1), abi.encodeWithSelector(M.LimitMissing.selector, 0));
        draft.limits = new uint256[](0);
        _refused(draft, SINGLE, _transfer(payee, 1), abi.encodeWithSelector(M.LimitMissing.selector, 0));
    }

    function test_limit_carriedTwice() public {
        UseDraft memory draft = _draft(grant, 0);
        draft.limits = new uint256[](2);
        _refused(draft, SINGLE, _transfer(payee, 1), abi.encodeWithSelector(M.UseMalformed.selector));
    }

    function test_permission_otherRules() public {
        // The holder's own rules lead to another root, so to a grant that nobody gave.
        Grant memory forged = grant;
        forged.permissions[0].conditions[1].values[0] = bytes32(uint256(100));
        _refused(
            _draft(forged, 0),
            SINGLE,
            _transfer(payee, 100),
            abi.encodeWithSelector(M.GrantUnknown.selector, _id(forged))
        );
    }

    function test_permission_paddingLeafMatchesNothing() public {
        Grant memory wide = _newGrant();
        wide.permissionsHeight = 2;
        _asAccount();
        module.grant(_id(wide), "");
        // Padding says tier 0, which this version refuses before anything else.
        _refused(
            _draft2(wide, 3),
            SINGLE,
            _transfer(payee, 1),
            abi.encodeWithSelector(M.PartUnsupported.selector, 1 << 16)
        );
    }

    function _draft2(Grant memory made, uint256 index) private pure returns (UseDraft memory draft) {
        draft = _draft(made, 0);
        draft.permissions[0] = index;
    }

    function test_permission_indexBeyond() public {
        _refused(
            _bothDraft(grant, hex"02"),
            SINGLE,
            _transfer(payee, 1),
            abi.encodeWithSelector(M.PermissionIndexInvalid.selector, 2, 2)
        );
    }

    // ------------------------------------------------------------------------------------------------------- forbidden

    function test_forbiddenTargets() public {
        address[8] memory forbidden = [
            address(account),
            address(module),
            address(0),
            makeAddr("adapter"),
            ENTRY_POINT,
            0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
            0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108,
            0x433709009B8330FDa32311DF1C2AFA402eD8D009
        ];
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), forbidden[3], vm.addr(OWNER)));
        for (uint256 i = 0; i < forbidden.length; ++i) {
            Grant memory made = _newGrant();
            made.permissions[0].target = forbidden[i];
            made.permissions[0].call = 2;
            made.permissions[0].selector = 0;
            _asAccount();
            module.grant(_id(made), "");
            bytes memory execution = abi.encodePacked(forbidden[i], uint256(0), bytes4(0x12345678));
            _refused(
                _draft(made, 0),
                SINGLE,
                execution,
                abi.encodeWithSelector(M.TargetForbidden.selector, forbidden[i])
            );
        }
    }

    function test_modes() public {
        bytes32[4] memory modes = [
            bytes32(uint256(0xff) << 248),
            bytes32(uint256(0xfe) << 248),
            bytes32(uint256(1) << 240),
            bytes32(uint256(1))
        ];
        for (uint256 i = 0; i < modes.length; ++i) {
            _refused(
                _draft(grant, 0),
                modes[i],
                _transfer(payee, 1),
                abi.encodeWithSelector(M.ExecutionModeUnsupported.selector, modes[i])
            );
        }
    }

    function test_emptyBatch() public {
        _refused(
            _draft(grant, 0),
            BATCH,
            abi.encode(new Execution[](0)),
            abi.encodeWithSelector(M.ExecutionEmpty.selector)
        );
    }

    // ------------------------------------------------------------------------------------------------------ validation

    function test_validation_wrongSignatureReturnsOne() public {
        bytes memory callData = _callData(SINGLE, _transfer(payee, 50));
        (PackedUserOperation memory op, bytes32 hash) = _operation(_draft(grant, 0), KEY, callData);
        _asAccount();
        uint256 data = module.validateUserOp(op, bytes32(uint256(hash) ^ 1));
        assertEq(data, 1 | _window(grant.validAfter, uint256(grant.validAfter) + grant.keyLifetime));
    }

    function test_validation_everythingSigned() public {
        // Whoever carries the operation can change nothing of the use: the key signed its hash.
        bytes memory callData = _callData(SINGLE, _transfer(payee, 50));
        (PackedUserOperation memory op, bytes32 hash) = _operation(_bothDraft(grant, hex"00"), KEY, callData);
        (PackedUserOperation memory other, ) = _operation(_draft(grant, 0), KEY, callData);
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory key = _tail(op.signature, 65);
        other.signature = bytes.concat(use, key);
        _asAccount();
        assertEq(uint160(module.validateUserOp(other, hash)), 1);
    }

    function _tail(bytes memory data, uint256 size) private pure returns (bytes memory tail) {
        tail = new bytes(size);
        for (uint256 i = 0; i < size; ++i) tail[i] = data[data.length - size + i];
    }

    function test_validation_signatureLength() public {
        (PackedUserOperation memory op, bytes32 hash) = _operation(
            _draft(grant, 0),
            KEY,
            _callData(SINGLE, _transfer(payee, 1))
        );
        op.signature = bytes.concat(op.signature, hex"00");
        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.KeySignatureMalformed.selector, 66));
        module.validateUserOp(op, hash);
    }

    function test_validation_otherSender() public {
        (PackedUserOperation memory op, bytes32 hash) = _operation(
            _draft(grant, 0),
            KEY,
            _callData(SINGLE, _transfer(payee, 1))
        );
        vm.expectRevert(abi.encodeWithSelector(M.AccountMismatch.selector, address(account), address(this)));
        module.validateUserOp(op, hash);
    }

    function test_validation_otherFunction() public {
        bytes memory callData = abi.encodeWithSelector(account.installModule.selector, 1, address(this), "");
        (PackedUserOperation memory op, bytes32 hash) = _operation(_draft(grant, 0), KEY, callData);
        _asAccount();
        vm.expectRevert(
            abi.encodeWithSelector(M.ExecutionFunctionUnsupported.selector, account.installModule.selector)
        );
        module.validateUserOp(op, hash);
    }

    function test_validation_paymaster() public {
        (PackedUserOperation memory op, bytes32 hash) = _operation(
            _draft(grant, 0),
            KEY,
            _callData(SINGLE, _transfer(payee, 1))
        );
        op.paymasterAndData = new bytes(20);
        _asAccount();
        vm.expectRevert(abi.encodeWithSelector(M.PaymasterForbidden.selector, address(0)));
        module.validateUserOp(op, hash);
    }

    function test_validation_initCode() public {
        (PackedUserOperation memory op, bytes32 hash) = _operation(
            _draft(grant, 0),
            KEY,
            _callData(SINGLE, _transfer(payee, 1))
        );
        bytes[2] memory refused = [bytes(hex"1234"), abi.encodePacked(bytes20(hex"7702"), hex"00")];
        for (uint256 i = 0; i < refused.length; ++i) {
            op.initCode = refused[i];
            _asAccount();
            vm.expectRevert(abi.encodeWithSelector(M.InitCodeForbidden.selector));
            module.validateUserOp(op, hash);
        }
        op.initCode = hex"7702";
        _asAccount();
        assertEq(uint160(module.validateUserOp(op, hash)), 0);
    }

    function test_validation_initCodeTogetherWithGrant() public {
        Grant memory fresh = _newGrant();
        fresh.salt = bytes16("fresh");
        bytes memory callData = _callData(SINGLE, _transfer(payee, 1));
        (PackedUserOperation memory op, bytes32 hash) = _operation(
            _withGrantSignature(_draft(fresh, 0)),
            KEY,
            callData
        );
        op.initCode = abi.encodePacked(address(factory), hex"1234");
        _asAccount();
        assertEq(uint160(module.validateUserOp(op, hash)), 0);
    }

    function test_messages_neverValid() public {
        assertEq(uint32(module.isValidSignatureWithSender(address(this), grantId, "")), 0xffffffff);
    }
}
