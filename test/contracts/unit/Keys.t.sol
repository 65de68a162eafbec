// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ISessionModule as M} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/Grant.sol";
import {ModuleTest} from "../support/ModuleTest.sol";
import {SignedModel} from "../support/SignedModel.sol";
import {TermsEncoder} from "../support/TermsEncoder.sol";
import {UseDraft} from "../support/UseEncoder.sol";

/// @notice Adding and revoking keys under one grant.
contract KeysTest is ModuleTest {
    uint48 private constant UNTIL = START + 1_000;

    function _rotation(uint256 from, uint256 to, uint32 overlap) private pure returns (M.Rotation memory) {
        return M.Rotation(_keyId(from), _ecdsa(to), UNTIL, overlap);
    }

    function _rotate(Grant memory grant, uint256 from, uint256 to, uint32 overlap) private {
        M.Rotation memory rotation = _rotation(from, to, overlap);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.rotateKey(address(account), terms, rotation);
    }

    function _refusesKey(Grant memory grant, uint256 key, uint48 validUntil, bytes memory reason) private {
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes memory data = abi.encodeCall(module.addKey, (terms, _ecdsa(key), validUntil));
        _refusesCall(address(account), data, reason);
    }

    function _refusesPayment(Grant memory grant, uint256 key, bytes memory reason) private {
        UseDraft memory draft = _draft(grant, 0);
        if (key != KEY) draft = _withKey(draft, key);
        _refuses(draft, SINGLE, _transfer(payee, 1), reason);
    }

    /// @dev Time is not validation's business: the window says it.
    function _refusesPaymentNow(Grant memory grant, uint256 key, bytes memory reason) private {
        UseDraft memory draft = _draft(grant, 0);
        if (key != KEY) draft = _withKey(draft, key);
        _refusesDirect(draft, SINGLE, _transfer(payee, 1), reason);
    }

    function _ended(uint256 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.KeyEnded.selector, _keyId(key));
    }

    function _burnt(uint256 key) private pure returns (bytes memory) {
        return abi.encodeWithSelector(E.KeyAlreadyUsed.selector, _keyId(key));
    }

    // ------------------------------------------------------------------------------------------------------------- add

    function test_addKey_sharesTheBudget() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _refusesPayment(grant, SECOND, abi.encodeWithSelector(E.KeyUnknown.selector, _keyId(SECOND)));
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        _pay(grant, 50);
        _pay(grant, SECOND, 50);
        _refusesPayment(grant, SECOND, abi.encodeWithSelector(E.LimitExceeded.selector, 0, 1, 0));
        assertEq(_spent(grantId, 0), 100);

        _refusesKey(grant, THIRD, UNTIL, abi.encodeWithSelector(E.KeyCountExceeded.selector, 3, 2));
    }

    function test_addKey_onlyOwner() public {
        (Grant memory grant, ) = _granted();
        bytes memory data = abi.encodeCall(
            module.addKey,
            (TermsEncoder.sealedTerms(grant), _ecdsa(SECOND), UNTIL)
        );
        address[2] memory others = [vm.addr(ROTATOR), vm.addr(KEY)];
        for (uint256 i = 0; i < others.length; ++i) {
            // For anybody else it is a grant of their own, which does not exist.
            grant.account = others[i];
            _refusesCall(others[i], data, abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant)));
        }
    }

    function test_addKey_expiry() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        uint48[2] memory bad = [START - 1, START + 5_001];
        for (uint256 i = 0; i < bad.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(E.KeyExpiryInvalid.selector, bad[i], START + 5_000);
            _refusesKey(grant, SECOND, bad[i], reason);
        }
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), START + 5_000);
        vm.warp(START + 5_000);
        _pay(grant, SECOND, 1);
        vm.warp(START + 5_001);
        _refusesPaymentNow(
            grant,
            SECOND,
            abi.encodeWithSelector(E.KeyExpired.selector, _keyId(SECOND), START + 5_000, START + 5_001)
        );
    }

    function test_addKey_neverTwice() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _refusesKey(grant, KEY, UNTIL, _burnt(KEY));
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(SECOND));
        _refusesKey(grant, SECOND, UNTIL, _burnt(SECOND));
        // The slot is free again.
        _asAccount();
        module.addKey(terms, _ecdsa(THIRD), UNTIL);
    }

    function test_keyLifetime_zeroIsNone() public {
        Grant memory grant = _newGrant();
        (grant.validAfter, grant.keyLifetime) = (0, 0);
        _asAccount();
        module.grant(_id(grant), "");
        _refusesPayment(grant, KEY, _ended(KEY));
        // One second is a lifetime.
        Grant memory brief = _newGrant();
        (brief.validAfter, brief.keyLifetime) = (START, 1);
        _asAccount();
        module.grant(_id(brief), "");
        _pay(brief, 1);
    }

    // ---------------------------------------------------------------------------------------------------------- revoke

    function test_revokeKey_whoMay() public {
        uint256[3] memory callers = [uint256(0), ROTATOR, KEY];
        for (uint256 i = 0; i < callers.length; ++i) {
            Grant memory grant = _newGrant();
            grant.salt = bytes16(uint128(i + 1));
            bytes32 grantId = _id(grant);
            _asAccount();
            module.grant(grantId, "");
            bytes memory terms = TermsEncoder.sealedTerms(grant);
            _refusesCall(
                vm.addr(THIRD),
                abi.encodeCall(module.revokeKey, (address(account), terms, _keyId(KEY))),
                abi.encodeWithSelector(E.CallerUnauthorized.selector, vm.addr(THIRD))
            );
            _pay(grant, 1);
            vm.prank(callers[i] == 0 ? address(account) : vm.addr(callers[i]));
            module.revokeKey(address(account), terms, _keyId(KEY));
            _refusesPayment(grant, KEY, _ended(KEY));
            uint8 count = module.grantState(address(account), grantId).keyCount;
            assertEq(count, 0);
            assertEq(_spent(grantId, 0), 1);
        }
    }

    function test_revokeKey_beforeFirstUse() public {
        Grant memory grant = _newGrant();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        bytes32 structHash = SignedModel.keyRevocation(address(account), _id(grant), _keyId(KEY));
        module.revokeKeyBySignature(address(account), terms, _keyId(KEY), _approval(structHash));
        _refuses(_withGrantSignature(_draft(grant, 0)), SINGLE, _transfer(payee, 1), _ended(KEY));
        // The owner may still start the grant and give it another key.
        _asAccount();
        module.grant(_id(grant), "");
        _asAccount();
        module.addKey(terms, _ecdsa(SECOND), UNTIL);
        _pay(grant, SECOND, 1);
    }

    function test_revokeKey_burnsOneThatWasNeverAdded() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(SECOND));
        _refusesKey(grant, SECOND, UNTIL, _burnt(SECOND));
        _pay(grant, 1);
    }

    function test_revokeKey_inItsOverlap() public {
        (Grant memory grant, bytes32 grantId) = _granted();
        _rotate(grant, KEY, SECOND, 60);
        bytes memory terms = TermsEncoder.sealedTerms(grant);
        _asAccount();
        module.revokeKey(address(account), terms, _keyId(KEY));
        _refusesPayment(grant, KEY, _ended(KEY));
        uint8 count = module.grantState(address(account), grantId).keyCount;
        assertEq(count, 1);
    }

    function test_sealedTerms_mustBeTheGrants() public {
        (Grant memory grant, ) = _granted();
        bytes memory terms = bytes.concat(TermsEncoder.sealedTerms(grant), hex"00");
        _refusesCall(
            address(account),
            abi.encodeCall(module.revokeKey, (address(account), terms, _keyId(KEY))),
            abi.encodeWithSelector(E.UseMalformed.selector)
        );
        grant.maxKeys = 9;
        _refusesKey(grant, SECOND, UNTIL, abi.encodeWithSelector(E.GrantUnknown.selector, _id(grant)));
    }
}
