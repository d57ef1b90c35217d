// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The dealer contract of one match
/// @notice Holds every participant's money and resources, binds every order, and settles a clearing only
/// with a proof that it is optimal for the whole open book.
///
/// Integers: quantities 1e-9 of a unit (int64), prices 1e-9 money per unit (int64, >= 0 but for exact resources), money 1e-18
/// (the chain's native coin), fills 1e-18. So price x quantity is exact.
///
/// Packed vectors ("lanes"): m resources in ceil(m / 4) words, four signed 64-bit lanes a word, the
/// first in the highest bits; unused lanes of the last word are zero.
///
/// Order: one header word and one packed bundle. Header: bit 255 = unlimited, bits 191..128 = fill
/// (zero when submitted), bits 127..0 = limit (int128). An unlimited order is already multiplied by its cap.
///
/// Clearing: packed prices, packed offer, packed inventory before it, then one group per seat with an open book,
/// seats ascending, and last the dealer's own orders, if any. Group: word 1 = seat (bits 255..240, 0xffff = dealer), number
/// of orders (bits 239..224), bytes that the orders take (bits 223..192), claimed payment (bits 127..0, int128, > 0 paid
/// by the seat); word 2 = claimed sigma; then the orders, oldest first, with their fills. The contract computes payment and
/// sigma itself; a wrong claim is refused.
///
/// Order in a clearing: a byte (bit 7 = unlimited, bits 6..5: 0 = not filled, 1 = filled, 2 = the fill follows, bits 4..0 =
/// bytes of the limit, at most 16), the fill (8 bytes) where it follows, the limit (signed, the highest byte first), and the lanes
/// that differ from those of the order before it in its group (of the first: from zero). Changed lanes: the bytes they take
/// (3 bytes), then each, ascending, as a byte (bits 7..3 = lanes passed over, bits 2..0 = bytes of the lane less 1) and the
/// lane itself, signed; or 0xffffff as their length, and the whole packed vector.
///
/// Trades in `settle`: per seat that traded the hash chain of its opening (32 bytes; SeatState), then its deliveries, the
/// oldest first, each as the lanes that are not zero.
interface IBundleMarket {
    enum Phase {
        None,
        Setup,
        Trading,
        Settling,
        Closed
    }

    /// Who checks a clearing's optimality: the contract, the agents (who may reject it), or both.
    enum Verification {
        Chain,
        Agents,
        Both
    }

    /// @param dealer the only account that may clear
    /// @param resources m
    /// @param verification who checks optimality
    /// @param exactResources the first so many resources cannot be thrown away: nobody can leave any with the dealer, and
    /// their prices may be below zero
    /// @param finalPrices whether net positions are settled at the final prices (`settle`), or every trade at those of its round
    /// @param orderBits the quantities of an order, without their signs, add up to less than 2^orderBits
    /// @param biddingBlocks blocks that must lie between two clearings, so that nobody is cleared early
    /// @param objectionBlocks blocks in which a proposed clearing may be rejected
    /// @param patienceBlocks blocks after which anyone may close the market of a silent dealer
    /// @param roundCap clearings after which the market only closes
    struct Settings {
        address dealer;
        uint16 resources;
        uint16 exactResources;
        Verification verification;
        bool finalPrices;
        uint8 orderBits;
        uint32 biddingBlocks;
        uint32 objectionBlocks;
        uint32 patienceBlocks;
        uint32 roundCap;
    }

    /// What the contract knows of a seat; `book` is 0 or a hash chain over its open orders
    /// (its last 16 bits count them), `holdings` one over its packed holding at the opening and each delivery (its last
    /// 32 bits count these).
    struct SeatState {
        address owner;
        uint256 cash;
        uint256 locked;
        uint256 escrow;
        uint256 book;
        uint256 holdings;
    }

