// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant, Limit, ParameterCondition, Permission} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {IMintable} from "../support/Parties.sol";
import {UseDraft} from "../support/UseEncoder.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice What this test calls on the double of an odd token.
interface IRebasing is IMintable {
    function rebase(uint256 factor) external;
}

/// @notice Attacks that move tokens by another function than `transfer`, and tokens that are no plain ERC-20.
contract CTokensTest is ModuleTest {
    address private thief;

    function setUp() public override {
        super.setUp();
        thief = makeAddr("thief");
    }

    function _exceeded(uint256 requested, uint256 remaining) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.LimitExceeded.selector, 0, requested, remaining);
    }

    function _failed(uint256 argument, uint256 operator, uint256 word) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ConditionFailed.selector, argument, operator, bytes32(word));
    }

    /// @notice A permission for one more function, without rules, whose amounts count with those of `transfer`.
    function _with(
        address target,
        bytes4 selector,
        uint256 argument
    ) private view returns (Grant memory grant) {
        grant = _newGrant();
        Permission memory permission = grant.permissions[1];
        (permission.target, permission.selector) = (target, selector);
        (permission.call, permission.maxValue) = (1, 0);
        permission.spends = _spends(0, 2, argument);
    }

    /// @dev A use of the second permission and limit 0.
    function _second(Grant memory grant) private view returns (UseDraft memory draft) {
        draft = _draft(grant, 0);
        draft.permissions[0] = 1;
    }

    function _asBatch(bytes memory first, bytes memory second) private view returns (bytes memory) {
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (Execution(address(token), 0, first), Execution(address(token), 0, second));
        return abi.encode(calls);
    }

    // ---------------------------------------------------------------------------------------------------------- approvals

    /// @notice An approval is spent elsewhere, without the key: it is not allowed with `transfer`, and counts when it is.
    function test_C05_approve() public {
        (Grant memory grant, ) = _granted();
        bytes memory approval = abi.encodeCall(token.approve, (thief, 50));
        bytes memory reason = abi.encodeWithSelector(
            E.SelectorNotAllowed.selector,
            token.approve.selector,
            token.transfer.selector
        );
        _refuses(_draft(grant, 0), SINGLE, _call(address(token), 0, approval), reason);

        grant = _with(address(token), token.approve.selector, 1);
        bytes32 id = _give(grant);
        bytes memory max = abi.encodeCall(token.approve, (thief, UNLIMITED));
        _refuses(_second(grant), SINGLE, _call(address(token), 0, max), _exceeded(UNLIMITED, 100));
        _execute(_second(grant), SINGLE, _call(address(token), 0, approval));
        vm.prank(thief);
        token.transferFrom(address(account), thief, 50);
        _pay(grant, 50);
        // Each approval counts anew, although it replaces the one before.
        _refuses(
            _second(grant),
            SINGLE,
            _call(address(token), 0, abi.encodeCall(token.approve, (thief, 1))),
            _exceeded(1, 0)
        );
        assertEq(_spent(id, 0), 100);
        assertEq(token.balanceOf(address(account)), 900);
    }

    /// @notice The account approves itself and pulls from itself: both count, as the owner said.
    function test_C07_selfApproval() public {
        Grant memory grant = _with(address(token), token.transferFrom.selector, 2);
        grant.permissions[0] = _with(address(token), token.approve.selector, 1).permissions[1];
        _give(grant);
        bytes memory approval = abi.encodeCall(token.approve, (address(account), 60));
        bytes memory pull = abi.encodeCall(token.transferFrom, (address(account), thief, 60));
        UseDraft memory draft = _bothDraft(grant, hex"0001");
        draft.limits = new uint256[](1);
        _refuses(draft, BATCH, _asBatch(approval, pull), _exceeded(60, 40));
        pull = abi.encodeCall(token.transferFrom, (address(account), thief, 40));
        _allows(draft, BATCH, _asBatch(approval, pull));
        // Without a permission for either, neither goes.
        (grant, ) = _granted();
        bytes memory reason = abi.encodeWithSelector(
            E.SelectorNotAllowed.selector,
            token.transferFrom.selector,
            token.transfer.selector
        );
        bytes memory transfer = abi.encodeCall(token.transfer, (payee, 1));
        _refuses(_draft(grant, 0), BATCH, _asBatch(transfer, pull), reason);
    }

    /// @notice Every other name under which tokens move or are approved, with the arguments of an allowed transfer.
    function test_C08_otherNames() public {
        (Grant memory grant, ) = _granted();
        string[20] memory names = [
            "increaseAllowance(address,uint256)",
            "decreaseAllowance(address,uint256)",
            "increaseApproval(address,uint256)",
            "push(address,uint256)",
            "pull(address,uint256)",
            "move(address,address,uint256)",
            "transferAndCall(address,uint256)",
            "transferAndCall(address,uint256,bytes)",
            "transferFromAndCall(address,address,uint256)",
            "approveAndCall(address,uint256)",
            "approveAndCall(address,uint256,bytes)",
            "send(address,uint256,bytes)",
            "operatorSend(address,address,uint256,bytes,bytes)",
            "authorizeOperator(address)",
            "setApprovalForAll(address,bool)",
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
            "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
            "burn(uint256)",
            "withdraw(uint256)",
            "multicall(bytes[])"
        ];
        bytes memory arguments = abi.encode(payee, 1);
        bytes memory allowed = bytes.concat(token.transfer.selector, arguments);
        for (uint256 i = 0; i < names.length; ++i) {
            bytes4 selector = bytes4(keccak256(bytes(names[i])));
            bytes memory reason = abi.encodeWithSelector(
                E.SelectorNotAllowed.selector,
                selector,
                token.transfer.selector
            );
            bytes memory batch = _asBatch(allowed, bytes.concat(selector, arguments));
            _refuses(_draft(grant, 0), BATCH, batch, reason);
        }
        _allows(_draft(grant, 0), BATCH, _asBatch(allowed, allowed));
    }

    /// @notice Permit2 keeps approvals of its own: its `approve` counts like any, with the token and the spender tied.
    function test_C11_permit2() public {
        address permit2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;
        bytes4 selector = 0x87517c45;
        assertEq(bytes32(selector), bytes32(bytes4(keccak256("approve(address,address,uint160,uint48)"))));
        Grant memory grant = _with(permit2, selector, 2);
        grant.permissions[1].conditions = new ParameterCondition[](2);
        grant.permissions[1].conditions[0] = _condition(0, 1, uint160(address(token)));
        grant.permissions[1].conditions[1] = _condition(1, 1, uint160(payee));
        _give(grant);
        bytes memory execution = _approval2(permit2, address(token), thief, 1);
        _refuses(_second(grant), SINGLE, execution, _failed(1, 1, uint160(thief)));
        execution = _approval2(permit2, thief, payee, 1);
        _refuses(_second(grant), SINGLE, execution, _failed(0, 1, uint160(thief)));
        execution = _approval2(permit2, address(token), payee, type(uint160).max);
        _refuses(_second(grant), SINGLE, execution, _exceeded(type(uint160).max, 100));
        _pay(grant, 50);
        _refuses(_second(grant), SINGLE, _approval2(permit2, address(token), payee, 51), _exceeded(51, 50));
        _allows(_second(grant), SINGLE, _approval2(permit2, address(token), payee, 50));
        // The permission for the token itself does not reach Permit2.
        bytes memory reason = abi.encodeWithSelector(E.TargetNotAllowed.selector, permit2, address(token));
        _refuses(_draft(grant, 0), SINGLE, execution, reason);
    }

    function _approval2(
        address permit2,
        address approved,
        address spender,
        uint256 amount
    ) private view returns (bytes memory) {
        return _call(permit2, 0, abi.encodeWithSelector(0x87517c45, approved, spender, amount, START + 100));
    }

    // -------------------------------------------------------------------------------------------------------- other tokens

    /// @notice A number that names a token is no amount: what bounds ERC-721 is a count and the identifiers.
    function test_C13_identifiers() public {
        address collection = makeAddr("collection");
        Grant memory grant = _with(collection, token.approve.selector, 0);
        grant.limits[0] = Limit(3, address(0), 1, LIFETIME, 0);
        grant.permissions[1].spends = _spends(0, 3, 0);
        grant.permissions[1].conditions = new ParameterCondition[](1);
        grant.permissions[1].conditions[0] = ParameterCondition(1, 8, new bytes32[](2));
        grant.permissions[1].conditions[0].values[0] = bytes32(uint256(5));
        grant.permissions[1].conditions[0].values[1] = bytes32(uint256(7));
        _give(grant);
        bytes memory five = _call(collection, 0, abi.encodeCall(token.approve, (thief, 5)));
        bytes memory six = _call(collection, 0, abi.encodeCall(token.approve, (thief, 6)));
        _refuses(_second(grant), SINGLE, six, _failed(1, 8, 6));
        _allows(_second(grant), SINGLE, five);
        _execute(_second(grant), SINGLE, five);
        _refuses(_second(grant), SINGLE, five, _exceeded(1, 0));
        // A source that does not fit the limit is refused, whatever the number says.
        grant.permissions[1].spends = _spends(0, 2, 1);
        _give(grant);
        bytes memory reason = abi.encodeWithSelector(E.LimitKindMismatch.selector, 0, 3, 2);
        _refuses(_second(grant), SINGLE, five, reason);
    }

    /// @notice ERC-1155 moves many amounts in one call: they count as their sum, which does not wrap.
    function test_C13_manyAmounts() public {
        address collection = makeAddr("collection");
        // safeBatchTransferFrom(from, to, ids, amounts, data): every element of the array at word 3.
        uint256 path = 3 | (uint256(0xbfff) << 16);
        Grant memory grant = _with(collection, 0x2eb2c2d6, path);
        _give(grant);
        _refuses(_second(grant), SINGLE, _amounts(collection, 60, 41), _exceeded(101, 100));
        _refuses(_second(grant), SINGLE, _amounts(collection, UNLIMITED, 2), _exceeded(UNLIMITED, 100));
        _refuses(_second(grant), SINGLE, _amounts(collection, 1 << 255, 1 << 255), _exceeded(UNLIMITED, 100));
        _allows(_second(grant), SINGLE, _amounts(collection, 60, 40));
        bytes memory single = abi.encodeWithSelector(0xf242432a, account, thief, 1, 1, "");
        bytes memory reason = abi.encodeWithSelector(
            E.SelectorNotAllowed.selector,
            bytes4(0xf242432a),
            bytes4(0x2eb2c2d6)
        );
        _refuses(_second(grant), SINGLE, _call(collection, 0, single), reason);
    }

    function _amounts(address collection, uint256 first, uint256 second) private view returns (bytes memory) {
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (first, second);
        bytes memory data = abi.encodeWithSelector(0x2eb2c2d6, account, thief, new uint256[](2), amounts, "");
        return _call(collection, 0, data);
    }

    /// @notice Tokens that take a fee, return nothing, fail without reverting, or change balances: what was asked for counts.
    function test_C14_oddTokens() public {
        for (uint8 oddity = 0; oddity < 4; ++oddity) {
            IRebasing odd = IRebasing(deploy("MockOddERC20", abi.encode(oddity)));
            odd.mint(address(account), 1_000);
            Grant memory grant = _oddGrant(address(odd));
            bytes memory fifty = _call(address(odd), 0, abi.encodeCall(odd.transfer, (payee, 50)));
            _execute(_draft(grant, 0), SINGLE, fifty);
            assertEq(_spent(_id(grant), 0), 50);
            assertEq(odd.balanceOf(address(account)), oddity == 3 ? 1_000 : 950);
            odd.rebase(2);
            _execute(_draft(grant, 0), SINGLE, fifty);
            assertEq(odd.balanceOf(address(account)), oddity == 3 ? 2_000 : 1_850);
            _refuses(_draft(grant, 0), SINGLE, fifty, _exceeded(50, 0));
        }
    }

    function _oddGrant(address odd) private returns (Grant memory grant) {
        grant = _newGrant();
        (grant.permissions[0].target, grant.limits[0].token) = (odd, odd);
        _give(grant);
    }

    /// @notice A token that is not there yet: its calls count although nothing happens, and go on counting once it is there.
    function test_C14_tokenWithoutCode() public {
        address odd = makeAddr("later");
        Grant memory grant = _oddGrant(odd);
        bytes memory fifty = _call(odd, 0, abi.encodeCall(token.transfer, (payee, 50)));
        _execute(_draft(grant, 0), SINGLE, fifty);
        assertEq(_spent(_id(grant), 0), 50);
        vm.etch(odd, address(token).code);
        IMintable(odd).mint(address(account), 1_000);
        _execute(_draft(grant, 0), SINGLE, fifty);
        _refuses(_draft(grant, 0), SINGLE, fifty, _exceeded(50, 0));
        assertEq(IMintable(odd).balanceOf(payee), 50);
    }
}
