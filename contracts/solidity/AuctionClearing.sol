// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionReading} from "./AuctionReading.sol";
import {IDoubleAuction} from "./IDoubleAuction.sol";
import {TradeReduction} from "./libraries/TradeReduction.sol";

/// @title Verifies what a period's two auctions come to
/// @notice Four lists, one after the other: bids and asks of the first auction, then of the second. At the end of each the claim has to be true.
abstract contract AuctionClearing is AuctionReading {
    using TradeReduction for TradeReduction.Margin;

    /// Parts that `k` is counted in.
    uint256 private constant WHOLE_K = 10_000;

    /// A `Rule` as its number, and two of them as flags: with this enum in the code that runs, the compiler calls its check of values, the same
    /// as `Kind` has, instead of inlining it. That took 3 % more gas to verify, several calls for each order.
    uint8 public immutable rule;
    bool private immutable _isMcAfee;
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

    constructor(Pricing memory pricing) AuctionReading(pricing.rule) {
        if (pricing.k > (pricing.rule == Rule.Uniform ? WHOLE_K : 0)) revert DoubleAuction_InvalidSettings();
        bool isMuda = pricing.rule == Rule.Muda;
        if (isMuda != _isDrawn() || isMuda != (pricing.commitment != 0)) revert DoubleAuction_InvalidSettings();
        (rule, k, commitment) = (uint8(pricing.rule), pricing.k, pricing.commitment);
        _isMcAfee = pricing.rule == Rule.McAfee;
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
}
