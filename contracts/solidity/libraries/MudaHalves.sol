// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDoubleAuction} from "../IDoubleAuction.sol";
import {TradeReduction} from "./TradeReduction.sol";

/// @title MUDA with a lottery (Segal-Halevi, Hassidim and Aumann, 2018), read off lists in merit order
/// @notice Prices of both halves and the last in turn of each longer side are claimed and verified: while a list is read once, everybody's
/// part follows from them, and at its end that they were right.
library MudaHalves {
    using TradeReduction for TradeReduction.Margin;

    /// What has been read of one side of one half.
    /// @param margin of its own equilibrium
    /// @param willing Wh of orders that accept the other half's price
    /// @param dealt Wh of these that are traded
    struct Side {
        TradeReduction.Margin margin;
        uint64 willing;
        uint64 dealt;
    }

    /// Who is the last of a side to be served, and in which turn it is; the zero address: nobody has to wait.
    struct Last {
        address account;
        uint40 part;
        uint256 turn;
    }

    /// The first bit of the hash is the half, the others are the turn.
    function drawn(bytes32 lot, bytes32 label) internal pure returns (uint256 half, uint256 turn) {
        uint256 bits = uint256(sha256(abi.encodePacked(lot, label)));
        return (bits >> 255, bits & (type(uint256).max >> 1));
    }

    /// The next order that wants something; returns its part.
    /// @param most Wh that could be traded in its own half
    /// @param accepts whether it accepts the other half's price
    function read(
        Side memory side,
        Last memory last,
        address account,
        uint32 price,
        uint64 wanted,
        uint64 most,
        bool accepts,
        uint256 turn
    ) internal pure returns (uint64 part) {
        side.margin.read(account, price, wanted, most);
        if (!accepts) return 0;
        side.willing += wanted;
        if (last.account == address(0) || turn < last.turn) part = wanted;
        else if (account == last.account) part = last.part;
        if (part > wanted) revert IDoubleAuction.DoubleAuction_WrongPart(account, part, wanted);
        side.dealt += part;
    }

    /// What a half trades: all that its shorter side wants, and no more of the longer one.
    function volumeOf(Side memory bids, Side memory asks) internal pure returns (uint64 volume) {
        volume = bids.willing < asks.willing ? bids.willing : asks.willing;
        if (bids.dealt != volume) revert IDoubleAuction.DoubleAuction_WrongVolume(bids.dealt, volume);
        if (asks.dealt != volume) revert IDoubleAuction.DoubleAuction_WrongVolume(asks.dealt, volume);
    }

    /// The middle, rounded down, of all prices at which a half wants as much as it offers; the claim has to say the same.
    function checkPrice(uint256 half, Side memory bids, Side memory asks, IDoubleAuction.Half memory claimed) internal pure {
        TradeReduction.checkMost(bids.margin, asks.margin, claimed.most);
        (bool isWanted, uint32 low) = TradeReduction.firstLeft(bids.margin, claimed.most);
        (bool isOffered, uint32 high) = TradeReduction.firstLeft(asks.margin, claimed.most);
        if (claimed.most > 0) {
            if (!isWanted || asks.margin.lastPrice > low) low = asks.margin.lastPrice;
            if (!isOffered || bids.margin.lastPrice < high) high = bids.margin.lastPrice;
        }
        bool isPriced = claimed.most > 0 || (isWanted && isOffered);
        uint256 price = isPriced ? (uint256(low) + high) / 2 : 0;
        if (claimed.isPriced != isPriced || claimed.price != price) {
            revert IDoubleAuction.DoubleAuction_WrongHalfPrice(half, price);
        }
    }
}
