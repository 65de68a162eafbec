// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {ParameterCondition} from "../../../contracts/types/ParameterCondition.sol";
import {Permission} from "../../../contracts/types/Permission.sol";
import {Grant} from "../support/GrantModel.sol";
import {IToken, SessionTest} from "../support/SessionTest.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice What one call may be: target, call kind, selector, value, arguments; and which targets are never allowed.
contract PermissionTest is SessionTest {
    // ----------------------------------------------------------------------------------------------------------- target

    function test_OnlyTheTarget() public {
        UseDraft memory draft = _use(_granted(_transferGrant()));
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.TargetNotAllowed.selector,
            stranger,
            address(token)
        );
        _refuse(draft, _one(stranger, 0, _transferData(1)), reason);
        _accept(draft, _transfer(1));
    }

    function test_SomeTargetsAreForbiddenWhateverTheGrantSays() public {
        vm.prank(account);
        module.onInstall(abi.encodePacked(ECDSA, relayer, owner));
        address[8] memory targets = [
            account,
            address(module),
            address(0),
            relayer, // the adapter
            0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
            ENTRY_POINT_V07,
            ENTRY_POINT_V08,
            0x433709009B8330FDa32311DF1C2AFA402eD8D009
        ];
        for (uint256 i = 0; i < targets.length; ++i) {
            Grant memory grant = _granted(_anything(targets[i]));
            bytes memory reason = abi.encodeWithSelector(ISessionModule.TargetForbidden.selector, targets[i]);
            _refuse(_use(grant), _one(targets[i], 0, hex"12345678"), reason);
        }
        _accept(_use(_granted(_anything(stranger))), _one(stranger, 0, hex"12345678"));
    }

    /// @dev Also when no call of the use picks the permission.
    function test_CarryingAForbiddenTargetIsEnough() public {
        Grant memory grant = _twoPermissions(_transferPermission(), _permission(account, 0x12345678));
        _refuse(
            _useOfTwo(grant, hex"00"),
            _transfer(1),
            abi.encodeWithSelector(ISessionModule.TargetForbidden.selector, account)
        );
        _accept(_use(grant), _transfer(1));
    }

    // --------------------------------------------------------------------------------------------- call kind and selector

    function test_OnlyTheSelector() public {
        UseDraft memory draft = _use(_granted(_transferGrant()));
        bytes memory approve = abi.encodeCall(IToken.approve, (recipient, 1));
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.SelectorNotAllowed.selector,
            IToken.approve.selector,
            IToken.transfer.selector
        );
        _refuse(draft, _one(address(token), 0, approve), reason);
        _accept(draft, _transfer(1));
    }

    function test_FewerThanFourBytesAreNoSelector() public {
        Grant memory grant = _granted(_calling(1, 0));
        for (uint256 length = 0; length < 4; ++length) {
            bytes memory reason = abi.encodeWithSelector(ISessionModule.CallNotAllowed.selector, length, 1);
            _refuse(_use(grant), _one(stranger, 0, new bytes(length)), reason);
        }
        _accept(_use(grant), _one(stranger, 0, new bytes(4)));
    }

    function test_AnySelectorNeedsOne() public {
        Grant memory grant = _granted(_calling(2, 0));
        bytes memory reason = abi.encodeWithSelector(ISessionModule.CallNotAllowed.selector, 3, 2);
        _refuse(_use(grant), _one(stranger, 0, hex"010203"), reason);
        reason = abi.encodeWithSelector(ISessionModule.CallNotAllowed.selector, 0, 2);
        _refuse(_use(grant), _one(stranger, 0, ""), reason);
        _accept(_use(grant), _one(stranger, 0, hex"01020304"));
        _accept(_use(grant), _one(stranger, 0, hex"0405060708"));
    }

    function test_EmptyMeansEmpty() public {
        Grant memory grant = _granted(_calling(3, 0));
        bytes memory reason = abi.encodeWithSelector(ISessionModule.CallNotAllowed.selector, 1, 3);
        _refuse(_use(grant), _one(stranger, 0, hex"00"), reason);
        _accept(_use(grant), _one(stranger, 0, ""));
    }

    function test_UnknownCallKindsAllowNothing() public {
        for (uint8 kind = 0; kind < 6; kind += 4) {
            Grant memory grant = _granted(_calling(kind, 0));
            bytes memory reason = abi.encodeWithSelector(ISessionModule.CallNotAllowed.selector, 4, kind);
            _refuse(_use(grant), _one(stranger, 0, hex"01020304"), reason);
            reason = abi.encodeWithSelector(ISessionModule.CallNotAllowed.selector, 0, kind);
            _refuse(_use(grant), _one(stranger, 0, ""), reason);
        }
    }

    // ------------------------------------------------------------------------------------------------------------ value

    function test_ValueUpToTheMaximum() public {
        Grant memory grant = _granted(_calling(3, 1 ether));
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.ValueExceeded.selector,
            1 ether + 1,
            1 ether
        );
        _refuse(_use(grant), _one(stranger, 1 ether + 1, ""), reason);
        _accept(_use(grant), _one(stranger, 1 ether, ""));
    }

    function test_NoValueUnlessAllowed() public {
        Grant memory grant = _granted(_transferGrant());
        bytes memory reason = abi.encodeWithSelector(ISessionModule.ValueExceeded.selector, 1, 0);
        _refuse(_use(grant), _one(address(token), 1, _transferData(1)), reason);
        _accept(_use(grant), _transfer(1));
    }

    // ------------------------------------------------------------------------------------------------------- conditions

    function test_EveryConditionMustHold() public {
        UseDraft memory draft = _use(_granted(_transferGrant()));
        bytes32 other = bytes32(uint256(uint160(stranger)));
        bytes memory data = abi.encodeCall(IToken.transfer, (stranger, 1));
        bytes memory reason = abi.encodeWithSelector(ISessionModule.ConditionFailed.selector, 0, 1, other);
        _refuse(draft, _one(address(token), 0, data), reason);
        reason = abi.encodeWithSelector(ISessionModule.ConditionFailed.selector, 1, 4, uint256(CAP) + 1);
        _refuse(draft, _transfer(CAP + 1), reason);
        _accept(draft, _transfer(CAP));
    }

    function test_DirtyUpperBitsEqualNothing() public {
        UseDraft memory draft = _use(_granted(_transferGrant()));
        uint256 dirty = uint256(uint160(recipient)) | (1 << 160);
        bytes memory data = abi.encodeWithSelector(IToken.transfer.selector, dirty, 1);
        bytes memory reason = abi.encodeWithSelector(ISessionModule.ConditionFailed.selector, 0, 1, dirty);
        _refuse(draft, _one(address(token), 0, data), reason);
    }

    function test_AMissingArgumentIsRefused() public {
        UseDraft memory draft = _use(_granted(_transferGrant()));
        bytes memory data = new bytes(67);
        for (uint256 i = 0; i < 67; ++i) data[i] = _transferData(1)[i];
        bytes memory reason = abi.encodeWithSelector(ISessionModule.ArgumentMissing.selector, 1, 67);
        _refuse(draft, _one(address(token), 0, data), reason);
    }

    function test_TheAccountItselfAsArgument() public {
        Grant memory grant = _emptyGrant();
        grant.permissions = new Permission[](1);
        grant.permissions[0] = _permission(stranger, 0x12345678);
        grant.permissions[0].conditions = new ParameterCondition[](1);
        grant.permissions[0].conditions[0].operator = 9;
        _granted(grant);
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.ConditionFailed.selector,
            0,
            9,
            uint256(uint160(stranger))
        );
        _refuse(_use(grant), _one(stranger, 0, abi.encodeWithSelector(0x12345678, stranger)), reason);
        _accept(_use(grant), _one(stranger, 0, abi.encodeWithSelector(0x12345678, account)));
    }

    // ------------------------------------------------------------------------------------------------------------- tree

    function test_ThePaddingLeafAllowsNothing() public {
        Grant memory grant = _transferGrant();
        grant.permissionsHeight = 1;
        _granted(grant);
        bytes memory reason = abi.encodeWithSelector(ISessionModule.PartUnsupported.selector, 1 << 16);
        _refuse(_useOf(grant, 1), _one(address(0), 0, ""), reason);
        _refuse(_useOf(grant, 1), _transfer(1), reason);
        _accept(_useOf(grant, 0), _transfer(1));
    }

    function test_TieredPermissionsAreRefused() public {
        Grant memory grant = _transferGrant();
        grant.permissions[0].worstTier = 0;
        bytes memory reason = abi.encodeWithSelector(ISessionModule.PartUnsupported.selector, 1 << 16);
        _refuse(_use(_granted(grant)), _transfer(1), reason);
    }

    function test_APermissionOfAnotherGrantIsRefused() public {
        Grant memory grant = _twoPermissions(_transferPermission(), _permission(stranger, 0x12345678));
        UseDraft memory draft = _useOfTwo(grant, hex"00");
        draft.grant.permissions[0].maxValue = 1;
        // Each proof is of the changed tree here, so both lead to one root, that of an unknown grant.
        bytes memory reason = abi.encodeWithSelector(ISessionModule.GrantUnknown.selector, _id(draft.grant));
        _refuse(draft, _transfer(1), reason);
    }

    function test_APositionThatIsNotProvenIsRefused() public {
        Grant memory grant = _twoPermissions(_transferPermission(), _permission(stranger, 0x12345678));
        UseDraft memory draft = _useOf(grant, 0);
        draft.permissionIndexOffset = 2;
        _refuse(draft, _transfer(1), abi.encodeWithSelector(ISessionModule.UseMalformed.selector));
        _accept(_useOf(grant, 0), _transfer(1));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _calling(uint8 kind, uint256 maxValue) private view returns (Grant memory grant) {
        grant = _emptyGrant();
        grant.permissions = new Permission[](1);
        grant.permissions[0] = Permission({
            target: stranger,
            call: kind,
            selector: 0,
            maxValue: maxValue,
            conditions: new ParameterCondition[](0),
            spends: grant.permissions[0].spends,
            worstTier: 255
        });
    }

    function _anything(address target) private view returns (Grant memory grant) {
        grant = _calling(2, 0);
        grant.permissions[0].target = target;
    }

    function _twoPermissions(
        Permission memory first,
        Permission memory second
    ) private returns (Grant memory grant) {
        grant = _emptyGrant();
        grant.permissions = new Permission[](2);
        (grant.permissions[0], grant.permissions[1]) = (first, second);
        _granted(grant);
    }
}
