// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Vectors of signed 64-bit numbers, four to a word
/// @notice Pure arithmetic on calldata pointers. Nothing here can overflow: lanes are below 2^63 in
/// magnitude, fills below 2^64, and no vector has 2^64 entries.
library Lanes {
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
            function absolute(lane) -> value {
                let sign := sar(255, lane)
                value := sub(xor(lane, sign), sign)
            }
            for { let end := add(pointer, shl(5, words)) } lt(pointer, end) { pointer := add(pointer, 32) } {
                let word := calldataload(pointer)
                sum := add(sum, absolute(sar(192, word)))
                sum := add(sum, absolute(sar(192, shl(64, word))))
                sum := add(sum, absolute(sar(192, shl(128, word))))
                sum := add(sum, absolute(sar(192, shl(192, word))))
            }
        }
    }

    /// Product with a vector in memory, and the sum of absolute values, in one pass.
    function dotAndSize(uint256 pointer, uint256 words, int256[] memory prices)
        internal
        pure
        returns (int256 product, uint256 size)
    {
        assembly ("memory-safe") {
            function absolute(lane) -> value {
                let sign := sar(255, lane)
                value := sub(xor(lane, sign), sign)
            }
            let price := add(prices, 32)
            for { let end := add(pointer, shl(5, words)) } lt(pointer, end) { pointer := add(pointer, 32) } {
                let word := calldataload(pointer)
                // Bundles are often sparse: an empty word costs one test.
                if word {
                    let lane := sar(192, word)
                    product := add(product, mul(lane, mload(price)))
                    size := add(size, absolute(lane))
                    lane := sar(192, shl(64, word))
                    product := add(product, mul(lane, mload(add(price, 32))))
                    size := add(size, absolute(lane))
                    lane := sar(192, shl(128, word))
                    product := add(product, mul(lane, mload(add(price, 64))))
                    size := add(size, absolute(lane))
                    lane := sar(192, shl(192, word))
                    product := add(product, mul(lane, mload(add(price, 96))))
                    size := add(size, absolute(lane))
                }
                price := add(price, 128)
            }
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
