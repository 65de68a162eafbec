// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Grant, Limit, Network, ParameterCondition, Permission, Spend} from "./Grant.sol";
import {GrantModel} from "./GrantModel.sol";
import {IMintable, IReferenceAccount, IReferenceAccountFactory} from "./Parties.sol";
import {Test} from "./Test.sol";
import {UseDraft} from "./UseEncoder.sol";
import {Execution} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice A module, an account that has it, and a grant to change at will: at most 50 tokens to the payee per call and 100 in
/// all (permission 0, limit 0), at most 1 ether to the payee per call and 1.5 in all (permission 1, limit 1).
/// @dev What is tested is deployed by its name, so that a change of the contracts compiles no test again.
abstract contract Fixture is Test {
    using GrantModel for Grant;

    bytes32 internal constant SINGLE = bytes32(0);
    bytes32 internal constant BATCH = bytes32(uint256(1) << 248);
    address internal constant ENTRY_POINT = 0x0000000071727De22E5E9d8BAf0edAc6f37da032;
    uint48 internal constant START = 1_800_000_000;
    uint256 internal constant UNLIMITED = type(uint256).max;
    uint32 internal constant LIFETIME = type(uint32).max;
    uint8 internal constant UNTIERED = 255;

    uint256 internal constant OWNER = uint256(keccak256("owner"));
    uint256 internal constant KEY = uint256(keccak256("session key"));
    uint256 internal constant SECOND = uint256(keccak256("second key"));
    uint256 internal constant THIRD = uint256(keccak256("third key"));
    uint256 internal constant ROTATOR = uint256(keccak256("rotator"));
    uint256 internal constant KEEPER = uint256(keccak256("keeper"));

    ISessionModule internal module;
    IReferenceAccountFactory internal factory;
    IReferenceAccount internal account;
    IMintable internal token;
    address internal payee;

    function setUp() public virtual {
        vm.warp(START);
        module = ISessionModule(deploy("SessionModule", abi.encode(deploy("SessionExtension"))));
        address implementation = deploy("LatchkeyAccount", abi.encode(ENTRY_POINT));
        factory = IReferenceAccountFactory(deploy("LatchkeyAccountFactory", abi.encode(implementation)));
        token = IMintable(deploy("MockERC20", abi.encode("Dollar", "USD", 6)));
        payee = makeAddr("payee");
        account = _account("account");
    }

    // -------------------------------------------------------------------------------------------------------- accounts

    /// @notice A funded account with the module installed and the owner as its grantor; its epoch is 2.
    function _account(bytes32 salt) internal returns (IReferenceAccount created) {
        created = IReferenceAccount(factory.createAccount(vm.addr(OWNER), salt));
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

    function _epoch() internal view returns (uint64 epoch) {
        (epoch, , , , ) = module.accountState(address(account));
    }

    function _spent(bytes32 grantId, uint16 limitId) internal view returns (uint256 amount) {
        (amount, ) = module.spent(address(account), grantId, limitId);
    }

    // ------------------------------------------------------------------------------------------------------------ keys

    function _ecdsa(uint256 privateKey) internal pure returns (Key memory) {
        return Key(1, abi.encodePacked(vm.addr(privateKey)));
    }

    function _keyId(uint256 privateKey) internal pure returns (bytes32) {
        return GrantModel.keyId(_ecdsa(privateKey));
    }

    /// @notice Digest in the module's domain.
    function _digest(bytes32 structHash) internal view returns (bytes32) {
        return GrantModel.digest(address(module), structHash);
    }

    /// @notice The owner's signature of a struct hash, as the grantor.
    function _approval(bytes32 structHash) internal view returns (ISessionModule.GrantorSignature memory) {
        return ISessionModule.GrantorSignature(_ecdsa(OWNER), signature(OWNER, _digest(structHash)));
    }

    // ---------------------------------------------------------------------------------------------------------- grants

    function _newGrant() internal view returns (Grant memory grant) {
        grant.account = address(account);
        grant.networks = new Network[](1);
        grant.networks[0] = Network(block.chainid, _epoch());
        grant.permissions = new Permission[](2);
        grant.permissions[0] = _tokenPermission();
        grant.permissions[1] = _etherPermission();
        grant.limits = new Limit[](2);
        grant.limits[0] = Limit(2, address(token), 100, LIFETIME, 0);
        grant.limits[1] = Limit(1, address(0), 1.5 ether, LIFETIME, 0);
        (grant.validAfter, grant.validUntil) = (START - 100, START + 10_000);
        (grant.keyLifetime, grant.overlap, grant.maxKeys) = (5_000, 60, 2);
        (grant.maximumFee.budget, grant.maximumFee.price) = (UNLIMITED, UNLIMITED);
        grant.rotator = _ecdsa(ROTATOR);
        grant.sessionKey = _ecdsa(KEY);
        grant.salt = "salt";
    }

    function _tokenPermission() internal view returns (Permission memory permission) {
        permission.target = address(token);
        (permission.call, permission.selector) = (1, token.transfer.selector);
        permission.worstTier = UNTIERED;
        permission.conditions = new ParameterCondition[](2);
        permission.conditions[0] = _condition(0, 1, uint160(payee));
        permission.conditions[1] = _condition(1, 4, 50);
        permission.spends = _spends(0, 2, 1);
    }

    function _etherPermission() internal view returns (Permission memory permission) {
        permission.target = payee;
        (permission.call, permission.maxValue, permission.worstTier) = (3, 1 ether, UNTIERED);
        permission.spends = _spends(1, 1, 0);
    }

    /// @notice A condition with one value.
    function _condition(
        uint256 argument,
        uint8 operator,
        uint256 value
    ) internal pure returns (ParameterCondition memory condition) {
        (condition.argument, condition.operator) = (argument, operator);
        condition.values = new bytes32[](1);
        condition.values[0] = bytes32(value);
    }

    /// @notice A list of one spend.
    function _spends(
        uint16 limit,
        uint8 source,
        uint256 argument
    ) internal pure returns (Spend[] memory spends) {
        spends = new Spend[](1);
        spends[0] = Spend(limit, source, argument);
    }

    function _id(Grant memory grant) internal view returns (bytes32) {
        return grant.id(address(module));
    }

    /// @notice The account records a grant by transaction.
    function _give(Grant memory grant) internal returns (bytes32 grantId) {
        grantId = _id(grant);
        vm.prank(grant.account);
        module.grant(grantId, "");
    }

    /// @notice A grant as {_newGrant} makes it, recorded.
    function _granted() internal returns (Grant memory grant, bytes32 grantId) {
        grant = _newGrant();
        grantId = _give(grant);
    }

    // ---------------------------------------------------------------------------------------------------------- drafts

    /// @notice A use of one permission and the limit of the same index, if there is one, by the grant's first key.
    function _draft(Grant memory grant, uint256 index) internal view returns (UseDraft memory draft) {
        (draft.grant, draft.signer) = (grant, KEY);
        draft.permissions = new uint256[](1);
        draft.permissions[0] = index;
        if (index >= grant.limits.length) return draft;
        draft.limits = new uint256[](1);
        draft.limits[0] = index;
        return _claimed(draft);
    }

    /// @notice A use of both permissions, one byte a call to tell which.
    function _bothDraft(Grant memory grant, bytes memory each) internal view returns (UseDraft memory draft) {
        (draft.grant, draft.signer, draft.each) = (grant, KEY, each);
        draft.permissions = new uint256[](2);
        draft.permissions[1] = 1;
        draft.limits = new uint256[](2);
        draft.limits[1] = 1;
        return _claimed(draft);
    }

    /// @notice The draft with the periods that are current now.
    function _claimed(UseDraft memory draft) internal view returns (UseDraft memory) {
        draft.periods = new uint32[](draft.limits.length);
        for (uint256 i = 0; i < draft.limits.length; ++i) {
            Limit memory limit = draft.grant.limits[draft.limits[i]];
            uint256 time = vm.getBlockTimestamp();
            if (limit.period == LIFETIME || limit.period == 0 || time < limit.periodStart) continue;
            draft.periods[i] = uint32((time - limit.periodStart) / limit.period);
        }
        return draft;
    }

    function _withKey(UseDraft memory draft, uint256 privateKey) internal pure returns (UseDraft memory) {
        (draft.key, draft.signer) = (_ecdsa(privateKey), privateKey);
        return draft;
    }

    function _withGrantSignature(UseDraft memory draft) internal view returns (UseDraft memory) {
        draft.grantor = _ecdsa(OWNER);
        draft.grantSignature = signature(OWNER, _id(draft.grant));
        return draft;
    }

    // ----------------------------------------------------------------------------------------------------------- calls

    /// @notice A single call, encoded.
    function _call(address target, uint256 value, bytes memory data) internal pure returns (bytes memory) {
        return abi.encodePacked(target, value, data);
    }

    function _transfer(address to, uint256 amount) internal view returns (bytes memory) {
        return _call(address(token), 0, abi.encodeCall(token.transfer, (to, amount)));
    }

    function _ether(uint256 value) internal view returns (bytes memory) {
        return _call(payee, value, "");
    }

    /// @notice A transfer to the payee, as part of a batch.
    function _tokenCall(uint256 amount) internal view returns (Execution memory) {
        return Execution(address(token), 0, abi.encodeCall(token.transfer, (payee, amount)));
    }
}