    event MarketOpened(address indexed dealer, uint256 resources, bytes inventory, bytes prices);
    event SeatAdded(uint256 indexed seat, address indexed owner, bytes holding);
    event Deposited(uint256 indexed seat, uint256 amount);
    event TradingStarted(uint256 dealerCash);
    event OrdersSubmitted(uint256 indexed round, uint256 indexed seat, uint256 locked, bytes orders);
    event OrdersCancelled(uint256 indexed round, uint256 indexed seat);
    event ClearingProposed(uint256 indexed round, bytes clearing);
    event ClearingRejected(uint256 indexed round, uint256 indexed seat, string reason);
    /// @param payment > 0 paid by the seat, < 0 received
    /// @param delivered packed
    event Traded(uint256 indexed round, uint256 indexed seat, int256 payment, bytes delivered);
    /// @param gap duality gap in money units, rounded up
    /// @param tolerance what it may be at most
    event Cleared(uint256 indexed round, int256 gap, uint256 tolerance, bytes prices, bytes offer);
    /// With settlement at the final prices: what a seat's trades (0xffff: the dealer's) may cost beyond what they cost at the
    /// prices of their rounds.
    event Escrowed(uint256 indexed seat, uint256 escrow);
    /// @param prices the final prices, packed
    event Settled(bytes prices);
    /// What a seat (0xffff: the dealer) has paid in all; only where that is not what its trades cost in their rounds.
    event FinalPayment(uint256 indexed seat, int256 payment);
    event MarketClosed(address indexed by, uint256 rounds);
    event Withdrawn(uint256 indexed seat, uint256 amount);

    error BundleMarket_WrongPhase(Phase phase);
    error BundleMarket_NotOrganiser(address caller);
    error BundleMarket_NotDealer(address caller);
    error BundleMarket_NotSeatOwner(uint256 seat, address caller);
    error BundleMarket_UnknownSeat(uint256 seat);
    error BundleMarket_TooManySeats();
    error BundleMarket_NoOwner(uint256 seat);
    error BundleMarket_InvalidSettings();
    error BundleMarket_AlreadyDeposited(uint256 seat);
    error BundleMarket_AmountTooLarge(uint256 amount);
    error BundleMarket_WrongLength(uint256 given);
    error BundleMarket_MalformedOrder(uint256 index);
    error BundleMarket_TooManyOrders(uint256 seat);
    error BundleMarket_OrderTooLarge(uint256 index, uint256 size);
    error BundleMarket_InsufficientCash(uint256 seat, uint256 locked, uint256 cash);
    error BundleMarket_BookFrozen(uint256 round);
    error BundleMarket_WrongRound(uint256 expected, uint256 given);
    error BundleMarket_RoundCapReached(uint256 roundCap);
    error BundleMarket_TooEarly(uint256 blockNumber, uint256 earliest);
    error BundleMarket_BookMismatch(uint256 seat);
    error BundleMarket_BookMissing(uint256 seat);
    error BundleMarket_SeatsOutOfOrder(uint256 seat);
    error BundleMarket_FillOutOfRange(uint256 seat, uint256 order, uint256 fill);
    error BundleMarket_ConvexityBroken(uint256 seat, uint256 fillSum);
    error BundleMarket_OfferOutOfRange(uint256 resource, int256 offer, int256 inventory);
    error BundleMarket_NegativePrice(uint256 resource, int256 price);
    error BundleMarket_SigmaMismatch(uint256 seat, uint256 expected, uint256 claimed);
    error BundleMarket_PaymentMismatch(uint256 seat, int256 expected, int256 claimed);
    error BundleMarket_PaymentAboveLock(uint256 seat, int256 payment);
    /// What a seat would be delivered, or the dealer (0xffff) would keep, has no place in a lane.
    error BundleMarket_QuantityOutOfRange(uint256 seat);
    error BundleMarket_OverDelivery(uint256 resource, int256 delivered, int256 offer);
    error BundleMarket_DealerOverdrawn(int256 balance);
    error BundleMarket_NotOptimal(int256 gap, uint256 tolerance);
    error BundleMarket_NoProposal();
    error BundleMarket_WrongProposal();
    error BundleMarket_ProposalStanding(uint256 blockNumber, uint256 standsUntil);
    error BundleMarket_ObjectionPhaseOver(uint256 blockNumber, uint256 last);
    error BundleMarket_ObjectionPhaseRunning(uint256 blockNumber, uint256 last);
    error BundleMarket_DealerNotSilent(uint256 blockNumber, uint256 silentFrom);
    error BundleMarket_NotSettled();
    error BundleMarket_WrongInventory();
    error BundleMarket_WrongPrices();
    error BundleMarket_WrongTrades(uint256 seat);
    error BundleMarket_NothingToWithdraw(uint256 seat);
    error BundleMarket_WrongParts();

