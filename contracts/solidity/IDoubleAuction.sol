// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Landau's market: per period a double auction of metered energy of two types
/// @notice Integers: energy in Wh, prices in 1/100 ct per kWh, so their product is 1e-7 EUR; 1 EUR is 1 ether, so such a unit
/// is 1e11 wei. Rules: docs/market-rules.md, "The double auction".
///
/// A period lasts a number of blocks. In it everybody may place one ask or one bid, and replace it. Afterwards only the
/// operator acts, in as many transactions as blocks have room for:
///
///     startClosing       the claim: how much is traded of each type
///     verify             the book, sorted off chain, four times: bids and asks of the type that is first by the vote, then of the other.
///                        The contract checks that nobody is missing or listed twice, the order, everybody's part, and
///                        that no more could be traded; it computes the prices
///     recordMatches      who gets whose energy
///     settle             pays and delivers, order by order (anybody may call it: what it does is fixed); with the last one the
///                        next period begins
///
/// Until a claim has passed nothing is paid, and `startClosing` may be called again. An operator that has not closed a period
/// for long can be left: then everybody takes its order back, or, once a claim has passed, anybody settles, whatever matches are
/// missing.
interface IDoubleAuction {
    enum EnergyType {
        PV,
        CHP
    }

    /// Whose turn it is. The four of `verify` name what they read.
    enum Stage {
        Ordering,
        FirstBids,
        FirstAsks,
        SecondBids,
        SecondAsks,
        Matching,
        Settling,
        Abandoned
    }

    enum Kind {
        None,
        Bid,
        PvAsk,
        ChpAsk
    }

    /// One word. An ask has its price at its type.
    /// @param placed block; of equal prices the earlier is served first, those of one block share
    /// @param first Wh traded in the period's first auction, `second` in the second
    struct Order {
        uint40 amount;
        uint32 pvPrice;
        uint32 chpPrice;
        uint40 placed;
        Kind kind;
        uint40 first;
        uint40 second;
    }

    /// Orders of one price and one block that get a part of what they asked for: Wh of all orders before them, and of their own
    /// (0: there are none).
    struct Sharing {
        uint64 before;
        uint64 total;
    }

    /// By McAfee's rule: the most that could be traded, and the last order of each side, where it is left out. Else empty.
    struct Reduction {
        uint64 most;
        address bid;
        address ask;
    }

    /// What one type's auction comes to, by the operator.
    struct Claim {
        uint64 volume;
        Sharing bids;
        Sharing asks;
        Reduction reduction;
    }

    /// What MUDA comes to in one half of the traders.
    /// @param most Wh that could be traded in it
    /// @param price of its own equilibrium, at which the other half trades; only if `isPriced`: it has a bid and an ask
    /// @param lastBid of the side that wants more than the other, who is the last in turn to be served, and `lastBidPart` how many Wh of its
    /// order are; the zero address: all who accept the price are served. `lastAsk` and `lastAskPart` likewise
    struct Half {
        uint64 most;
        uint32 price;
        bool isPriced;
        address lastBid;
        uint40 lastBidPart;
        address lastAsk;
        uint40 lastAskPart;
    }

    /// The lots of a period, the commitment to those of the next one, and what the halves come to in both auctions.
    struct Drawing {
        bytes32 lot;
        bytes32 nextCommitment;
        Half[2] first;
        Half[2] second;
    }

    /// How long a period takes orders, and how long the operator may take to close it.
    struct Blocks {
        uint256 period;
        uint256 patience;
    }

    /// What trades cost.
    /// - Uniform: the one price of a type lies `k` / 10,000 of the way up from the highest ask to the lowest bid that is served
    /// - PayAsBid: every buyer pays its own price, which its seller gets
    /// - McAfee: half the sum of the first bid and the first ask that cannot trade, if all who can accept it; else the last order of
    ///   each side that could is left out, buyers pay what the one bid, sellers get what the other asked, and the
    ///   difference is the operator's
    /// - Muda: a lot puts everybody into one of two halves, each of which trades at the price of the other one's equilibrium; of the
    ///   side that wants more, in the turn of the lot. The lot's hash was there before the period opened
    enum Rule {
        Uniform,
        PayAsBid,
        McAfee,
        Muda
    }

    /// @param k 0 but for `Uniform`
    /// @param commitment SHA-256 of the first period's lot; 0 but for `Muda`
    struct Pricing {
        Rule rule;
        uint256 k;
        bytes32 commitment;
    }

    /// @param gridSells of the first period, with `gridBuys`: 1/100 ct per kWh
    struct Setup {
        Blocks blocks;
        Pricing pricing;
        uint32 gridSells;
        uint32 gridBuys;
    }

    struct Match {
        address seller;
        address buyer;
        uint40 amount;
    }

