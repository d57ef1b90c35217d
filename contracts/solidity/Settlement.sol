// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClearingTally} from "./ClearingTally.sol";
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
abstract contract Settlement is ClearingTally {
    /// Residual of the dealer's solver that is accepted, as a part of the limits: one in 1e9.
    uint256 private constant LIMIT_PARTS = 1e9;
    /// Rounding may leave a thousand units of an exact resource with the dealer in one clearing.
    int256 private constant LEFT_BY_ROUNDING = -1_000 * FULL_FILL;

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
