// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBundleMarket} from "./IBundleMarket.sol";
import {Lanes} from "./libraries/Lanes.sol";

/// @title What a market remembers, and who may do what when
abstract contract MarketState is IBundleMarket {
    struct Account {
        /// Hash chain over the open orders; 0 when there are none.
        uint256 book;
        /// Hash chain over what it held at the opening and every delivery (libraries/Holdings.sol).
        uint256 holdings;
        /// All money of the seat, the locked part included.
        uint128 cash;
        /// Largest lock among the open limited orders: only a convex combination of them can fill.
        uint128 limitedLock;
        /// Sum of the locks of the open unlimited orders.
        uint128 unlimitedLock;
        address owner;
        bool deposited;
        /// With settlement at the final prices: paid for all trades so far, at the prices of their rounds.
        int128 paid;
        /// Likewise: what the limits of those trades allow beyond that; a part of the cash.
        uint128 escrow;
    }

    /// Seat number that stands for the dealer.
    uint256 internal constant DEALER = type(uint16).max;

    Settings internal _settings;
    Phase internal _phase;
    uint32 internal _round;
    /// Block of the last clearing (at first: of the start).
    uint64 internal _roundBlock;
    /// Block of the pending proposal, 0 without one.
    uint64 internal _proposalBlock;
    address internal _organiser;
    uint128 internal _dealerCash;
    /// What the dealer took in and may have to give back at the final prices; a part of its cash.
    uint128 internal _dealerEscrow;
    /// Hashes of packed vectors: what the dealer holds, and the latest prices.
    bytes32 internal _inventory;
    bytes32 internal _prices;
    bytes32 internal _proposal;
    Account[] internal _accounts;

    modifier onlyIn(Phase phase) {
        if (_phase != phase) revert BundleMarket_WrongPhase(_phase);
        _;
    }

    modifier onlyOrganiser() {
        if (msg.sender != _organiser) revert BundleMarket_NotOrganiser(msg.sender);
        _;
    }

    /// The market calls itself only for the dealer (StagedCalls.sol).
    modifier onlyDealer() {
        if (msg.sender != _settings.dealer && msg.sender != address(this)) revert BundleMarket_NotDealer(msg.sender);
        _;
    }

    modifier onlyBidding() {
        if (_phase != Phase.Trading) revert BundleMarket_WrongPhase(_phase);
        if (_proposalBlock != 0) revert BundleMarket_BookFrozen(_round);
        _;
    }

    function _ownAccount(uint256 seat) internal view returns (Account storage account) {
        if (seat >= _accounts.length) revert BundleMarket_UnknownSeat(seat);
        account = _accounts[seat];
        if (msg.sender != account.owner) revert BundleMarket_NotSeatOwner(seat, msg.sender);
    }

    function _asAmount(uint256 value) internal pure returns (uint128) {
        if (value > type(uint128).max) revert BundleMarket_AmountTooLarge(value);
        return uint128(value);
    }

    /// Only when the dealer was silent for long may others do what is its part.
    function _checkSilence() internal view {
        uint256 silentFrom = _roundBlock + _settings.patienceBlocks;
        if (block.number <= silentFrom) revert BundleMarket_DealerNotSilent(block.number, silentFrom);
    }

    function _closeMarket() internal {
        _phase = Phase.Closed;
        emit MarketClosed(msg.sender, _round == 0 ? 0 : _round - 1);
    }

    /// The hash of a packed vector; lanes that do not exist must be zero.
    function _hashOf(bytes calldata packed) internal view returns (bytes32) {
        _checkVector(packed);
        return keccak256(packed);
    }

    function _checkVector(bytes calldata packed) internal view {
        uint256 length = 32 * Lanes.wordsFor(_settings.resources);
        if (packed.length != length || uint256(bytes32(packed[length - 32:])) & Lanes.paddingMask(_settings.resources) != 0) {
            revert BundleMarket_WrongLength(packed.length);
        }
    }

    /// Only exact resources, the first ones, may have a price below zero.
    function _checkPrices(int256[] memory prices) internal view {
        for (uint256 r = _settings.exactResources; r < prices.length; r++) {
            if (prices[r] < 0) revert BundleMarket_NegativePrice(r, prices[r]);
        }
    }

    /// @inheritdoc IBundleMarket
    function seats(uint256 first, uint256 count) external view returns (SeatState[] memory states) {
        states = new SeatState[](count);
        for (uint256 i = 0; i < count; i++) {
            uint256 seat = first + i;
            if (seat >= _accounts.length) revert BundleMarket_UnknownSeat(seat);
            Account storage account = _accounts[seat];
            states[i] = SeatState({
                owner: account.owner,
                cash: account.cash,
                locked: uint256(account.limitedLock) + account.unlimitedLock,
                // Nothing is held back any more in a market that is being settled, or over.
                escrow: _phase == Phase.Trading ? account.escrow : 0,
                book: account.book,
                holdings: account.holdings
            });
        }
    }

    /// @inheritdoc IBundleMarket
    function market()
        external
        view
        returns (
            Phase phase,
            uint256 seatCount,
            uint256 round,
            uint256 dealerCash,
            uint256 dealerEscrow,
            bytes32 inventory,
            bytes32 prices
        )
    {
        uint256 held = _phase == Phase.Trading ? _dealerEscrow : 0;
        return (_phase, _accounts.length, _round, _dealerCash, held, _inventory, _prices);
    }
}
