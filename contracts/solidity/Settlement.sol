// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketState} from "./MarketState.sol";
import {Holdings} from "./libraries/Holdings.sol";
import {Lanes} from "./libraries/Lanes.sol";
import {Orders} from "./libraries/Orders.sol";

/// @title Verifies a clearing and settles it
/// @notice The clearing problem and its dual (Guo, Koehler & Whinston 2007): with fills y, prices p,
/// sigma_j = max(0, max over j's limited orders of (limit - p'bundle)) and a term of its own for each
/// unlimited and each dealer order,
///
///     gap = p'offer + sum sigma - sum limit y  >= 0, and 0 only at an optimum.
///
/// Of an exact resource sum bundle x y is no less than 0 either, so its price may be below zero and then counts 0 in p'offer.
///
/// All sums are exact: |lane| < 2^63, |limit| < 2^127, fill < 2^64, and at most 2^32 orders of 2^16
/// lanes, so that no sum reaches 2^255; hence the unchecked blocks.
abstract contract Settlement is MarketState {
    int256 private constant FULL_FILL = 1e18;
    /// Residual of the dealer's solver that is accepted, as a part of the limits: one in 1e9.
    uint256 private constant LIMIT_PARTS = 1e9;
    /// Rounding may leave a thousand units of an exact resource with the dealer in one clearing.
    int256 private constant LEFT_BY_ROUNDING = -1_000 * FULL_FILL;

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

    /// Verifies everything and settles. `certify`: optimality too.
    function _settle(bytes calldata clearing, bool certify) internal {
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := clearing.offset
        }
        uint256 end = pointer + clearing.length;
        Tally memory tally = _newTally(pointer, clearing.length);
        uint256 offer = pointer + 32 * tally.words;
        (tally.dual, tally.quantity) = Lanes.dotAndSize(offer, tally.words, tally.prices);

        pointer = _settleSeats(tally, offer + 64 * tally.words, end);
        Lanes.clearArray(tally.fills);
        if (pointer != end) pointer = _tallyDealer(tally, pointer, end);
        if (pointer != end) revert BundleMarket_WrongLength(clearing.length);

        _settleInventory(tally, offer);
        _settleDealerCash(tally.received);
        (int256 gap, uint256 tolerance) = _gap(tally);
        if (certify && gap > int256(tolerance)) revert BundleMarket_NotOptimal(gap, tolerance);
        _prices = keccak256(clearing[:32 * tally.words]);
        emit Cleared(_round, gap, tolerance, clearing[:32 * tally.words], clearing[32 * tally.words:64 * tally.words]);
    }

    function _newTally(uint256 pointer, uint256 length) private view returns (Tally memory tally) {
        uint256 resources = _settings.resources;
        uint256 words = Lanes.wordsFor(resources);
        if (length < 96 * words) revert BundleMarket_WrongLength(length);
        uint256 padding = Lanes.paddingMask(resources);
        if ((Orders.headerAt(pointer + 32 * (words - 1)) | Orders.headerAt(pointer + 32 * (2 * words - 1))) & padding != 0) {
            revert BundleMarket_WrongLength(length);
        }
        tally.resources = resources;
        tally.words = words;
        tally.scratch = Orders.allocateScratch(words);
        tally.prices = Lanes.unpack(pointer, words);
        tally.fills = new int256[](words * 4);
        tally.delivered = new int256[](words * 4);
        tally.packed = new bytes(words * 32);
        _checkPrices(tally.prices);
    }

    /// Every seat with an open book must have its group, in ascending order.
    function _settleSeats(Tally memory tally, uint256 pointer, uint256 end) private returns (uint256) {
        uint256 count = _accounts.length;
        for (uint256 seat = 0; seat < count; seat++) {
            Account storage account = _accounts[seat];
            uint256 book = account.book;
            if (book == 0) continue;
            if (pointer == end) revert BundleMarket_BookMissing(seat);
            uint256 given = Orders.headerAt(pointer) >> 240;
            if (given > seat) revert BundleMarket_BookMissing(seat);
            if (given < seat) revert BundleMarket_SeatsOutOfOrder(given);
            pointer = _settleSeat(tally, account, seat, book, pointer, end);
        }
        return pointer;
    }

    function _settleSeat(Tally memory tally, Account storage account, uint256 seat, uint256 book, uint256 pointer, uint256 end)
        private
        returns (uint256 next)
    {
        Group memory group;
        (group, next) = _tallyGroup(tally, seat, pointer, end);
        if (group.book != book) revert BundleMarket_BookMismatch(seat);
        if (group.limitedFill > uint256(FULL_FILL)) revert BundleMarket_ConvexityBroken(seat, group.limitedFill);
        uint256 claimedSigma = Orders.headerAt(pointer + 32);
        if (group.sigma != claimedSigma) revert BundleMarket_SigmaMismatch(seat, group.sigma, claimedSigma);
        unchecked {
            tally.dual += int256(group.sigma);
        }
        int256 claimedPayment = Orders.limitOf(Orders.headerAt(pointer));
        int256 payment = group.trades ? _deliver(tally, group, account, seat) : int256(0);
        if (payment != claimedPayment) revert BundleMarket_PaymentMismatch(seat, payment, claimedPayment);
        if (!group.trades) return next;
        // Nobody pays above its limits, or gets less than they ask.
        if (payment * FULL_FILL > group.allowed) revert BundleMarket_PaymentAboveLock(seat, payment);
        tally.received += payment;
        int256 cash = int256(uint256(account.cash)) - payment;
        // Never negative: allowed <= locked <= cash; the cast still refuses a sum beyond the type.
        if (_settings.finalPrices) _holdBack(account, seat, payment, group.stated);
        if (cash < 0 || cash > int256(uint256(type(uint128).max))) revert BundleMarket_PaymentAboveLock(seat, payment);
        account.cash = uint128(uint256(cash));
        _emptyBook(account);
    }

    /// What the limits of a trade allow beyond its payment stays until the final prices are known. The escrow fits into its
    /// type: it was locked, hence a part of the cash.
    function _holdBack(Account storage account, uint256 seat, int256 payment, int256 stated) private {
        int256 paid = account.paid + payment;
        if (paid != int128(paid)) revert BundleMarket_PaymentAboveLock(seat, payment);
        account.paid = int128(paid);
        int256 more = Lanes.floorDivide(stated, FULL_FILL) - payment;
        if (more <= 0) return;
        account.escrow += uint128(uint256(more));
        emit Escrowed(seat, account.escrow);
    }

    function _emptyBook(Account storage account) internal {
        account.book = 0;
        account.limitedLock = 0;
        if (account.unlimitedLock != 0) account.unlimitedLock = 0;
    }

    /// The dealer's own orders: bound by no hash (they are its own), each a group of its own.
    function _tallyDealer(Tally memory tally, uint256 pointer, uint256 end) private pure returns (uint256 next) {
        uint256 seat = Orders.headerAt(pointer) >> 240;
        if (seat != DEALER) revert BundleMarket_SeatsOutOfOrder(seat);
        (, next) = _tallyGroup(tally, DEALER, pointer, end);
    }

    /// Adds a group's orders to the tally; `tally.fills` then holds their sum of bundle x fill.
    function _tallyGroup(Tally memory tally, uint256 seat, uint256 pointer, uint256 end)
        private
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

    /// Rounds a seat's fills down to whole units and delivers them; the payment is exact.
    function _deliver(Tally memory tally, Group memory group, Account storage account, uint256 seat)
        private
        returns (int256 payment)
    {
        bytes memory packed = tally.packed;
        if (group.whole) {
            payment = group.wholeCost;
            Lanes.add(packed, tally.words, tally.delivered);
        } else {
            bool inRange;
            (payment, inRange) = Lanes.move(packed, tally.words, tally.fills, tally.prices, tally.delivered);
            if (!inRange) revert BundleMarket_QuantityOutOfRange(seat);
        }
        account.holdings = Holdings.chain(account.holdings, packed);
        emit Traded(_round, seat, payment, packed);
    }

    /// Deliveries to seats plus what the dealer keeps (or sells) itself stay within the offer, the offer
    /// within the inventory, and the inventory above zero. `tally.fills` holds the dealer's own group.
    function _settleInventory(Tally memory tally, uint256 offerAt) private {
        uint256 exact = _settings.exactResources;
        uint256 words = tally.words;
        uint256 heldAt = offerAt + 32 * words;
        bytes memory packed = tally.packed;
        assembly ("memory-safe") {
            calldatacopy(add(packed, 32), heldAt, shl(5, words))
        }
        if (keccak256(packed) != _inventory) revert BundleMarket_WrongInventory();
        for (uint256 i = 0; i < words; i++) {
            uint256 held = Orders.headerAt(heldAt + 32 * i);
            uint256 offered = Orders.headerAt(offerAt + 32 * i);
            uint256 left = 0;
            for (uint256 lane = 0; lane < 4; lane++) {
                uint256 r = 4 * i + lane;
                int256 offer = Lanes.laneOf(offered, lane);
                int256 inventory = Lanes.laneOf(held, lane);
                if (offer < 0 || offer > inventory) revert BundleMarket_OfferOutOfRange(r, offer, inventory);
                unchecked {
                    int256 delivered = tally.delivered[r];
                    int256 kept = inventory - delivered;
                    int256 taken = delivered * FULL_FILL + tally.fills[r];
                    // Nobody leaves an exact resource with the dealer.
                    if (taken > offer * FULL_FILL || kept < 0 || (r < exact && taken < LEFT_BY_ROUNDING)) {
                        revert BundleMarket_OverDelivery(r, delivered, offer);
                    }
                    // What the dealer has costs nothing to keep.
                    if (tally.prices[r] < 0) tally.dual -= tally.prices[r] * offer;
                    if (!Lanes.fits(kept)) revert BundleMarket_QuantityOutOfRange(DEALER);
                    left = Lanes.withLane(left, lane, kept);
                }
            }
            assembly ("memory-safe") {
                mstore(add(add(packed, 32), shl(5, i)), left)
            }
        }
        _inventory = keccak256(packed);
    }

    function _settleDealerCash(int256 received) private {
        int256 balance = int256(uint256(_dealerCash)) + received;
        // What it took in before may have to be given back.
        int256 free = balance - int256(uint256(_dealerEscrow));
        if (free < 0) revert BundleMarket_DealerOverdrawn(free);
        _dealerCash = _asAmount(uint256(balance));
        if (received <= 0 || !_settings.finalPrices) return;
        // The dealer takes any price for what it offers: the final one may be zero.
        _dealerEscrow = _asAmount(_dealerEscrow + uint256(received));
        emit Escrowed(DEALER, _dealerEscrow);
    }

    /// Duality gap in money units, rounded up, and the most it may be: prices are rounded to whole units
    /// (one price unit per quantity unit), and the solver has residuals (one part in 1e9 of the filled limits).
    function _gap(Tally memory tally) private pure returns (int256 gap, uint256 tolerance) {
        unchecked {
            gap = -Lanes.floorDivide(tally.primal - tally.dual * FULL_FILL, FULL_FILL);
            tolerance = tally.quantity + tally.limits / (LIMIT_PARTS * uint256(FULL_FILL));
        }
    }
}