    event AskPlaced(uint256 indexed period, address indexed seller, EnergyType energyType, uint256 amount, uint256 price);
    /// @param locked wei
    event BidPlaced(
        uint256 indexed period, address indexed buyer, uint256 amount, uint256 pvPrice, uint256 chpPrice, uint256 locked
    );
    event ClosingStarted(uint256 indexed period, EnergyType first, uint256 pvVotes, uint256 chpVotes);
    /// The price of a type's trades; only where there were any, and had one.
    event UniformPrice(uint256 indexed period, EnergyType indexed energyType, uint256 price, uint256 volume);
    /// By McAfee's rule: what the others pay and get, of whom each side's last order has been left out; only where that is not one price.
    event TradeReduced(
        uint256 indexed period, EnergyType indexed energyType, uint256 buyersPay, uint256 sellersGet, uint256 volume
    );
    /// An account is drawn by this label: SHA-256 of its participant's name.
    event Enrolled(address indexed account, bytes32 label);
    event LotDrawn(uint256 indexed period, bytes32 lot, bytes32 nextCommitment);
    /// Under MUDA: what one half trades, and the price, which is the other half's; only where it trades.
    event HalfTraded(uint256 indexed period, EnergyType indexed energyType, uint256 half, uint256 price, uint256 volume);
    /// What buyers pay more than sellers get in a period; it is the operator's free money.
    /// @param amount wei
    event SurplusPaid(uint256 indexed period, address indexed operator, uint256 amount);
    event Matched(
        uint256 indexed period, EnergyType energyType, address indexed seller, address indexed buyer, uint256 amount
    );
    /// @param local Wh traded with others
    /// @param grid Wh bought from or sold to the grid
    /// @param payment wei; > 0 paid, < 0 received
    event Settled(uint256 indexed period, address indexed account, bool isBid, uint256 local, uint256 grid, int256 payment);
    event PeriodOpened(uint256 indexed period, uint256 lastBlock, uint256 gridSells, uint256 gridBuys);
    event MarketAbandoned(uint256 indexed period);
    event TakenBack(uint256 indexed period, address indexed account);
    event GridPricesChanged(uint256 fromPeriod, uint256 gridSells, uint256 gridBuys);
    event Deposited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);
    event GridFunded(uint256 amount);
    event GridWithdrawn(uint256 amount);

    error DoubleAuction_InvalidSettings();
    error DoubleAuction_NoAmount();
    error DoubleAuction_OnBothSides(address account);
    error DoubleAuction_InsufficientMoney(address account, uint256 needed, uint256 available);
    error DoubleAuction_PeriodOver(uint256 blockNumber, uint256 lastBlock);
    error DoubleAuction_TooEarly(uint256 blockNumber, uint256 lastBlock);
    error DoubleAuction_OperatorNotSilent(uint256 blockNumber, uint256 silentFrom);
    error DoubleAuction_WrongStage(Stage stage);
    error DoubleAuction_TooMany(uint256 given, uint256 expected);
    error DoubleAuction_UnexpectedOrder(address account, Kind kind);
    error DoubleAuction_OutOfOrder(address account);
    error DoubleAuction_WrongShares(uint256 claimed, uint256 found);
    error DoubleAuction_WrongVolume(uint256 claimed, uint256 dealt);
    error DoubleAuction_AskAboveBid(uint256 ask, uint256 bid);
    error DoubleAuction_MoreCouldTrade(uint256 ask, uint256 bid);
    /// The orders that are left out, the zero address: nobody is.
    error DoubleAuction_WrongReduction(address bid, address ask);
    error DoubleAuction_WrongLot(bytes32 hash, bytes32 commitment);
    error DoubleAuction_AlreadyEnrolled(address account, bytes32 label);
    /// 0: its half has no bid, or no ask.
    error DoubleAuction_WrongHalfPrice(uint256 half, uint256 price);
    error DoubleAuction_WrongPart(address account, uint256 part, uint256 wanted);
    error DoubleAuction_WrongMatch(address seller, address buyer, uint256 amount);
    error DoubleAuction_GridUnderfunded(uint256 needed, uint256 available);
    error DoubleAuction_NoOrder(address account);

    /// @notice Adds to the caller's free money.
    function deposit() external payable;

    /// @notice Pays out free money.
    function withdraw(uint256 amount) external;

    /// @notice Offers up to `amount` Wh of one type; the tokens are pulled by allowance. Replaces the caller's ask.
    function placeAsk(EnergyType energyType, uint40 amount, uint32 price) external;

    /// @notice Wants `amount` Wh in all; locks the money for the dearest price, the grid's included. Replaces the caller's bid.
    /// What is sent along is deposited.
    function placeBid(uint40 amount, uint32 pvPrice, uint32 chpPrice) external payable;

    /// @notice Begins (or begins again) to close a period that is over.
    /// @param first of the type that the vote puts first
    function startClosing(Claim calldata first, Claim calldata second) external;

    /// @notice The same under MUDA, with the period's lot.
    function startDrawnClosing(Claim calldata first, Claim calldata second, Drawing calldata drawing) external;

    /// @notice Says by which labels accounts are drawn under MUDA; who has none, by its address. Neither can be changed, and no
    /// label given to whoever has an order.
    function enrol(address[] calldata accounts, bytes32[] calldata labels_) external;

    /// @notice The next orders of the list that is read.
    function verify(address[] calldata accounts) external;

    /// @notice The next matches: sellers from the cheapest, each with its buyers from the dearest, first auction first. The
    /// operator's alone: whoever left somebody out could not be gone on from.
    function recordMatches(Match[] calldata matches) external;

    /// @notice Pays and delivers what has been verified, in any order, once all matches are recorded, or `patienceBlocks` after the
    /// period's end. Who has no order any more is passed over.
    function settle(address[] calldata accounts) external;

    /// @notice Ends the market for good, if the operator has not closed a period `patienceBlocks` after its end.
    function abandon() external;

    /// @notice Of an abandoned market: the caller's order, its money or tokens.
    function takeBack() external;

    /// @notice What the grid asks and pays from the next period on.
    function setGridPrices(uint32 sells, uint32 buys) external;

    /// @notice Money from which left-over supply is paid.
    function fundGrid() external payable;

    /// @notice What the grid has earned, to the operator.
    function withdrawGrid(uint256 amount) external;
}
