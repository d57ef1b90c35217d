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

    /// sums += factor x lanes
    function addScaled(uint256 pointer, uint256 words, uint256 factor, int256[] memory sums) internal pure {
        assembly ("memory-safe") {
            let to := add(sums, 32)
            for { let end := add(pointer, shl(5, words)) } lt(pointer, end) { pointer := add(pointer, 32) } {
                let word := calldataload(pointer)
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

    /// Moves floor(fills / divisor) of the four resources from `first` on to a holding.
    /// @return left the holding after it
    /// @return moved what was moved, packed
    /// @return payment prices x moved
    /// @return inRange whether all of it fits into lanes; else the rest means nothing
    function move(
        uint256 held,
        uint256 first,
        int256[] memory fills,
        int256[] memory prices,
        int256[] memory delivered,
        int256 divisor
    ) internal pure returns (uint256 left, uint256 moved, int256 payment, bool inRange) {
        assembly ("memory-safe") {
            let entry := add(32, shl(5, first))
            let outside := 0
            for { let shift := 0 } lt(shift, 256) { shift := add(shift, 64) } {
                let fill := mload(add(fills, entry))
                let quantity := sub(sdiv(fill, divisor), slt(smod(fill, divisor), 0))
                let holding := add(sar(192, shl(shift, held)), quantity)
                outside := or(outside, or(xor(quantity, signextend(7, quantity)), xor(holding, signextend(7, holding))))
                // Shifting up first drops the sign bits above the lane.
                left := or(left, shr(shift, shl(192, holding)))
                moved := or(moved, shr(shift, shl(192, quantity)))
                payment := add(payment, mul(quantity, mload(add(prices, entry))))
                let sum := add(delivered, entry)
                mstore(sum, add(mload(sum), quantity))
                entry := add(entry, 32)
            }
            inRange := iszero(outside)
        }
    }

    /// Prices x what is held more than before, for the four resources from `first` on.
    function costOfChange(uint256 held, uint256 before, uint256 first, int256[] memory prices)
        internal
        pure
        returns (int256 cost)
    {
        assembly ("memory-safe") {
            let price := add(add(prices, 32), shl(5, first))
            for { let shift := 0 } lt(shift, 256) { shift := add(shift, 64) } {
                let change := sub(sar(192, shl(shift, held)), sar(192, shl(shift, before)))
                cost := add(cost, mul(change, mload(price)))
                price := add(price, 32)
            }
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
}
