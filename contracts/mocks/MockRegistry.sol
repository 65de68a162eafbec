// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A test double of an ERC-7484 registry of modules
/// @notice Attests by a plain call, and remembers nothing but who attested which module as which type.
contract MockRegistry {
    struct Trust {
        uint8 threshold;
        address[] attesters;
    }

    mapping(address account => Trust) private _trust;
    mapping(address attester => mapping(address module => mapping(uint256 moduleType => bool)))
        private _attested;

    /// @notice ERC-7484: an account has said whom it trusts.
    event NewTrustedAttesters(address indexed smartAccount);

    /// @notice The account trusts nobody.
    error NoTrustedAttestersFound();

    /// @notice Fewer attesters vouch for the module than have to.
    error InsufficientAttestations();

    /// @notice The caller vouches for a module, or no longer does.
    function attest(address module, uint256 moduleType, bool attested) external {
        _attested[msg.sender][module][moduleType] = attested;
    }

    /// @notice ERC-7484: the calling account says whom it trusts, and how many of them have to vouch for a module.
    function trustAttesters(uint8 threshold, address[] calldata attesters) external {
        _trust[msg.sender] = Trust(threshold, attesters);
        emit NewTrustedAttesters(msg.sender);
    }

    /// @notice ERC-7484: reverts unless those whom the caller trusts vouch for the module.
    function check(address module, uint256 moduleType) external view {
        checkForAccount(msg.sender, module, moduleType);
    }

    /// @notice ERC-7484: reverts unless enough of the attesters vouch for the module.
    function check(
        address module,
        uint256 moduleType,
        address[] calldata attesters,
        uint256 threshold
    ) external view {
        _check(module, moduleType, attesters, threshold);
    }

    /// @notice Whom an account trusts.
    function findTrustedAttesters(address account) external view returns (address[] memory) {
        return _trust[account].attesters;
    }

    /// @notice ERC-7484: reverts unless those whom the account trusts vouch for the module.
    function checkForAccount(address account, address module, uint256 moduleType) public view {
        Trust storage trust = _trust[account];
        _check(module, moduleType, trust.attesters, trust.threshold);
    }

    function _check(
        address module,
        uint256 moduleType,
        address[] memory attesters,
        uint256 threshold
    ) private view {
        if (attesters.length == 0 || threshold == 0) revert NoTrustedAttestersFound();
        uint256 count;
        for (uint256 i = 0; i < attesters.length; i++) {
            if (_attested[attesters[i]][module][moduleType]) count++;
        }
        if (count < threshold) revert InsufficientAttestations();
    }
}
