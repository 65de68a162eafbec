// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISessionErrors as E} from "../../../contracts/interfaces/ISessionErrors.sol";
import {ICallHarness} from "../support/Harnesses.sol";
import {Path} from "../support/Path.sol";
import {Test} from "../support/Test.sol";
import {WordBytes} from "../support/WordBytes.sol";

/// @dev Static: two words in place.
struct Pair {
    address owner;
    int128 change;
}

/// @dev Dynamic, with every kind of member behind it.
struct Order {
    uint256 price;
    bytes note;
    uint256[] amounts;
    Pair[] pairs;
    Leg[] legs;
    string[2] names;
}

/// @dev Dynamic: elements of an array of it stand behind offsets.
struct Leg {
    address token;
    bytes path;
}

/// @notice A path leads to the word that Solidity finds in the same place, or the module says why there is none.
contract ArgumentPathTest is Test {
    using Path for uint256;

    ICallHarness private _harness;

    function setUp() public {
        _harness = ICallHarness(deploy("CallHarness"));
    }

    /// @dev A function with a static argument before and a dynamic one behind the order, which is argument 1.
    function trade(uint256, Order calldata, bytes calldata) external pure {}

    function _call(Order memory order) private view returns (bytes memory) {
        return abi.encodeCall(this.trade, (7, order, "tail"));
    }

    function _order(uint256 seed) private pure returns (Order memory order) {
        order.price = WordBytes.hash(seed, 1);
        order.note = WordBytes.random(seed, 1 + (seed % 100));
        order.amounts = new uint256[](1 + (WordBytes.hash(seed, 2) % 4));
        for (uint256 i = 0; i < order.amounts.length; ++i) order.amounts[i] = WordBytes.hash(seed, 10 + i);
        order.pairs = new Pair[](1 + (WordBytes.hash(seed, 3) % 4));
        for (uint256 i = 0; i < order.pairs.length; ++i) {
            uint256 random = WordBytes.hash(seed, 20 + i);
            order.pairs[i] = Pair(address(uint160(random)), int128(uint128(random >> 128)));
        }
        order.legs = new Leg[](1 + (WordBytes.hash(seed, 4) % 4));
        for (uint256 i = 0; i < order.legs.length; ++i) {
            uint256 random = WordBytes.hash(seed, 30 + i);
            order.legs[i] = Leg(address(uint160(random)), WordBytes.random(random, random % 70));
        }
        order.names[1] = string(WordBytes.random(seed, 1 + (seed % 32)));
    }

    // ----------------------------------------------------------------------------------------------------- what is read

    function testFuzz_StaticArguments(uint16 argument, uint8 more, uint256 word) public view {
        argument = uint16(bound(argument, 0, 300));
        bytes memory data = bytes.concat(
            hex"a9059cbb",
            new bytes(32 * argument),
            bytes32(word),
            new bytes(more)
        );
        _expect(data, argument, word);
    }

    function testFuzz_Fields(uint256 seed) public view {
        Order memory order = _order(seed);
        _expect(_call(order), uint256(1).field(0), order.price);
        _expect(_call(order), 0, 7);
        // A fixed array of strings stands behind one offset, like a tuple.
        uint256 names = uint256(1).field(5);
        _expect(_call(order), names.field(1).length(), bytes(order.names[1]).length);
        _expect(_call(order), names.field(1).bytesAt(0), _wordOf(bytes(order.names[1]), 0));
        _expect(_call(order), names.field(0).length(), 0);
    }

    function testFuzz_Elements(uint256 seed) public view {
        Order memory order = _order(seed);
        bytes memory data = _call(order);
        for (uint256 i = 0; i < order.amounts.length; ++i) {
            _expect(data, uint256(1).field(2).element(i), order.amounts[i]);
        }
        _expect(data, uint256(1).field(2).length(), order.amounts.length);
        _expectMissing(data, uint256(1).field(2).element(order.amounts.length));
    }

    function testFuzz_ElementsOfSeveralWords(uint256 seed) public view {
        Order memory order = _order(seed);
        bytes memory data = _call(order);
        uint256 pairs = uint256(1).field(3);
        for (uint256 i = 0; i < order.pairs.length; ++i) {
            _expect(data, pairs.elementOf(i, 2, 0), uint160(order.pairs[i].owner));
            _expect(data, pairs.elementOf(i, 2, 1), uint256(int256(order.pairs[i].change)));
        }
        _expectMissing(data, pairs.elementOf(order.pairs.length, 2, 0));
    }

    function testFuzz_ElementsBehindOffsets(uint256 seed) public view {
        Order memory order = _order(seed);
        bytes memory data = _call(order);
        uint256 legs = uint256(1).field(4);
        for (uint256 i = 0; i < order.legs.length; ++i) {
            uint256 leg = legs.element(i);
            _expect(data, leg.field(0), uint160(order.legs[i].token));
            _expect(data, leg.field(1).length(), order.legs[i].path.length);
            for (uint256 j = 0; 32 * j < order.legs[i].path.length; ++j) {
                _expect(data, leg.field(1).bytesAt(j), _wordOf(order.legs[i].path, j));
            }
        }
        _expect(data, legs.length(), order.legs.length);
    }

    function testFuzz_Bytes(uint256 seed) public view {
        Order memory order = _order(seed);
        bytes memory data = _call(order);
        uint256 note = uint256(1).field(1);
        _expect(data, note.length(), order.note.length);
        for (uint256 i = 0; 32 * i < order.note.length; ++i) {
            _expect(data, note.bytesAt(i), _wordOf(order.note, i));
        }
        _expectMissing(data, note.bytesAt((order.note.length + 31) / 32));
    }

    function test_BytesAfterTheEndReadAsZero() public view {
        // Whatever padding says: bytes that are not part of the value are none.
        bytes memory data = abi.encodePacked(bytes4(0), uint256(32), uint256(5), type(uint256).max);
        _expect(data, uint256(0).bytesAt(0), uint256(bytes32(hex"ffffffffff")));
        data = abi.encodePacked(bytes4(0), uint256(32), uint256(0), type(uint256).max);
        _expectMissing(data, uint256(0).bytesAt(0));
    }

    function testFuzz_EveryElement(uint256 seed) public view {
        Order memory order = _order(seed);
        bytes memory data = _call(order);
        uint256 every = uint256(1).field(2).element(Path.EVERY);
        for (uint256 i = 0; i < order.amounts.length; ++i) {
            _expectEach(data, every, i, order.amounts[i], order.amounts.length);
        }
        every = uint256(1).field(3).elementOf(Path.EVERY, 2, 1);
        for (uint256 i = 0; i < order.pairs.length; ++i) {
            _expectEach(data, every, i, uint256(int256(order.pairs[i].change)), order.pairs.length);
        }
        every = uint256(1).field(4).element(Path.EVERY).field(0);
        for (uint256 i = 0; i < order.legs.length; ++i) {
            _expectEach(data, every, i, uint160(order.legs[i].token), order.legs.length);
        }
        every = uint256(1).field(4).element(Path.EVERY).field(1).length();
        for (uint256 i = 0; i < order.legs.length; ++i) {
            _expectEach(data, every, i, order.legs[i].path.length, order.legs.length);
        }
    }

    function test_EveryElementOfNone() public view {
        Order memory order = _order(1);
        order.amounts = new uint256[](0);
        _expectEach(_call(order), uint256(1).field(2).element(Path.EVERY), 0, 0, 0);
    }

    // ------------------------------------------------------------------------------------------------- what is refused

    function test_RefusesAWordThatIsNotWhollyThere() public view {
        for (uint256 length = 0; length < 100; ++length) {
            for (uint256 argument = length < 36 ? 0 : (length - 4) / 32; argument < 4; ++argument) {
                // Missing bytes must not pass for zeros.
                _expectMissing(new bytes(length), argument);
            }
        }
        _expectMissing(new bytes(4), 65_535);
        _expect(bytes.concat(new bytes(4 + 32 * 65_535), bytes32(uint256(42))), 65_535, 42);
    }

    function test_RefusesOffsetsThatAreNone() public view {
        bytes memory data = abi.encodePacked(bytes4(0), uint256(32), uint256(1), uint256(9));
        uint256[2] memory paths = [uint256(0).element(0), uint256(0).field(1)];
        _expect(data, paths[0], 9);
        _expect(data, paths[1], 9);
        uint256[9] memory offsets = [uint256(1), 31, 33, 64, 96, 100, 128, 1 << 64, type(uint256).max - 31];
        for (uint256 i = 0; i < offsets.length; ++i) {
            bytes memory other = WordBytes.withWord(data, 4, offsets[i]);
            bool inside = offsets[i] % 32 == 0 && offsets[i] < other.length;
            for (uint256 j = 0; j < paths.length; ++j) {
                if (inside) _expectMissing(other, paths[j]);
                else _expectMalformed(other, paths[j]);
            }
        }
    }

    function test_RefusesAnOffsetBackwards() public view {
        // Two to the 256 minus 32: a sum that wraps would lead to the word before.
        bytes memory data = abi.encodePacked(bytes4(0), uint256(1), type(uint256).max - 31, uint256(9));
        _expectMalformed(data, uint256(1).element(0));
        _expectMalformed(data, uint256(1).field(0));
        _expectMalformed(data, uint256(1).length());
    }

    function test_RefusesLengthsThatLeadOutOfTheCalldata() public view {
        uint256[3] memory lengths = [uint256(2), 1 << 64, type(uint256).max];
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory data = abi.encodePacked(bytes4(0), uint256(32), lengths[i], uint256(9));
            _expect(data, uint256(0).element(0), 9);
            _expectMissing(data, uint256(0).element(1));
            _expectEach(data, uint256(0).element(Path.EVERY), 0, 9, lengths[i]);
            _expectMissingEach(data, uint256(0).element(Path.EVERY), 1);
            _expectMissing(data, uint256(0).bytesAt(1));
        }
    }

    function test_RefusesStepsThatMakeNoSense() public view {
        bytes memory data = _call(_order(3));
        uint256 order = 1;
        // A length is the last step, and has no operand.
        _expectMalformed(data, order.field(2).length().field(0));
        _expectMalformed(data, order.field(2).step(0xc001));
        // A layout is that of an element, and has its word inside.
        _expectMalformed(data, order.step((2 << 7) | 1).field(0));
        _expectMalformed(data, order.step((2 << 7) | 1).length());
        _expectMalformed(data, order.step((2 << 7) | 1));
        for (uint256 words = 0; words < 127; ++words) {
            _expectMalformed(data, order.field(3).elementOf(0, words, words == 0 ? 1 : words));
        }
        // Bytes are one value: there is no each of them.
        _expectMalformed(data, order.field(1).bytesAt(Path.EVERY));
    }

    function test_RefusesEveryOfEvery() public view {
        uint256[][] memory lists = new uint256[][](2);
        (lists[0], lists[1]) = (new uint256[](2), new uint256[](2));
        bytes memory data = bytes.concat(hex"00000000", abi.encode(lists));
        _expectMalformed(data, uint256(0).element(Path.EVERY).element(Path.EVERY));
        _expectEach(data, uint256(0).element(1).element(Path.EVERY), 1, 0, 2);
        // However many there are.
        lists = new uint256[][](1);
        lists[0] = new uint256[](1);
        data = bytes.concat(hex"00000000", abi.encode(lists));
        _expectMalformed(data, uint256(0).element(Path.EVERY).element(Path.EVERY));
    }

    function testFuzz_SixteenStepsAtMost(uint256 word) public view {
        // Each tuple holds the next: fifteen steps beyond the first.
        bytes memory data = hex"00000000";
        uint256 path;
        for (uint256 i = 0; i < 15; ++i) {
            data = bytes.concat(data, bytes32(uint256(32)));
            path = path.field(0);
        }
        _expect(bytes.concat(data, bytes32(word)), path, word);
    }

    function testFuzz_RandomDataGivesATypedErrorOrAWord(
        uint256 seed,
        uint256 path,
        uint256 each
    ) public view {
        bytes memory data = _call(_order(seed));
        for (uint256 i = 0; i < 8; ++i) {
            bytes memory changed = WordBytes.mutate(data, WordBytes.hash(seed, i));
            _resolveAny(changed, path, each);
            _resolveAny(changed, uint256(1).field(4).element(Path.EVERY).field(1).bytesAt(0), each % 4);
        }
    }

    function _resolveAny(bytes memory data, uint256 path, uint256 each) private view {
        try _harness.resolve(data, path, each) {} catch (bytes memory reason) {
            bool typed = bytes4(reason) == E.ArgumentMissing.selector;
            assertTrue(typed || bytes4(reason) == E.ArgumentMalformed.selector, "untyped error");
        }
    }

    // ---------------------------------------------------------------------------------------------------------- helpers

    function _wordOf(bytes memory value, uint256 index) private pure returns (uint256) {
        return WordBytes.wordAt(value, 32 * index);
    }

    function _expect(bytes memory data, uint256 path, uint256 word) private view {
        _expectEach(data, path, 0, word, 1);
    }

    function _expectEach(
        bytes memory data,
        uint256 path,
        uint256 each,
        uint256 word,
        uint256 count
    ) private view {
        (uint256 word_, uint256 count_) = _harness.resolve(data, path, each);
        assertEq(word_, word);
        assertEq(count_, count);
    }

    function _expectMissing(bytes memory data, uint256 path) private view {
        _expectMissingEach(data, path, 0);
    }

    function _expectMissingEach(bytes memory data, uint256 path, uint256 each) private view {
        _expectError(data, path, each, abi.encodeWithSelector(E.ArgumentMissing.selector, path, data.length));
    }

    function _expectMalformed(bytes memory data, uint256 path) private view {
        _expectError(data, path, 0, abi.encodeWithSelector(E.ArgumentMalformed.selector, path));
    }

    function _expectError(bytes memory data, uint256 path, uint256 each, bytes memory expected) private view {
        try _harness.resolve(data, path, each) {
            assertTrue(false, "was not refused");
        } catch (bytes memory reason) {
            assertEq(reason, expected);
        }
    }
}
