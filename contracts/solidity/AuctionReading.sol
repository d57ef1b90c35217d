// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionLots} from "./AuctionLots.sol";
import {BidSteps} from "./BidSteps.sol";

/// @title Reads bids or asks in merit order, and deals each its part
/// @notice The better price is first, then the earlier block; those that share both are listed by their accounts. A list is read once, in as many
/// calls as needed; what was read of it is summed up in a `Pass`.
abstract contract AuctionReading is AuctionLots, BidSteps {
    /// @param read orders so far
    /// @param dealt Wh dealt to them
    /// @param left Wh they did not trade
    /// @param before Wh wanted by orders ahead of those that share the last one's price and block
    /// @param equal Wh wanted by these
    /// @param price of the last order, with `placed` and `account` its place in the list
    /// @param lastServed price of the last order that trades; only if `dealt` is not 0
    /// @param firstUnserved price of the first order that has something left, if there `isUnserved` is set
    struct Pass {
        uint32 read;
        uint64 dealt;
        uint64 left;
        uint64 before;
        uint32 price;
        uint64 equal;
        uint40 placed;
        uint32 lastServed;
        uint32 firstUnserved;
        bool isUnserved;
        address account;
    }

    /// A list that is read, bids or asks of one auction, and its last order: whose it is, at which price, and what it wants of the auction.
    struct List {
        uint256 auction;
        EnergyType energyType;
        Kind kind;
        address account;
        uint32 price;
        uint64 wanted;
    }

    bool internal immutable _isPaidAsBid;

    constructor(Rule rule_) {
        _isPaidAsBid = rule_ == Rule.PayAsBid;
    }

    /// The next order of a list; returns whether it has another price or block than the one before.
    function _next(Pass memory pass, List memory list, address account, Order memory order)
        internal
        returns (bool startsEquals)
    {
        if (order.kind != list.kind) revert DoubleAuction_UnexpectedOrder(account, order.kind);
        uint32 price = _priceOf(order, list.energyType);
        bool isBid = list.kind == Kind.Bid;
        (list.account, list.price, list.wanted) = (account, price, order.amount);
        if (isBid && list.auction == 1) list.wanted -= order.first;
        if (pass.read == 0) {
            (pass.price, pass.placed) = (price, order.placed);
            if (!_isDrawn() && _isPaidAsBid && isBid) _clearSteps();
        } else if (pass.price != price || pass.placed != order.placed) {
            bool isBehind = pass.price == price
                ? pass.placed < order.placed
                : (isBid ? pass.price > price : pass.price < price);
            if (!isBehind) revert DoubleAuction_OutOfOrder(account);
            startsEquals = true;
            (pass.price, pass.placed) = (price, order.placed);
        } else if (pass.account >= account) {
            revert DoubleAuction_OutOfOrder(account);
        }
        pass.account = account;
        pass.read++;
    }

    /// Its part.
    function _deal(Pass memory pass, List memory list, Order memory order, uint256 part) internal {
        if (part > 0) {
            pass.dealt += uint64(part);
            pass.lastServed = list.price;
            if (!_isDrawn() && _isPaidAsBid) _pay(list, part, pass.dealt);
        }
        if (part < list.wanted) {
            pass.left += list.wanted - uint64(part);
            if (!pass.isUnserved) (pass.isUnserved, pass.firstUnserved) = (true, list.price);
        }
        // A part may be there from a claim that did not pass.
        if (list.auction == 0 && (order.first != part || order.second != 0)) {
            (order.first, order.second) = (uint40(part), 0);
            orders[list.account] = order;
        } else if (list.auction == 1 && order.second != part) {
            order.second = uint40(part);
            orders[list.account] = order;
        }
    }

    /// A buyer's price, or what a seller gets of those: for the last `part` of `dealt` Wh.
    function _pay(List memory list, uint256 part, uint64 dealt) private {
        if (list.kind == Kind.Bid) _addStep(dealt, list.price);
        else _earn(list.account, dealt - part, dealt);
    }

    /// Everything; nothing; or, of those who share, the difference of two cumulated shares, rounded down.
    function _partOf(Pass memory pass, uint256 wanted, uint256 volume, Sharing memory sharing)
        internal
        pure
        returns (uint256)
    {
        if (volume <= pass.before) return 0;
        uint256 share = volume - pass.before;
        if (sharing.total > 0 && pass.before == sharing.before) {
            if (share >= sharing.total) revert DoubleAuction_WrongShares(sharing.total, share);
            return share * (pass.equal + wanted) / sharing.total - share * pass.equal / sharing.total;
        }
        if (pass.equal + wanted > share) revert DoubleAuction_WrongShares(0, pass.equal + wanted);
        return wanted;
    }

    /// Who shared had to be all who do.
    function _finishEquals(Pass memory pass, Sharing memory sharing) internal pure {
        if (sharing.total > 0 && pass.before == sharing.before && pass.equal > 0 && pass.equal != sharing.total) {
            revert DoubleAuction_WrongShares(sharing.total, pass.equal);
        }
        pass.before += pass.equal;
        pass.equal = 0;
    }

    function _priceOf(Order memory order, EnergyType energyType) internal pure returns (uint32) {
        return energyType == EnergyType.PV ? order.pvPrice : order.chpPrice;
    }
}
