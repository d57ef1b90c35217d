// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Lanes} from "./Lanes.sol";

/// @title Orders, as they are submitted and as a clearing brings them again, and the book they are chained into (layout: IBundleMarket)
library Orders {
    uint256 private constant UNLIMITED = 0x8000000000000000000000000000000000000000000000000000000000000000;
    uint256 private constant LIMIT = 0xffffffffffffffffffffffffffffffff;
    /// A fill of one.
    uint256 private constant FULL = 1e18;
    uint256 private constant COUNT = type(uint16).max;

    function headerAt(uint256 pointer) internal pure returns (uint256 header) {
        assembly ("memory-safe") {
            header := calldataload(pointer)
        }
    }

    function limitOf(uint256 header) internal pure returns (int256) {
        return int128(uint128(header));
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

    /// Whether an order may be submitted: no stray bits, no fill, nothing in lanes that do not exist.
    function isWellFormed(uint256 pointer, uint256 words, uint256 padding) internal pure returns (bool) {
        return headerAt(pointer) & ~(UNLIMITED | LIMIT) == 0 && headerAt(pointer + 32 * words) & padding == 0;
    }

    /// Orders in a book.
    function countOf(uint256 book) internal pure returns (uint256) {
        return book & COUNT;
    }

    /// Header and fill of an order in a clearing.
    /// @return header as it was submitted
    /// @return fill 0 where it is not told
    /// @return next where its bundle's changes begin
    /// @return wellFormed whether there is such an order; else the rest means nothing
    function read(uint256 pointer) internal pure returns (uint256 header, uint256 fill, uint256 next, bool wellFormed) {
        assembly ("memory-safe") {
            let first := byte(0, calldataload(pointer))
            next := add(pointer, 1)
            let length := and(first, 31)
            let told := and(shr(5, first), 3)
            wellFormed := and(lt(length, 17), lt(told, 3))
            switch told
            case 1 { fill := FULL }
            case 2 {
                fill := shr(192, calldataload(next))
                next := add(next, 8)
            }
            if length { header := and(sar(sub(256, shl(3, length)), calldataload(next)), LIMIT) }
            next := add(next, length)
            if shr(7, first) { header := or(header, UNLIMITED) }
        }
    }

    /// The book with an order chained on: 240 bits of hash, 16 bits of count. `scratch` has room for words + 2 words, of which
    /// the last ones hold the order's bundle.
    function chain(uint256 book, uint256 header, uint256 words, uint256 scratch) internal pure returns (uint256) {
        bytes32 hash;
        assembly ("memory-safe") {
            mstore(scratch, book)
            mstore(add(scratch, 32), header)
            hash := keccak256(scratch, add(64, shl(5, words)))
        }
        return (uint256(hash) & ~COUNT) | (countOf(book) + 1);
    }

    /// As `chain`, of an order as it is submitted.
    function chainSubmitted(uint256 book, uint256 pointer, uint256 words, uint256 scratch)
        internal
        pure
        returns (uint256)
    {
        assembly ("memory-safe") {
            calldatacopy(add(scratch, 64), add(pointer, 32), shl(5, words))
        }
        return chain(book, headerAt(pointer), words, scratch);
    }

    /// Memory for `chain`, and 32 bytes behind it.
    function allocateScratch(uint256 words) internal pure returns (uint256 scratch) {
        assembly ("memory-safe") {
            scratch := mload(0x40)
            mstore(0x40, add(scratch, add(96, shl(5, words))))
        }
    }

    /// Where in `chain`'s memory the bundle is.
    function bundleIn(uint256 scratch) internal pure returns (uint256) {
        return scratch + 64;
    }
}
