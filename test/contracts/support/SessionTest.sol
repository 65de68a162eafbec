// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Key} from "../../../contracts/types/Key.sol";
import {Limit} from "../../../contracts/types/Limit.sol";
import {ParameterCondition} from "../../../contracts/types/ParameterCondition.sol";
import {Permission} from "../../../contracts/types/Permission.sol";
import {Spend} from "../../../contracts/types/Spend.sol";
import {Grant, GrantModel, Network} from "./GrantModel.sol";
import {ISession} from "./ISession.sol";
import {Test} from "./Test.sol";
import {UseDraft, UseEncoder} from "./UseEncoder.sol";
import {IEntryPoint, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {
    Execution,
    IERC7579Execution,
    IERC7579ModuleConfig
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice The test token.
interface IToken {
    function mint(address to, uint256 amount) external;
    function transfer(address to, uint256 amount) external returns (bool);
    function approve(address spender, uint256 amount) external returns (bool);
    function balanceOf(address account) external view returns (uint256);
}

interface IAccountFactory {
    function createAccount(address owner, bytes32 salt) external returns (address account);
    function accountAddress(address owner, bytes32 salt) external view returns (address);
}

interface IUserOpHash {
    function getUserOpHash(PackedUserOperation calldata userOp) external view returns (bytes32);
}

/// @notice An execution as ERC-7579 encodes it.
struct Calls {
    bytes32 mode;
    bytes data;
}

/// @notice Base of the module's tests: both EntryPoints with their published code at their canonical addresses, the module, an
/// account that has installed it, a token, people, and short ways to grant, use and refuse.
abstract contract SessionTest is Test {
    using GrantModel for Grant;

    address internal constant ENTRY_POINT_V07 = 0x0000000071727De22E5E9d8BAf0edAc6f37da032;
    address internal constant ENTRY_POINT_V08 = 0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108;

    uint8 internal constant ECDSA = 1;
    uint8 internal constant ACCOUNT = 4;
    bytes32 internal constant BATCH = bytes32(bytes1(0x01));

    uint48 internal constant START = 1_800_000_000;
    uint48 internal constant END = START + 7 days;

    /// @dev Cap of one transfer, and of the limit, in the grants below.
    uint128 internal constant CAP = 100e6;

    ISession internal module;
    IToken internal token;
    address internal implementation;
    IAccountFactory internal factory;
    address internal account;

    address internal owner;
    address internal holder;
    address internal secondHolder;
    address internal thirdHolder;
    address internal rotator;
    address internal relayer;
    address internal bundler;
    address internal stranger;
    address internal recipient;
    mapping(address signer => uint256 privateKey) private _privateKeys;

    function setUp() public virtual {
        vm.warp(START);
        _deployTo(ENTRY_POINT_V07, _published("contracts-0.7"));
        _deployTo(ENTRY_POINT_V08, _published("contracts"));
        owner = _person("owner");
        holder = _person("holder");
        secondHolder = _person("second holder");
        thirdHolder = _person("third holder");
        rotator = _person("rotator");
        relayer = _person("relayer");
        bundler = _person("bundler");
        stranger = _person("stranger");
        recipient = _person("recipient");

        module = ISession(_deploy("SessionModule.sol:SessionModule", ""));
        token = IToken(_deploy("MockERC20.sol:MockERC20", abi.encode("Token", "TKN", uint8(6))));
        (implementation, factory) = _deployAccountCode(ENTRY_POINT_V07);
        account = _newAccount(owner);
    }

    // -------------------------------------------------------------------------------------------------------- the world

    function _person(string memory name) internal returns (address person) {
        uint256 privateKey;
        (person, privateKey) = makeAddrAndKey(name);
        _privateKeys[person] = privateKey;
    }

    function _deployAccountCode(address entryPoint) internal returns (address code, IAccountFactory made) {
        code = _deploy("LatchkeyAccount.sol:LatchkeyAccount", abi.encode(entryPoint));
        made = IAccountFactory(
            _deploy("LatchkeyAccountFactory.sol:LatchkeyAccountFactory", abi.encode(code))
        );
    }

    /// @dev A clone with the module installed twice, funds, and its owner as grantor.
    function _newAccount(address accountOwner) internal returns (address made) {
        made = factory.createAccount(accountOwner, 0);
        _equip(made, accountOwner);
    }

    /// @dev An EOA that delegates to the account's code.
    function _newDelegatedAccount(string memory name) internal returns (address made) {
        made = _person(name);
        vm.etch(made, abi.encodePacked(hex"ef0100", implementation));
        _equip(made, made);
    }

    function _equip(address made, address accountOwner) internal {
        _install(made, 1, abi.encodePacked(ECDSA, address(0), accountOwner));
        _install(made, 2, "");
        token.mint(made, 1_000_000e6);
        vm.deal(made, 1_000 ether);
    }

    function _install(address on, uint256 moduleType, bytes memory data) internal {
        vm.prank(on);
        IERC7579ModuleConfig(on).installModule(moduleType, address(module), data);
    }

    function _uninstall(address on, uint256 moduleType) internal {
        vm.prank(on);
        IERC7579ModuleConfig(on).uninstallModule(moduleType, address(module), "");
    }

    function _published(string memory package) private view returns (bytes memory) {
        string memory path = string.concat(
            "node_modules/@account-abstraction/",
            package,
            "/artifacts/EntryPoint.json"
        );
        return vm.parseJsonBytes(vm.readFile(path), ".bytecode");
    }

    /// @dev Deploys compiled code without compiling it into the test.
    function _deploy(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        bytes memory creationCode = bytes.concat(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(creationCode, 32), mload(creationCode))
        }
        require(deployed != address(0), artifact);
    }

    /// @dev Runs a constructor at a chosen address, so that immutables and what it creates are as on a real chain.
    function _deployTo(address where, bytes memory creationCode) private {
        vm.etch(where, creationCode);
        vm.setNonce(where, 1);
        (bool success, bytes memory runtimeCode) = where.call("");
        require(success, "constructor");
        vm.etch(where, runtimeCode);
    }

    // ----------------------------------------------------------------------------------------------------------- grants

    /// @dev A grant in the account's epoch that allows nothing yet.
    function _emptyGrant() internal view returns (Grant memory grant) {
        grant.account = account;
        grant.networks = new Network[](1);
        grant.networks[0] = Network(block.chainid, _epoch());
        (grant.validAfter, grant.validUntil) = (START, END);
        (grant.keyLifetime, grant.maxKeys) = (type(uint32).max, 1);
        (grant.maximumFee.budget, grant.maximumFee.price) = (type(uint256).max, type(uint256).max);
        grant.sessionKey = _key(holder);
        grant.salt = bytes16(uint128(1));
    }

    /// @dev Allows transfers to the recipient, each of at most CAP.
    function _transferGrant() internal view returns (Grant memory grant) {
        grant = _emptyGrant();
        grant.permissions = new Permission[](1);
        grant.permissions[0] = _transferPermission();
    }

    /// @dev Allows transfers to the recipient, all together of at most CAP.
    function _limitGrant() internal view returns (Grant memory grant) {
        grant = _transferGrant();
        grant.limits = new Limit[](1);
        grant.limits[0] = _tokenLimit(CAP);
        grant.permissions[0] = _spending(grant.permissions[0], 0, 2, 1);
    }

    /// @dev Allows plain payments to the recipient, each of at most 1 ether and all together of at most 3 ether.
    function _nativeGrant() internal view returns (Grant memory grant) {
        grant = _emptyGrant();
        grant.permissions = new Permission[](1);
        grant.permissions[0].call = 3;
        (grant.permissions[0].target, grant.permissions[0].maxValue) = (recipient, 1 ether);
        grant.permissions[0].worstTier = 255;
        grant.permissions[0] = _spending(grant.permissions[0], 0, 1, 0);
        grant.limits = new Limit[](1);
        grant.limits[0] = Limit(1, address(0), 3 ether, type(uint32).max, 0);
    }

    /// @dev With a rotator, two keys at a time, keys of a day and an overlap of an hour.
    function _keyPolicyGrant() internal view returns (Grant memory grant) {
        grant = _limitGrant();
        grant.rotator = _key(rotator);
        (grant.keyLifetime, grant.overlap, grant.maxKeys) = (1 days, 1 hours, 2);
    }

    function _permission(
        address target,
        bytes4 selector
    ) internal pure returns (Permission memory permission) {
        permission.target = target;
        permission.call = 1;
        permission.selector = selector;
        permission.worstTier = 255;
    }

    function _transferPermission() internal view returns (Permission memory permission) {
        permission = _permission(address(token), IToken.transfer.selector);
        permission.conditions = new ParameterCondition[](2);
        permission.conditions[0] = _condition(0, 1, bytes32(uint256(uint160(recipient))));
        permission.conditions[1] = _condition(1, 4, bytes32(uint256(CAP)));
    }

    function _condition(
        uint256 argument,
        uint8 operator,
        bytes32 value
    ) internal pure returns (ParameterCondition memory condition) {
        condition = ParameterCondition(argument, operator, new bytes32[](1));
        condition.values[0] = value;
    }

    /// @dev The permission with one more spend.
    function _spending(
        Permission memory permission,
        uint16 limit,
        uint8 source,
        uint256 argument
    ) internal pure returns (Permission memory) {
        Spend[] memory spends = new Spend[](permission.spends.length + 1);
        for (uint256 i = 0; i < permission.spends.length; ++i) spends[i] = permission.spends[i];
        spends[spends.length - 1] = Spend(limit, source, argument);
        permission.spends = spends;
        return permission;
    }

    function _tokenLimit(uint128 amount) internal view returns (Limit memory) {
        return Limit(2, address(token), amount, type(uint32).max, 0);
    }

    function _key(address signer) internal pure returns (Key memory) {
        return Key(ECDSA, abi.encodePacked(signer));
    }

    function _keyId(address signer) internal pure returns (bytes32) {
        return GrantModel.keyId(_key(signer));
    }

    function _id(Grant memory grant) internal view returns (bytes32) {
        return grant.id(address(module));
    }

    function _epoch() internal view returns (uint64 epoch) {
        (epoch, , , ) = module.accountState(account);
    }

    /// @dev Granted by the account's own call.
    function _granted(Grant memory grant) internal returns (Grant memory) {
        vm.prank(grant.account);
        module.grant(_id(grant), "");
        return grant;
    }

    // ------------------------------------------------------------------------------------------------------------- uses

    /// @dev A use of the grant's first permission with its first key, that carries the limits the permission draws on.
    function _use(Grant memory grant) internal pure returns (UseDraft memory) {
        return _useOf(grant, 0);
    }

    /// @dev A use of one permission.
    function _useOf(Grant memory grant, uint256 index) internal pure returns (UseDraft memory draft) {
        draft.grant = grant;
        draft.permissions = new uint256[](1);
        draft.permissions[0] = index;
        if (index < grant.permissions.length)
            draft.limits = _limitsOf(grant, grant.permissions[index].spends);
    }

    /// @dev A use of the grant's first two permissions, call by call as `each` says, with all limits.
    function _useOfTwo(Grant memory grant, bytes memory each) internal pure returns (UseDraft memory draft) {
        draft.grant = grant;
        draft.permissions = new uint256[](2);
        draft.permissions[1] = 1;
        draft.limits = new uint256[](grant.limits.length);
        for (uint256 i = 0; i < draft.limits.length; ++i) draft.limits[i] = i;
        draft.each = each;
    }

    /// @dev The use with another key than the first.
    function _with(UseDraft memory draft, address signer) internal pure returns (UseDraft memory) {
        draft.key = _key(signer);
        return draft;
    }

    /// @dev The use with the owner's signature of its grant.
    function _granting(UseDraft memory draft) internal view returns (UseDraft memory) {
        return _grantingBy(draft, owner);
    }

    function _grantingBy(UseDraft memory draft, address signer) internal view returns (UseDraft memory) {
        draft.grantor = _key(signer);
        draft.grantSignature = _sign(signer, _id(draft.grant));
        return draft;
    }

    function _limitsOf(
        Grant memory grant,
        Spend[] memory spends
    ) private pure returns (uint256[] memory limits) {
        limits = new uint256[](spends.length);
        uint256 count;
        for (uint256 id = 0; id < grant.limits.length; ++id) {
            bool named;
            for (uint256 i = 0; i < spends.length; ++i) named = named || spends[i].limit == id;
            if (named) limits[count++] = id;
        }
        assembly ("memory-safe") {
            mstore(limits, count)
        }
    }

    // ------------------------------------------------------------------------------------------------------------ calls

    function _one(address target, uint256 value, bytes memory data) internal pure returns (Calls memory) {
        return Calls(0, abi.encodePacked(target, value, data));
    }

    function _many(Execution[] memory executions) internal pure returns (Calls memory) {
        return Calls(BATCH, abi.encode(executions));
    }

    function _transfer(uint256 amount) internal view returns (Calls memory) {
        return _one(address(token), 0, _transferData(amount));
    }

    function _transferData(uint256 amount) internal view returns (bytes memory) {
        return abi.encodeCall(IToken.transfer, (recipient, amount));
    }

    function _transfers(uint256 first, uint256 second) internal view returns (Calls memory) {
        Execution[] memory executions = new Execution[](2);
        executions[0] = Execution(address(token), 0, _transferData(first));
        executions[1] = Execution(address(token), 0, _transferData(second));
        return _many(executions);
    }

    function _pay(uint256 value) internal view returns (Calls memory) {
        return _one(recipient, value, "");
    }

    // ------------------------------------------------------------------------------------------------------ direct path

    function _signerOf(UseDraft memory draft) internal pure returns (address) {
        bytes memory key = draft.key.kind == 0 ? draft.grant.sessionKey.key : draft.key.key;
        return address(bytes20(key));
    }

    function _execute(UseDraft memory draft, Calls memory calls) internal returns (bytes[] memory) {
        bytes memory use = UseEncoder.encode(draft);
        vm.prank(_signerOf(draft));
        return module.execute(draft.grant.account, calls.mode, calls.data, use);
    }

    function _relay(uint256 nonce) internal view returns (ISessionModule.Relay memory) {
        return ISessionModule.Relay(nonce, uint48(vm.getBlockTimestamp()) + 60, 0);
    }

    /// @dev The use with the holder's signature over `RelayedUse`.
    function _signedForRelay(
        UseDraft memory draft,
        Calls memory calls,
        ISessionModule.Relay memory relay
    ) internal view returns (bytes memory) {
        bytes memory use = UseEncoder.encode(draft);
        bytes32 typeHash = keccak256(
            "RelayedUse(address account,uint256 chainId,bytes32 mode,bytes executionCalldata,bytes32 useHash,uint256 nonce,uint48 validUntil,uint256 minimumGas)"
        );
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash,
                draft.grant.account,
                block.chainid,
                calls.mode,
                keccak256(calls.data),
                keccak256(use),
                relay.nonce,
                relay.validUntil,
                relay.minimumGas
            )
        );
        return bytes.concat(use, _sign(_signerOf(draft), GrantModel.digest(address(module), structHash)));
    }

    function _executeRelayed(
        UseDraft memory draft,
        Calls memory calls,
        ISessionModule.Relay memory relay
    ) internal returns (bytes[] memory) {
        bytes memory use = _signedForRelay(draft, calls, relay);
        vm.prank(relayer);
        return module.executeRelayed(draft.grant.account, calls.mode, calls.data, use, relay);
    }

    // -------------------------------------------------------------------------------------------------- EntryPoint path

    /// @dev A signed operation for the EntryPoint of the account.
    function _userOp(
        UseDraft memory draft,
        Calls memory calls
    ) internal view returns (PackedUserOperation memory) {
        return _userOpAt(ENTRY_POINT_V07, draft, calls);
    }

    function _userOpAt(
        address entryPoint,
        UseDraft memory draft,
        Calls memory calls
    ) internal view returns (PackedUserOperation memory op) {
        op = _unsignedUserOp(entryPoint, draft.grant.account);
        op.callData = abi.encodeCall(IERC7579Execution.execute, (calls.mode, calls.data));
        return _signedAt(entryPoint, op, draft);
    }

    function _unsignedUserOp(
        address entryPoint,
        address sender
    ) internal view returns (PackedUserOperation memory op) {
        op.sender = sender;
        op.nonce = IEntryPoint(entryPoint).getNonce(sender, uint192(uint160(address(module))) << 32);
        op.accountGasLimits = bytes32(uint256((2_000_000 << 128) | 2_000_000));
    }

    /// @dev The operation with the use and the key's signature over it.
    function _signed(
        PackedUserOperation memory op,
        UseDraft memory draft
    ) internal view returns (PackedUserOperation memory) {
        return _signedAt(ENTRY_POINT_V07, op, draft);
    }

    function _signedAt(
        address entryPoint,
        PackedUserOperation memory op,
        UseDraft memory draft
    ) internal view returns (PackedUserOperation memory) {
        op.signature = "";
        bytes memory use = UseEncoder.encode(draft);
        bytes32 structHash = GrantModel.userOperationUse(
            IUserOpHash(entryPoint).getUserOpHash(op),
            keccak256(use)
        );
        op.signature = bytes.concat(
            use,
            _sign(_signerOf(draft), GrantModel.digest(address(module), structHash))
        );
        return op;
    }

    function _handle(PackedUserOperation memory op) internal {
        _handleAt(ENTRY_POINT_V07, op);
    }

    function _handleAt(address entryPoint, PackedUserOperation memory op) internal {
        PackedUserOperation[] memory ops = new PackedUserOperation[](1);
        ops[0] = op;
        vm.prank(bundler, bundler);
        IEntryPoint(entryPoint).handleOps(ops, payable(bundler));
    }

    /// @dev What the account asks the module, without an EntryPoint.
    function _validate(UseDraft memory draft, Calls memory calls) internal returns (uint256) {
        return _validateOp(_userOp(draft, calls));
    }

    function _validateOp(PackedUserOperation memory op) internal returns (uint256) {
        bytes32 userOpHash = IUserOpHash(ENTRY_POINT_V07).getUserOpHash(op);
        vm.prank(op.sender);
        return module.validateUserOp(op, userOpHash);
    }

    // --------------------------------------------------------------------------------------------- allowed and refused

    /// @dev Allowed on both paths. Leaves no trace.
    function _accept(UseDraft memory draft, Calls memory calls) internal {
        uint256 snapshot = vm.snapshotState();
        _execute(draft, calls);
        vm.revertToState(snapshot);
        snapshot = vm.snapshotState();
        uint256 validationData = _validate(draft, calls);
        assertEq(uint160(validationData), 0, "authorizer");
        assertGt(uint48(validationData >> 160), 0, "validUntil");
        vm.revertToState(snapshot);
    }

    /// @dev Refused on both paths with the same error; nothing changes.
    function _refuse(UseDraft memory draft, Calls memory calls, bytes memory reason) internal {
        _refuseDirect(draft, calls, reason);
        _refuseOp(_userOp(draft, calls), reason, _id(draft.grant));
    }

    function _refuseDirect(UseDraft memory draft, Calls memory calls, bytes memory reason) internal {
        bytes memory use = UseEncoder.encode(draft);
        _refuseUse(_signerOf(draft), calls, use, reason, draft.grant);
    }

    function _refuseUse(
        address caller,
        Calls memory calls,
        bytes memory use,
        bytes memory reason,
        Grant memory grant
    ) internal {
        bytes32 before = _fingerprint(_id(grant));
        vm.prank(caller);
        vm.expectRevert(reason, address(module));
        module.execute(grant.account, calls.mode, calls.data, use);
        assertEq(_fingerprint(_id(grant)), before, "state changed");
    }

    function _refuseOp(PackedUserOperation memory op, bytes memory reason, bytes32 grantId) internal {
        bytes32 before = _fingerprint(grantId);
        bytes32 userOpHash = IUserOpHash(ENTRY_POINT_V07).getUserOpHash(op);
        vm.prank(op.sender);
        vm.expectRevert(reason, address(module));
        module.validateUserOp(op, userOpHash);
        assertEq(_fingerprint(grantId), before, "state changed");
    }

    /// @dev Hash of everything that a use could change.
    function _fingerprint(bytes32 grantId) internal view returns (bytes32) {
        return keccak256(bytes.concat(_accountWords(), _grantWords(grantId), _keyWords(grantId)));
    }

    function _accountWords() private view returns (bytes memory) {
        (uint64 epoch, bool installed, bytes32 grantorId, address adapter) = module.accountState(account);
        return abi.encode(epoch, installed, grantorId, adapter, account.balance, token.balanceOf(account));
    }

    function _grantWords(bytes32 grantId) private view returns (bytes memory) {
        (uint8 status, uint8 keys, uint48 end, uint32 sequence) = module.grantState(account, grantId);
        bytes memory counters = abi.encode(_spent(grantId, 0), _spent(grantId, 1), _spent(grantId, 2));
        return bytes.concat(abi.encode(status, keys, end, sequence), counters);
    }

    function _keyWords(bytes32 grantId) private view returns (bytes memory) {
        (uint8 second, uint48 secondEnd) = module.keyState(account, grantId, _keyId(secondHolder));
        (uint8 third, uint48 thirdEnd) = module.keyState(account, grantId, _keyId(thirdHolder));
        uint256 nonce = module.nonceState(account, _keyId(holder), 0);
        return abi.encode(second, secondEnd, third, thirdEnd, nonce);
    }

    // ----------------------------------------------------------------------------------------------------------- state

    function _spent(bytes32 grantId, uint16 limitId) internal view returns (uint256 amount) {
        (amount, ) = module.spent(account, grantId, limitId);
    }

    function _spentOf(Grant memory grant) internal view returns (uint256) {
        return _spent(_id(grant), 0);
    }

    function _received() internal view returns (uint256) {
        return token.balanceOf(recipient);
    }

    // ------------------------------------------------------------------------------------------------------- signatures

    function _sign(address signer, bytes32 digest) internal view returns (bytes memory) {
        uint256 privateKey = _privateKeys[signer];
        require(privateKey != 0, "unknown signer");
        return signature(privateKey, digest);
    }

    /// @dev The signature of a struct in the module's domain.
    function _signStruct(address signer, bytes32 structHash) internal view returns (bytes memory) {
        return _sign(signer, GrantModel.digest(address(module), structHash));
    }

    /// @dev The owner's approval of a struct.
    function _approval(bytes32 structHash) internal view returns (ISessionModule.GrantorSignature memory) {
        return ISessionModule.GrantorSignature(_key(owner), _signStruct(owner, structHash));
    }
}
