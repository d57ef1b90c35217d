// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBundleMarket} from "./IBundleMarket.sol";
import {MarketState} from "./MarketState.sol";

/// @title Calls that are larger than a transaction may be
/// @notice Usual clients take transactions of at most 128 KiB. What is larger is put on the chain beforehand, in parts, as the
/// code of contracts that do nothing else (a byte that stops whoever calls them, then the part); the market puts it together
/// again and calls itself. A clearing is thus still settled in one transaction, as a whole or not at all.
abstract contract StagedCalls is MarketState {
    /// @inheritdoc IBundleMarket
    function callStaged(address[] calldata parts, bytes32 digest) external onlyDealer {
        bool whole;
        assembly ("memory-safe") {
            let start := mload(0x40)
            let end := start
            for { let i := 0 } lt(i, parts.length) { i := add(i, 1) } {
                let part := calldataload(add(parts.offset, shl(5, i)))
                let size := extcodesize(part)
                if size {
                    extcodecopy(part, end, 1, sub(size, 1))
                    end := add(end, sub(size, 1))
                }
            }
            whole := eq(keccak256(start, sub(end, start)), digest)
            if whole {
                let done := call(gas(), address(), 0, start, sub(end, start), 0, 0)
                if iszero(done) {
                    returndatacopy(start, 0, returndatasize())
                    revert(start, returndatasize())
                }
            }
        }
        if (!whole) revert BundleMarket_WrongParts();
    }
}
