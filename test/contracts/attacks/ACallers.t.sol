// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {EntryPointTest} from "../support/EntryPointTest.sol";
import {Grant} from "../support/Grant.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Attacks by calling what only somebody else should call, and by what lies between validation and execution.
contract ACallersTest is EntryPointTest {
    bytes32 private grantId;
    address private stranger;

    function setUp() public override {
        super.setUp();
        (, grantId) = _granted();
        stranger = makeAddr("stranger");
    }

    function _one() private view returns (UseDraft memory) {
        return _draft(_newGrant(), 0);
    }

    function _refusesAccount(address caller, bytes memory data, bytes memory reason) private {
        _refusesCallTo(address(account), caller, data, reason);
    }

    /// @notice The account's functions, called around the module: by a stranger, and by the holder itself.
    function test_A22_accountFunctions() public {
        bytes memory execution = _transfer(stranger, 1);
        address[2] memory callers = [stranger, vm.addr(KEY)];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory reason = abi.encodeWithSignature("AccountUnauthorized(address)", callers[i]);
            _refusesAccount(
                callers[i],
                abi.encodeCall(IERC7579Execution.execute, (SINGLE, execution)),
                reason
            );
            _refusesAccount(callers[i], abi.encodeCall(account.installModule, (2, stranger, "")), reason);
            _refusesAccount(
                callers[i],
                abi.encodeCall(account.uninstallModule, (1, address(module), "")),
                reason
            );
            _refusesAccount(
                callers[i],
                abi.encodeCall(IERC7579Execution.executeFromExecutor, (SINGLE, execution)),
                abi.encodeWithSignature("ERC7579UninstalledModule(uint256,address)", 2, callers[i])
            );
        }
    }

    /// @notice The module's ways to use a grant, taken by whom the key does not belong to.
    function test_A22_moduleUses() public {
        bytes memory execution = _transfer(payee, 1);
        UseDraft memory draft = _one();
        bytes memory use = UseEncoder.encode(draft);
        bytes memory data = abi.encodeCall(module.execute, (address(account), SINGLE, execution, use));
        // Not even the account or its EntryPoint uses a key that is not theirs.
        address[3] memory callers = [stranger, address(account), ENTRY_POINT];
        for (uint256 i = 0; i < callers.length; ++i) {
            _refusesCall(callers[i], data, abi.encodeWithSelector(E.CallerUnauthorized.selector, callers[i]));
        }
        PackedUserOperation memory op = _operation(draft, SINGLE, execution);
        bytes32 hash = _operationHash(op);
        _refusesCall(
            stranger,
            abi.encodeCall(module.validateUserOp, (op, hash)),
            abi.encodeWithSelector(E.AccountMismatch.selector, address(account), stranger)
        );
        // Without an EntryPoint the module itself looks at the time.
        vm.warp(START + 4_901);
        bytes memory reason = abi.encodeWithSelector(
            E.KeyExpired.selector,
            _keyId(KEY),
            START + 4_900,
            START + 4_901
        );
        _refusesDirect(draft, SINGLE, execution, reason);
        _refusesRelayed(draft, SINGLE, execution, _anyRelay(), reason);
        vm.warp(START);
        _allows(draft, SINGLE, execution);
    }

    /// @notice Functions for an account, called by another one: they act on the caller, and change nothing of the account.
    function test_A22_moduleFunctionsActOnTheCaller() public {
        bytes[7] memory calls = [
            abi.encodeCall(module.revokeGrant, (grantId)),
            abi.encodeCall(module.revokeAll, ()),
            abi.encodeCall(module.setGrantor, (_ecdsa(SECOND))),
            abi.encodeCall(module.pauseGrant, (grantId)),
            abi.encodeCall(module.pauseAccount, ()),
            abi.encodeCall(module.guardBegin, (grantId, hex"00")),
            abi.encodeCall(module.onUninstall, (""))
        ];
        bytes32 before = _stateHash();
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(stranger);
            (bool success, ) = address(module).call(calls[i]);
            assertTrue(success);
        }
        assertEq(_stateHash(), before);
        _allows(_one(), SINGLE, _transfer(payee, 1));

        bytes memory terms = TermsEncoder.sealedTerms(_newGrant());
        bytes memory reason = abi.encodeWithSelector(E.CallerUnauthorized.selector, stranger);
        bytes32 key = _keyId(KEY);
        _refusesCall(stranger, abi.encodeCall(module.revokeKey, (address(account), terms, key)), reason);
        _refusesCall(stranger, abi.encodeCall(module.pauseGrantAsKeeper, (address(account), terms)), reason);
        _refusesCall(stranger, abi.encodeCall(module.cancelNonce, (address(account), key, 0)), reason);
    }

    function _stateHash() private view returns (bytes32) {
        (uint64 epoch, bool installed, bool paused, bytes32 grantor, address adapter) = module.accountState(
            address(account)
        );
        bytes memory head = abi.encode(epoch, installed, paused, grantor, adapter);
        return keccak256(bytes.concat(head, abi.encode(module.grantState(address(account), grantId))));
    }

    /// @notice A fallback handler would be called by anyone with the account as its caller: the module can be none.
    function test_A23_fallbackHandler() public {
        bytes4[3] memory selectors = [
            module.revokeAll.selector,
            module.grant.selector,
            module.validateUserOp.selector
        ];
        assertFalse(module.isModuleType(3));
        assertFalse(module.isModuleType(4));
        for (uint256 i = 0; i < selectors.length; ++i) {
            bytes memory install = abi.encodeCall(
                account.installModule,
                (3, address(module), abi.encodePacked(selectors[i]))
            );
            _refusesAccount(
                ENTRY_POINT,
                install,
                abi.encodeWithSignature("ERC7579MismatchedModuleTypeId(uint256,address)", 3, address(module))
            );
            _refusesAccount(
                stranger,
                abi.encodePacked(selectors[i], new bytes(64)),
                abi.encodeWithSignature("ERC7579MissingFallbackHandler(bytes4)", selectors[i])
            );
        }
    }

    // ------------------------------------------------------------------------------------------------------------- bundles

    /// @notice Two keys in one bundle, both judged before either is executed: each against what the other has counted.
    function test_A25_twoKeysInOneBundle() public {
        Grant memory grant = _newGrant();
        vm.prank(address(account));
        module.addKey(TermsEncoder.sealedTerms(grant), _ecdsa(SECOND), START + 1_000);
        UseDraft memory other = _withKey(_draft(grant, 0), SECOND);
        PackedUserOperation memory first = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 50), 1);
        PackedUserOperation memory second = _packed(other, SINGLE, _transfer(payee, 50), 2);
        _handle(_bundle(first, second));
        assertEq(token.balanceOf(payee), 100);
        assertEq(_spent(grantId, 0), 100);
        first = _packed(_draft(grant, 0), SINGLE, _transfer(payee, 0), 1);
        second = _packed(other, SINGLE, _transfer(payee, 1), 2);
        _refusesBundle(_bundle(first, second), 1, abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0));
    }

    /// @notice What the first operation's execution changes, the second's validation did not see: a use that was judged is carried
    /// out with what it counted, also behind the owner's revocation in the same bundle, and never after it.
    function test_A25_revocationInTheSameBundle() public {
        bytes memory revoke = abi.encodeCall(module.revokeGrant, (grantId));
        PackedUserOperation memory owned = _owned(
            abi.encodeCall(IERC7579Execution.execute, (SINGLE, _call(address(module), 0, revoke)))
        );
        PackedUserOperation memory op = _packed(_one(), SINGLE, _transfer(payee, 50), 1);
        _handle(_bundle(owned, op));
        assertEq(token.balanceOf(payee), 50);
        assertEq(_spent(grantId, 0), 50);
        op = _packed(_one(), SINGLE, _transfer(payee, 1), 1);
        _refusesBundle(_bundle(op), 0, abi.encodeWithSelector(E.GrantEnded.selector, grantId));
    }

    /// @notice An operation cannot be carried out twice, nor under another nonce than the one that was signed.
    function test_A25_operationTwice() public {
        PackedUserOperation memory op = _packed(_one(), SINGLE, _transfer(payee, 1), 1);
        _entryPointRefuses(_bundle(op, op), 1, "AA25 invalid account nonce");
        PackedUserOperation memory moved = _packed(_one(), SINGLE, _transfer(payee, 1), 1);
        moved.nonce += 1 << 64;
        _entryPointRefuses(_bundle(moved), 0, "AA24 signature error");
        _handle(_bundle(op));
        assertEq(_spent(grantId, 0), 1);
    }
}
