// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccountState} from "../types/AccountState.sol";
import {Counter} from "../types/Counter.sol";
import {GrantState} from "../types/GrantState.sol";
import {KeyState} from "../types/KeyState.sol";
import {TierState} from "../types/TierState.sol";

/// @notice Storage of the session module, the same for the module and its extension
/// @dev The account is the innermost key of every mapping, so that each word is associated with it in the sense of ERC-7562
/// and may be touched in validation. There is no dynamic data: a dynamic word's place is not associated with anybody.
abstract contract SessionStorage {
    /// @dev Epoch, installation, pause and adapter.
    mapping(address account => AccountState state) internal _accounts;

    /// @dev Identifier of the recorded grantor, or zero.
    mapping(address account => bytes32 grantorId) internal _grantors;

    /// @dev The one word of a grant.
    mapping(bytes32 grantId => mapping(address account => GrantState)) internal _grants;

    /// @dev Counters of the limits from index 1 on, and of the fee budget; that of limit 0 is in the grant's word.
    mapping(bytes32 grantId => mapping(uint256 limitId => mapping(address account => Counter)))
        internal _counters;

    /// @dev Keys other than the grant's first one.
    mapping(bytes32 grantId => mapping(bytes32 keyId => mapping(address account => KeyState))) internal _keys;

    /// @dev Sequenced nonce keys (below 2**191): the next sequence. Unordered words (from 2**247 on): the used bits.
    mapping(bytes32 keyId => mapping(uint256 nonceKey => mapping(address account => uint256)))
        internal _nonces;

    /// @dev Risk tiers, as each keeper sees them.
    mapping(bytes32 keeperId => mapping(address account => TierState)) internal _tiers;
}
