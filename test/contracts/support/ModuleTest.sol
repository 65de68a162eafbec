// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {SessionModule} from "../../../contracts/SessionModule.sol";
import {LatchkeyAccount} from "../../../contracts/accounts/LatchkeyAccount.sol";
import {LatchkeyAccountFactory} from "../../../contracts/accounts/LatchkeyAccountFactory.sol";
import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {MockERC20} from "../../../contracts/mocks/MockERC20.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {ParameterCondition} from "../../../contracts/types/ParameterCondition.sol";
import {Permission} from "../../../contracts/types/Permission.sol";
import {Spend} from "../../../contracts/types/Spend.sol";
import {Grant, GrantModel, Network} from "./GrantModel.sol";
import {Test} from "./Test.sol";
import {UseDraft, UseEncoder} from "./UseEncoder.sol";
import {IEntryPoint, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Execution, IERC7579Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice A module, an account that has it, and a grant: at most 50 tokens to the payee per call and 100 in all (permission 0,
/// limit 0), at most 1 ether to the payee per call and 1.5 in all (permission 1, limit 1).
abstract contract ModuleTest is Test {
    using GrantModel for Grant;

    bytes32 internal constant SINGLE = bytes32(0);
    bytes32 internal constant BATCH = bytes32(uint256(1) << 248);
    address internal constant ENTRY_POINT = 0x0000000071727De22E5E9d8BAf0edAc6f37da032;
    uint48 internal constant START = 1_800_000_000;

    uint256 internal constant OWNER = uint256(keccak256("owner"));
    uint256 internal constant KEY = uint256(keccak256("session key"));
    uint256 internal constant SECOND = uint256(keccak256("second key"));
    uint256 internal constant THIRD = uint256(keccak256("third key"));
    uint256 internal constant ROTATOR = uint256(keccak256("rotator"));

    SessionModule internal module;
    LatchkeyAccountFactory internal factory;
    LatchkeyAccount internal account;
    MockERC20 internal token;
    address internal payee;

    function setUp() public virtual {
        vm.warp(START);
        module = new SessionModule();
        factory = new LatchkeyAccountFactory(new LatchkeyAccount(IEntryPoint(ENTRY_POINT)));
        token = new MockERC20("Dollar", "USD", 6);
        payee = makeAddr("payee");
        account = _account("account");
    }

    // -------------------------------------------------------------------------------------------------------- accounts

    /// @notice A funded account with the module installed and the owner as its grantor; its epoch is 2.
    function _account(bytes32 salt) internal returns (LatchkeyAccount created) {
        created = LatchkeyAccount(payable(factory.createAccount(vm.addr(OWNER), salt)));
        vm.deal(address(created), 100 ether);
        token.mint(address(created), 1_000);
        vm.startPrank(ENTRY_POINT);
        created.installModule(1, address(module), abi.encodePacked(uint8(1), address(0), vm.addr(OWNER)));
        created.installModule(2, address(module), "");
        vm.stopPrank();
    }

    function _asAccount() internal {
        vm.prank(address(account));
    }

    // ---------------------------------------------------------------------------------------------------------- grants

    function _ecdsa(uint256 privateKey) internal pure returns (Key memory) {
        return Key(1, abi.encodePacked(vm.addr(privateKey)));
    }

    function _keyId(uint256 privateKey) internal pure returns (bytes32) {
        return GrantModel.keyId(_ecdsa(privateKey));
    }

    function _newGrant() internal view returns (Grant memory grant) {
        (uint64 epoch, , , ) = module.accountState(address(account));
        grant.account = address(account);
        grant.networks = new Network[](1);
        grant.networks[0] = Network(block.chainid, epoch);
        grant.permissions = new Permission[](2);
        grant.permissions[0] = _tokenPermission();
        grant.permissions[1] = _etherPermission();
        grant.limits = new Limit[](2);
        grant.limits[0] = Limit(2, address(token), 100, type(uint32).max, 0);
        grant.limits[1] = Limit(1, address(0), 1.5 ether, type(uint32).max, 0);
        (grant.validAfter, grant.validUntil) = (START - 100, START + 10_000);
        (grant.keyLifetime, grant.overlap, grant.maxKeys) = (5_000, 60, 2);
        grant.maximumFee.budget = type(uint256).max;
        grant.maximumFee.price = type(uint256).max;
        grant.rotator = _ecdsa(ROTATOR);
        grant.sessionKey = _ecdsa(KEY);
        grant.salt = bytes16("salt");
    }

    function _tokenPermission() internal view returns (Permission memory permission) {
        permission.target = address(token);
        (permission.call, permission.selector, permission.worstTier) = (1, token.transfer.selector, 255);
        permission.conditions = new ParameterCondition[](2);
        permission.conditions[0] = ParameterCondition(0, 1, _values(bytes32(uint256(uint160(payee)))));
        permission.conditions[1] = ParameterCondition(1, 4, _values(bytes32(uint256(50))));
        permission.spends = new Spend[](1);
        permission.spends[0] = Spend(0, 2, 1);
    }

    function _etherPermission() internal view returns (Permission memory permission) {
        permission.target = payee;
        (permission.call, permission.maxValue, permission.worstTier) = (3, 1 ether, 255);
        permission.spends = new Spend[](1);
        permission.spends[0] = Spend(1, 1, 0);
    }

    function _values(bytes32 value) internal pure returns (bytes32[] memory values) {
        values = new bytes32[](1);
        values[0] = value;
    }

    function _id(Grant memory grant) internal view returns (bytes32) {
        return grant.id(address(module));
    }

    /// @notice A grant that the account recorded by transaction.
    function _granted() internal returns (Grant memory grant, bytes32 grantId) {
        grant = _newGrant();
        grantId = _id(grant);
        _asAccount();
        module.grant(grantId, "");
    }

    function _approval(bytes32 digest) internal view returns (ISessionModule.GrantorSignature memory) {
        return ISessionModule.GrantorSignature(_ecdsa(OWNER), signature(OWNER, digest));
    }

    function _spent(bytes32 grantId, uint16 limitId) internal view returns (uint256 amount) {
        (amount, ) = module.spent(address(account), grantId, limitId);
    }

    // ------------------------------------------------------------------------------------------------------------ uses

    /// @notice A use of one permission and the limit of the same index, by the grant's first key.
    function _draft(Grant memory grant, uint256 index) internal pure returns (UseDraft memory draft) {
        draft.grant = grant;
        draft.permissions = new uint256[](1);
        draft.permissions[0] = index;
        draft.limits = new uint256[](1);
        draft.limits[0] = index;
    }

    /// @notice A use of both permissions, one byte a call to tell which.
    function _bothDraft(Grant memory grant, bytes memory each) internal pure returns (UseDraft memory draft) {
        draft.grant = grant;
        draft.permissions = new uint256[](2);
        draft.permissions[1] = 1;
        draft.limits = new uint256[](2);
        draft.limits[1] = 1;
        draft.each = each;
    }

    function _withKey(UseDraft memory draft, uint256 privateKey) internal pure returns (UseDraft memory) {
        if (privateKey != KEY) draft.key = _ecdsa(privateKey);
        return draft;
    }

    function _withGrantSignature(UseDraft memory draft) internal view returns (UseDraft memory) {
        draft.grantor = _ecdsa(OWNER);
        draft.grantSignature = signature(OWNER, _id(draft.grant));
        return draft;
    }

    function _transfer(address to, uint256 amount) internal view returns (bytes memory) {
        return abi.encodePacked(address(token), uint256(0), abi.encodeCall(token.transfer, (to, amount)));
    }

    function _ether(uint256 value) internal view returns (bytes memory) {
        return abi.encodePacked(payee, value);
    }

    function _tokenCall(uint256 amount) internal view returns (Execution memory) {
        return Execution(address(token), 0, abi.encodeCall(token.transfer, (payee, amount)));
    }

    /// @notice The holder's own transaction.
    function _execute(
        UseDraft memory draft,
        uint256 privateKey,
        bytes32 mode,
        bytes memory execution
    ) internal {
        bytes memory use = UseEncoder.encode(_withKey(draft, privateKey));
        vm.prank(vm.addr(privateKey));
        module.execute(address(account), mode, execution, use);
    }

    function _pay(Grant memory grant, uint256 privateKey, uint256 amount) internal {
        _execute(_draft(grant, 0), privateKey, SINGLE, _transfer(payee, amount));
    }

    /// @notice An operation as the account hands it to the module, signed by the key.
    function _operation(
        UseDraft memory draft,
        uint256 privateKey,
        bytes memory callData
    ) internal view returns (PackedUserOperation memory op, bytes32 userOpHash) {
        userOpHash = keccak256(callData);
        op.sender = address(account);
        op.callData = callData;
        bytes memory use = UseEncoder.encode(_withKey(draft, privateKey));
        bytes32 structHash = GrantModel.userOperationUse(userOpHash, keccak256(use));
        op.signature = bytes.concat(
            use,
            signature(privateKey, GrantModel.digest(address(module), structHash))
        );
    }

    function _callData(bytes32 mode, bytes memory execution) internal pure returns (bytes memory) {
        return abi.encodeCall(IERC7579Execution.execute, (mode, execution));
    }

    function _validate(
        UseDraft memory draft,
        uint256 privateKey,
        bytes memory callData
    ) internal returns (uint256) {
        (PackedUserOperation memory op, bytes32 userOpHash) = _operation(draft, privateKey, callData);
        _asAccount();
        return module.validateUserOp(op, userOpHash);
    }

    function _window(uint256 validAfter, uint256 validUntil) internal pure returns (uint256) {
        return (validUntil << 160) | (validAfter << 208);
    }
}
