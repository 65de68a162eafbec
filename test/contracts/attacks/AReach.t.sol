// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {Grant, Guard, Permission} from "../support/Grant.sol";
import {IForwarder} from "../support/IForwarder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice What these tests call on the double of an adapter.
interface IAdapter {
    function installModule(uint256 moduleTypeId, address module, bytes calldata data) external;
    function isInstalled(address account, address module) external view returns (bool);
}

/// @notice Attacks that try to reach what no use may reach: the account itself, the module, an EntryPoint, the adapter.
contract AReachTest is EntryPointTest {
    address private thief;

    function setUp() public override {
        super.setUp();
        thief = makeAddr("thief");
        vm.deal(address(this), 1 ether);
        entryPoint.depositTo{value: 1 ether}(address(account));
    }

    /// @notice A grant for every function of a target, as careless as a grant can be.
    function _careless(address target) private returns (Grant memory grant) {
        grant = _newGrant();
        grant.permissions[0].target = target;
        (grant.permissions[0].call, grant.permissions[0].selector) = (2, 0);
        grant.permissions[0].maxValue = UNLIMITED;
        Permission memory none;
        (grant.permissions[0].conditions, grant.permissions[0].spends) = (none.conditions, none.spends);
        _give(grant);
    }

    function _forbidden(address target) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.TargetForbidden.selector, target);
    }

    /// @notice Alone, as the second call of a batch, and as another permission's call.
    function _refusesTarget(address target, bytes memory data) private {
        Grant memory grant = _careless(target);
        _refuses(_draft(grant, 0), SINGLE, _call(target, 0, data), _forbidden(target));
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (Execution(payee, 1, ""), Execution(target, 0, data));
        _refuses(_bothDraft(grant, hex"0100"), BATCH, abi.encode(calls), _forbidden(target));
        bytes memory reason = abi.encodeWithSelector(E.TargetNotAllowed.selector, target, payee);
        _refuses(_draft(grant, 1), SINGLE, _call(target, 0, data), reason);
    }

    /// @notice A permission for any function of the module: the holder would grant itself everything.
    function test_A10_module() public {
        bytes32 id = keccak256("grant of the thief");
        bytes[8] memory attacks = [
            abi.encodeCall(module.grant, (id, "")),
            abi.encodeCall(module.revokeGrant, (id)),
            abi.encodeCall(module.revokeAll, ()),
            abi.encodeCall(module.setGrantor, (_ecdsa(KEY))),
            abi.encodeCall(module.resumeGrant, (id)),
            abi.encodeCall(module.resumeAccount, ()),
            abi.encodeCall(module.onInstall, (abi.encodePacked(uint8(1), address(0), thief))),
            abi.encodeCall(module.onUninstall, (""))
        ];
        for (uint256 i = 0; i < attacks.length; ++i) _refusesTarget(address(module), attacks[i]);
        Grant memory harmless = _careless(address(token));
        _allows(_draft(harmless, 0), SINGLE, _transfer(thief, 1));
    }

    /// @notice One more guard call between the two that a guarded batch has.
    function test_A10_guardCallInTheMiddle() public {
        Grant memory grant = _newGrant();
        grant.guards = new Guard[](1);
        grant.guards[0] = Guard(makeAddr("guard"), "");
        grant.maximumFee.budget = 1 ether;
        _give(grant);
        Execution[] memory calls = new Execution[](2);
        calls[0] = Execution(address(module), 0, abi.encodeCall(module.guardEnd, (_id(grant), hex"00")));
        calls[1] = _tokenCall(1);
        bytes memory reason = abi.encodeWithSelector(
            E.TargetNotAllowed.selector,
            address(module),
            address(token)
        );
        _refusesOperation(_operation(_draft(grant, 0), BATCH, _guarded(grant, calls)), reason);
        calls[0] = _tokenCall(1);
        assertEq(uint160(_validate(_draft(grant, 0), BATCH, _guarded(grant, calls))), 0);
    }

    /// @notice A permission for the account itself: `onlyEntryPointOrSelf` would let everything pass.
    function test_A11_account() public {
        // With an adapter recorded, address zero is not refused as the adapter that there is not.
        _asAccount();
        module.onInstall(abi.encodePacked(uint8(1), makeAddr("adapter"), vm.addr(OWNER)));
        bytes memory inner = _transfer(thief, 1_000);
        bytes[5] memory attacks = [
            abi.encodeCall(IERC7579Execution.execute, (SINGLE, inner)),
            abi.encodeCall(IERC7579Execution.executeFromExecutor, (SINGLE, inner)),
            abi.encodeCall(account.installModule, (2, thief, "")),
            abi.encodeCall(account.uninstallModule, (1, address(module), "")),
            // upgradeTo, which this account does not have
            abi.encodeWithSelector(0x3659cfe6, thief)
        ];
        for (uint256 i = 0; i < attacks.length; ++i) {
            _refusesTarget(address(account), attacks[i]);
            _refusesTarget(address(0), attacks[i]);
        }
        Grant memory grant = _newGrant();
        grant.permissions[1].target = address(account);
        _give(grant);
        _refuses(_draft(grant, 1), SINGLE, _call(address(account), 1, ""), _forbidden(address(account)));

        // Address zero stands for the account itself in accounts of ERC-7579: the danger is real.
        bytes memory install = abi.encodeCall(account.installModule, (1, deploy("MockOwnerValidator"), ""));
        vm.prank(ENTRY_POINT);
        account.execute(SINGLE, _call(address(0), 0, install));
    }

    /// @notice An allowed contract that carries out any call: it comes back as itself, not as the account.
    function test_A13_forwarder() public {
        IForwarder forwarder = IForwarder(deploy("MockForwarder"));
        UseDraft memory draft = _draft(_careless(address(forwarder)), 0);
        bytes memory callData = abi.encodeCall(IERC7579Execution.execute, (SINGLE, _transfer(thief, 1)));
        bytes memory execution = _forward(forwarder, address(account), callData);
        bytes memory reason = abi.encodeWithSignature("AccountUnauthorized(address)", address(forwarder));
        _refusesDirect(draft, SINGLE, execution, reason);
        _refusesRelayed(draft, SINGLE, execution, _anyRelay(), reason);

        callData = abi.encodeCall(entryPoint.withdrawTo, (payable(thief), 1));
        execution = _forward(forwarder, ENTRY_POINT, callData);
        reason = abi.encodeWithSignature("Error(string)", "Withdraw amount too large");
        _refusesDirect(draft, SINGLE, execution, reason);

        // The module takes it for what it is as well: nobody, or an account of its own.
        bytes memory use = UseEncoder.encode(draft);
        callData = abi.encodeCall(module.execute, (address(account), SINGLE, execution, use));
        reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, address(forwarder));
        _refusesDirect(draft, SINGLE, _forward(forwarder, address(module), callData), reason);
        uint64 epoch = _epoch();
        _execute(draft, SINGLE, _forward(forwarder, address(module), abi.encodeCall(module.revokeAll, ())));
        assertEq(_epoch(), epoch);
        (uint64 other, , , , ) = module.accountState(address(forwarder));
        assertEq(other, 1);
    }

    function _forward(
        IForwarder forwarder,
        address target,
        bytes memory data
    ) private pure returns (bytes memory) {
        return _call(address(forwarder), 0, abi.encodeCall(IForwarder.forward, (target, 0, data)));
    }

    /// @notice A forwarder that holds the key itself cannot use it a second time while its first use runs.
    function test_A13_forwarderWithKey() public {
        IForwarder forwarder = IForwarder(deploy("MockForwarder"));
        Grant memory grant = _careless(address(forwarder));
        grant.sessionKey = Key(2, abi.encodePacked(forwarder));
        bytes32 id = _give(grant);
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        bytes memory nested = abi.encodeCall(
            module.execute,
            (address(account), SINGLE, _forward(forwarder, thief, ""), use)
        );
        bytes memory outer = abi.encodeCall(
            module.execute,
            (address(account), SINGLE, _forward(forwarder, address(module), nested), use)
        );
        _refusesCall(address(forwarder), outer, abi.encodeWithSelector(E.UseOpen.selector, id));
    }

    /// @notice A permission for an EntryPoint: the account's deposit, and the nonces of its other keys.
    function test_A14_entryPoint() public {
        bytes[3] memory attacks = [
            abi.encodeCall(entryPoint.withdrawTo, (payable(thief), 1 ether)),
            abi.encodeWithSignature("incrementNonce(uint192)", 0),
            abi.encodeCall(entryPoint.depositTo, (thief))
        ];
        address[4] memory all = [
            ENTRY_POINT,
            0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
            0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108,
            0x433709009B8330FDa32311DF1C2AFA402eD8D009
        ];
        for (uint256 i = 0; i < all.length; ++i) {
            for (uint256 j = 0; j < attacks.length; ++j) _refusesTarget(all[i], attacks[j]);
        }
        assertEq(entryPoint.balanceOf(address(account)), 1 ether);
        _asAccount();
        entryPoint.withdrawTo(payable(thief), 1 ether);
        assertEq(thief.balance, 1 ether);
    }

    /// @notice A Safe's adapter believes whom its caller appends: with the account appended, a key would be the account.
    function test_A28_adapter() public {
        IAdapter adapter = IAdapter(deploy("MockAdapter"));
        bytes memory attack = bytes.concat(
            abi.encodeCall(adapter.installModule, (2, thief, "")),
            bytes20(address(account))
        );
        // An account that did not name its adapter is lost.
        uint256 state = vm.snapshotState();
        _execute(_draft(_careless(address(adapter)), 0), SINGLE, _call(address(adapter), 0, attack));
        assertTrue(adapter.isInstalled(address(account), thief));
        vm.revertToState(state);

        vm.prank(address(account));
        module.onInstall(abi.encodePacked(uint8(1), adapter, vm.addr(OWNER)));
        _refusesTarget(address(adapter), attack);
        bytes32 delegatecall_ = bytes32(uint256(0xff) << 248);
        _refuses(
            _draft(_careless(address(token)), 0),
            delegatecall_,
            abi.encodePacked(adapter, attack),
            abi.encodeWithSelector(E.ExecutionModeUnsupported.selector, delegatecall_)
        );
        // Recording it anew ends every grant made before, so that none outlives the address that it may not call.
        Grant memory before = _careless(address(token));
        vm.prank(address(account));
        module.onInstall(abi.encodePacked(uint8(1), address(token), vm.addr(OWNER)));
        bytes memory reason = abi.encodeWithSelector(E.GrantEpochEnded.selector, _epoch() - 1, _epoch());
        _refuses(_draft(before, 0), SINGLE, _transfer(thief, 1), reason);
    }
}
