// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice What cannot be read is refused on every path. Every encoding by itself is tested in libraries/.
contract MalformedTest is ModuleTest {
    function _refusesPayment(Grant memory grant, bytes memory reason) private {
        _refuses(_draft(grant, 0), SINGLE, _transfer(payee, 1), reason);
    }

    function test_windowsThatAreNone() public {
        uint48[2][4] memory windows = [
            [uint48(0), 0],
            [uint48(START + 1), START],
            [START, uint48(1 << 47)],
            [START, type(uint48).max]
        ];
        for (uint256 i = 0; i < windows.length; ++i) {
            Grant memory grant = _newGrant();
            (grant.validAfter, grant.validUntil) = (windows[i][0], windows[i][1]);
            _give(grant);
            _refusesPayment(
                grant,
                abi.encodeWithSelector(E.GrantWindowInvalid.selector, windows[i][0], windows[i][1])
            );
        }
        Grant memory longest = _newGrant();
        longest.validUntil = (1 << 47) - 1;
        _give(longest);
        _allows(_draft(longest, 0), SINGLE, _transfer(payee, 1));
    }

    function test_partsThatNobodyKnows() public {
        for (uint256 bit = 8; bit < 16; ++bit) {
            if (bit == 9) continue;
            (Grant memory grant, ) = _granted();
            UseDraft memory draft = _draft(grant, 0);
            draft.parts = 1 << bit;
            bytes memory reason = abi.encodeWithSelector(E.PartUnsupported.selector, 1 << bit);
            _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        }
    }

    function test_anIdentity() public {
        Grant memory grant = _newGrant();
        grant.identity.kind = 1;
        _give(grant);
        _refusesPayment(grant, abi.encodeWithSelector(E.PartUnsupported.selector, 1 << 8));
    }

    function test_aPermissionInAnotherPlace() public {
        Grant memory grant = _newGrant();
        grant.permissionsHeight = 2;
        _give(grant);
        UseDraft memory draft = _bothDraft(grant, hex"00");
        draft.permissionIndexOffset = 1;
        // Both are moved: they lead to different roots.
        bytes memory reason = abi.encodeWithSelector(E.PermissionNotGranted.selector, 2);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
        draft.permissionIndexOffset = 4;
        _refuses(draft, SINGLE, _transfer(payee, 1), abi.encodeWithSelector(E.UseMalformed.selector));
        draft.permissionIndexOffset = 0;
        _allows(draft, SINGLE, _transfer(payee, 1));
    }

    function test_aLimitWithAnotherProof() public {
        (Grant memory grant, ) = _granted();
        UseDraft memory draft = _draft(grant, 0);
        draft.limits = new uint256[](2);
        draft.limits[1] = 1;
        bytes memory use = UseEncoder.encode(draft);
        // The sibling of the second limit is last.
        use[use.length - 1] ^= 0x01;
        _refusesCall(
            vm.addr(KEY),
            abi.encodeCall(module.execute, (address(account), SINGLE, _transfer(payee, 1), use)),
            abi.encodeWithSelector(E.LimitNotGranted.selector, 1)
        );
    }

    function test_operatorsThatNobodyKnows() public {
        uint8[3] memory operators = [0, 16, 255];
        for (uint256 i = 0; i < operators.length; ++i) {
            Grant memory grant = _newGrant();
            grant.permissions[0].conditions[0].operator = operators[i];
            _give(grant);
            _refusesPayment(grant, abi.encodeWithSelector(E.ConditionMalformed.selector, operators[i], 1));
        }
    }

    function test_callKindsThatNobodyKnows() public {
        uint8[3] memory kinds = [0, 4, 255];
        for (uint256 i = 0; i < kinds.length; ++i) {
            Grant memory grant = _newGrant();
            (grant.permissions[0].call, grant.permissions[0].selector) = (kinds[i], 0);
            _give(grant);
            _refusesPayment(grant, abi.encodeWithSelector(E.CallNotAllowed.selector, 68, kinds[i]));
        }
    }

    function test_executionsThatNobodyEncodes() public {
        bytes memory malformed = abi.encodeWithSelector(E.ExecutionMalformed.selector);
        (Grant memory grant, ) = _granted();
        _refuses(_draft(grant, 0), SINGLE, new bytes(51), malformed);
        Execution[] memory calls = new Execution[](1);
        calls[0] = _tokenCall(1);
        bytes memory batch = abi.encode(calls);
        _refuses(_draft(grant, 0), BATCH, bytes.concat(batch, new bytes(32)), malformed);
        batch[63] = 0x02;
        _refuses(_draft(grant, 0), BATCH, batch, malformed);
        _refuses(_draft(grant, 0), BATCH, _transfer(payee, 1), malformed);
        batch[63] = 0x01;
        _allows(_draft(grant, 0), BATCH, batch);
    }

    /// @dev A use that is cut off anywhere is refused, whatever stands behind it in calldata.
    function testFuzz_aUseThatIsCutOff(uint256 length) public {
        (Grant memory grant, ) = _granted();
        bytes memory whole = UseEncoder.encode(_draft(grant, 0));
        bytes memory use = new bytes(bound(length, 0, whole.length - 1));
        for (uint256 i = 0; i < use.length; ++i) use[i] = whole[i];
        vm.prank(vm.addr(KEY));
        (bool success, bytes memory reason) = address(module).call(
            abi.encodeCall(module.execute, (address(account), SINGLE, _transfer(payee, 1), use))
        );
        assertFalse(success);
        assertTrue(reason.length >= 4, "untyped error");
        assertEq(_spent(_id(grant), 0), 0);
    }
}
