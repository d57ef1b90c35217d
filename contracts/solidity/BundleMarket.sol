// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IBundleMarket} from "./IBundleMarket.sol";
import {FinalSettlement} from "./FinalSettlement.sol";
import {StagedCalls} from "./StagedCalls.sol";
import {Holdings} from "./libraries/Holdings.sol";
import {Lanes} from "./libraries/Lanes.sol";
import {Orders} from "./libraries/Orders.sol";

/// @title The dealer contract of one match (made by MarketFactory)
contract BundleMarket is FinalSettlement, StagedCalls {
    /// The shared code itself is no market.
    constructor() {
        _phase = Phase.Closed;
    }

    /// @inheritdoc IBundleMarket
    function initialize(address organiser, Settings calldata settings, bytes calldata inventory, bytes calldata prices)
        external
        onlyIn(Phase.None)
    {
        bool isSound = settings.resources != 0 && settings.exactResources <= settings.resources;
        if (!isSound || settings.dealer == address(0)) revert BundleMarket_InvalidSettings();
        _organiser = organiser;
        _settings = settings;
        _inventory = _hashOf(inventory);
        _prices = _hashOf(prices);
        _roundBlock = uint64(block.number);
        _phase = Phase.Setup;
        emit MarketOpened(settings.dealer, settings.resources, inventory, prices);
    }

    /// @inheritdoc IBundleMarket
    function addSeats(address[] calldata owners, bytes calldata holdings) external onlyIn(Phase.Setup) onlyOrganiser {
        uint256 length = 32 * Lanes.wordsFor(_settings.resources);
        if (holdings.length != length * owners.length) revert BundleMarket_WrongLength(holdings.length);
        for (uint256 i = 0; i < owners.length; i++) {
            uint256 seat = _accounts.length;
            if (seat == DEALER) revert BundleMarket_TooManySeats();
            if (owners[i] == address(0)) revert BundleMarket_NoOwner(seat);
            bytes calldata holding = holdings[i * length:(i + 1) * length];
            _checkVector(holding);
            Account storage account = _accounts.push();
            account.owner = owners[i];
            account.holdings = Holdings.opening(holding);
            emit SeatAdded(seat, owners[i], holding);
        }
    }

    /// @inheritdoc IBundleMarket
    function deposit(uint256 seat) external payable onlyIn(Phase.Setup) {
        Account storage account = _ownAccount(seat);
        if (account.deposited) revert BundleMarket_AlreadyDeposited(seat);
        account.deposited = true;
        account.cash = _asAmount(msg.value);
        emit Deposited(seat, msg.value);
    }

    /// @inheritdoc IBundleMarket
    function start() external payable onlyIn(Phase.Setup) onlyDealer {
        _dealerCash = _asAmount(msg.value);
        _phase = Phase.Trading;
        _round = 1;
        _roundBlock = uint64(block.number);
        emit TradingStarted(msg.value);
    }

    /// @inheritdoc IBundleMarket
    function submitOrders(uint256 seat, bytes calldata orders) external onlyBidding {
        Account storage account = _ownAccount(seat);
        uint256 words = Lanes.wordsFor(_settings.resources);
        uint256 stride = 32 * (words + 1);
        if (orders.length == 0 || orders.length % stride != 0) revert BundleMarket_WrongLength(orders.length);
        uint256 book = account.book;
        if (Orders.countOf(book) + orders.length / stride > type(uint16).max) revert BundleMarket_TooManyOrders(seat);

        uint256 limited = account.limitedLock;
        uint256 unlimited = 0;
        uint256 orderBits = _settings.orderBits;
        uint256 padding = Lanes.paddingMask(_settings.resources);
        uint256 scratch = Orders.allocateScratch(words);
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := orders.offset
        }
        for (uint256 i = 0; i < orders.length; i += stride) {
            if (!Orders.isWellFormed(pointer + i, words, padding)) revert BundleMarket_MalformedOrder(i / stride);
            uint256 header = Orders.headerAt(pointer + i);
            uint256 size = Lanes.absoluteSum(pointer + i + 32, words);
            // Else a seat could pad the tolerance of certificates by orders that lock nothing (docs/chain.md).
            if (size >> orderBits != 0) revert BundleMarket_OrderTooLarge(i / stride, size);
            uint256 lock = Orders.lockOf(header, size);
            if (Orders.isUnlimited(header)) unlimited += lock;
            else if (lock > limited) limited = lock;
            book = Orders.chainSubmitted(book, pointer + i, words, scratch);
        }
        _lock(account, seat, limited, unlimited);
        account.book = book;
        emit OrdersSubmitted(_round, seat, limited + account.unlimitedLock, orders);
    }

    /// Locks what the book may cost, if the seat has it. Amounts that fit into the cash fit into its type.
    function _lock(Account storage account, uint256 seat, uint256 limited, uint256 addedUnlimited) private {
        uint256 unlimited = account.unlimitedLock + addedUnlimited;
        uint256 cash = account.cash;
        // Never negative: the escrow is a part of the cash.
        if (_settings.finalPrices) cash -= account.escrow;
        if (limited + unlimited > cash) revert BundleMarket_InsufficientCash(seat, limited + unlimited, cash);
        account.limitedLock = uint128(limited);
        if (addedUnlimited != 0) account.unlimitedLock = uint128(unlimited);
    }

    /// @inheritdoc IBundleMarket
    function cancelOrders(uint256 seat) external onlyBidding {
        _emptyBook(_ownAccount(seat));
        emit OrdersCancelled(_round, seat);
    }

    /// @inheritdoc IBundleMarket
    function clear(uint256 round, bytes calldata clearing) external onlyIn(Phase.Trading) onlyDealer {
        _checkRound(round);
        if (_settings.verification != Verification.Chain) _takeProposal(clearing);
        _settle(clearing, _settings.verification != Verification.Agents);
        _round++;
        _roundBlock = uint64(block.number);
    }

    /// @inheritdoc IBundleMarket
    function close() external {
        if (_phase != Phase.Setup && _phase != Phase.Trading) revert BundleMarket_WrongPhase(_phase);
        if (_settings.finalPrices && _phase == Phase.Trading) revert BundleMarket_NotSettled();
        if (msg.sender != _settings.dealer) _checkSilence();
        _closeMarket();
    }

    /// @inheritdoc IBundleMarket
    function withdraw(uint256 seat) external onlyIn(Phase.Closed) {
        uint256 amount;
        if (seat == DEALER) {
            if (msg.sender != _settings.dealer) revert BundleMarket_NotDealer(msg.sender);
            amount = _dealerCash;
            _dealerCash = 0;
        } else {
            Account storage account = _ownAccount(seat);
            amount = account.cash;
            account.cash = 0;
            _emptyBook(account);
        }
        if (amount == 0) revert BundleMarket_NothingToWithdraw(seat);
        emit Withdrawn(seat, amount);
        Address.sendValue(payable(msg.sender), amount);
    }
}
