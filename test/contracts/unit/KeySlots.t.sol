// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionModule} from "../../../contracts/interfaces/ISessionModule.sol";
import {Grant} from "../support/GrantModel.sol";
import {SessionTest} from "../support/SessionTest.sol";
import {UseDraft, UseEncoder} from "../support/UseEncoder.sol";

/// @notice How many keys live at a time: a rotation hands a slot over, and in a slot never more than two keys are usable.
contract KeySlotsTest is SessionTest {
    uint32 private constant OVERLAP = 1 hours;

    address[6] private keys;

    function setUp() public override {
        super.setUp();
        keys = [holder, secondHolder, thirdHolder, _person("key 3"), _person("key 4"), _person("key 5")];
        _granted(_grant());
    }

    // ------------------------------------------------------------------------------------------------ two keys per slot

    function test_AnOverlapLetsTwoKeysLive() public {
        _rotate(0, 1, OVERLAP);
        assertEq(_usableKeys(), 2);
        skip(OVERLAP - 1);
        assertEq(_usableKeys(), 2);
        skip(1);
        assertEq(_usableKeys(), 1);
    }

    function test_ASecondOverlapWaitsForTheFirstToEnd() public {
        _rotate(0, 1, OVERLAP);
        skip(OVERLAP - 1);
        _rotateRefused(1, 2, 1, abi.encodeWithSelector(ISessionModule.KeyOverlapExceeded.selector, 1, 0));
        skip(1);
        _rotate(1, 2, OVERLAP);
        assertEq(_usableKeys(), 2);
    }

    /// @dev The key before last is still in its overlap: ending the last one at once must not make it forgotten.
    function test_RotatingAtOnceDoesNotForgetTheOverlapBefore() public {
        _rotate(0, 1, OVERLAP);
        _rotate(1, 2, 0);
        assertEq(_usableKeys(), 2);
        _rotateRefused(
            2,
            3,
            OVERLAP,
            abi.encodeWithSelector(ISessionModule.KeyOverlapExceeded.selector, OVERLAP, 0)
        );
        _rotate(2, 3, 0);
        assertEq(_usableKeys(), 2);
    }

    function testFuzz_NeverMoreThanTwoKeysPerSlot(uint32[5] memory overlaps, uint16[5] memory waits) public {
        for (uint256 i = 0; i < 5; ++i) {
            uint32 overlap = uint32(bound(overlaps[i], 0, OVERLAP));
            try this.rotate(i, i + 1, overlap) {} catch {
                this.rotate(i, i + 1, 0);
            }
            assertLe(_usableKeys(), 2);
            skip(waits[i] % OVERLAP);
        }
    }

    function test_OverlapBeyondTheGrantsIsRefused() public {
        _rotateRefused(
            0,
            1,
            OVERLAP + 1,
            abi.encodeWithSelector(ISessionModule.KeyOverlapExceeded.selector, OVERLAP + 1, OVERLAP)
        );
        _rotate(0, 1, OVERLAP);
    }

    function test_AnOverlapOfOneSecondIsThisSecond() public {
        _rotate(0, 1, 1);
        assertEq(_usableKeys(), 2);
        skip(1);
        assertEq(_usableKeys(), 1);
    }

    function test_AnOverlapNeverProlongsAKey() public {
        skip(1 days - 10);
        _rotate(0, 1, OVERLAP);
        _accept(_use(_grant()), _transfer(1));
        skip(11);
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.KeyExpired.selector,
            _keyId(holder),
            START + 1 days,
            START + 1 days + 1
        );
        _refuseDirect(_use(_grant()), _transfer(1), reason);
        // Nor one that was rotated in.
        skip(OVERLAP);
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            _keyId(keys[1]),
            _key(keys[2]),
            _now() + 100,
            60
        );
        _rotateAs(rotator, rotation);
    }

    // ------------------------------------------------------------------------------------------------------- key count

    function test_ARotationKeepsTheCount() public {
        _rotate(0, 1, OVERLAP);
        assertEq(_keyCount(), 1);
        _revoke(0);
        assertEq(_keyCount(), 1);
        _revoke(1);
        assertEq(_keyCount(), 0);
    }

    function test_ACurrentKeyCountsUntilItIsRevoked() public {
        _add(1);
        vm.warp(START + 2 days);
        assertEq(_usableKeys(), 0);
        _addRefused(2, abi.encodeWithSelector(ISessionModule.KeyCountExceeded.selector, 3, 2));
        _revoke(1);
        _add(2);
        assertEq(_keyCount(), 2);
    }

    function test_AnExpiredKeyCanBeRotated() public {
        vm.warp(START + 2 days);
        assertEq(_usableKeys(), 0);
        _rotate(0, 1, OVERLAP);
        assertEq(_usableKeys(), 1);
    }

    function test_ARevokedKeyIsNotReplacedByRotation() public {
        _revoke(0);
        _rotateRefused(0, 1, 0, abi.encodeWithSelector(ISessionModule.KeyEnded.selector, _keyId(holder)));
        _rotateRefused(
            1,
            2,
            0,
            abi.encodeWithSelector(ISessionModule.KeyUnknown.selector, _keyId(secondHolder))
        );
        _add(1);
        assertEq(_keyCount(), 1);
    }

    function test_TheNewKeyStaysWithinTheLifetime() public {
        ISessionModule.Rotation memory rotation = ISessionModule.Rotation(
            _keyId(holder),
            _key(keys[1]),
            START + 1 days + 1,
            0
        );
        bytes memory terms = UseEncoder.sealedTerms(_grant());
        bytes memory reason = abi.encodeWithSelector(
            ISessionModule.KeyExpiryInvalid.selector,
            START + 1 days + 1,
            START + 1 days
        );
        vm.prank(rotator);
        vm.expectRevert(reason);
        module.rotateKey(account, terms, rotation);
        rotation.keyValidUntil = START + 1 days;
        _rotateAs(rotator, rotation);
        UseDraft memory draft = _with(_use(_grant()), secondHolder);
        assertEq(_validate(draft, _transfer(1)), (uint256(START) << 208) | (uint256(START + 1 days) << 160));
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function rotate(uint256 from, uint256 to, uint32 overlap) external {
        _rotate(from, to, overlap);
    }

    function _grant() private view returns (Grant memory) {
        return _keyPolicyGrant();
    }

    function _now() private view returns (uint48) {
        return uint48(vm.getBlockTimestamp());
    }

    function _rotation(
        uint256 from,
        uint256 to,
        uint32 overlap
    ) private view returns (ISessionModule.Rotation memory) {
        return ISessionModule.Rotation(_keyId(keys[from]), _key(keys[to]), _now() + 12 hours, overlap);
    }

    function _rotate(uint256 from, uint256 to, uint32 overlap) private {
        _rotateAs(rotator, _rotation(from, to, overlap));
    }

    function _rotateAs(address caller, ISessionModule.Rotation memory rotation) private {
        bytes memory terms = UseEncoder.sealedTerms(_grant());
        vm.prank(caller);
        module.rotateKey(account, terms, rotation);
    }

    function _rotateRefused(uint256 from, uint256 to, uint32 overlap, bytes memory reason) private {
        bytes memory terms = UseEncoder.sealedTerms(_grant());
        ISessionModule.Rotation memory rotation = _rotation(from, to, overlap);
        bytes32 before = _fingerprint(_id(_grant()));
        vm.prank(rotator);
        vm.expectRevert(reason);
        module.rotateKey(account, terms, rotation);
        assertEq(_fingerprint(_id(_grant())), before);
    }

    function _add(uint256 key) private {
        bytes memory terms = UseEncoder.sealedTerms(_grant());
        vm.prank(account);
        module.addKey(terms, _key(keys[key]), _now() + 12 hours);
    }

    function _addRefused(uint256 key, bytes memory reason) private {
        bytes memory terms = UseEncoder.sealedTerms(_grant());
        vm.prank(account);
        vm.expectRevert(reason);
        module.addKey(terms, _key(keys[key]), _now() + 12 hours);
    }

    function _revoke(uint256 key) private {
        bytes memory terms = UseEncoder.sealedTerms(_grant());
        vm.prank(account);
        module.revokeKey(account, terms, _keyId(keys[key]));
    }

    function _keyCount() private view returns (uint256 count) {
        (, count, , ) = module.grantState(account, _id(_grant()));
    }

    /// @dev Keys that could use the grant now; nothing changes.
    function _usableKeys() private returns (uint256 usable) {
        for (uint256 i = 0; i < keys.length; ++i) {
            UseDraft memory draft = _use(_grant());
            if (i != 0) draft = _with(draft, keys[i]);
            bytes memory use = UseEncoder.encode(draft);
            uint256 snapshot = vm.snapshotState();
            vm.prank(keys[i]);
            try module.execute(account, 0, _transfer(0).data, use) {
                ++usable;
            } catch {}
            vm.revertToState(snapshot);
        }
    }
}
