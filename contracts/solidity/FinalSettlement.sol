// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBundleMarket} from "./IBundleMarket.sol";
import {Proposals} from "./Proposals.sol";
import {Holdings} from "./libraries/Holdings.sol";
import {Lanes} from "./libraries/Lanes.sol";
import {Orders} from "./libraries/Orders.sol";

/// @title Settles net positions at the match's final prices
/// @notice With w a seat's net position, P what its trades cost at the prices of their rounds, p the final prices and
/// E >= 0 its escrow (what its limits allow beyond P):
///
///     p'w > P: it pays  P + min(p'w - P, E)
///     p'w < P: it pays  P - its part of what those pay, in proportion to P - p'w
///
/// The dealer takes part like a seat. All sums are exact: positions and payments add up to zero, so the payments do too.
///
/// It may take several calls: first what everybody traded is brought again, seat by seat, and valued; then everybody is paid. The
/// dealer makes them; who is still not paid `patienceBlocks` after the first of them need not wait for it: anybody goes on.
abstract contract FinalSettlement is Proposals {
    /// How far the settlement is, and what is summed over everybody, the dealer last.
    struct Progress {
        /// accounts whose position is valued, and accounts that have paid
        uint256 valued;
        uint256 paid;
        /// what all seats paid in their rounds, and would pay at the final prices
        int256 received;
        int256 due;
        /// what those pay who pay more, and what those should get who pay less
        uint256 given;
        uint256 wanted;
        /// of the accounts that have paid: what those should get who pay less, and what they got
        uint256 before;
        uint256 shared;
    }

    /// Of a seat's deliveries that were read so far: the chain over them, and what they cost at the final prices.
    struct Part {
        uint256 holdings;
        int256 cost;
    }

    Progress private _progress;
    /// Of seats in the middle. Whoever brings something wrong spoils its own alone: nothing is known of it until a seat is whole.
    mapping(address caller => mapping(uint256 seat => Part part)) private _parts;
    /// By account, the dealer's behind the seats: p'w - P, up to the escrow, until it is paid.
    mapping(uint256 account => int256 change) private _changes;

    /// @inheritdoc IBundleMarket
    function raiseLimit(uint256 seat, uint256 amount) external onlyIn(Phase.Trading) {
        if (!_settings.finalPrices) revert BundleMarket_InvalidSettings();
        Account storage account = _ownAccount(seat);
        // Never negative: escrow and locks are parts of the cash.
        uint256 free = uint256(account.cash) - account.escrow - account.limitedLock - account.unlimitedLock;
        if (amount > free) revert BundleMarket_InsufficientCash(seat, amount, free);
        account.escrow += uint128(amount);
        emit Escrowed(seat, account.escrow);
    }

    /// @inheritdoc IBundleMarket
    function settle(bytes calldata prices, bytes calldata trades, uint256 steps) external {
        if (!_settings.finalPrices) revert BundleMarket_InvalidSettings();
        bytes32 hash = _hashOf(prices);
        Progress memory progress;
        if (_phase == Phase.Settling) {
            if (hash != _prices) revert BundleMarket_WrongPrices();
            if (msg.sender != _settings.dealer) _checkSilence();
            progress = _progress;
        } else {
            _startSettling(prices, hash);
        }
        uint256 accounts = _accounts.length + 1;
        steps = _value(progress, prices, trades, steps);
        if (progress.valued == accounts) _pay(progress, steps);
        if (progress.paid == accounts) _closeMarket();
        else _progress = progress;
    }

    function _startSettling(bytes calldata prices, bytes32 hash) private onlyIn(Phase.Trading) {
        if (msg.sender != _settings.dealer) {
            _checkSilence();
            if (hash != _prices) revert BundleMarket_NotDealer(msg.sender);
        } else {
            // From here on it has its time, however often it calls.
            _roundBlock = uint64(block.number);
        }
        _phase = Phase.Settling;
        _prices = hash;
        emit Settled(prices);
    }

    /// Values positions as far as `trades` and `steps` reach; returns the steps left.
    function _value(Progress memory progress, bytes calldata prices, bytes calldata trades, uint256 steps)
        private
        returns (uint256)
    {
        uint256 pointer;
        uint256 end;
        uint256 first;
        assembly ("memory-safe") {
            pointer := trades.offset
            end := add(pointer, trades.length)
            first := prices.offset
        }
        int256[] memory unpacked = Lanes.unpack(first, Lanes.wordsFor(_settings.resources));
        _checkPrices(unpacked);
        uint256 count = _accounts.length;
        Part memory part = _parts[msg.sender][progress.valued];
        for (; steps != 0 && progress.valued < count; steps--) {
            Account storage account = _accounts[progress.valued];
            uint256 holdings = account.holdings;
            if (Holdings.countOf(holdings) != 0) {
                pointer = _readTrades(part, progress.valued, holdings, unpacked, pointer, end);
                if (Holdings.countOf(part.holdings) != Holdings.countOf(holdings)) {
                    _parts[msg.sender][progress.valued] = part;
                    break;
                }
                if (part.holdings != holdings) revert BundleMarket_WrongTrades(progress.valued);
                progress.received += account.paid;
                progress.due += part.cost;
                _add(progress, account.paid, part.cost, account.escrow);
                (part.holdings, part.cost) = (0, 0);
            }
            progress.valued++;
        }
        if (pointer != end) revert BundleMarket_WrongLength(trades.length);
        if (progress.valued == count) {
            _add(progress, -progress.received, -progress.due, _dealerEscrow);
            progress.valued++;
        }
        return steps;
    }

    /// Reads a seat's deliveries, as many as there are; the first behind the chain that they are chained on. A price times a
    /// quantity is below 2^126, and there are at most 2^16 of them in each of 2^32 deliveries to each of 2^16 seats: no sum
    /// reaches 2^255.
    function _readTrades(
        Part memory part,
        uint256 seat,
        uint256 holdings,
        int256[] memory prices,
        uint256 pointer,
        uint256 end
    ) private view returns (uint256) {
        uint256 resources = _settings.resources;
        bytes memory packed = Holdings.allocate(Lanes.wordsFor(resources));
        if (part.holdings == 0 && pointer != end) {
            part.holdings = Orders.headerAt(pointer);
            // Behind it there must be all of them.
            if (Holdings.countOf(part.holdings) != 0) revert BundleMarket_WrongTrades(seat);
            pointer += 32;
        }
        unchecked {
            while (pointer < end && Holdings.countOf(part.holdings) != Holdings.countOf(holdings)) {
                int256 cost;
                bool wellFormed;
                (pointer, cost, wellFormed) = Holdings.read(packed, pointer, resources, prices);
                if (!wellFormed) revert BundleMarket_WrongTrades(seat);
                part.cost += cost;
                part.holdings = Holdings.chain(part.holdings, packed);
            }
        }
        return pointer;
    }

    /// The next account's part in the sums.
    function _add(Progress memory progress, int256 paid, int256 cost, uint256 escrow) private {
        unchecked {
            int256 change = cost - paid;
            if (change > 0) {
                if (uint256(change) > escrow) change = int256(escrow);
                progress.given += uint256(change);
            } else {
                progress.wanted += uint256(-change);
            }
            if (change != 0) _changes[progress.valued] = change;
        }
    }

    function _pay(Progress memory progress, uint256 steps) private {
        uint256 count = _accounts.length;
        for (; steps != 0 && progress.paid <= count; steps--) {
            uint256 index = progress.paid++;
            int256 change = _changes[index];
            if (change == 0) continue;
            delete _changes[index];
            // Changes are within what money there is, far below 2^255.
            unchecked {
                if (change < 0) {
                    // Shares between rounded marks add up to all that is given.
                    progress.before += uint256(-change);
                    uint256 shared = Math.mulDiv(progress.given, progress.before, progress.wanted);
                    change = int256(progress.shared) - int256(shared);
                    progress.shared = shared;
                }
                bool isDealer = index == count;
                uint128 cash = isDealer ? _dealerCash : _accounts[index].cash;
                // Never negative: a raise stays within the escrow, which is a part of the cash.
                cash = _asAmount(uint256(int256(uint256(cash)) - change));
                if (isDealer) _dealerCash = cash;
                else _accounts[index].cash = cash;
                int256 paid = isDealer ? -progress.received : _accounts[index].paid;
                emit FinalPayment(isDealer ? DEALER : index, paid + change);
            }
        }
    }
}
