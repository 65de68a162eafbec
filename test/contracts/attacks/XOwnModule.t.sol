// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {UseEncoder} from "../support/UseEncoder.sol";
import {XOwnTest} from "./XOwnTest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @notice Attacks on the module as a contract: its two pieces, its doors, and what it takes from accounts.
contract XOwnModuleTest is XOwnTest {
    /// @notice Another's delegation, one with a signature, short and uneven ones, and a list of which only a part may be.
    function test_X20_delegationsOfOthers() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory context = abi.encodePacked(address(account), use);
        bytes memory payment = _transfer(payee, 1);
        address[4] memory others = [vm.addr(SECOND), vm.addr(OWNER), address(account), address(this)];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, others[i]);
            _refusesCall(others[i], _redemption(context, payment), reason);
        }
        address holder = vm.addr(KEY);
        bytes memory signed = bytes.concat(context, signature(KEY, grantId));
        bytes memory malformed = abi.encodeWithSelector(E.KeySignatureMalformed.selector, 65);
        _refusesCall(holder, _redemption(signed, payment), malformed);
        malformed = abi.encodeWithSelector(E.RedemptionMalformed.selector);
        _refusesCall(holder, _redemption(_first(context, 19), payment), malformed);
        _refusesCall(holder, _redemption("", payment), malformed);
        for (uint256 uneven = 0; uneven < 4; ++uneven) {
            _refusesCall(holder, _redemptions(context, payment, uneven), malformed);
        }
        // The second of two is too much: neither is.
        bytes[] memory contexts = new bytes[](2);
        bytes[] memory executions = new bytes[](2);
        (contexts[0], contexts[1]) = (context, context);
        (executions[0], executions[1]) = (_transfer(payee, 50), _transfer(payee, 51));
        bytes memory tooMuch = abi.encodeWithSelector(E.ConditionFailed.selector, 1, 4, 51);
        bytes memory data = abi.encodeCall(
            module.redeemDelegations,
            (contexts, new bytes32[](2), executions)
        );
        _refusesCall(holder, data, tooMuch);
        bytes32[] memory modes = new bytes32[](2);
        modes[1] = bytes32(uint256(1) << 240);
        executions[1] = payment;
        data = abi.encodeCall(module.redeemDelegations, (contexts, modes, executions));
        _refusesCall(holder, data, abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, modes[1]));
        modes[1] = 0;
        vm.prank(holder);
        module.redeemDelegations(contexts, modes, executions);
        assertEq(_spent(grantId, 0), 51);
    }

    /// @notice The extension as a module, as a target, and value for either piece.
    function test_X21_extensionByItself() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        address extension = deploy("SessionExtension");
        _asAccount();
        M(extension).pauseAccount();
        _asAccount();
        M(extension).pauseGrant(grantId);
        _asAccount();
        M(extension).onUninstall("");
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));

        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory data = _redemption(abi.encodePacked(address(account), use), _transfer(payee, 1));
        vm.prank(vm.addr(KEY));
        (bool success, ) = extension.call(data);
        assertFalse(success, "the extension executes");
        // A key that may call it reaches nothing of the module.
        grant.permissions[1] = _anything(extension);
        _give(grant);
        _execute(_draft(grant, 1), SINGLE, _call(extension, 0, abi.encodeCall(module.pauseAccount, ())));
        data = abi.encodeCall(module.pauseGrant, (grantId));
        _execute(_draft(grant, 1), SINGLE, _call(extension, 0, data));
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 1));

        bytes[5] memory calls = [
            bytes(""),
            abi.encodeCall(module.execute, (address(account), SINGLE, _transfer(payee, 1), use)),
            abi.encodeCall(module.grant, (grantId, "")),
            abi.encodeCall(module.guardBegin, (grantId, hex"00")),
            abi.encodeCall(module.pauseAccount, ())
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.deal(vm.addr(KEY), 1);
            vm.prank(vm.addr(KEY));
            (success, ) = address(module).call{value: 1}(calls[i]);
            assertFalse(success, "took value");
        }
    }

    /// @notice What an EntryPoint, a token or an account asks of its own kind: the module is no account, paymaster or factory.
    function test_X49_moduleInAnotherPart() public {
        bytes4[9] memory selectors = [
            bytes4(0x19822f7c), // validateUserOp(PackedUserOperation,bytes32,uint256)
            0x8dd7712f, // executeUserOp(PackedUserOperation,bytes32)
            0x52b7512c, // validatePaymasterUserOp(PackedUserOperation,bytes32,uint256)
            0x7c627b21, // postOp(uint8,bytes,uint256,uint256)
            0x1626ba7e, // isValidSignature(bytes32,bytes)
            0x024ad318, // verify(bytes,bytes32,bytes)
            IERC7579Execution.execute.selector,
            IERC7579Execution.executeFromExecutor.selector,
            0x00000000
        ];
        for (uint256 i = 0; i < selectors.length; ++i) {
            _refusesCall(address(this), abi.encodePacked(selectors[i], new bytes(320)), "");
        }
        for (uint256 length = 0; length < 4; ++length) {
            _refusesCall(address(this), new bytes(length), "");
        }
        _useRealEntryPoint();
        PackedUserOperation memory op;
        op.sender = address(module);
        op.accountGasLimits = bytes32((uint256(1_000_000) << 128) | 1_000_000);
        (bool success, bytes memory answer) = ENTRY_POINT.call(_handleOps(op));
        assertFalse(success, "the module is an account");
        assertEq(
            bytes32(bytes4(answer)),
            bytes32(bytes4(keccak256("FailedOpWithRevert(uint256,string,bytes)")))
        );
    }

    /// @notice The module is deployed where its extension is not yet: guard calls and pauses would succeed and do nothing.
    function test_X38_moduleBeforeItsExtension() public {
        address nothing = makeAddr("the extension, some day");
        bytes memory code = vm.getCode("SessionModule");
        (address created, bytes memory reason) = _create(bytes.concat(code, abi.encode(nothing)));
        assertEq(created, address(0));
        assertEq(reason, abi.encodeWithSelector(Address.AddressEmptyCode.selector, nothing));
        (created, ) = _create(bytes.concat(code, abi.encode(deploy("SessionExtension"))));
        assertTrue(created != address(0), "was refused");
    }

    /// @notice A proxy to the module's code: the same domain, so the same identifiers and signatures, and nothing revoked.
    function test_X39_proxyToTheModule() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        bytes memory execution = _transfer(payee, 1);
        bytes memory carried = _relayable(_draft(grant, 0), SINGLE, execution, _anyRelay());
        bytes memory first = _relayable(
            _withGrantSignature(_draft(grant, 0)),
            SINGLE,
            execution,
            _anyRelay()
        );
        M real = module;
        module = M(_proxyTo(address(real)));
        bytes memory ended = abi.encodeWithSelector(E.GrantEpochEnded.selector, 2, 0);
        _refusesCarried(address(account), execution, carried, ended);
        _refusesCarried(address(account), execution, first, ended);
        // Even an account that makes the proxy grant is not executed by it.
        vm.startPrank(address(account));
        module.revokeAll();
        module.revokeAll();
        module.grant(grantId, "");
        vm.stopPrank();
        bytes memory stranger = abi.encodeWithSignature(
            "ERC7579UninstalledModule(uint256,address)",
            2,
            address(module)
        );
        _refusesCarried(address(account), execution, carried, stranger);
        M.GrantorSignature memory approval;
        approval.grantor = _ecdsa(OWNER);
        bytes memory mismatch = abi.encodeWithSelector(E.GrantorMismatch.selector, _keyId(OWNER), bytes32(0));
        bytes memory data = abi.encodeCall(
            module.revokeGrantBySignature,
            (address(account), grantId, approval)
        );
        _refusesCall(address(this), data, mismatch);
        module = real;
        _allows(_draft(grant, 0), SINGLE, execution);
    }

    /// @notice An account that returns too few results, too many, none, or what is no list of results.
    function test_X29_accountThatReturnsNonsense() public {
        (Grant memory grant, ) = _granted();
        bytes memory ask = abi.encodeWithSelector(account.executeFromExecutor.selector);
        bytes[7] memory answers = [
            bytes(""),
            abi.encode(new bytes[](0)),
            abi.encode(new bytes[](2)),
            _first(abi.encode(new bytes[](1)), 63),
            abi.encode(uint256(64), uint256(1), uint256(1)),
            abi.encode(uint256(0), uint256(1)),
            abi.encode(uint256(32), UNLIMITED)
        ];
        uint256[7] memory counts = [uint256(0), 0, 2, 0, 0, 0, UNLIMITED];
        for (uint256 i = 0; i < answers.length; ++i) {
            vm.mockCall(address(account), ask, answers[i]);
            bytes memory reason = abi.encodeWithSelector(E.ExecutionResultMismatch.selector, counts[i], 1);
            _refusesDirect(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
            _refusesRelayed(_draft(grant, 0), SINGLE, _transfer(payee, 1), _anyRelay(), reason);
        }
        // One result, and much that is none: handed on as it is, to whoever asked this account.
        bytes memory huge = bytes.concat(abi.encode(uint256(32), uint256(1)), new bytes(50_000));
        vm.mockCall(address(account), ask, huge);
        bytes memory data = _executeData(
            address(account),
            _transfer(payee, 1),
            UseEncoder.encode(_draft(grant, 0))
        );
        vm.prank(vm.addr(KEY));
        (bool success, bytes memory answer) = address(module).call(data);
        assertTrue(success, "was refused");
        assertEq(keccak256(answer), keccak256(huge));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    /// @dev Two of one list and one of the others, or none of any.
    function _redemptions(
        bytes memory context,
        bytes memory execution,
        uint256 uneven
    ) private view returns (bytes memory) {
        uint256 one = uneven == 3 ? 0 : 1;
        bytes[] memory contexts = new bytes[](uneven == 0 ? 2 : one);
        bytes[] memory executions = new bytes[](uneven == 2 ? 2 : one);
        for (uint256 i = 0; i < contexts.length; ++i) contexts[i] = context;
        for (uint256 i = 0; i < executions.length; ++i) executions[i] = execution;
        bytes32[] memory modes = new bytes32[](uneven == 1 ? 2 : one);
        return abi.encodeCall(module.redeemDelegations, (contexts, modes, executions));
    }

    function _create(bytes memory code) private returns (address created, bytes memory reason) {
        assembly ("memory-safe") {
            created := create(0, add(code, 0x20), mload(code))
            reason := mload(0x40)
            mstore(reason, returndatasize())
            returndatacopy(add(reason, 0x20), 0, returndatasize())
            mstore(0x40, add(reason, and(add(returndatasize(), 63), not(31))))
        }
    }

    /// @dev As ERC-1167 has it.
    function _proxyTo(address implementation) private returns (address proxy) {
        (proxy, ) = _create(
            abi.encodePacked(
                hex"3d602d80600a3d3981f3363d3d373d3d3d363d73",
                implementation,
                hex"5af43d82803e903d91602b57fd5bf3"
            )
        );
    }
}
