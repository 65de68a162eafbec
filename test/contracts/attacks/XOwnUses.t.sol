// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Limit} from "../support/Grant.sol";
import {IReferenceAccount} from "../support/Parties.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {VarEncoder} from "../support/VarEncoder.sol";
import {XOwnTest} from "./XOwnTest.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice Attacks on the bytes of a use, and on what is signed of it.
contract XOwnUsesTest is XOwnTest {
    /// @dev In a use of the fixture's grant: flags, head, salt, first key, key policy; then the fee budget.
    uint256 private constant BUDGET_AT = 1 + 23 + 16 + 23 + 9;

    /// @notice A signature for one path is carried on another, or one for a message, a grant or the bare use on both.
    function test_X01_signatureOfAnotherPath() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        bytes memory execution = _transfer(payee, 1);
        PackedUserOperation memory op = _operation(draft, SINGLE, execution);
        _refusesCarried(address(account), execution, op.signature, _keySignatureInvalid(KEY));

        bytes memory use = UseEncoder.encode(draft);
        bytes32[3] memory digests = [
            _digest(SignedModel.messageUse(address(account), grantId, keccak256(use))),
            grantId,
            keccak256(use)
        ];
        _useRealEntryPoint();
        for (uint256 i = 0; i < digests.length; ++i) {
            bytes memory signed = bytes.concat(use, signature(KEY, digests[i]));
            _refusesCarried(address(account), execution, signed, _keySignatureInvalid(KEY));
            op = _realOperation(draft, SINGLE, execution);
            op.signature = signed;
            _refusesByEntryPoint(op, "AA24 signature error");
        }
        op.signature = _relayable(draft, SINGLE, execution, _anyRelay());
        _refusesByEntryPoint(op, "AA24 signature error");
        assertEq(_spent(grantId, 0), 0);
        _allows(draft, SINGLE, execution);
    }

    /// @notice What owner and key signed for one account is carried to another of both, which granted the same.
    function test_X02_useOfAnotherAccount() public {
        (Grant memory grant, ) = _granted();
        IReferenceAccount other = _account("other");
        bytes memory execution = _transfer(payee, 1);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory carried = _relayable(draft, SINGLE, execution, _anyRelay());
        bytes memory first = UseEncoder.encode(_withGrantSignature(draft));
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, execution);

        bytes32 otherId = _id(_for(grant, address(other)));
        _refusesCarried(address(other), execution, carried, _unknown(otherId));
        bytes memory reason = abi.encodeWithSelector(E.GrantorSignatureInvalid.selector, otherId);
        _refusesCarried(address(other), execution, first, reason);

        _give(grant);
        _refusesCarried(address(other), execution, carried, _keySignatureInvalid(KEY));
        op.sender = address(other);
        assertEq(uint160(_validate(op)), 1);
        _allows(_draft(grant, 0), SINGLE, execution);
    }

    /// @notice A counter at its very end spills into the bits above it: period, rotation sequence, key, status.
    function test_X03_fullCounterStaysInItsBits() public {
        Grant memory grant = _newGrant();
        uint128 most = type(uint128).max;
        delete grant.permissions[0].conditions;
        grant.limits[0].amount = most;
        bytes32 grantId = _give(grant);
        token.mint(address(account), most);
        _execute(_draft(grant, 0), SINGLE, _transfer(payee, most));
        // The last rotation sequence goes round, into nothing.
        bytes32 slot = _grantSlot(grantId);
        uint256 word = uint256(vm.load(address(module), slot));
        vm.store(address(module), slot, bytes32(word | (uint256(type(uint32).max) << 160)));
        _rotateTo(grant, SECOND);

        (uint256 spent, uint256 period) = module.spent(address(account), grantId, 0);
        assertEq(spent, most);
        assertEq(period, 0);
        M.GrantView memory state = module.grantState(address(account), grantId);
        assertEq(abi.encode(state), abi.encode(M.GrantView(1, false, false, 1, START + 59, 0)));
        UseDraft memory draft = _withKey(_draft(grant, 0), SECOND);
        uint256[3] memory amounts = [uint256(1), most, UNLIMITED];
        for (uint256 i = 0; i < amounts.length; ++i) {
            _refuses(draft, SINGLE, _transfer(payee, amounts[i]), _exceeded(0, amounts[i], 0));
        }
        _allows(draft, SINGLE, _transfer(payee, 0));
    }

    /// @notice A period far ahead is claimed to lock everybody out, and an earlier one to spend it again.
    function test_X04_claimsAnotherPeriod() public {
        Grant memory grant = _newGrant();
        (grant.limits[0].period, grant.limits[0].periodStart) = (300, START - 600);
        bytes32 grantId = _give(grant);
        _pay(grant, 50);
        _pay(grant, 50);
        UseDraft memory draft = _draft(grant, 0);
        assertEq(draft.periods[0], 2);
        bytes memory execution = _transfer(payee, 1);
        _refuses(draft, SINGLE, execution, _exceeded(0, 1, 0));

        for (uint32 claimed = 0; claimed < 2; ++claimed) {
            draft.periods[0] = claimed;
            bytes memory reason = abi.encodeWithSelector(E.LimitPeriodEnded.selector, 0, claimed, 2);
            _refuses(draft, SINGLE, execution, reason);
        }
        draft.periods[0] = 5;
        (uint256 start, uint256 last) = (START + 900, START + 1_199);
        bytes memory missed = abi.encodeWithSelector(E.WindowMissed.selector, start, last, START);
        _refusesDirect(draft, SINGLE, execution, missed);
        _refusesRelayed(draft, SINGLE, execution, _anyRelay(), missed);
        _useRealEntryPoint();
        _refusesByEntryPoint(_realOperation(draft, SINGLE, execution), "AA22 expired or not due");
        draft.periods[0] = type(uint32).max;
        start = START - 600 + uint256(type(uint32).max) * 300;
        _refuses(draft, SINGLE, execution, _windowEmpty(start, START + 4_900));

        (, uint256 period) = module.spent(address(account), grantId, 0);
        assertEq(period, 2);
        skip(300);
        _allows(_draft(grant, 0), SINGLE, execution);
    }

    /// @notice Products of period and index beyond 2**48 wrap to a time that is now, or fill the bits beside the window.
    function test_X05_periodsBeyondTime() public {
        Grant memory grant = _newGrant();
        bytes memory execution = _transfer(payee, 1);
        // The product with index 2**31 and the start make 2**48 + START.
        (grant.limits[0].period, grant.limits[0].periodStart) = (1 << 17, START);
        _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        draft.periods[0] = 1 << 31;
        _refuses(draft, SINGLE, execution, _windowEmpty((1 << 48) + uint256(START), START + 4_900));

        (grant.limits[0].period, grant.limits[0].periodStart) = (LIFETIME - 1, type(uint48).max);
        _give(grant);
        draft = _draft(grant, 0);
        draft.periods[0] = type(uint32).max;
        uint256 start = type(uint48).max + uint256(type(uint32).max) * (LIFETIME - 1);
        _refuses(draft, SINGLE, execution, _windowEmpty(start, START + 4_900));

        (grant.limits[0].period, grant.limits[0].periodStart) = (300, START + 4_900);
        _give(grant);
        draft = _draft(grant, 0);
        bytes memory missed = abi.encodeWithSelector(
            E.WindowMissed.selector,
            START + 4_900,
            START + 4_900,
            START
        );
        _refusesDirect(draft, SINGLE, execution, missed);
        // The last second of the key is the first one of period 0: a window of one second.
        assertEq(_validate(draft, SINGLE, execution), _window(START + 4_900, START + 4_900));
    }

    /// @notice A use ends a byte early or late, or a number in it says that it is longer than a word.
    function test_X31_bytesThatEndElsewhere() public {
        Grant memory grant = _newGrant();
        grant.rotator = Key(0, "");
        grant.maximumFee.budget = type(uint240).max;
        _give(grant);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory execution = _transfer(payee, 1);
        bytes memory use = UseEncoder.encode(draft);
        bytes memory malformed = abi.encodeWithSelector(E.UseMalformed.selector);

        _refusesBytes(execution, _first(use, use.length - 1), malformed);
        bytes memory late = abi.encodeWithSelector(E.KeySignatureMalformed.selector, 1);
        _refusesBytes(execution, bytes.concat(use, hex"00"), late);
        uint8[3] memory lengths = [33, 64, 255];
        assertEq(uint8(use[BUDGET_AT]), 30);
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory padded = bytes.concat(_withByte(use, BUDGET_AT, lengths[i]), new bytes(255));
            _refusesBytes(execution, padded, malformed);
        }
        PackedUserOperation memory op = _operation(draft, SINGLE, execution);
        for (uint256 length = 64; length < 67; length += 2) {
            op.signature = _first(bytes.concat(op.signature, hex"0000"), use.length + length);
            bytes memory reason = abi.encodeWithSelector(E.KeySignatureMalformed.selector, length);
            _refusesOperation(op, reason);
        }
        // A number with leading zeros is the same number: another encoding of the same grant.
        bytes memory budget = VarEncoder.encode(grant.maximumFee.budget);
        bytes memory wider = VarEncoder.encode(grant.maximumFee.budget, 32);
        bytes memory tail = _after(use, BUDGET_AT + budget.length);
        vm.prank(vm.addr(KEY));
        module.execute(
            address(account),
            SINGLE,
            execution,
            bytes.concat(_first(use, BUDGET_AT), wider, tail)
        );
        assertEq(token.balanceOf(payee), 1);
    }

    /// @notice Limits are carried twice, out of order, from a more generous tree, or from the padding of their own.
    function test_X32_limitsThatAreNotThere() public {
        (Grant memory grant, ) = _granted();
        bytes memory execution = _transfer(payee, 1);
        UseDraft memory draft = _bothDraft(grant, hex"00");
        bytes memory use = UseEncoder.encode(draft);
        bytes memory malformed = abi.encodeWithSelector(E.UseMalformed.selector);
        draft.limits[1] = 0;
        _refuses(draft, SINGLE, execution, malformed);
        (draft.limits[0], draft.limits[1]) = (1, 0);
        _refuses(draft, SINGLE, execution, malformed);

        bytes memory more = _replaced(use, VarEncoder.encode(1.5 ether), VarEncoder.encode(2.5 ether));
        _refusesBytes(execution, more, abi.encodeWithSelector(E.LimitNotGranted.selector, 1));
        Grant memory generous = _newGrant();
        generous.limits[0].amount = 1_000;
        _refuses(_draft(generous, 0), SINGLE, execution, _unknown(_id(generous)));

        // A tree of one limit with room for another: the real leaf is no limit, and a limit of nothing is not the leaf.
        Limit memory only = grant.limits[0];
        grant.permissions[0].spends[0].limit = 1;
        (grant.limits[1], grant.limits[0]) = (Limit(0, address(0), 0, 0, 0), only);
        _give(grant);
        draft = _draft(grant, 0);
        draft.limits[0] = 1;
        bytes memory reason = abi.encodeWithSelector(E.LimitPeriodInvalid.selector, 1, 0);
        _refuses(draft, SINGLE, execution, reason);
        grant.limits[1].period = LIFETIME;
        _refuses(draft, SINGLE, execution, _unknown(_id(grant)));
    }

    /// @notice A call picks a permission that the use does not carry, or the padding of the tree.
    function test_X33_permissionsThatAreNotThere() public {
        (Grant memory grant, ) = _granted();
        uint8[3] memory indexes = [2, 3, 255];
        for (uint256 i = 0; i < indexes.length; ++i) {
            UseDraft memory draft = _bothDraft(grant, abi.encodePacked(indexes[i]));
            bytes memory reason = abi.encodeWithSelector(E.PermissionIndexInvalid.selector, indexes[i], 2);
            _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        }
        _allows(_bothDraft(grant, hex"00"), SINGLE, _transfer(payee, 1));

        grant.permissionsHeight = 2;
        _give(grant);
        UseDraft memory padding = _draft(grant, 3);
        bytes memory forbidden = abi.encodeWithSelector(E.TargetForbidden.selector, address(0));
        _refuses(padding, SINGLE, _call(address(0), 0, ""), forbidden);
        _refuses(padding, SINGLE, _transfer(payee, 1), forbidden);
        // Beyond the tree there is not even padding.
        padding = _draft(grant, 0);
        padding.permissionIndexOffset = 4;
        bytes memory malformed = abi.encodeWithSelector(E.UseMalformed.selector);
        _refuses(padding, SINGLE, _transfer(payee, 1), malformed);
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _rotateTo(Grant memory grant, uint256 privateKey) private {
        M.Rotation memory rotation = M.Rotation(_keyId(KEY), _ecdsa(privateKey), START + 1_000, 60);
        bytes memory terms = _sealed(grant);
        vm.prank(vm.addr(ROTATOR));
        module.rotateKey(address(account), terms, rotation);
    }

    function _grantSlot(bytes32 grantId) private view returns (bytes32) {
        return keccak256(abi.encode(address(account), keccak256(abi.encode(grantId, 2))));
    }

    function _after(bytes memory data, uint256 start) private pure returns (bytes memory part) {
        part = new bytes(data.length - start);
        for (uint256 i = 0; i < part.length; ++i) part[i] = data[start + i];
    }
}
