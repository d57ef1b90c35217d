// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionLots} from "./AuctionLots.sol";
import {BidSteps} from "./BidSteps.sol";
import {IDoubleAuction} from "./IDoubleAuction.sol";
import {TradeReduction} from "./TradeReduction.sol";

/// @title Verifies what a period's two auctions come to
/// @notice A list is read once, in as many calls as needed; what was read of it is summed up in a `Pass`.
abstract contract AuctionClearing is AuctionLots, BidSteps {
    using TradeReduction for TradeReduction.Margin;

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

    /// Parts that `k` is counted in.
    uint256 private constant WHOLE_K = 10_000;

    /// A `Rule` as its number, and two of them as flags: with this enum in the code that runs, the compiler calls its check of values, the same
    /// as `Kind` has, instead of inlining it. That took 3 % more gas to verify, several calls for each order.
    uint8 public immutable rule;
    bool private immutable _isMcAfee;
    bool internal immutable _isPaidAsBid;
    /// Of `Uniform`: the price lies this far up from the highest ask to the lowest bid that is served; 0 is the highest ask.
    uint256 public immutable k;

    EnergyType public firstType;
    /// By auction: 0 the first, 1 the second.
    Claim[2] internal _claims;
    /// What buyers pay and sellers get; only where they do not pay their own prices.
    uint32[2] internal _buyersPay;
    uint32[2] internal _sellersGet;
    Pass private _pass;
    /// Of the bids whose asks are read now.
    Pass private _bidPass;
    /// Supply left over, Wh.
    uint256 private _unsold;
    /// What is left of buyers' payments, 1e-7 EUR.
    uint256 private _surplus;
    /// By McAfee's rule: as `_pass` and `_bidPass`.
    TradeReduction.Margin private _margin;
    TradeReduction.Margin private _bidMargin;

    constructor(Pricing memory pricing) {
        if (pricing.k > (pricing.rule == Rule.Uniform ? WHOLE_K : 0)) revert DoubleAuction_InvalidSettings();
        if ((pricing.commitment != 0) != (pricing.rule == Rule.Muda)) revert DoubleAuction_InvalidSettings();
        (rule, k, commitment) = (uint8(pricing.rule), pricing.k, pricing.commitment);
        (_isMcAfee, _isPaidAsBid) = (pricing.rule == Rule.McAfee, pricing.rule == Rule.PayAsBid);
    }

    /// @inheritdoc IDoubleAuction
    function startClosing(Claim calldata first, Claim calldata second) external onlyOwner {
        if (_isDrawn()) revert DoubleAuction_WrongLot(0, commitment);
        _startClosing(first, second);
    }

    /// @inheritdoc IDoubleAuction
    function startDrawnClosing(Claim calldata first, Claim calldata second, Drawing calldata drawing) external onlyOwner {
        if (!_isDrawn()) revert DoubleAuction_WrongLot(drawing.lot, 0);
        _startDrawing(drawing);
        _startClosing(first, second);
    }

    function _startClosing(Claim calldata first, Claim calldata second) private {
        if (stage >= Stage.Matching) revert DoubleAuction_WrongStage(stage);
        if (block.number <= lastBlock) revert DoubleAuction_TooEarly(block.number, lastBlock);
        firstType = chpVotes > pvVotes ? EnergyType.CHP : EnergyType.PV;
        _claims[0] = first;
        _claims[1] = second;
        (_unsold, _surplus) = (0, 0);
        delete _pass;
        if (_isReduced()) delete _margin;
        stage = Stage.FirstBids;
        emit ClosingStarted(period, firstType, pvVotes, chpVotes);
        _skipEmptyLists();
    }

    /// @inheritdoc IDoubleAuction
    function verify(address[] calldata accounts) external onlyOwner {
        if (stage < Stage.FirstBids || stage > Stage.SecondAsks) revert DoubleAuction_WrongStage(stage);
        uint256 auction = stage < Stage.SecondBids ? 0 : 1;
        List memory list;
        (list.auction, list.energyType) = (auction, _typeOf(auction));
        list.kind = _readsBids() ? Kind.Bid : _askKind(auction);
        uint256 expected = _expected();
        Pass memory pass = _pass;
        if (pass.read + accounts.length > expected) {
            revert DoubleAuction_TooMany(pass.read + accounts.length, expected);
        }
        if (_isDrawn()) _readDrawn(pass, list, accounts);
        else _readRanked(pass, list, accounts);
        _pass = pass;
        if (pass.read == expected) {
            _finishList();
            _skipEmptyLists();
        }
    }

    /// Who is served, and how far, its rank says.
    function _readRanked(Pass memory pass, List memory list, address[] calldata accounts) private {
        Claim memory claim = _claims[list.auction];
        bool isBids = list.kind == Kind.Bid;
        Sharing memory sharing = isBids ? claim.bids : claim.asks;
        address leftOut = isBids ? claim.reduction.bid : claim.reduction.ask;
        TradeReduction.Margin memory margin;
        if (_isReduced()) margin = _margin;
        for (uint256 i = 0; i < accounts.length; i++) {
            Order memory order = orders[accounts[i]];
            if (_next(pass, list, accounts[i], order)) {
                _finishEquals(pass, sharing);
                if (_isReduced()) margin.startEquals();
            }
            uint256 part;
            if (_isReduced()) margin.read(list.account, list.price, list.wanted, claim.reduction.most);
            if (!_isReduced() || list.account != leftOut) {
                part = _partOf(pass, list.wanted, claim.volume, sharing);
                pass.equal += list.wanted;
            }
            _deal(pass, list, order, part);
        }
        if (_isReduced()) _margin = margin;
    }

    /// The same where the lot says it.
    function _readDrawn(Pass memory pass, List memory list, address[] calldata accounts) private {
        bool isBids = list.kind == Kind.Bid;
        Reading memory halves = _openHalves(list.auction, isBids);
        for (uint256 i = 0; i < accounts.length; i++) {
            Order memory order = orders[accounts[i]];
            if (_next(pass, list, accounts[i], order)) _startEquals(halves);
            _deal(pass, list, order, _drawnPart(halves, list.account, list.price, list.wanted, isBids));
        }
        _keepHalves(halves);
    }

    /// The next order of a list; returns whether it has another price or block than the one before.
    function _next(Pass memory pass, List memory list, address account, Order memory order)
        private
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
    function _deal(Pass memory pass, List memory list, Order memory order, uint256 part) private {
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
        private
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
    function _finishEquals(Pass memory pass, Sharing memory sharing) private pure {
        if (sharing.total > 0 && pass.before == sharing.before && pass.equal > 0 && pass.equal != sharing.total) {
            revert DoubleAuction_WrongShares(sharing.total, pass.equal);
        }
        pass.before += pass.equal;
        pass.equal = 0;
    }

    function _finishList() private {
        Pass memory pass = _pass;
        uint256 auction = stage < Stage.SecondBids ? 0 : 1;
        bool isBids = _readsBids();
        Claim memory claim = _claims[auction];
        _finishEquals(pass, isBids ? claim.bids : claim.asks);
        if (pass.dealt != claim.volume) revert DoubleAuction_WrongVolume(claim.volume, pass.dealt);
        if (isBids) {
            _bidPass = pass;
            if (_isReduced()) _bidMargin = _margin;
            if (_isDrawn()) _finishBids();
        } else {
            _unsold += pass.left;
            if (_isReduced()) _finishReduced(auction, claim);
            else if (_isDrawn()) _finishHalves(auction, _typeOf(auction));
            else _finishAuction(auction, _bidPass, pass);
        }
        delete _pass;
        if (_isReduced()) delete _margin;
        stage = Stage(uint8(stage) + 1);
        if (stage == Stage.Matching) {
            _payGrid();
            _paySurplus();
        }
    }

    function _finishReduced(uint256 auction, Claim memory claim) private {
        (uint64 volume, uint32 buyersPay, uint32 sellersGet) =
            TradeReduction.outcome(_bidMargin, _margin, claim.reduction);
        if (claim.volume != volume) revert DoubleAuction_WrongVolume(claim.volume, volume);
        if (volume == 0) return;
        (_buyersPay[auction], _sellersGet[auction]) = (buyersPay, sellersGet);
        _surplus += uint256(volume) * (buyersPay - sellersGet);
        if (buyersPay == sellersGet) emit UniformPrice(period, _typeOf(auction), buyersPay, volume);
        else emit TradeReduced(period, _typeOf(auction), buyersPay, sellersGet, volume);
    }

    function _finishAuction(uint256 auction, Pass memory buyers, Pass memory sellers) private {
        if (sellers.isUnserved && buyers.isUnserved && sellers.firstUnserved <= buyers.firstUnserved) {
            revert DoubleAuction_MoreCouldTrade(sellers.firstUnserved, buyers.firstUnserved);
        }
        if (sellers.dealt == 0) return;
        (uint256 ask, uint256 bid) = (sellers.lastServed, buyers.lastServed);
        if (ask > bid) revert DoubleAuction_AskAboveBid(ask, bid);
        if (!_isDrawn() && _isPaidAsBid) return;
        uint256 price = ask + (bid - ask) * k / WHOLE_K;
        (_buyersPay[auction], _sellersGet[auction]) = (uint32(price), uint32(price));
        emit UniformPrice(period, _typeOf(auction), price, sellers.dealt);
    }

    /// What the grid sells pays for what it buys, and its own money for the rest.
    function _payGrid() private {
        uint256 income = uint256(_bidPass.left) * gridSells * WEI_PER_UNIT + gridMoney;
        uint256 cost = _unsold * gridBuys * WEI_PER_UNIT;
        if (cost > income) revert DoubleAuction_GridUnderfunded(cost, income);
        gridMoney = income - cost;
    }

    /// Out of what buyers have locked.
    function _paySurplus() private {
        if (_surplus == 0) return;
        uint256 amount = _surplus * WEI_PER_UNIT;
        money[owner()] += amount;
        emit SurplusPaid(period, owner(), amount);
    }

    /// A list of nobody is read at once.
    function _skipEmptyLists() private {
        while (stage >= Stage.FirstBids && stage <= Stage.SecondAsks && _expected() == 0) _finishList();
        if (stage == Stage.Matching) _startMatching();
    }

    function _isReduced() private view returns (bool) {
        return !_isDrawn() && _isMcAfee;
    }

    function _startMatching() internal virtual;

    function _readsBids() private view returns (bool) {
        return stage == Stage.FirstBids || stage == Stage.SecondBids;
    }

    /// How many orders the list that is read has.
    function _expected() private view returns (uint256) {
        if (_readsBids()) return bids;
        return _askKind(stage == Stage.FirstAsks ? 0 : 1) == Kind.PvAsk ? pvAsks : chpAsks;
    }

    function _typeOf(uint256 auction) internal view returns (EnergyType) {
        return (firstType == EnergyType.PV) == (auction == 0) ? EnergyType.PV : EnergyType.CHP;
    }

    function _askKind(uint256 auction) internal view returns (Kind) {
        return _typeOf(auction) == EnergyType.PV ? Kind.PvAsk : Kind.ChpAsk;
    }

    function _priceOf(Order memory order, EnergyType energyType) internal pure returns (uint32) {
        return energyType == EnergyType.PV ? order.pvPrice : order.chpPrice;
    }
}
