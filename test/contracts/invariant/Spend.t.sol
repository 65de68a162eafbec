// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {Test} from "../support/Test.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";
import {PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Interleaves everything that owners, holders and rotators do, and notes what really left the account.
/// @dev Eight grants that differ by salt, six keys. What must fail may fail: the notes are about what succeeded.
contract Handler is ModuleTest {
    uint256 internal constant GRANTS = 8;
    uint256 internal constant KEYS = 6;

    /// @notice Tokens that left the account on the direct path, by grant.
    mapping(uint256 grant => uint256 amount) public paid;

    /// @notice Tokens that were counted at validation, by grant.
    mapping(uint256 grant => uint256 amount) public validated;

    /// @notice Uses that worked although the grant, the key or the epoch was over.
    uint256 public resurrections;

    /// @notice Uses that reached a target that nothing may reach.
    uint256 public forbiddenCalls;

    /// @notice Uses that worked: without any, the run proves nothing.
    uint256 public uses;

    mapping(uint256 grant => bool) private _grantOver;
    mapping(uint256 grant => mapping(uint256 key => bool)) private _keyOver;
    mapping(uint256 grant => uint64) private _epochOf;

    constructor() {
        setUp();
    }

    function grantAt(uint256 index) public view returns (Grant memory made) {
        made = _newGrant();
        made.salt = bytes16(uint128(index + 1));
        made.sessionKey = _ecdsa(_key(0));
        made.maxKeys = 4;
        made.validUntil = START + 1_000_000;
        made.keyLifetime = type(uint32).max;
        if (_epochOf[index] != 0) made.networks[0].epoch = _epochOf[index];
    }

    function spentOf(uint256 index) external view returns (uint256) {
        return _spent(_id(grantAt(index)), 0);
    }

    function _key(uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("key", index)));
    }

    function _isOver(uint256 index, uint256 key) private view returns (bool) {
        uint64 epoch = _epoch();
        return
            _grantOver[index] || _keyOver[index][key] || (_epochOf[index] != 0 && _epochOf[index] != epoch);
    }

    // ----------------------------------------------------------------------------------------------------------- owner

    function grant(uint256 index) external {
        index = bound(index, 0, GRANTS - 1);
        bytes32 grantId = _id(grantAt(index));
        _asAccount();
        try module.grant(grantId, "") {
            if (_grantOver[index]) ++resurrections;
            _noteEpoch(index);
        } catch {}
    }

    function revokeGrant(uint256 index, uint256 odds) external {
        if (odds % 8 != 0) return;
        index = bound(index, 0, GRANTS - 1);
        bytes32 grantId = _id(grantAt(index));
        _asAccount();
        module.revokeGrant(grantId);
        _grantOver[index] = true;
        _noteEpoch(index);
    }

    function revokeAll(uint256 odds) external {
        if (odds % 64 != 0) return;
        for (uint256 i = 0; i < GRANTS; ++i) _noteEpoch(i);
        _asAccount();
        module.revokeAll();
    }

    function addKey(uint256 index, uint256 key) external {
        (index, key) = (bound(index, 0, GRANTS - 1), bound(key, 0, KEYS - 1));
        bytes memory terms = TermsEncoder.sealedTerms(grantAt(index));
        bool over = _isOver(index, key);
        _asAccount();
        try module.addKey(terms, _ecdsa(_key(key)), START + 1_000_000) {
            if (over) ++resurrections;
        } catch {}
    }

    function revokeKey(uint256 index, uint256 key) external {
        (index, key) = (bound(index, 0, GRANTS - 1), bound(key, 0, KEYS - 1));
        bytes memory terms = TermsEncoder.sealedTerms(grantAt(index));
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(_key(key)));
        _keyOver[index][key] = true;
        _noteEpoch(index);
    }

    function rotate(uint256 index, uint256 from, uint256 to, bool byOwner) external {
        (index, from, to) = (bound(index, 0, GRANTS - 1), bound(from, 0, KEYS - 1), bound(to, 0, KEYS - 1));
        bytes memory terms = TermsEncoder.sealedTerms(grantAt(index));
        bool over = _isOver(index, from) || _isOver(index, to);
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            _keyId(_key(from)),
            _ecdsa(_key(to)),
            START + 1_000_000,
            0
        );
        vm.prank(byOwner ? address(account) : vm.addr(ROTATOR));
        try module.rotateKey(address(account), terms, rotation) {
            if (over) ++resurrections;
            _keyOver[index][from] = true;
        } catch {}
    }

    // ---------------------------------------------------------------------------------------------------------- holder

    function pay(uint256 index, uint256 key, uint256 amount, uint256 calls, bool firstUse) external {
        (index, key) = (bound(index, 0, GRANTS - 1), bound(key, 0, KEYS - 1));
        (amount, calls) = (bound(amount, 0, 60), bound(calls, 1, 3));
        bytes memory use = UseEncoder.encode(_useOf(index, key, firstUse));
        bool over = _isOver(index, key);
        uint256 before = token.balanceOf(payee);
        vm.prank(vm.addr(_key(key)));
        try module.execute(address(account), BATCH, _batch(amount, calls), use) {
            if (over) ++resurrections;
            ++uses;
            paid[index] += token.balanceOf(payee) - before;
            _noteEpoch(index);
        } catch {}
    }

    /// @dev The calls themselves may still revert afterwards; what was counted stays counted.
    function validate(uint256 index, uint256 key, uint256 amount, bool firstUse) external {
        (index, key, amount) = (bound(index, 0, GRANTS - 1), bound(key, 0, KEYS - 1), bound(amount, 0, 60));
        UseDraft memory draft = _useOf(index, key, firstUse);
        PackedUserOperation memory op = _operation(draft, SINGLE, _transfer(payee, amount));
        bytes32 hash = _operationHash(op);
        bool over = _isOver(index, key);
        _asAccount();
        try module.validateUserOp(op, hash) returns (uint256 data) {
            if (over || uint160(data) != 0) ++resurrections;
            ++uses;
            validated[index] += amount;
            _noteEpoch(index);
        } catch {}
    }

    /// @dev A grant that a careless owner gave over a forbidden target.
    function reachForForbidden(uint256 which, uint256 salt) external {
        address[3] memory targets = [address(account), address(module), ENTRY_POINT];
        Grant memory careless = _newGrant();
        careless.salt = bytes16(uint128(bound(salt, 100, 200)));
        careless.sessionKey = _ecdsa(_key(0));
        careless.permissions[1].target = targets[which % 3];
        careless.permissions[1].call = 2;
        bytes32 grantId = _id(careless);
        _asAccount();
        module.grant(grantId, "");
        bytes memory use = UseEncoder.encode(_draft(careless, 1));
        bytes memory execution = abi.encodePacked(targets[which % 3], uint256(0), bytes4(0x12345678));
        vm.prank(vm.addr(_key(0)));
        try module.execute(address(account), SINGLE, execution, use) {
            ++forbiddenCalls;
        } catch (bytes memory reason) {
            if (bytes4(reason) != ISessionErrors.TargetForbidden.selector) ++forbiddenCalls;
        }
    }

    function passTime(uint256 time) external {
        skip(bound(time, 0, 1_000));
    }

    function _useOf(uint256 index, uint256 key, bool firstUse) private view returns (UseDraft memory draft) {
        draft = _draft(grantAt(index), 0);
        draft.signer = _key(key);
        if (key != 0) draft.key = _ecdsa(_key(key));
        if (firstUse) draft = _withGrantSignature(draft);
    }

    function _batch(uint256 amount, uint256 length) private view returns (bytes memory) {
        Execution[] memory calls = new Execution[](length);
        for (uint256 i = 0; i < length; ++i) calls[i] = _tokenCall(amount);
        return abi.encode(calls);
    }

    /// @dev A grant keeps the epoch in which it was first seen on chain.
    function _noteEpoch(uint256 index) private {
        if (_epochOf[index] == 0) _epochOf[index] = _epoch();
    }
}

