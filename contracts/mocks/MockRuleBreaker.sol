// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {
    IERC7579Validator,
    MODULE_TYPE_VALIDATOR
} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {IEntryPointStake, PackedUserOperation} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @title A test double of an ERC-7579 validator that does what ERC-7562 forbids, one thing at a time
/// @notice Whoever checks that rule must refuse it. It accepts every operation; the last byte of the signature says what it
/// does: a {Deed}.
contract MockRuleBreaker is IERC7579Validator {
    /// @notice What validation does. Those up to `AssociatedEdge` are allowed.
    enum Deed {
        Nothing,
        AccountInnermost,
        AssociatedEdge,
        AccountOutermost,
        AssociatedBeyond,
        ForeignRead,
        ForeignWrite,
        ForeignTransient,
        Timestamp,
        Number,
        BaseFee,
        Origin,
        GasPrice,
        Coinbase,
        PrevRandao,
        GasLimit,
        BlockHash,
        BlobHash,
        BlobBaseFee,
        Gas,
        Balance,
        SelfBalance,
        CodeOfNobody,
        CallToNobody,
        CallWithValue,
        EntryPointRead,
        Create,
        Create2,
        SelfDestruct,
        Invalid,
        OutOfGas
    }

    /// @dev That of version 0.7.
    address private constant ENTRY_POINT = 0x0000000071727De22E5E9d8BAf0edAc6f37da032;
    address private constant NOBODY = address(uint160(uint256(keccak256("nobody"))));

    mapping(bytes32 id => mapping(address account => uint256)) private _innermost;
    mapping(address account => mapping(bytes32 id => uint256)) private _outermost;
    uint256 private _foreign = 1;

    /// @notice Ether to send on.
    receive() external payable {}

    /// @notice Nothing to prepare.
    function onInstall(bytes calldata) external {}

    /// @notice Nothing to forget.
    function onUninstall(bytes calldata) external {}

    /// @notice Accepts the operation, after the deed.
    function validateUserOp(PackedUserOperation calldata operation, bytes32) external returns (uint256) {
        bytes calldata signature = operation.signature;
        Deed deed = Deed(uint8(signature[signature.length - 1]));
        if (deed <= Deed.ForeignTransient) _touchStorage(deed);
        else if (deed <= Deed.Gas) _lookAround(deed);
        else _reachOut(deed);
        return 0;
    }

    /// @notice Gives what it has to nobody.
    function destroy() external {
        address heir = NOBODY;
        assembly {
            selfdestruct(heir)
        }
    }

    /// @notice Takes more memory than little gas can pay for.
    function swell() external pure returns (bytes32 hash) {
        assembly {
            hash := keccak256(0, 0xffff)
        }
    }

    /// @notice Ends with the invalid opcode.
    function fail() external pure {
        assembly {
            invalid()
        }
    }

    /// @notice Accepts every signature.
    function isValidSignatureWithSender(address, bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC1271.isValidSignature.selector;
    }

    /// @notice Validators only.
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    function _touchStorage(Deed deed) private {
        if (deed == Deed.AccountInnermost) ++_innermost["id"][msg.sender];
        else if (deed == Deed.AccountOutermost) ++_outermost[msg.sender]["id"];
        else if (deed == Deed.AssociatedEdge) _writeBeyond(128);
        else if (deed == Deed.AssociatedBeyond) _writeBeyond(129);
        else if (deed == Deed.ForeignRead) require(_foreign != 0, "read");
        else if (deed == Deed.ForeignWrite) ++_foreign;
        else if (deed == Deed.ForeignTransient) {
            assembly {
                tstore(1, 1)
            }
        }
    }

    function _writeBeyond(uint256 distance) private {
        bytes32 slot = keccak256(abi.encode(msg.sender, 7));
        assembly {
            sstore(add(slot, distance), 1)
        }
    }

    function _lookAround(Deed deed) private {
        uint256 seen;
        if (deed == Deed.Timestamp) seen = block.timestamp;
        else if (deed == Deed.Number) seen = block.number;
        else if (deed == Deed.BaseFee) seen = block.basefee;
        else if (deed == Deed.Origin) seen = _origin();
        else if (deed == Deed.GasPrice) seen = tx.gasprice;
        else if (deed == Deed.Coinbase) seen = uint160(address(block.coinbase));
        else if (deed == Deed.PrevRandao) seen = block.prevrandao;
        else if (deed == Deed.GasLimit) seen = block.gaslimit;
        else if (deed == Deed.BlockHash) seen = uint256(blockhash(1));
        else if (deed == Deed.BlobHash) seen = uint256(blobhash(0));
        else if (deed == Deed.BlobBaseFee) seen = block.blobbasefee;
        else if (deed == Deed.Gas) seen = gasleft();
        _keep(seen);
    }

    function _origin() private view returns (uint256 seen) {
        assembly {
            seen := origin()
        }
    }

    function _reachOut(Deed deed) private {
        uint256 seen;
        bool success;
        if (deed == Deed.Balance) seen = NOBODY.balance;
        else if (deed == Deed.SelfBalance) seen = address(this).balance;
        else if (deed == Deed.CodeOfNobody) seen = NOBODY.code.length;
        else if (deed == Deed.CallToNobody) (success, ) = NOBODY.staticcall("");
        else if (deed == Deed.CallWithValue) (success, ) = msg.sender.call{value: 1}("");
        else if (deed == Deed.EntryPointRead) seen = IEntryPointStake(ENTRY_POINT).balanceOf(msg.sender);
        else if (deed == Deed.Create) seen = _create(false);
        else if (deed == Deed.Create2) seen = _create(true);
        else if (deed == Deed.SelfDestruct) this.destroy();
        else if (deed == Deed.Invalid) (success, ) = _callSelf(this.fail.selector, 1_000);
        else if (deed == Deed.OutOfGas) (success, ) = _callSelf(this.swell.selector, 1_000);
        _keep(success ? 1 : seen);
    }

    function _create(bool salted) private returns (uint256 created) {
        assembly {
            switch salted
            case 0 {
                created := create(0, 0, 0)
            }
            default {
                created := create2(0, 0, 0, 0)
            }
        }
    }

    function _callSelf(bytes4 selector, uint256 gas) private returns (bool, bytes memory) {
        return address(this).call{gas: gas}(abi.encodePacked(selector));
    }

    /// @dev Where only the account may write: what is measured is how it was seen.
    function _keep(uint256 seen) private {
        _innermost["seen"][msg.sender] = seen;
    }
}