    /// @notice Called once by the factory that made this market.
    function initialize(address organiser, Settings calldata settings, bytes calldata inventory, bytes calldata prices)
        external;

    /// @notice Organiser: adds seats with their resource endowments (packed, one after the other).
    function addSeats(address[] calldata owners, bytes calldata holdings) external;

    /// @notice Seat owner: deposits its cash endowment, once, before trading starts.
    function deposit(uint256 seat) external payable;

    /// @notice Dealer: deposits its working money and starts the first round.
    function start() external payable;

    /// @notice Seat owner: adds orders to its book and locks what they may cost at most.
    function submitOrders(uint256 seat, bytes calldata orders) external;

    /// @notice Seat owner: takes its whole book out and releases the lock.
    function cancelOrders(uint256 seat) external;

    /// @notice Dealer: puts a clearing before the agents (verification by agents or by both); the book is frozen
    /// meanwhile. What has not the shape of a clearing of the open book is refused. A proposal that was not settled
    /// within 8 blocks after its objection phase may be replaced; the new one has an objection phase of its own.
    function propose(uint256 round, bytes calldata clearing) external;

    /// @notice Seat owner: voids the proposed clearing for all, in the objection phase, or if it was not settled
    /// within 8 blocks after it; orders stay.
    function reject(uint256 seat, uint256 round, string calldata reason) external;

    /// @notice Dealer: settles a clearing of the whole open book. Any rule broken reverts.
    function clear(uint256 round, bytes calldata clearing) external;

    /// @notice Dealer: calls this market with what lies in the code of `parts`, one after the other and each without its first
    /// byte: calldata that is too large for one transaction. What that call refuses, this one refuses.
    /// @param digest hash of the whole calldata
    function callStaged(address[] calldata parts, bytes32 digest) external;

    /// @notice Seat owner: what it has traded may cost it so much more than the limits of its orders say, because a part of a
    /// bundle, or a mixture, can be worth more than its share. Only where the match is settled at its final prices.
    function raiseLimit(uint256 seat, uint256 amount) external;

    /// @notice Settles everybody's net position at the final prices and ends the market. Dealer at any time; once it was silent
    /// for `patienceBlocks`, anyone, at the prices of the last clearing. What does not fit into one call is gone on with in
    /// others, at the same prices, by the dealer, or by anyone `patienceBlocks` after the dealer's first call, however often it calls;
    /// who goes on with another's begins anew with the seat that is in the middle.
    /// @param trades what everybody was delivered, as far as this call goes
    /// @param steps seats that are valued in this call, and, once all are, accounts that are paid
    function settle(bytes calldata prices, bytes calldata trades, uint256 steps) external;

    /// @notice Dealer at any time, anyone once the dealer was silent for `patienceBlocks`: ends the market. A market that is
    /// settled at the final prices can only do so before trading starts.
    function close() external;

    /// @notice Pays out all money of a seat (0xffff: the dealer) to its owner, after the close.
    function withdraw(uint256 seat) external;

    /// @notice Seats `first` .. `first + count - 1`.
    function seats(uint256 first, uint256 count) external view returns (SeatState[] memory);

    /// @notice Everything that belongs to no seat; `inventory` and `prices` are hashes of packed vectors.
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
        );
}
