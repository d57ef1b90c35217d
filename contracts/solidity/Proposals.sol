// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBundleMarket} from "./IBundleMarket.sol";
import {Settlement} from "./Settlement.sol";
import {Lanes} from "./libraries/Lanes.sol";
import {Orders} from "./libraries/Orders.sol";

/// @title Puts clearings before the agents (verification by agents, or by both)
/// @notice A proposal freezes the book, but never for ever: agents may reject it in the objection phase, the
/// dealer has SETTLING_BLOCKS after it to settle undisturbed, and then the proposal is stale: the dealer may
/// replace it, any seat may void it.
abstract contract Proposals is Settlement {
    /// Blocks after the objection phase that belong to the dealer's `clear`.
    uint256 internal constant SETTLING_BLOCKS = 8;

    /// @inheritdoc IBundleMarket
    function propose(uint256 round, bytes calldata clearing) external onlyIn(Phase.Trading) onlyDealer {
        if (_settings.verification == Verification.Chain) revert BundleMarket_InvalidSettings();
        if (_proposalBlock != 0) {
            uint256 standsUntil = _lastObjection() + SETTLING_BLOCKS;
            if (block.number <= standsUntil) revert BundleMarket_ProposalStanding(block.number, standsUntil);
        }
        _checkRound(round);
        _checkShape(clearing);
        _proposal = keccak256(clearing);
        _proposalBlock = uint64(block.number);
        emit ClearingProposed(round, clearing);
    }

    /// @inheritdoc IBundleMarket
    function reject(uint256 seat, uint256 round, string calldata reason) external onlyIn(Phase.Trading) {
        _ownAccount(seat);
        if (round != _round) revert BundleMarket_WrongRound(_round, round);
        if (_proposalBlock == 0) revert BundleMarket_NoProposal();
        uint256 last = _lastObjection();
        if (block.number > last && block.number <= last + SETTLING_BLOCKS) {
            revert BundleMarket_ObjectionPhaseOver(block.number, last);
        }
        _proposalBlock = 0;
        emit ClearingRejected(round, seat, reason);
    }

    function _lastObjection() private view returns (uint256) {
        return uint256(_proposalBlock) + _settings.objectionBlocks;
    }

    function _checkRound(uint256 round) internal view {
        if (round != _round) revert BundleMarket_WrongRound(_round, round);
        if (round > _settings.roundCap) revert BundleMarket_RoundCapReached(_settings.roundCap);
        uint256 earliest = _roundBlock + _settings.biddingBlocks + 1;
        if (block.number < earliest) revert BundleMarket_TooEarly(block.number, earliest);
    }

    /// Takes the proposal that is being settled.
    function _takeProposal(bytes calldata clearing) internal {
        if (_proposalBlock == 0) revert BundleMarket_NoProposal();
        if (_proposal != keccak256(clearing)) revert BundleMarket_WrongProposal();
        uint256 last = _lastObjection();
        if (block.number <= last) revert BundleMarket_ObjectionPhaseRunning(block.number, last);
        _proposalBlock = 0;
    }

    /// What `clear` could not even read is refused at once: there must be prices, an offer, and one group for
    /// each open book, ascending and with as many orders, then at most the dealer's, and nothing else.
    function _checkShape(bytes calldata clearing) private view {
        uint256 words = Lanes.wordsFor(_settings.resources);
        if (clearing.length < 96 * words) revert BundleMarket_WrongLength(clearing.length);
        uint256 start = 96 * words;
        uint256 count = _accounts.length;
        for (uint256 seat = 0; seat < count; seat++) {
            uint256 book = _accounts[seat].book;
            if (book == 0) continue;
            if (start == clearing.length) revert BundleMarket_BookMissing(seat);
            (uint256 given, uint256 orders, uint256 next) = _groupAt(clearing, start);
            if (given > seat) revert BundleMarket_BookMissing(seat);
            if (given < seat) revert BundleMarket_SeatsOutOfOrder(given);
            if (orders != Orders.countOf(book)) revert BundleMarket_BookMismatch(seat);
            start = next;
        }
        if (start == clearing.length) return;
        (uint256 last,, uint256 end) = _groupAt(clearing, start);
        if (last != DEALER) revert BundleMarket_SeatsOutOfOrder(last);
        if (end != clearing.length) revert BundleMarket_WrongLength(clearing.length);
    }

    /// Seat and number of orders of the group that starts at `start`, and where the next one begins.
    function _groupAt(bytes calldata clearing, uint256 start)
        private
        pure
        returns (uint256 seat, uint256 orders, uint256 next)
    {
        if (clearing.length < start + 64) revert BundleMarket_WrongLength(clearing.length);
        uint256 header = uint256(bytes32(clearing[start:]));
        seat = header >> 240;
        orders = uint16(header >> 224);
        next = start + 64 + uint32(header >> 192);
        if (next > clearing.length) revert BundleMarket_WrongLength(clearing.length);
    }
}
