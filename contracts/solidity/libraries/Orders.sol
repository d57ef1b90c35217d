// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Lanes} from "./Lanes.sol";

/// @title Packed orders and the book they are chained into (layout: IBundleMarket)
library Orders {
    uint256 private constant UNLIMITED = 1 << 255;
    uint256 private constant LIMIT = type(uint128).max;
    uint256 private constant FILL = uint256(type(uint64).max) << 128;
    uint256 private constant COUNT = type(uint16).max;

    function headerAt(uint256 pointer) internal pure returns (uint256 header) {
        assembly ("memory-safe") {
            header := calldataload(pointer)
        }
    }

    function limitOf(uint256 header) internal pure returns (int256) {
        return int128(uint128(header));
    }

    function fillOf(uint256 header) internal pure returns (uint256) {
        return uint64(header >> 128);
    }

    function isUnlimited(uint256 header) internal pure returns (bool) {
        return header & UNLIMITED != 0;
    }

    /// Most an order may cost: its limit plus one price unit per quantity unit for the rounding of prices.
    function lockOf(uint256 header, uint256 size) internal pure returns (uint256) {
        // |limit| < 2^127 and size < 2^80: no overflow.
        unchecked {
            int256 lock = limitOf(header) + int256(size);
            return lock > 0 ? uint256(lock) : 0;
        }
    }

    function hasStrayBits(uint256 header) internal pure returns (bool) {
        return header & ~(UNLIMITED | FILL | LIMIT) != 0;
    }

    /// Whether an order may be submitted: no stray bits, no fill, nothing in lanes that do not exist.
    function isWellFormed(uint256 pointer, uint256 words, uint256 padding) internal pure returns (bool) {
        return headerAt(pointer) & ~(UNLIMITED | LIMIT) == 0 && headerAt(pointer + 32 * words) & padding == 0;
    }

    /// Orders in a book.
    function countOf(uint256 book) internal pure returns (uint256) {
        return book & COUNT;
    }

    /// The book with the order at `pointer` (its fill left out) chained on: 240 bits of hash, 16 bits of count.
    /// `scratch` has room for words + 2 words.
    function chain(uint256 book, uint256 pointer, uint256 words, uint256 scratch) internal pure returns (uint256) {
        uint256 header = headerAt(pointer) & ~FILL;
        bytes32 hash;
        assembly ("memory-safe") {
            mstore(scratch, book)
            mstore(add(scratch, 32), header)
            calldatacopy(add(scratch, 64), add(pointer, 32), shl(5, words))
            hash := keccak256(scratch, add(64, shl(5, words)))
        }
        return (uint256(hash) & ~COUNT) | (countOf(book) + 1);
    }

    /// Memory for `chain`.
    function allocateScratch(uint256 words) internal pure returns (uint256 scratch) {
        assembly ("memory-safe") {
            scratch := mload(0x40)
            mstore(0x40, add(scratch, add(64, shl(5, words))))
        }
    }
}
