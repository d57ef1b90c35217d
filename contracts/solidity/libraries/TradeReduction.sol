// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDoubleAuction} from "../IDoubleAuction.sol";

/// @title Where a list of orders ends that is served up to a volume
/// @notice McAfee's rule and MUDA rest on four prices: of the last order of each side that could trade, and of the first one that could not. They
/// are found while the lists are read once, for the most that could be traded, which is claimed and verified here.
library TradeReduction {
    /// @param before Wh wanted by all orders before those that share the last one's price and block
    /// @param reached Wh wanted by all up to the last that could trade
    /// @param last that order, the last of its equals, with its `lastPrice` and its `lastAmount`
    /// @param nextPrice of the first order behind it; only if `hasNext`
    struct Margin {
        uint64 before;
        uint64 reached;
        uint40 lastAmount;
        uint32 lastPrice;
        uint32 nextPrice;
        bool hasNext;
        address last;
    }

    /// Another price or block begins.
    function startEquals(Margin memory margin) internal pure {
        margin.before = margin.reached;
    }

    /// The next order of the list.
    /// @param most Wh that could be traded
    function read(Margin memory margin, address account, uint32 price, uint64 wanted, uint64 most) internal pure {
        if (wanted == 0 || margin.hasNext) return;
        if (margin.before < most) {
            margin.reached += wanted;
            (margin.last, margin.lastPrice, margin.lastAmount) = (account, price, uint40(wanted));
        } else {
            (margin.hasNext, margin.nextPrice) = (true, price);
        }
    }

    /// What the rule says of two lists whose orders in order could trade `claimed.most`, neither less nor more.
    /// @return volume Wh that are traded
    /// @return buyersPay 1/100 ct per kWh
    /// @return sellersGet the same, or less where the last order of each side has been left out
    function outcome(Margin memory bids, Margin memory asks, IDoubleAuction.Reduction memory claimed)
        internal
        pure
        returns (uint64 volume, uint32 buyersPay, uint32 sellersGet)
    {
        checkMost(bids, asks, claimed.most);
        (buyersPay, sellersGet) = (bids.lastPrice, asks.lastPrice);
        bool isReduced = claimed.most > 0;
        if (isReduced && bids.hasNext && asks.hasNext) {
            uint32 price = uint32((uint256(bids.nextPrice) + asks.nextPrice) / 2);
            isReduced = price < asks.lastPrice || price > bids.lastPrice;
            if (!isReduced) (volume, buyersPay, sellersGet) = (claimed.most, price, price);
        }
        (address bid, address ask) = isReduced ? (bids.last, asks.last) : (address(0), address(0));
        if (claimed.bid != bid || claimed.ask != ask) revert IDoubleAuction.DoubleAuction_WrongReduction(bid, ask);
        if (isReduced) {
            (uint64 demand, uint64 supply) = (bids.reached - bids.lastAmount, asks.reached - asks.lastAmount);
            volume = demand < supply ? demand : supply;
        }
    }

    /// Both sides have it, at prices that meet; and what is left of both does not meet.
    function checkMost(Margin memory bids, Margin memory asks, uint64 most) internal pure {
        if (bids.reached < most || asks.reached < most) {
            revert IDoubleAuction.DoubleAuction_WrongVolume(most, bids.reached < asks.reached ? bids.reached : asks.reached);
        }
        if (most > 0 && asks.lastPrice > bids.lastPrice) {
            revert IDoubleAuction.DoubleAuction_AskAboveBid(asks.lastPrice, bids.lastPrice);
        }
        (bool isWanted, uint32 bid) = firstLeft(bids, most);
        (bool isOffered, uint32 ask) = firstLeft(asks, most);
        if (isWanted && isOffered && ask <= bid) revert IDoubleAuction.DoubleAuction_MoreCouldTrade(ask, bid);
    }

    /// The first order that does not get all it wants of `most`.
    function firstLeft(Margin memory margin, uint64 most) internal pure returns (bool, uint32) {
        return margin.reached > most ? (true, margin.lastPrice) : (margin.hasNext, margin.nextPrice);
    }
}
