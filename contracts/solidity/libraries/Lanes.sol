// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Vectors of signed 64-bit numbers, four to a word
/// @notice Pure arithmetic on calldata pointers. Nothing here can overflow: lanes are below 2^63 in
/// magnitude, fills below 2^64, and no vector has 2^64 entries.
library Lanes {
    /// All bits of one lane; bit 0 of every lane; all bits of the second and the fourth lane.
    uint256 private constant LANE = 0xffffffffffffffff;
    uint256 private constant ONES = 0x0000000000000001000000000000000100000000000000010000000000000001;
    uint256 private constant EVEN = 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;
    /// Length of a list of lanes that says that all of them follow.
    uint256 private constant WHOLE = 0xffffff;
    /// 2^128 fills of one, 1e18 each.
    uint256 private constant OFFSET = 0xde0b6b3a764000000000000000000000000000000000000;
    /// All lanes of a word but the first.
    uint256 private constant BEHIND_FIRST = 0xffffffffffffffffffffffffffffffffffffffffffffffff;

    /// Words that hold `count` lanes.
    function wordsFor(uint256 count) internal pure returns (uint256) {
        return (count + 3) >> 2;
    }

    /// Bits of the last word that belong to no lane.
    function paddingMask(uint256 count) internal pure returns (uint256) {
        return (1 << (64 * (wordsFor(count) * 4 - count))) - 1;
    }

    /// The lane `index` (0..3) of a word.
    function laneOf(uint256 word, uint256 index) internal pure returns (int256 lane) {
        assembly ("memory-safe") {
            lane := sar(192, shl(shl(6, index), word))
        }
    }

    /// `word` with a lane added at `index`; the place must be empty and the value in range.
    function withLane(uint256 word, uint256 index, int256 value) internal pure returns (uint256) {
        return word | ((uint256(value) & type(uint64).max) << (192 - 64 * index));
    }

    function fits(int256 value) internal pure returns (bool) {
        return value == int64(value);
    }

    /// Spreads packed words over an array, four entries a word.
    function unpack(uint256 pointer, uint256 words) internal pure returns (int256[] memory lanes) {
        lanes = new int256[](words * 4);
        assembly ("memory-safe") {
            let to := add(lanes, 32)
            for { let end := add(pointer, shl(5, words)) } lt(pointer, end) { pointer := add(pointer, 32) } {
                let word := calldataload(pointer)
                mstore(to, sar(192, word))
                mstore(add(to, 32), sar(192, shl(64, word)))
                mstore(add(to, 64), sar(192, shl(128, word)))
                mstore(add(to, 96), sar(192, shl(192, word)))
                to := add(to, 128)
            }
        }
    }

    /// Sum of absolute values.
    function absoluteSum(uint256 pointer, uint256 words) internal pure returns (uint256 sum) {
        assembly ("memory-safe") {
            for { let end := add(pointer, shl(5, words)) } lt(pointer, end) { pointer := add(pointer, 32) } {
                let word := calldataload(pointer)
                let negative := and(shr(63, word), ONES)
                word := add(xor(word, mul(negative, LANE)), negative)
                sum := add(sum, add(and(word, EVEN), and(shr(64, word), EVEN)))
            }
        }
        return _joined(sum);
    }

    /// The same of a vector in memory.
    function absoluteSumOf(uint256 vector, uint256 words) internal pure returns (uint256 sum) {
        assembly ("memory-safe") {
            for { let end := add(vector, shl(5, words)) } lt(vector, end) { vector := add(vector, 32) } {
                let word := mload(vector)
                if word {
                    let negative := and(shr(63, word), ONES)
                    word := add(xor(word, mul(negative, LANE)), negative)
                    sum := add(sum, add(and(word, EVEN), and(shr(64, word), EVEN)))
                }
            }
        }
        return _joined(sum);
    }

    /// Product with a vector in memory, and the sum of absolute values, in one pass.
    function dotAndSize(uint256 pointer, uint256 words, int256[] memory prices)
        internal
        pure
        returns (int256 product, uint256 size)
    {
        assembly ("memory-safe") {
            let price := add(prices, 32)
            for { let end := add(pointer, shl(5, words)) } lt(pointer, end) { pointer := add(pointer, 32) } {
                let word := calldataload(pointer)
                // Bundles are often sparse: an empty word costs one test.
                if word {
                    product := add(product, mul(sar(192, word), mload(price)))
                    product := add(product, mul(sar(192, shl(64, word)), mload(add(price, 32))))
                    product := add(product, mul(sar(192, shl(128, word)), mload(add(price, 64))))
                    product := add(product, mul(sar(192, shl(192, word)), mload(add(price, 96))))
                    let negative := and(shr(63, word), ONES)
                    word := add(xor(word, mul(negative, LANE)), negative)
                    size := add(size, add(and(word, EVEN), and(shr(64, word), EVEN)))
                }
                price := add(price, 128)
            }
        }
        size = _joined(size);
    }

    /// Sums of |lane| are made four lanes at a time: `ONES` marks the negative lanes, those are negated (no carry leaves
    /// a lane, |lane| <= 2^63), and pairs of lanes are added in the two halves of a word, which 2^64 words cannot fill.
    function _joined(uint256 halves) private pure returns (uint256) {
        unchecked {
            return (halves >> 128) + uint128(halves);
        }
    }

    /// sums += factor x lanes; the lanes are in memory.
    function addScaled(uint256 pointer, uint256 words, uint256 factor, int256[] memory sums) internal pure {
        assembly ("memory-safe") {
            let to := add(sums, 32)
            for { let end := add(pointer, shl(5, words)) } lt(pointer, end) { pointer := add(pointer, 32) } {
                let word := mload(pointer)
                if word {
                    mstore(to, add(mload(to), mul(factor, sar(192, word))))
                    mstore(add(to, 32), add(mload(add(to, 32)), mul(factor, sar(192, shl(64, word)))))
                    mstore(add(to, 64), add(mload(add(to, 64)), mul(factor, sar(192, shl(128, word)))))
                    mstore(add(to, 96), add(mload(add(to, 96)), mul(factor, sar(192, shl(192, word)))))
                }
                to := add(to, 128)
            }
        }
    }

    /// Reads lanes that change (layout: IBundleMarket), or all of them, into the packed vector in memory at `vector`, behind
    /// which 24 bytes are free.
    /// @param cost prices x the vector before
    /// @return next where the list ends
    /// @return newCost prices x the vector behind it
    /// @return bits no lane that was read is larger than this by more than 1
    /// @return inRange whether there are such lanes; else the rest means nothing
    function change(uint256 pointer, uint256 vector, uint256 count, int256[] memory prices, int256 cost)
        internal
        pure
        returns (uint256 next, int256 newCost, uint256 bits, bool inRange)
    {
        uint256 length;
        assembly ("memory-safe") {
            length := shr(232, calldataload(pointer))
        }
        if (length == WHOLE) return _replace(pointer + 3, vector, count, prices);
        assembly ("memory-safe") {
            newCost := cost
            next := add(pointer, 3)
            let end := add(next, length)
            // A lane's price is at four times its place.
            let price := prices
            let places := sub(vector, shr(2, add(prices, 32)))
            let last := add(prices, shl(5, count))
            for {} lt(next, end) {} {
                let entry := calldataload(next)
                price := add(price, shl(5, add(1, shr(251, entry))))
                if gt(price, last) { break }
                let size := and(shr(248, entry), 7)
                next := add(next, add(2, size))
                entry := sar(sub(248, shl(3, size)), shl(8, entry))
                let place := add(places, shr(2, price))
                let before := mload(place)
                mstore(place, or(shl(192, entry), and(before, BEHIND_FIRST)))
                newCost := add(newCost, mul(sub(entry, sar(192, before)), mload(price)))
                bits := or(bits, xor(entry, sar(255, entry)))
            }
            inRange := eq(next, end)
        }
    }

    /// As `change`, of packed words that take the place of all lanes.
    function _replace(uint256 pointer, uint256 vector, uint256 count, int256[] memory prices)
        private
        pure
        returns (uint256 next, int256 cost, uint256 bits, bool inRange)
    {
        uint256 words = wordsFor(count);
        uint256 last;
        assembly ("memory-safe") {
            next := add(pointer, shl(5, words))
            let price := add(prices, 32)
            for {} lt(pointer, next) { pointer := add(pointer, 32) } {
                last := calldataload(pointer)
                mstore(vector, last)
                if last {
                    cost := add(cost, mul(sar(192, last), mload(price)))
                    cost := add(cost, mul(sar(192, shl(64, last)), mload(add(price, 32))))
                    cost := add(cost, mul(sar(192, shl(128, last)), mload(add(price, 64))))
                    cost := add(cost, mul(sar(192, shl(192, last)), mload(add(price, 96))))
                    bits := or(bits, xor(last, mul(and(shr(63, last), ONES), LANE)))
                }
                vector := add(vector, 32)
                price := add(price, 128)
            }
            bits := or(bits, shr(128, bits))
            bits := and(or(bits, shr(64, bits)), LANE)
        }
        inRange = last & paddingMask(count) == 0;
    }

    /// Writes floor(fills / 1e18) into `packed` and adds it to `delivered`; |fills| < 2^160.
    /// @return payment prices x what was written
    /// @return inRange whether all of it fits into lanes; else the rest means nothing
    function move(
        bytes memory packed,
        uint256 words,
        int256[] memory fills,
        int256[] memory prices,
        int256[] memory delivered
    ) internal pure returns (int256 payment, bool inRange) {
        assembly ("memory-safe") {
            let outside := 0
            let entry := 0
            for { let last := shl(7, words) } lt(entry, last) {} {
                let moved := 0
                for { let end := add(entry, 128) } lt(entry, end) {} {
                    entry := add(entry, 32)
                    let quantity := mload(add(fills, entry))
                    moved := shl(64, moved)
                    if quantity {
                        // Moved up by 2^128 wholes, so that plain division rounds down.
                        quantity := sub(div(add(quantity, OFFSET), 0xde0b6b3a7640000), shl(128, 1))
                        outside := or(outside, xor(quantity, signextend(7, quantity)))
                        moved := or(moved, and(quantity, LANE))
                        payment := add(payment, mul(quantity, mload(add(prices, entry))))
                        let sum := add(delivered, entry)
                        mstore(sum, add(mload(sum), quantity))
                    }
                }
                mstore(add(packed, shr(2, entry)), moved)
            }
            inRange := iszero(outside)
        }
    }

    /// sums += lanes
    function add(bytes memory packed, uint256 words, int256[] memory sums) internal pure {
        assembly ("memory-safe") {
            let to := add(sums, 32)
            let pointer := add(packed, 32)
            for { let end := add(pointer, shl(5, words)) } lt(pointer, end) { pointer := add(pointer, 32) } {
                let word := mload(pointer)
                if word {
                    mstore(to, add(mload(to), sar(192, word)))
                    mstore(add(to, 32), add(mload(add(to, 32)), sar(192, shl(64, word))))
                    mstore(add(to, 64), add(mload(add(to, 64)), sar(192, shl(128, word))))
                    mstore(add(to, 96), add(mload(add(to, 96)), sar(192, shl(192, word))))
                }
                to := add(to, 128)
            }
        }
    }

    function copy(uint256 vector, uint256 words, bytes memory packed) internal pure {
        assembly ("memory-safe") {
            mcopy(add(packed, 32), vector, shl(5, words))
        }
    }

    function vectorIn(bytes memory packed) internal pure returns (uint256 vector) {
        assembly ("memory-safe") {
            vector := add(packed, 32)
        }
    }

    /// floor(value / divisor) for divisor > 0; plain division truncates towards zero.
    function floorDivide(int256 value, int256 divisor) internal pure returns (int256 quotient) {
        assembly ("memory-safe") {
            quotient := sdiv(value, divisor)
            quotient := sub(quotient, slt(smod(value, divisor), 0))
        }
    }

    function clearArray(int256[] memory values) internal pure {
        assembly ("memory-safe") {
            calldatacopy(add(values, 32), calldatasize(), shl(5, mload(values)))
        }
    }

    function clearVector(uint256 pointer, uint256 words) internal pure {
        assembly ("memory-safe") {
            calldatacopy(pointer, calldatasize(), shl(5, words))
        }
    }
}
