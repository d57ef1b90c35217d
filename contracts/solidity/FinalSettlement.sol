// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBundleMarket} from "./IBundleMarket.sol";
import {Proposals} from "./Proposals.sol";
import {Lanes} from "./libraries/Lanes.sol";

/// @title Settles net positions at the match's final prices
/// @notice With w a seat's net position, P what its trades cost at the prices of their rounds, p the final prices and
/// E >= 0 its escrow (what its limits allow beyond P):
///
///     p'w > P: it pays  P + min(p'w - P, E)
///     p'w < P: it pays  P - its part of what those pay, in proportion to P - p'w
///
/// The dealer takes part like a seat. All sums are exact: positions and payments add up to zero, so the payments do too.
abstract contract FinalSettlement is Proposals {
    /// What is summed over everybody, the dealer last.
    struct Sums {
        int256[] paid;
        /// p'w - P, up to the escrow
        int256[] change;
        /// what those pay who pay more, and what those should get who pay less
        uint256 given;
        uint256 wanted;
    }

    /// @inheritdoc IBundleMarket
    function raiseLimit(uint256 seat, uint256 amount) external onlyIn(Phase.Trading) {
        if (!_settings.finalPrices) revert BundleMarket_InvalidSettings();
        Account storage account = _ownAccount(seat);
        // Never negative: escrow and locks are parts of the cash.
        uint256 free = uint256(account.cash) - account.escrow - account.limitedLock - account.unlimitedLock;
        if (amount > free) revert BundleMarket_InsufficientCash(seat, amount, free);
        account.escrow += uint128(amount);
        emit Escrowed(seat, account.escrow);
    }

    /// @inheritdoc IBundleMarket
    function settle(bytes calldata prices, bytes calldata openings) external onlyIn(Phase.Trading) {
        if (!_settings.finalPrices) revert BundleMarket_InvalidSettings();
        if (msg.sender != _settings.dealer) {
            _checkSilence();
            if (keccak256(prices) != keccak256(_vector(PRICES))) revert BundleMarket_NotDealer(msg.sender);
        }
        _storeVector(PRICES, prices);
        emit Settled(prices);
        uint256 words = Lanes.wordsFor(_settings.resources);
        uint256 count = _accounts.length;
        if (openings.length != 32 * words * count) revert BundleMarket_WrongLength(openings.length);
        Sums memory sums = _positions(_unpackPrices(prices, words), openings, words, count);
        _payAll(sums, count);
        _closeMarket();
    }

    function _unpackPrices(bytes calldata packed, uint256 words) private view returns (int256[] memory prices) {
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := packed.offset
        }
        prices = Lanes.unpack(pointer, words);
        _checkPrices(prices);
    }

    /// What everybody has paid and would have to pay, from what the organiser said they held at the opening. A price times a
    /// quantity is below 2^126, and there are at most 2^16 of them for each of 2^16 seats: no sum reaches 2^255.
    function _positions(int256[] memory prices, bytes calldata openings, uint256 words, uint256 count)
        private
        view
        returns (Sums memory sums)
    {
        sums.paid = new int256[](count + 1);
        sums.change = new int256[](count + 1);
        uint256 length = 32 * words;
        bytes32 hash;
        unchecked {
            int256 received;
            int256 due;
            for (uint256 seat = 0; seat < count; seat++) {
                bytes calldata opening = openings[seat * length:(seat + 1) * length];
                hash = keccak256(abi.encodePacked(hash, opening));
                int256 cost;
                for (uint256 i = 0; i < words; i++) {
                    uint256 held = _lanes[seat][i];
                    uint256 before = uint256(bytes32(opening[32 * i:]));
                    if (held != before) cost += Lanes.costOfChange(held, before, 4 * i, prices);
                }
                int256 paid = _accounts[seat].paid;
                received += paid;
                due += cost;
                _add(sums, seat, paid, cost);
            }
            if (hash != _openings) revert BundleMarket_WrongOpenings();
            _add(sums, count, -received, -due);
        }
    }

    function _add(Sums memory sums, uint256 index, int256 paid, int256 cost) private view {
        unchecked {
            int256 change = cost - paid;
            if (change > 0) {
                // The last is the dealer.
                uint256 escrow = index == _accounts.length ? _dealerEscrow : _accounts[index].escrow;
                if (uint256(change) > escrow) change = int256(escrow);
                sums.given += uint256(change);
            } else {
                sums.wanted += uint256(-change);
            }
            sums.paid[index] = paid;
            sums.change[index] = change;
        }
    }

    function _payAll(Sums memory sums, uint256 count) private {
        uint256 before;
        uint256 sharedBefore;
        for (uint256 index = 0; index <= count; index++) {
            int256 change = sums.change[index];
            if (change == 0) continue;
            // Changes are within what money there is, far below 2^255.
            unchecked {
                if (change < 0) {
                    // Shares between rounded marks add up to all that is given.
                    before += uint256(-change);
                    uint256 shared = Math.mulDiv(sums.given, before, sums.wanted);
                    change = int256(sharedBefore) - int256(shared);
                    sharedBefore = shared;
                }
                bool isDealer = index == count;
                uint128 cash = isDealer ? _dealerCash : _accounts[index].cash;
                // Never negative: a raise stays within the escrow, which is a part of the cash.
                cash = _asAmount(uint256(int256(uint256(cash)) - change));
                if (isDealer) _dealerCash = cash;
                else _accounts[index].cash = cash;
                emit FinalPayment(isDealer ? DEALER : index, sums.paid[index] + change);
            }
        }
    }
}
