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
        /// p'w - P
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

    function _unpackPrices(bytes calldata packed, uint256 words) private pure returns (int256[] memory prices) {
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := packed.offset
        }
        prices = Lanes.unpack(pointer, words);
        for (uint256 r = 0; r < prices.length; r++) {
            if (prices[r] < 0) revert BundleMarket_NegativePrice(r, prices[r]);
        }
    }

    /// What everybody has paid and would have to pay, from what the organiser said they held at the opening.
    function _positions(int256[] memory prices, bytes calldata openings, uint256 words, uint256 count)
        private
        view
        returns (Sums memory sums)
    {
        sums.paid = new int256[](count + 1);
        sums.change = new int256[](count + 1);
        bytes32 hash;
        int256 received;
        int256 due;
        for (uint256 seat = 0; seat < count; seat++) {
            bytes calldata opening = openings[32 * words * seat:32 * words * (seat + 1)];
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
            _add(sums, seat, paid, cost, _accounts[seat].escrow);
        }
        if (hash != _openings) revert BundleMarket_WrongOpenings();
        _add(sums, count, -received, -due, _dealerEscrow);
    }

    function _add(Sums memory sums, uint256 index, int256 paid, int256 cost, uint256 escrow) private pure {
        int256 change = cost - paid;
        sums.paid[index] = paid;
        sums.change[index] = change;
        if (change > 0) sums.given += Math.min(uint256(change), escrow);
        else sums.wanted += uint256(-change);
    }

    function _payAll(Sums memory sums, uint256 count) private {
        uint256 before = 0;
        uint256 sharedBefore = 0;
        for (uint256 index = 0; index <= count; index++) {
            int256 change = sums.change[index];
            if (change == 0) continue;
            bool isDealer = index == count;
            int256 raise;
            if (change > 0) {
                uint256 escrow = isDealer ? _dealerEscrow : _accounts[index].escrow;
                raise = int256(Math.min(uint256(change), escrow));
            } else {
                // Shares between rounded marks add up to all that is given.
                before += uint256(-change);
                uint256 shared = Math.mulDiv(sums.given, before, sums.wanted);
                raise = -int256(shared - sharedBefore);
                sharedBefore = shared;
            }
            if (isDealer) _dealerCash = _less(_dealerCash, raise);
            else _accounts[index].cash = _less(_accounts[index].cash, raise);
            emit FinalPayment(isDealer ? DEALER : index, sums.paid[index] + raise);
        }
    }

    /// Never negative: a raise stays within the escrow, which is a part of the cash.
    function _less(uint128 cash, int256 raise) private pure returns (uint128) {
        return _asAmount(uint256(int256(uint256(cash)) - raise));
    }
}
