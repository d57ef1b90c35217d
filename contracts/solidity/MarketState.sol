// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBundleMarket} from "./IBundleMarket.sol";
import {Lanes} from "./libraries/Lanes.sol";

/// @title What a market remembers, and who may do what when
abstract contract MarketState is IBundleMarket {
    struct Account {
        /// Hash chain over the open orders; 0 when there are none.
        uint256 book;
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
    /// Account of the inventory and of the prices in `_lanes`; seats have theirs below.
    uint256 internal constant INVENTORY = DEALER;
    uint256 internal constant PRICES = DEALER + 1;

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
    /// With settlement at the final prices: hash chain over what the seats held at the opening.
    bytes32 internal _openings;
    bytes32 internal _proposal;
    Account[] internal _accounts;
    /// Packed vectors: holdings by seat, the inventory, the prices.
    mapping(uint256 account => mapping(uint256 word => uint256 packed)) internal _lanes;

    modifier onlyIn(Phase phase) {
        if (_phase != phase) revert BundleMarket_WrongPhase(_phase);
        _;
    }

    modifier onlyOrganiser() {
        if (msg.sender != _organiser) revert BundleMarket_NotOrganiser(msg.sender);
        _;
    }

    modifier onlyDealer() {
        if (msg.sender != _settings.dealer) revert BundleMarket_NotDealer(msg.sender);
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

    /// Stores a packed vector; lanes that do not exist must be zero.
    function _storeVector(uint256 account, bytes calldata packed) internal {
        uint256 words = Lanes.wordsFor(_settings.resources);
        if (packed.length != words * 32) revert BundleMarket_WrongLength(packed.length);
        for (uint256 i = 0; i < words; i++) {
            uint256 word = uint256(bytes32(packed[i * 32:]));
            if (i == words - 1 && word & Lanes.paddingMask(_settings.resources) != 0) {
                revert BundleMarket_WrongLength(packed.length);
            }
            _lanes[account][i] = word;
        }
    }

    /// Only exact resources, the first ones, may have a price below zero.
    function _checkPrices(int256[] memory prices) internal view {
        for (uint256 r = _settings.exactResources; r < prices.length; r++) {
            if (prices[r] < 0) revert BundleMarket_NegativePrice(r, prices[r]);
        }
    }

    function _vector(uint256 account) internal view returns (bytes memory packed) {
        uint256 words = Lanes.wordsFor(_settings.resources);
        packed = new bytes(words * 32);
        for (uint256 i = 0; i < words; i++) {
            uint256 word = _lanes[account][i];
            assembly ("memory-safe") {
                mstore(add(add(packed, 32), shl(5, i)), word)
            }
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
                // Nothing is held back in a market that is over.
                escrow: _phase == Phase.Closed ? 0 : account.escrow,
                book: account.book,
                holding: _vector(seat)
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
            bytes memory inventory,
            bytes memory prices
        )
    {
        uint256 held = _phase == Phase.Closed ? 0 : _dealerEscrow;
        return (_phase, _accounts.length, _round, _dealerCash, held, _vector(INVENTORY), _vector(PRICES));
    }
}
