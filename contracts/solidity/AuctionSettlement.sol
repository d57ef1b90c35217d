// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {AuctionClearing} from "./AuctionClearing.sol";
import {IDoubleAuction} from "./IDoubleAuction.sol";

/// @title Matches of a period that is verified, and what everybody pays and gets
abstract contract AuctionSettlement is AuctionClearing {
    using SafeERC20 for IERC20;

    /// Where `recordMatches` is: who is matched now, and what each still has to be matched. A leg is an auction, under MUDA a half of one.
    struct Walk {
        uint8 leg;
        uint64 matched;
        uint40 sellerLeft;
        uint40 buyerLeft;
        address seller;
        address buyer;
    }

    Walk private _walk;
    uint32 private _settled;

    constructor(IERC20 token_, address operator, Setup memory setup)
        AuctionBook(token_, operator, setup.blocks, setup.gridSells, setup.gridBuys)
        AuctionClearing(setup.pricing)
    {}

    /// @inheritdoc IDoubleAuction
    function recordMatches(Match[] calldata matches) external onlyOwner onlyAt(Stage.Matching) {
        Walk memory walk = _walk;
        for (uint256 i = 0; i < matches.length; i++) {
            // Before a leg's last match is followed by the next one's first.
            while (walk.matched == _volumeOf(walk.leg)) walk = _nextLeg(walk.leg);
            _record(walk, matches[i]);
        }
        _walk = walk;
        _endMatching();
    }

    function _record(Walk memory walk, Match calldata one) private {
        uint256 auction = _auctionOf(walk.leg);
        Kind ask = _askKind(auction);
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
        emit Matched(period, _typeOf(auction), one.seller, one.buyer, one.amount);
    }

    /// From one order to the next that trades in the walk's leg; returns what it trades.
    function _step(Walk memory walk, Match calldata one, address from, address to, uint40 left, Kind kind)
        private
        view
        returns (uint40)
    {
        Order memory next = orders[to];
        uint256 auction = _auctionOf(walk.leg);
        bool isNext = left == 0 && next.kind == kind;
        if (isNext && from != address(0)) isNext = _isBehind(orders[from], from, next, to, _typeOf(auction));
        if (_isDrawn()) isNext = isNext && _halfOf(to) == walk.leg % 2;
        if (!isNext) revert DoubleAuction_WrongMatch(one.seller, one.buyer, one.amount);
        return auction == 0 ? next.first : next.second;
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

    function _legs() private pure returns (uint8) {
        return _isDrawn() ? 4 : 2;
    }

    function _auctionOf(uint8 leg) private pure returns (uint256) {
        return _isDrawn() ? leg / 2 : leg;
    }

    function _volumeOf(uint8 leg) private view returns (uint64) {
        return _isDrawn() ? _halfVolumes[leg / 2][leg % 2] : _claims[leg].volume;
    }

    function _nextLeg(uint8 leg) private view returns (Walk memory walk) {
        // Behind the last one there is nothing to match.
        if (leg + 1 == _legs()) revert DoubleAuction_WrongStage(stage);
        walk.leg = leg + 1;
    }

    /// @inheritdoc AuctionClearing
    function _startMatching() internal override {
        delete _walk;
        _endMatching();
    }

    function _endMatching() private {
        uint8 leg = _walk.leg;
        if (_walk.matched != _volumeOf(leg)) return;
        while (++leg < _legs()) if (_volumeOf(leg) > 0) return;
        _startSettling();
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
        (uint256 first, uint256 second) = !_isDrawn() && _isPaidAsBid
            ? (_priceOf(order, _typeOf(0)), _priceOf(order, _typeOf(1)))
            : _pricesOf(buyer, _buyersPay);
        uint256 units = order.first * first + order.second * second + grid * gridSells;
        // Never negative: no price of a bid's trades is above its own, and the lock is for the dearest.
        money[buyer] += _lockOf(order) - units * WEI_PER_UNIT;
        emit Settled(period, buyer, true, local, grid, int256(units * WEI_PER_UNIT));
        if (local > 0) token.safeTransfer(buyer, local);
    }

    function _settleAsk(address seller, Order memory order) private {
        uint256 local = uint256(order.first) + order.second;
        uint256 grid = order.amount - local;
        uint256 sold = !_isDrawn() && _isPaidAsBid
            ? (local > 0 ? _earned[seller] : 0)
            : _soldOf(seller, order);
        uint256 earned = (sold + grid * gridBuys) * WEI_PER_UNIT;
        money[seller] += earned;
        emit Settled(period, seller, false, local, grid, -int256(earned));
        if (grid > 0) token.safeTransfer(owner(), grid);
    }

    function _soldOf(address seller, Order memory order) private view returns (uint256) {
        (uint256 first, uint256 second) = _pricesOf(seller, _sellersGet);
        return order.first * first + order.second * second;
    }

    /// Of both auctions, where all of a half, or all, have the same.
    function _pricesOf(address account, uint32[2] storage common) private view returns (uint256, uint256) {
        if (!_isDrawn()) return (common[0], common[1]);
        uint256 half = _halfOf(account);
        return (_halfPrices[0][half], _halfPrices[1][half]);
    }

    function _endSettling() private {
        if (_settled != uint256(bids) + pvAsks + chpAsks) return;
        if (_isDrawn()) _nextLot();
        _openPeriod();
    }
}
