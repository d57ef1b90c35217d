// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionBook} from "./AuctionBook.sol";
import {IDoubleAuction} from "./IDoubleAuction.sol";
import {MudaHalves} from "./libraries/MudaHalves.sol";
import {TradeReduction} from "./libraries/TradeReduction.sol";

/// @title The halves of MUDA: who is in which, and what they trade
/// @notice A period's lot is fixed by its hash before the period opens. It and everybody's own label
/// say who is in which half, and in which turn; nothing that is ordered changes that. The operator knows the lot beforehand: it must not order itself.
abstract contract AuctionLots is AuctionBook {
    using TradeReduction for TradeReduction.Margin;
    using MudaHalves for MudaHalves.Side;

    /// SHA-256 of the period's lot.
    bytes32 public commitment;
    bytes32 private _nextCommitment;
    /// Of the period that is closed.
    bytes32 internal _lot;
    mapping(address account => bytes32) public labels;
    mapping(bytes32 label => bool) private _isTaken;

    /// Claimed, by auction and half.
    Half[2][2] private _halves;
    /// Read, by half; of the list that is read, and of the bids before its asks.
    MudaHalves.Side[2] private _sides;
    MudaHalves.Side[2] private _bidSides;
    /// By auction and half.
    uint64[2][2] internal _halfVolumes;
    uint32[2][2] internal _halfPrices;

    /// @inheritdoc IDoubleAuction
    function enrol(address[] calldata accounts, bytes32[] calldata labels_) external onlyOwner {
        if (!_isDrawn()) revert DoubleAuction_InvalidSettings();
        if (accounts.length != labels_.length) revert DoubleAuction_InvalidSettings();
        for (uint256 i = 0; i < accounts.length; i++) {
            (address account, bytes32 label) = (accounts[i], labels_[i]);
            bool isFree = labels[account] == 0 && label != 0 && !_isTaken[label] && orders[account].kind == Kind.None;
            if (!isFree) revert DoubleAuction_AlreadyEnrolled(account, label);
            (labels[account], _isTaken[label]) = (label, true);
            emit Enrolled(account, label);
        }
    }

    function _startDrawing(Drawing calldata drawing) internal {
        bytes32 hash = sha256(abi.encodePacked(drawing.lot));
        if (hash != commitment) revert DoubleAuction_WrongLot(hash, commitment);
        (_lot, _nextCommitment) = (drawing.lot, drawing.nextCommitment);
        for (uint256 half = 0; half < 2; half++) {
            (_halves[0][half], _halves[1][half]) = (drawing.first[half], drawing.second[half]);
            for (uint256 auction = 0; auction < 2; auction++) {
                (_halfVolumes[auction][half], _halfPrices[auction][half]) = (0, 0);
            }
        }
        delete _sides;
        emit LotDrawn(period, drawing.lot, drawing.nextCommitment);
    }

    /// The halves as far as they are read, for the orders of a call.
    function _openHalves(uint256 auction, bool isBids) internal view returns (Reading memory reading) {
        reading.sides = _sides;
        reading.halves = _halves[auction];
        for (uint256 half = 0; half < 2; half++) {
            Half memory claimed = reading.halves[half];
            (address account, uint40 part) =
                isBids ? (claimed.lastBid, claimed.lastBidPart) : (claimed.lastAsk, claimed.lastAskPart);
            (, uint256 turn) = _drawnOf(account);
            reading.last[half] = MudaHalves.Last(account, part, turn);
        }
    }

    struct Reading {
        MudaHalves.Side[2] sides;
        MudaHalves.Last[2] last;
        Half[2] halves;
    }

    function _keepHalves(Reading memory reading) internal {
        for (uint256 half = 0; half < 2; half++) _sides[half] = reading.sides[half];
    }

    function _startEquals(Reading memory reading) internal pure {
        for (uint256 half = 0; half < 2; half++) reading.sides[half].margin.startEquals();
    }

    function _drawnPart(Reading memory reading, address account, uint32 price, uint64 wanted, bool isBid)
        internal
        view
        returns (uint64)
    {
        if (wanted == 0) return 0;
        (uint256 half, uint256 turn) = _drawnOf(account);
        Half memory other = reading.halves[1 - half];
        bool accepts = other.isPriced && (isBid ? price >= other.price : price <= other.price);
        return reading.sides[half].read(
            reading.last[half], account, price, wanted, reading.halves[half].most, accepts, turn
        );
    }

    function _finishBids() internal {
        for (uint256 half = 0; half < 2; half++) _bidSides[half] = _sides[half];
        delete _sides;
    }

    /// Verifies the prices, and that each half trades all that both its sides accept.
    function _finishHalves(uint256 auction, EnergyType energyType) internal {
        for (uint256 half = 0; half < 2; half++) {
            MudaHalves.Side memory bidSide = _bidSides[half];
            MudaHalves.Side memory askSide = _sides[half];
            MudaHalves.checkPrice(half, bidSide, askSide, _halves[auction][half]);
            uint64 volume = MudaHalves.volumeOf(bidSide, askSide);
            if (volume == 0) continue;
            uint32 price = _halves[auction][1 - half].price;
            (_halfVolumes[auction][half], _halfPrices[auction][half]) = (volume, price);
            emit HalfTraded(period, energyType, half, price, volume);
        }
        delete _sides;
    }

    /// Whether lots decide anything: a constant, so that a contract is without the code that it never runs.
    function _isDrawn() internal pure virtual returns (bool);

    function _nextLot() internal {
        commitment = _nextCommitment;
    }

    function _halfOf(address account) internal view returns (uint256 half) {
        (half,) = _drawnOf(account);
    }

    function _drawnOf(address account) private view returns (uint256, uint256) {
        bytes32 label = labels[account];
        return MudaHalves.drawn(_lot, label == 0 ? bytes32(uint256(uint160(account))) : label);
    }
}