/// @notice Over any interleaving of uses on both paths, rotations, grants, revocations and reverts.
contract SpendInvariantTest is Test {
    uint256 private constant CAP = 100;

    Handler private handler;

    function setUp() public {
        handler = new Handler();
        targetContract(address(handler));
        bytes4[] memory selectors = new bytes4[](10);
        (selectors[0], selectors[1], selectors[2]) = (
            Handler.grant.selector,
            Handler.revokeGrant.selector,
            Handler.revokeAll.selector
        );
        (selectors[3], selectors[4], selectors[5]) = (
            Handler.addKey.selector,
            Handler.revokeKey.selector,
            Handler.rotate.selector
        );
        (selectors[6], selectors[7]) = (Handler.pay.selector, Handler.validate.selector);
        (selectors[8], selectors[9]) = (Handler.reachForForbidden.selector, Handler.passTime.selector);
        targetSelector(FuzzSelector(address(handler), selectors));
    }

    function invariant_spendNeverExceedsTheCap() public view {
        for (uint256 i = 0; i < 8; ++i) {
            uint256 spent = handler.spentOf(i);
            assertLe(spent, CAP);
            assertEq(spent, handler.paid(i) + handler.validated(i));
        }
    }

    function invariant_whatIsOverNeverWorksAgain() public view {
        assertEq(handler.resurrections(), 0);
    }

    function invariant_noCallReachesAForbiddenTarget() public view {
        assertEq(handler.forbiddenCalls(), 0);
    }
}

/// @notice The handler does what it says: an invariant over uses that all fail would prove nothing.
contract HandlerTest is Test {
    function test_handler_usesWork() public {
        Handler handler = new Handler();
        handler.pay(0, 0, 30, 1, true);
        handler.validate(0, 0, 30, false);
        handler.rotate(0, 0, 1, false);
        handler.pay(0, 1, 20, 2, false);
        assertEq(handler.uses(), 3);
        assertEq(handler.spentOf(0), 100);
        handler.pay(0, 0, 0, 1, false);
        handler.revokeGrant(0, 0);
        handler.pay(0, 1, 0, 1, true);
        handler.reachForForbidden(0, 1);
        assertEq(handler.uses(), 3);
        assertEq(handler.forbiddenCalls(), 0);
    }
}
