// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice What a use may and may not do, on every path.
contract UseTest is ModuleTest {
    bytes32 private grantId;

    function setUp() public override {
        super.setUp();
        (, grantId) = _granted();
    }

    /// @notice Both permissions' draft, or one of them, of the grant that every test starts from.
    function _one(uint256 index) private view returns (UseDraft memory) {
        return _draft(_newGrant(), index);
    }

    function _refusesOne(uint256 index, bytes memory execution, bytes memory reason) private {
        _refuses(_one(index), SINGLE, execution, reason);
    }

    function _payment() private view returns (PackedUserOperation memory) {
        return _operation(_one(0), SINGLE, _transfer(payee, 1));
    }

    function _selectorCall(bytes memory data) private view returns (bytes memory) {
        return _call(address(token), 0, data);
    }

    // --------------------------------------------------------------------------------------------------------- allowed

    function test_direct_allowed() public {
        _pay(_newGrant(), 50);
        assertEq(token.balanceOf(payee), 50);
        assertEq(_spent(grantId, 0), 50);
    }

    function test_validation_allowedCountsAndReturnsWindow() public {
        uint256 data = _validate(_one(0), SINGLE, _transfer(payee, 50));
        // The first key lives for keyLifetime from the grant's first second.
        assertEq(data, _window(START - 100, START + 4_900));
        assertEq(_spent(grantId, 0), 50);
    }

    function test_value_allowed() public {
        _execute(_one(1), SINGLE, _ether(1 ether));
        assertEq(payee.balance, 1 ether);
        assertEq(_spent(grantId, 1), 1 ether);
    }

    function test_batch_mixedPermissions() public {
        Execution[] memory calls = new Execution[](3);
        calls[0] = _tokenCall(50);
        calls[1] = Execution(payee, 1 ether, "");
        calls[2] = _tokenCall(40);
        UseDraft memory draft = _bothDraft(_newGrant(), hex"000100");
        _allows(draft, BATCH, abi.encode(calls));
        _execute(draft, BATCH, abi.encode(calls));
        assertEq(token.balanceOf(payee), 90);
        assertEq(_spent(grantId, 0), 90);
        assertEq(_spent(grantId, 1), 1 ether);
    }

    // ---------------------------------------------------------------------------------------------------- out of bounds

    function test_target() public {
        bytes memory execution = _call(payee, 0, abi.encodeCall(token.transfer, (payee, 1)));
        _refusesOne(0, execution, abi.encodeWithSelector(E.TargetNotAllowed.selector, payee, address(token)));
    }

    function test_selector() public {
        bytes4 asked = token.approve.selector;
        _refusesOne(
            0,
            _selectorCall(abi.encodeCall(token.approve, (payee, 1))),
            abi.encodeWithSelector(E.SelectorNotAllowed.selector, asked, token.transfer.selector)
        );
    }

    function test_shortCalldata() public {
        for (uint256 length = 0; length < 4; ++length) {
            bytes memory reason = abi.encodeWithSelector(E.CallNotAllowed.selector, length, 1);
            _refusesOne(0, _selectorCall(new bytes(length)), reason);
        }
        _refusesOne(1, _call(payee, 1, hex"00"), abi.encodeWithSelector(E.CallNotAllowed.selector, 1, 3));
    }

    function test_value() public {
        _refusesOne(
            1,
            _ether(1 ether + 1),
            abi.encodeWithSelector(E.ValueExceeded.selector, 1 ether + 1, 1 ether)
        );
        bytes memory execution = _call(address(token), 1, abi.encodeCall(token.transfer, (payee, 1)));
        _refusesOne(0, execution, abi.encodeWithSelector(E.ValueExceeded.selector, 1, 0));
    }

    function test_condition() public {
        bytes32 thief = bytes32(uint256(0xbad));
        _refusesOne(
            0,
            _transfer(address(0xbad), 1),
            abi.encodeWithSelector(E.ConditionFailed.selector, 0, 1, thief)
        );
        _refusesOne(
            0,
            _transfer(payee, 51),
            abi.encodeWithSelector(E.ConditionFailed.selector, 1, 4, bytes32(uint256(51)))
        );
        _allows(_one(0), SINGLE, _transfer(payee, 50));
    }

    function test_missingArgument() public {
        bytes memory data = abi.encodePacked(token.transfer.selector, uint256(uint160(payee)));
        bytes memory reason = abi.encodeWithSelector(E.ArgumentMissing.selector, 1, 36);
        _refusesOne(0, _selectorCall(data), reason);
    }

    function test_dirtyAddress() public {
        bytes32 dirty = bytes32(uint256(uint160(payee)) | (1 << 255));
        bytes memory data = abi.encodePacked(token.transfer.selector, dirty, uint256(1));
        bytes memory reason = abi.encodeWithSelector(E.ConditionFailed.selector, 0, 1, dirty);
        _refusesOne(0, _selectorCall(data), reason);
    }

    // ---------------------------------------------------------------------------------------------------------- limits

    function test_limit_sumOfBatch() public {
        Execution[] memory calls = new Execution[](3);
        (calls[0], calls[1], calls[2]) = (_tokenCall(50), _tokenCall(50), _tokenCall(1));
        bytes memory reason = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0);
        _refuses(_one(0), BATCH, abi.encode(calls), reason);
        calls[2] = _tokenCall(0);
        _allows(_one(0), BATCH, abi.encode(calls));
    }

    function test_limit_acrossPathsAndCalls() public {
        _pay(_newGrant(), 40);
        _validate(_one(0), SINGLE, _transfer(payee, 40));
        _refusesOne(0, _transfer(payee, 21), abi.encodeWithSelector(E.LimitExceeded.selector, 0, 21, 20));
        _pay(_newGrant(), 20);
        assertEq(_spent(grantId, 0), 100);
    }

    function test_limit_notCarried() public {
        UseDraft memory draft = _one(0);
        bytes memory reason = abi.encodeWithSelector(E.LimitMissing.selector, 0);
        draft.limits[0] = 1;
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        draft.limits = new uint256[](0);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    function test_limit_carriedTwice() public {
        UseDraft memory draft = _one(0);
        draft.limits = new uint256[](2);
        _refuses(draft, SINGLE, _transfer(payee, 1), abi.encodeWithSelector(E.UseMalformed.selector));
    }

    // ----------------------------------------------------------------------------------------------------- permissions

    function test_permission_otherRules() public {
        // The holder's own rules lead to another root, so to a grant that nobody gave.
        Grant memory forged = _newGrant();
        forged.permissions[0].conditions[1].values[0] = bytes32(uint256(100));
        _refuses(
            _draft(forged, 0),
            SINGLE,
            _transfer(payee, 100),
            abi.encodeWithSelector(E.GrantUnknown.selector, _id(forged))
        );
    }

    function test_permission_paddingLeafMatchesNothing() public {
        Grant memory wide = _newGrant();
        wide.permissionsHeight = 2;
        _give(wide);
        UseDraft memory draft = _draft(wide, 0);
        draft.permissions[0] = 3;
        // Its target is address zero, which nothing may call.
        _refuses(
            draft,
            SINGLE,
            _call(address(0), 0, ""),
            abi.encodeWithSelector(E.TargetForbidden.selector, address(0))
        );
    }

    function test_permission_indexBeyond() public {
        _refuses(
            _bothDraft(_newGrant(), hex"02"),
            SINGLE,
            _transfer(payee, 1),
            abi.encodeWithSelector(E.PermissionIndexInvalid.selector, 2, 2)
        );
    }

    // ------------------------------------------------------------------------------------------------------- forbidden

    function test_forbiddenTargets() public {
        address adapter = makeAddr("adapter");
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), adapter, vm.addr(OWNER)));
        address[8] memory forbidden = [
            address(account),
            address(module),
            address(0),
            adapter,
            ENTRY_POINT,
            0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
            0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108,
            0x433709009B8330FDa32311DF1C2AFA402eD8D009
        ];
        for (uint256 i = 0; i < forbidden.length; ++i) {
            Grant memory made = _newGrant();
            made.permissions[0].target = forbidden[i];
            (made.permissions[0].call, made.permissions[0].selector) = (2, 0);
            _give(made);
            _refuses(
                _draft(made, 0),
                SINGLE,
                _call(forbidden[i], 0, hex"12345678"),
                abi.encodeWithSelector(E.TargetForbidden.selector, forbidden[i])
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
            bytes memory reason = abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, modes[i]);
            _refuses(_one(0), modes[i], _transfer(payee, 1), reason);
        }
    }

    function test_emptyBatch() public {
        bytes memory none = abi.encode(new Execution[](0));
        _refuses(_one(0), BATCH, none, abi.encodeWithSelector(E.ExecutionEmpty.selector));
    }

    // ------------------------------------------------------------------------------------------------------ validation

    function test_validation_wrongSignatureReturnsOne() public {
        PackedUserOperation memory op = _payment();
        op.nonce = 1;
        assertEq(_validate(op), 1 | _window(START - 100, START + 4_900));
    }

    function test_validation_everythingSigned() public {
        // Whoever carries the operation can change nothing of the use: the key signed its hash.
        bytes memory execution = _transfer(payee, 50);
        bytes memory other = _operation(_bothDraft(_newGrant(), hex"00"), SINGLE, execution).signature;
        PackedUserOperation memory op = _operation(_one(0), SINGLE, execution);
        op.signature = bytes.concat(UseEncoder.encode(_one(0)), _tail(other, 65));
        assertEq(uint160(_validate(op)), 1);
    }

    function _tail(bytes memory data, uint256 size) private pure returns (bytes memory tail) {
        tail = new bytes(size);
        for (uint256 i = 0; i < size; ++i) tail[i] = data[data.length - size + i];
    }

    function test_validation_signatureLength() public {
        PackedUserOperation memory op = _payment();
        op.signature = bytes.concat(op.signature, hex"00");
        _refusesOperation(op, abi.encodeWithSelector(E.KeySignatureMalformed.selector, 66));
    }

    function test_validation_otherSender() public {
        PackedUserOperation memory op = _payment();
        _refusesCall(
            address(this),
            abi.encodeCall(module.validateUserOp, (op, _operationHash(op))),
            abi.encodeWithSelector(E.AccountMismatch.selector, address(account), address(this))
        );
    }

    function test_validation_otherFunction() public {
        PackedUserOperation memory op = _payment();
        op.callData = abi.encodeCall(account.installModule, (1, address(this), ""));
        bytes4 asked = account.installModule.selector;
        _refusesOperation(
            _sign(op, _one(0)),
            abi.encodeWithSelector(E.ExecutionFunctionUnsupported.selector, asked)
        );
    }

    function test_validation_initCode() public {
        PackedUserOperation memory op = _payment();
        bytes[2] memory refused = [bytes(hex"1234"), abi.encodePacked(bytes20(hex"7702"), hex"00")];
        for (uint256 i = 0; i < refused.length; ++i) {
            op.initCode = refused[i];
            _refusesOperation(_sign(op, _one(0)), abi.encodeWithSelector(E.InitCodeForbidden.selector));
        }
        op.initCode = hex"7702";
        assertEq(uint160(_validate(_sign(op, _one(0)))), 0);
    }

    function test_validation_initCodeTogetherWithGrant() public {
        Grant memory fresh = _newGrant();
        fresh.salt = "fresh";
        UseDraft memory draft = _withGrantSignature(_draft(fresh, 0));
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, 1));
        op.initCode = abi.encodePacked(address(factory), hex"1234");
        assertEq(uint160(_validate(_sign(op, draft))), 0);
    }
}
