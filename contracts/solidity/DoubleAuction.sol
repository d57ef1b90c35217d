// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {AuctionClearing} from "./AuctionClearing.sol";
import {IDoubleAuction} from "./IDoubleAuction.sol";

/// @title Landau's market on a chain
contract DoubleAuction is AuctionClearing {
    using SafeERC20 for IERC20;

    /// Where `recordMatches` is: who is matched now, and what each still has to be matched.
    struct Walk {
        uint8 auction;
        uint64 matched;
        uint40 sellerLeft;
        uint40 buyerLeft;
        address seller;
        address buyer;
    }

    Walk private _walk;
    uint32 private _settled;

    constructor(
        IERC20 token_,
        address operator,
        Blocks memory blocks,
        Pricing memory pricing,
        uint32 gridSells_,
        uint32 gridBuys_
    ) AuctionBook(token_, operator, blocks, gridSells_, gridBuys_) AuctionClearing(pricing) {}

    /// @inheritdoc IDoubleAuction
    function recordMatches(Match[] calldata matches) external onlyOwner onlyAt(Stage.Matching) {
        Walk memory walk = _walk;
        for (uint256 i = 0; i < matches.length; i++) {
            // Before the first auction's last match is followed by the second's first.
            if (walk.matched == _claims[walk.auction].volume) walk = _nextAuction(walk.auction);
            _record(walk, matches[i]);
        }
        _walk = walk;
        _endMatching();
    }

    function _record(Walk memory walk, Match calldata one) private {
        Kind ask = _askKind(walk.auction);
        if (one.seller != walk.seller) {
            walk.sellerLeft = _step(walk, one, walk.seller, one.seller, walk.sellerLeft, ask);
            walk.seller = one.seller;
        }
        if (one.buyer != walk.buyer) {
            walk.buyerLeft = _step(walk, one, walk.buyer, one.buyer, walk.buyerLeft, Kind.Bid);
            walk.buyer = one.buyer;
        }
        uint40 most = walk.sellerLeft < walk.buyerLeft ? walk.sellerLeft : walk.buyerLeft;
        if (one.amount == 0 || one.amount != most) {
            revert DoubleAuction_WrongMatch(one.seller, one.buyer, one.amount);
        }
        walk.sellerLeft -= one.amount;
        walk.buyerLeft -= one.amount;
        walk.matched += one.amount;
        emit Matched(period, _typeOf(walk.auction), one.seller, one.buyer, one.amount);
    }

    /// From one order to the next that trades in the walk's auction; returns what it trades.
    function _step(Walk memory walk, Match calldata one, address from, address to, uint40 left, Kind kind)
        private
        view
        returns (uint40)
    {
        Order memory next = orders[to];
        bool isNext = left == 0 && next.kind == kind;
        if (isNext && from != address(0)) isNext = _isBehind(orders[from], from, next, to, _typeOf(walk.auction));
        if (!isNext) revert DoubleAuction_WrongMatch(one.seller, one.buyer, one.amount);
        return walk.auction == 0 ? next.first : next.second;
    }

    function _isBehind(Order memory a, address from, Order memory b, address to, EnergyType energyType)
        private
        pure
        returns (bool)
    {
        (uint32 before, uint32 price) = (_priceOf(a, energyType), _priceOf(b, energyType));
        if (before != price) return a.kind == Kind.Bid ? before > price : before < price;
        return a.placed != b.placed ? a.placed < b.placed : from < to;
    }

    function _nextAuction(uint8 auction) private view returns (Walk memory walk) {
        // Behind the last one there is nothing to match.
        if (auction == 1) revert DoubleAuction_WrongStage(stage);
        walk.auction = 1;
    }

    /// @inheritdoc AuctionClearing
    function _startMatching() internal override {
        delete _walk;
        if (_claims[0].volume == 0) _walk.auction = 1;
        _endMatching();
    }

    function _endMatching() private {
        bool isDone = _walk.auction == 1 ? _walk.matched == _claims[1].volume : _claims[1].volume == 0;
        if (_walk.auction == 0 && _walk.matched != _claims[0].volume) isDone = false;
        if (isDone) _startSettling();
    }

    function _startSettling() private {
        stage = Stage.Settling;
        _settled = 0;
        _endSettling();
    }

    /// @inheritdoc IDoubleAuction
    function settle(address[] calldata accounts) external {
        // What is paid does not depend on the matches.
        if (stage == Stage.Matching && block.number > lastBlock + patienceBlocks) _startSettling();
        if (stage != Stage.Settling) revert DoubleAuction_WrongStage(stage);
        uint32 done = _settled;
        for (uint256 i = 0; i < accounts.length; i++) {
            Order memory order = orders[accounts[i]];
            // Whoever was settled by somebody else meanwhile spoils nothing for those beside it.
            if (order.kind == Kind.None) continue;
            delete orders[accounts[i]];
            done++;
            if (order.kind == Kind.Bid) _settleBid(accounts[i], order);
            else _settleAsk(accounts[i], order);
        }
        _settled = done;
        _endSettling();
    }

    function _settleBid(address buyer, Order memory order) private {
        uint256 local = uint256(order.first) + order.second;
        uint256 grid = order.amount - local;
        (uint256 first, uint256 second) = rule == Rule.PayAsBid
            ? (_priceOf(order, _typeOf(0)), _priceOf(order, _typeOf(1)))
            : (_buyersPay[0], _buyersPay[1]);
        uint256 units = order.first * first + order.second * second + grid * gridSells;
        // Never negative: no price of a bid's trades is above its own, and the lock is for the dearest.
        money[buyer] += _lockOf(order) - units * WEI_PER_UNIT;
        emit Settled(period, buyer, true, local, grid, int256(units * WEI_PER_UNIT));
        if (local > 0) token.safeTransfer(buyer, local);
    }

    function _settleAsk(address seller, Order memory order) private {
        uint256 local = uint256(order.first) + order.second;
        uint256 grid = order.amount - local;
        uint256 sold = rule == Rule.PayAsBid
            ? (local > 0 ? _earned[seller] : 0)
            : local * _sellersGet[order.first > 0 ? 0 : 1];
        uint256 earned = (sold + grid * gridBuys) * WEI_PER_UNIT;
        money[seller] += earned;
        emit Settled(period, seller, false, local, grid, -int256(earned));
        if (grid > 0) token.safeTransfer(owner(), grid);
    }

    function _endSettling() private {
        if (_settled == uint256(bids) + pvAsks + chpAsks) _openPeriod();
    }
}
