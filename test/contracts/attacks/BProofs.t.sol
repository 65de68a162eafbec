// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {Grant, ParameterCondition, Permission, Spend} from "../support/Grant.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks on where rules come from: the holder carries them, the owner committed to them.
contract BProofsTest is EntryPointTest {
    bytes private useMalformed = abi.encodeWithSelector(E.UseMalformed.selector);

    function setUp() public override {
        super.setUp();
        _granted();
    }

    /// @notice The holder presents a grant that nobody gave, with the use of permission 0 that it would allow.
    function _refusesForged(Grant memory forged, bytes memory execution) private {
        bytes memory reason = abi.encodeWithSelector(E.GrantUnknown.selector, _id(forged));
        _refuses(_draft(forged, 0), SINGLE, execution, reason);
    }

    function _refusesChanged(Grant memory forged) private {
        _refusesForged(forged, _transfer(payee, 1));
    }

    /// @notice Rules of the holder's own instead of the owner's: each leads to another grant, which nobody gave.
    function test_B02_ownRules() public {
        address thief = makeAddr("thief");
        Grant memory forged = _newGrant();
        forged.permissions[0].conditions[1] = _condition(1, 4, 51);
        _refusesForged(forged, _transfer(payee, 51));
        forged = _newGrant();
        forged.permissions[0].conditions[0] = _condition(0, 2, uint160(payee));
        _refusesForged(forged, _transfer(thief, 1));
        forged = _newGrant();
        forged.permissions[0].conditions = new ParameterCondition[](0);
        _refusesForged(forged, _transfer(thief, 51));
        forged = _newGrant();
        forged.permissions[0].spends = new Spend[](0);
        _refusesForged(forged, _transfer(payee, 1));
        forged = _newGrant();
        forged.permissions[0].target = thief;
        _refusesForged(forged, _call(thief, 0, abi.encodeCall(token.transfer, (payee, 1))));
        _pay(_newGrant(), 1);
    }

    /// @notice The same for everything else of a permission, and for limits.
    function test_B02_ownBounds() public {
        Grant memory forged = _newGrant();
        forged.permissions[0].selector = 0;
        forged.permissions[0].call = 2;
        _refusesChanged(forged);
        forged = _newGrant();
        forged.permissions[0].maxValue = 1;
        _refusesChanged(forged);
        forged = _newGrant();
        forged.permissions[0].spends[0].limit = 1;
        forged.limits[1].kind = 2;
        _refusesChanged(forged);
        forged = _newGrant();
        forged.permissions[0].worstTier = 0;
        // A tier that no keeper has published is the worst; the grant is unknown before that.
        _refusesChanged(forged);
        forged = _newGrant();
        forged.limits[0].amount = 101;
        _refusesChanged(forged);
        forged = _newGrant();
        (forged.limits[0].period, forged.limits[0].periodStart) = (300, START - 100);
        _refusesChanged(forged);
        forged = _newGrant();
        (forged.permissions[0], forged.permissions[1]) = (forged.permissions[1], forged.permissions[0]);
        (forged.limits[0], forged.limits[1]) = (forged.limits[1], forged.limits[0]);
        _refusesForged(forged, _ether(1));
    }

    /// @notice Two permissions of two grants in one use, and a leaf at another place or of another height than it has.
    function test_B02_proofs() public {
        Grant memory grant = _newGrant();
        Execution[] memory calls = new Execution[](2);
        (calls[0], calls[1]) = (_tokenCall(1), Execution(payee, 1, ""));
        UseDraft memory draft = _bothDraft(grant, hex"0001");
        bytes memory use = UseEncoder.encode(draft);
        // One bit of the last permission's sibling: its root is another one than that of the first.
        bytes memory sibling = UseEncoder.permission(grant.permissions[1]);
        uint256 at = _find(use, sibling) + sibling.length + 2;
        use[at] ^= 0x01;
        bytes memory data = abi.encodeCall(module.execute, (address(account), BATCH, abi.encode(calls), use));
        _refusesCall(vm.addr(KEY), data, abi.encodeWithSelector(E.PermissionNotGranted.selector, 1));
        _allows(draft, BATCH, abi.encode(calls));

        draft = _draft(grant, 0);
        draft.permissionIndexOffset = 2;
        _refuses(draft, SINGLE, _transfer(payee, 1), useMalformed);
        // Heights are the third byte of the terms, which follow the flags.
        use = UseEncoder.encode(_draft(grant, 0));
        assertEq(uint8(use[3]), 0x11);
        bytes1[3] memory heights = [bytes1(0xb1), 0x1b, 0xff];
        for (uint256 i = 0; i < heights.length; ++i) {
            use[3] = heights[i];
            data = abi.encodeCall(module.execute, (address(account), SINGLE, _transfer(payee, 1), use));
            _refusesCall(vm.addr(KEY), data, useMalformed);
        }
        grant.permissionsHeight = 2;
        _refusesForged(grant, _transfer(payee, 1));
    }

    function _find(bytes memory text, bytes memory part) private pure returns (uint256 position) {
        bytes32 wanted = keccak256(part);
        uint256 size = part.length;
        for (; ; ++position) {
            bytes32 found;
            assembly ("memory-safe") {
                found := keccak256(add(add(text, 0x20), position), size)
            }
            if (found == wanted) return position;
        }
    }

    // -------------------------------------------------------------------------------------------------------------- counts

    /// @notice One more than a count can say: the last rule of a long list is checked, and a list beyond cannot be presented.
    function test_B04_conditions() public {
        Grant memory grant = _manyConditions(255);
        UseDraft memory draft = _draft(grant, 0);
        bytes memory reason = abi.encodeWithSelector(E.ConditionFailed.selector, 1, 4, bytes32(uint256(50)));
        _refuses(draft, SINGLE, _transfer(payee, 50), reason);
        _allows(draft, SINGLE, _transfer(payee, 49));
        // The owner's 256 rules are 0 on the wire, or 255, and neither is what was granted.
        grant = _manyConditions(256);
        grant.permissions[0].conditions = new ParameterCondition[](0);
        _refusesForged(grant, _transfer(payee, 1));
        grant = _newGrant();
        grant.permissions[0].conditions = _conditions(255, 50);
        _refusesForged(grant, _transfer(payee, 50));
    }

    /// @dev All say at most 50, but the last one says at most 49.
    function _manyConditions(uint256 count) private returns (Grant memory grant) {
        grant = _newGrant();
        grant.permissions[0].conditions = _conditions(count, 49);
        _give(grant);
    }

    function _conditions(
        uint256 count,
        uint256 last
    ) private pure returns (ParameterCondition[] memory list) {
        list = new ParameterCondition[](count);
        for (uint256 i = 0; i < count; ++i) list[i] = _condition(1, 4, i + 1 == count ? last : 50);
    }

    /// @notice The 17th value of a list, the 40th call of a batch, the 256th permission of a use, the third limit of two.
    function test_B04_otherCounts() public {
        Grant memory grant = _newGrant();
        grant.permissions[0].conditions[1] = ParameterCondition(1, 8, new bytes32[](16));
        grant.permissions[0].conditions[1].values[15] = bytes32(uint256(7));
        _give(grant);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 7));
        grant.permissions[0].conditions[1].values = new bytes32[](17);
        _give(grant);
        bytes memory reason = abi.encodeWithSelector(E.ConditionMalformed.selector, 8, 17);
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 0), reason);

        grant = _newGrant();
        Execution[] memory calls = new Execution[](40);
        for (uint256 i = 0; i < 40; ++i) calls[i] = _tokenCall(2);
        _allows(_draft(grant, 0), BATCH, abi.encode(calls));
        calls[39] = _tokenCall(23);
        reason = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 23, 22);
        _refuses(_draft(grant, 0), BATCH, abi.encode(calls), reason);

        UseDraft memory draft = _draft(grant, 0);
        draft.permissions = new uint256[](256);
        _refuses(draft, SINGLE, _transfer(payee, 1), useMalformed);
        draft.permissions = new uint256[](0);
        _refuses(draft, SINGLE, _transfer(payee, 1), useMalformed);
        draft = _draft(grant, 0);
        draft.limits = new uint256[](2);
        _refuses(draft, SINGLE, _transfer(payee, 1), useMalformed);
    }

    /// @notice A strict and a lax permission for one function: each call satisfies one of them in full, and both count together.
    function test_B05_laxAlternative() public {
        Grant memory grant = _newGrant();
        Permission memory lax = _newGrant().permissions[0];
        // The lax one lets more through, to somebody else.
        address friend = makeAddr("friend");
        lax.conditions[0] = _condition(0, 1, uint160(friend));
        lax.conditions[1] = _condition(1, 4, 80);
        grant.permissions[1] = lax;
        _give(grant);
        UseDraft memory draft = _bothDraft(grant, hex"01");
        _refuses(draft, SINGLE, _transfer(payee, 80), _failedRecipient(payee));
        draft.each = hex"00";
        bytes memory reason = abi.encodeWithSelector(E.ConditionFailed.selector, 1, 4, bytes32(uint256(80)));
        _refuses(draft, SINGLE, _transfer(payee, 80), reason);
        _refuses(draft, SINGLE, _transfer(friend, 50), _failedRecipient(friend));
        draft.each = hex"02";
        reason = abi.encodeWithSelector(E.PermissionIndexInvalid.selector, 2, 2);
        _refuses(draft, SINGLE, _transfer(friend, 80), reason);
        Execution[] memory calls = new Execution[](2);
        calls[0] = _tokenCall(50);
        calls[1] = Execution(address(token), 0, abi.encodeCall(token.transfer, (friend, 51)));
        reason = abi.encodeWithSelector(E.LimitExceeded.selector, 0, 51, 50);
        draft.each = hex"0001";
        _refuses(draft, BATCH, abi.encode(calls), reason);
        draft.each = hex"01";
        _allows(draft, SINGLE, _transfer(friend, 80));
    }

    function _failedRecipient(address actual) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.ConditionFailed.selector, 0, 1, bytes32(uint256(uint160(actual))));
    }

    /// @notice A thousand permissions make a use longer by a proof, not by a list; there is no grant of more.
    function test_B08_manyPermissions() public {
        uint256 few = _gasOfUse(_newGrant());
        Grant memory grant = _newGrant();
        grant.permissionsHeight = 10;
        _give(grant);
        assertLt(_gasOfUse(grant), few + 15_000);
        UseDraft memory draft = _draft(grant, 0);
        draft.permissionIndexOffset = 1 << 10;
        bytes memory use = UseEncoder.encode(draft);
        bytes memory data = abi.encodeCall(
            module.execute,
            (address(account), SINGLE, _transfer(payee, 1), use)
        );
        _refusesCall(vm.addr(KEY), data, useMalformed);
    }

    function _gasOfUse(Grant memory grant) private returns (uint256 used) {
        PackedUserOperation memory op = _operation(_draft(grant, 0), SINGLE, _transfer(payee, 1));
        bytes32 hash = _operationHash(op);
        uint256 state = vm.snapshotState();
        vm.prank(address(account));
        used = gasleft();
        module.validateUserOp(op, hash);
        used -= gasleft();
        vm.revertToState(state);
    }

    // ------------------------------------------------------------------------------------------------ whoever carries it

    /// @notice Whoever sees a signed trade carries it with other amounts, another recipient or another minimum.
    function test_B11_carrierChangesTheCall() public {
        UseDraft memory draft = _draft(_newGrant(), 0);
        bytes memory signed = _relayable(draft, SINGLE, _transfer(payee, 10), _anyRelay());
        bytes memory data = abi.encodeCall(
            module.executeRelayed,
            (address(account), SINGLE, _transfer(payee, 11), signed, _anyRelay())
        );
        bytes memory reason = abi.encodeWithSelector(E.KeySignatureInvalid.selector, _keyId(KEY));
        _refusesCall(address(this), data, reason);

        PackedUserOperation memory op = _packed(draft, SINGLE, _transfer(payee, 10), 0);
        PackedUserOperation memory changed = _packed(draft, SINGLE, _transfer(payee, 11), 0);
        changed.signature = op.signature;
        _entryPointRefuses(_bundle(changed), 0, "AA24 signature error");
        _handle(_bundle(op));
        assertEq(token.balanceOf(payee), 10);
        // With the rule that the owner made, the minimum holds against the holder as well.
        Grant memory grant = _newGrant();
        grant.permissions[0].conditions[1] = _condition(1, 6, 10);
        _give(grant);
        reason = abi.encodeWithSelector(E.ConditionFailed.selector, 1, 6, bytes32(uint256(9)));
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 9), reason);
        _allows(_draft(grant, 0), SINGLE, _transfer(payee, 10));
    }
}
