// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant, Guard} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @dev An account that notes what it is called with and the gas that it is given, and answers what it was told.
contract NotingAccount {
    bytes public noted;
    uint256 public gasGiven;
    bytes private _answer;
    bool private _refuses;

    fallback(bytes calldata data) external payable returns (bytes memory) {
        gasGiven = gasleft();
        require(!_refuses, "refused");
        noted = data;
        return _answer;
    }

    function behave(bytes calldata answer, bool refuses) external {
        (_answer, _refuses) = (answer, refuses);
    }
}

/// @notice What the module calls an account with, what it makes of the answer, and how much gas it leaves to the call.
contract AccountCallsTest is ModuleTest {
    NotingAccount private _noting;

    function _setUpAccount() private returns (Grant memory grant) {
        _noting = new NotingAccount();
        vm.startPrank(address(_noting));
        module.onInstall(abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        module.onInstall("");
        vm.stopPrank();
        grant = _newGrant();
        grant.account = address(_noting);
        // Any amount of anything to the payee: what is called does not matter here.
        (grant.permissions[1].call, grant.permissions[1].maxValue) = (2, 0);
        delete grant.permissions[1].spends;
        _give(grant);
        _noting.behave(abi.encode(new bytes[](1)), false);
    }

    function _use(Grant memory grant) private view returns (bytes memory) {
        return UseEncoder.encode(_unlimitedDraft(grant));
    }

    function _unlimitedDraft(Grant memory grant) private view returns (UseDraft memory draft) {
        draft = _draft(grant, 1);
        (draft.limits, draft.periods) = (new uint256[](0), new uint32[](0));
    }

    function _anyCall(uint256 length) private view returns (bytes memory data) {
        data = new bytes(length);
        for (uint256 i = 0; i < length; ++i) data[i] = 0xff;
        return _call(payee, 0, data);
    }

    /// @notice Exactly `executeFromExecutor(mode, calldata)` as abi.encode writes it, whatever stood in memory before.
    function test_callsTheAccountCanonically() public {
        Grant memory grant = _setUpAccount();
        for (uint256 length = 4; length < 80; ++length) {
            bytes memory execution = _anyCall(length);
            vm.prank(vm.addr(KEY));
            module.execute(address(_noting), SINGLE, execution, _use(grant));
            bytes memory expected = abi.encodeCall(
                IERC7579Execution.executeFromExecutor,
                (SINGLE, execution)
            );
            assertEq(_noting.noted(), expected);
        }
    }

    /// @notice An answer that is a byte too short to have a number of results counts as none.
    function test_answersOfNoForm() public {
        Grant memory grant = _setUpAccount();
        bytes memory short = abi.encode(uint256(32), uint256(1) << 8);
        assembly ("memory-safe") {
            mstore(short, 63)
        }
        bytes[3] memory answers = [bytes(""), short, abi.encode(uint256(31), uint256(1))];
        for (uint256 i = 0; i < answers.length; ++i) {
            _noting.behave(answers[i], false);
            _refusesCall(
                vm.addr(KEY),
                abi.encodeCall(module.execute, (address(_noting), SINGLE, _anyCall(4), _use(grant))),
                abi.encodeWithSelector(E.ExecutionResultMismatch.selector, 0, 1)
            );
        }
        _noting.behave(abi.encode(uint256(32), uint256(1)), false);
        vm.prank(vm.addr(KEY));
        (bool success, ) = address(module).call(
            abi.encodeCall(module.execute, (address(_noting), SINGLE, _anyCall(4), _use(grant)))
        );
        assertTrue(success);
    }

    /// @notice What the guards do after the calls leaves the results as the account gave them.
    function test_resultsOutliveTheGuards() public {
        Grant memory grant = _newGrant();
        grant.guards = new Guard[](2);
        address guard = deploy("BalanceGuard");
        bytes memory config = abi.encodePacked(address(token), uint8(2), uint256(50));
        grant.guards[0] = Guard(guard, config);
        grant.guards[1] = Guard(guard, config);
        grant.maximumFee.budget = 1 ether;
        _give(grant);
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(1), _tokenCall(2));
        bytes memory use = UseEncoder.encode(_draft(grant, 0));
        vm.prank(vm.addr(KEY));
        bytes[] memory results = module.execute(address(account), BATCH, abi.encode(calls), use);
        assertEq(results.length, 2);
        assertEq(results[0], abi.encode(true));
        assertEq(results[1], abi.encode(true));
    }

    function _relayWith(uint256 gas, bytes memory data) private returns (bool success, bytes memory answer) {
        uint256 state = vm.snapshotState();
        (success, answer) = address(module).call{gas: gas}(data);
        if (!success) vm.revertToState(state);
    }

    /// @notice One unit of gas decides: below, the refusal says how much there was and how much was asked; from there on, the account
    /// is given at least what was asked, and not much more is asked of the relayer.
    function test_minimumGasToTheUnit() public {
        uint256 minimum = 500_000;
        Grant memory grant = _setUpAccount();
        bytes memory data = _relayedData(grant, minimum);
        (uint256 low, uint256 high) = (minimum, 2 * minimum);
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            uint256 state = vm.snapshotState();
            (bool enough, ) = _relayWith(middle, data);
            vm.revertToState(state);
            if (enough) high = middle;
            else low = middle;
        }
        for (uint256 gas = low; gas > low - 4; --gas) {
            (bool success, bytes memory answer) = _relayWith(gas, data);
            assertFalse(success);
            assertEq(bytes32(bytes4(answer)), bytes32(E.GasInsufficient.selector));
            (uint256 available, uint256 asked) = abi.decode(_arguments(answer), (uint256, uint256));
            assertEq(asked, minimum);
            assertLt(available, minimum);
            assertGt(available, minimum - 8);
        }
        (bool taken, ) = _relayWith(high, data);
        assertTrue(taken);
        // What the account's own first steps cost is not in what it notes.
        assertLe(_noting.gasGiven(), minimum);
        assertGt(_noting.gasGiven(), minimum - 1_000);
    }

    /// @notice Too little gas is the reason also where the account would refuse.
    function test_tooLittleGasIsSaidFirst() public {
        Grant memory grant = _setUpAccount();
        _noting.behave("", true);
        bytes memory data = _relayedData(grant, 500_000);
        (bool success, bytes memory answer) = _relayWith(400_000, data);
        assertFalse(success);
        assertEq(bytes32(bytes4(answer)), bytes32(E.GasInsufficient.selector));
        (success, answer) = _relayWith(900_000, data);
        assertFalse(success);
        assertEq(answer, abi.encodeWithSignature("Error(string)", "refused"));
    }

    function _relayedData(Grant memory grant, uint256 minimum) private view returns (bytes memory) {
        M.Relay memory relay = M.Relay(1 << 255, type(uint48).max, minimum);
        bytes memory execution = _anyCall(4);
        bytes memory use = _relayable(_unlimitedDraft(grant), SINGLE, execution, relay);
        return abi.encodeCall(module.executeRelayed, (address(_noting), SINGLE, execution, use, relay));
    }

    function _arguments(bytes memory answer) private pure returns (bytes memory rest) {
        rest = new bytes(answer.length - 4);
        for (uint256 i = 0; i < rest.length; ++i) rest[i] = answer[i + 4];
    }
}
