// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketState} from "./MarketState.sol";
import {Lanes} from "./libraries/Lanes.sol";
import {Orders} from "./libraries/Orders.sol";

/// @title Reads the orders of a clearing and adds them up
/// @notice What the sums mean, and why none overflows: Settlement.sol.
abstract contract ClearingTally is MarketState {
    int256 internal constant FULL_FILL = 1e18;

    /// What adds up over the whole clearing.
    struct Tally {
        uint256 resources;
        uint256 words;
        /// memory for hashing, in which the bundle of the order at hand is
        uint256 scratch;
        int256[] prices;
        /// sum of bundle x fill of the group at hand
        int256[] fills;
        /// sum of deliveries to seats
        int256[] delivered;
        /// room for what one seat is delivered, packed
        bytes packed;
        /// p'offer + sum sigma, and sum limit x fill
        int256 dual;
        int256 primal;
        /// payments of all seats
        int256 received;
        /// what the tolerance is made of: sum of |quantity| over the offer and those of the seats' orders that are no
        /// worse than marginal, and sum of |limit| x fill over the seats' orders
        uint256 quantity;
        uint256 limits;
    }

    /// What adds up over one group of orders.
    struct Group {
        /// prices x the bundle of the order at hand
        int256 cost;
        /// no quantity of the orders so far is larger than this by more than 1
        uint256 bits;
        uint256 book;
        uint256 sigma;
        uint256 limitedFill;
        /// sum of (limit + rounding) x fill: the most the group may pay, times FULL_FILL
        int256 allowed;
        /// sum of limit x fill
        int256 stated;
        bool trades;
        /// whether a single order is filled, and that wholly; then `tally.packed` is what is delivered, and this what it costs
        bool whole;
        int256 wholeCost;
    }

    /// Adds a group's orders to the tally; `tally.fills` then holds their sum of bundle x fill.
    function _tallyGroup(Tally memory tally, uint256 seat, uint256 pointer, uint256 end)
        internal
        pure
        returns (Group memory group, uint256 next)
    {
        uint256 header = Orders.headerAt(pointer);
        uint256 count = uint16(header >> 224);
        pointer += 64;
        next = pointer + uint32(header >> 192);
        if (next > end) revert BundleMarket_WrongLength(uint32(header >> 192));
        Lanes.clearArray(tally.fills);
        Lanes.clearVector(Orders.bundleIn(tally.scratch), tally.words);
        for (uint256 i = 0; i < count; i++) {
            pointer = _tallyOrder(tally, group, seat, i, pointer);
        }
        if (pointer != next) revert BundleMarket_WrongLength(uint32(header >> 192));
    }

    /// Reads an order, of which only what differs from the one before it is told, and adds it up.
    function _tallyOrder(Tally memory tally, Group memory group, uint256 seat, uint256 index, uint256 pointer)
        private
        pure
        returns (uint256 next)
    {
        uint256 header;
        uint256 fill;
        bool wellFormed;
        (header, fill, next, wellFormed) = Orders.read(pointer);
        if (!wellFormed) revert BundleMarket_MalformedOrder(index);
        if (fill > uint256(FULL_FILL)) revert BundleMarket_FillOutOfRange(seat, index, fill);
        uint256 bits;
        (next, group.cost, bits, wellFormed) =
            Lanes.change(next, Orders.bundleIn(tally.scratch), tally.resources, tally.prices, group.cost);
        if (!wellFormed) revert BundleMarket_MalformedOrder(index);
        group.bits |= bits;
        if (seat != DEALER) group.book = Orders.chain(group.book, header, tally.words, tally.scratch);
        _addOrder(tally, group, header, fill, seat == DEALER);
    }

    function _addOrder(Tally memory tally, Group memory group, uint256 header, uint256 fill, bool dealer)
        private
        pure
    {
        unchecked {
            uint256 bundle = Orders.bundleIn(tally.scratch);
            int256 limit = Orders.limitOf(header);
            int256 excess = limit - group.cost;
            uint256 size;
            // Of most orders it is plain that they are worse than marginal, however large they are.
            if (fill != 0 || excess >= -int256(tally.resources * (group.bits + 1))) {
                size = Lanes.absoluteSumOf(bundle, tally.words);
                // Only what a seat has bound, and only where rounding can make it matter: a group that could pad the
                // tolerance with orders of its own would not have to be optimal.
                if (!dealer && excess >= -int256(size)) tally.quantity += size;
            }
            if (fill != 0) {
                _fill(tally, group, fill, dealer);
                int256 stated = limit * int256(fill);
                tally.primal += stated;
                group.stated += stated;
                if (!dealer) tally.limits += uint256(limit < 0 ? -limit : limit) * fill;
                group.allowed += (limit + int256(size)) * int256(fill);
                group.trades = true;
            }
            if (dealer || Orders.isUnlimited(header)) {
                if (excess > 0) tally.dual += excess;
            } else {
                group.limitedFill += fill;
                if (excess > int256(group.sigma)) group.sigma = uint256(excess);
            }
        }
    }

    /// Adds the bundle of the order at hand to what its group gets. Of most seats one order is filled, and wholly: there is
    /// nothing to round, and nothing is added up.
    function _fill(Tally memory tally, Group memory group, uint256 fill, bool dealer) private pure {
        uint256 bundle = Orders.bundleIn(tally.scratch);
        uint256 words = tally.words;
        if (!group.trades && !dealer && fill == uint256(FULL_FILL)) {
            Lanes.copy(bundle, words, tally.packed);
            (group.whole, group.wholeCost) = (true, group.cost);
            return;
        }
        if (group.whole) Lanes.addScaled(Lanes.vectorIn(tally.packed), words, uint256(FULL_FILL), tally.fills);
        group.whole = false;
        Lanes.addScaled(bundle, words, fill, tally.fills);
    }
}
