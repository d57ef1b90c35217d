// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Lanes} from "./Lanes.sol";

/// @title What a seat holds, as a hash chain: over its holding at the opening, then over each delivery
/// @notice 224 bits of hash, 32 bits count of the deliveries. Who knows them (events tell all) can prove what is held.
library Holdings {
    uint256 private constant COUNT = type(uint32).max;

    /// The chain of a seat that was delivered nothing yet.
    function opening(bytes calldata packed) internal pure returns (uint256) {
        return uint256(keccak256(packed)) & ~COUNT;
    }

    function countOf(uint256 holdings) internal pure returns (uint256) {
        return holdings & COUNT;
    }

    /// The chain with a packed delivery on it.
    function chain(uint256 holdings, bytes memory delivered) internal pure returns (uint256) {
        uint256 hash;
        assembly ("memory-safe") {
            // The length makes room for the chain, for a moment.
            let length := mload(delivered)
            mstore(delivered, holdings)
            hash := keccak256(delivered, add(32, length))
            mstore(delivered, length)
        }
        return (hash & ~COUNT) | (countOf(holdings) + 1);
    }

    /// A packed vector in memory, with 32 bytes behind it.
    function allocate(uint256 words) internal pure returns (bytes memory packed) {
        packed = new bytes(32 * words + 32);
        assembly ("memory-safe") {
            mstore(packed, shl(5, words))
        }
    }

    /// Reads a delivery, of which only lanes that are not zero are told, into `packed`; `cost` is what it costs at `prices`.
    function read(bytes memory packed, uint256 pointer, uint256 resources, int256[] memory prices)
        internal
        pure
        returns (uint256 next, int256 cost, bool wellFormed)
    {
        uint256 vector = Lanes.vectorIn(packed);
        Lanes.clearVector(vector, packed.length / 32);
        (next, cost,, wellFormed) = Lanes.change(pointer, vector, resources, prices, 0);
    }
}
