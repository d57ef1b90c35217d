// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IDoubleAuction} from "./IDoubleAuction.sol";

/// @title Orders of a period, and the money and tokens behind them
abstract contract AuctionBook is IDoubleAuction, Ownable {
    using SafeERC20 for IERC20;

    /// Wei of a unit of money, which is 1/100 ct per kWh x 1 Wh = 1e-7 EUR.
    uint256 internal constant WEI_PER_UNIT = 1e11;

    /// What is traded; the same for ever.
    IERC20 public immutable token;
    uint256 public immutable periodBlocks;
    /// Blocks behind a period's end after which anybody may end the market.
    uint256 public immutable patienceBlocks;

    uint256 public period;
    /// Last block in which orders are taken.
    uint256 public lastBlock;
    Stage public stage;

    uint32 public gridSells;
    uint32 public gridBuys;
    uint32 internal _nextGridSells;
    uint32 internal _nextGridBuys;

    /// Orders of the period, and votes among its bids.
    uint32 public bids;
    uint32 public pvAsks;
    uint32 public chpAsks;
    uint32 public pvVotes;
    uint32 public chpVotes;

    mapping(address account => Order) public orders;
    /// Wei that is neither locked nor owed to the grid.
    mapping(address account => uint256) public money;
    uint256 public gridMoney;

    constructor(IERC20 token_, address operator, Blocks memory blocks, uint32 sells, uint32 buys) Ownable(operator) {
        if (blocks.period == 0) revert DoubleAuction_InvalidSettings();
        token = token_;
        (periodBlocks, patienceBlocks) = (blocks.period, blocks.patience);
        _setNextGridPrices(sells, buys);
        lastBlock = block.number;
        _openPeriod();
    }

    /// Behind the last block the book is as it will be closed.
    modifier onlyOrdering() {
        if (block.number > lastBlock || stage != Stage.Ordering) {
            revert DoubleAuction_PeriodOver(block.number, lastBlock);
        }
        _;
    }

    modifier onlyAt(Stage expected) {
        if (stage != expected) revert DoubleAuction_WrongStage(stage);
        _;
    }

    /// @inheritdoc IDoubleAuction
    function deposit() external payable {
        _deposit();
    }

    /// @inheritdoc IDoubleAuction
    function withdraw(uint256 amount) external {
        uint256 free = money[msg.sender];
        if (amount > free) revert DoubleAuction_InsufficientMoney(msg.sender, amount, free);
        money[msg.sender] = free - amount;
        emit Withdrawn(msg.sender, amount);
        Address.sendValue(payable(msg.sender), amount);
    }

    /// @inheritdoc IDoubleAuction
    function placeAsk(EnergyType energyType, uint40 amount, uint32 price) external onlyOrdering {
        if (amount == 0) revert DoubleAuction_NoAmount();
        Order memory before = orders[msg.sender];
        if (before.kind == Kind.Bid) revert DoubleAuction_OnBothSides(msg.sender);
        _countAsk(before.kind, -1);
        bool isPv = energyType == EnergyType.PV;
        Kind kind = isPv ? Kind.PvAsk : Kind.ChpAsk;
        _countAsk(kind, 1);
        orders[msg.sender] = Order(amount, isPv ? price : 0, isPv ? 0 : price, uint40(block.number), kind, 0, 0);
        emit AskPlaced(period, msg.sender, energyType, amount, price);
        if (amount > before.amount) token.safeTransferFrom(msg.sender, address(this), amount - before.amount);
        else if (amount < before.amount) token.safeTransfer(msg.sender, before.amount - amount);
    }

    /// @inheritdoc IDoubleAuction
    function placeBid(uint40 amount, uint32 pvPrice, uint32 chpPrice) external payable onlyOrdering {
        if (amount == 0) revert DoubleAuction_NoAmount();
        _deposit();
        Order memory before = orders[msg.sender];
        if (before.kind != Kind.None && before.kind != Kind.Bid) revert DoubleAuction_OnBothSides(msg.sender);
        if (before.kind == Kind.Bid) _vote(before.pvPrice, before.chpPrice, -1);
        else bids++;
        _vote(pvPrice, chpPrice, 1);
        Order memory order = Order(amount, pvPrice, chpPrice, uint40(block.number), Kind.Bid, 0, 0);
        uint256 available = money[msg.sender] + _lockOf(before);
        uint256 lock = _lockOf(order);
        if (lock > available) revert DoubleAuction_InsufficientMoney(msg.sender, lock, available);
        money[msg.sender] = available - lock;
        orders[msg.sender] = order;
        emit BidPlaced(period, msg.sender, amount, pvPrice, chpPrice, lock);
    }

    /// @inheritdoc IDoubleAuction
    function setGridPrices(uint32 sells, uint32 buys) external onlyOwner {
        _setNextGridPrices(sells, buys);
        emit GridPricesChanged(period + 1, sells, buys);
    }

    /// @inheritdoc IDoubleAuction
    function fundGrid() external payable {
        gridMoney += msg.value;
        emit GridFunded(msg.value);
    }

    /// @inheritdoc IDoubleAuction
    function withdrawGrid(uint256 amount) external onlyOwner {
        if (amount > gridMoney) revert DoubleAuction_GridUnderfunded(amount, gridMoney);
        gridMoney -= amount;
        emit GridWithdrawn(amount);
        Address.sendValue(payable(msg.sender), amount);
    }

    /// What is left over goes to the operator: without one no period could be settled.
    function renounceOwnership() public view override onlyOwner {
        revert DoubleAuction_InvalidSettings();
    }

    /// @inheritdoc IDoubleAuction
    function abandon() external {
        if (stage >= Stage.Matching) revert DoubleAuction_WrongStage(stage);
        uint256 silentFrom = lastBlock + patienceBlocks;
        if (block.number <= silentFrom) revert DoubleAuction_OperatorNotSilent(block.number, silentFrom);
        stage = Stage.Abandoned;
        emit MarketAbandoned(period);
    }

    /// @inheritdoc IDoubleAuction
    function takeBack() external onlyAt(Stage.Abandoned) {
        Order memory order = orders[msg.sender];
        if (order.kind == Kind.None) revert DoubleAuction_NoOrder(msg.sender);
        delete orders[msg.sender];
        money[msg.sender] += _lockOf(order);
        emit TakenBack(period, msg.sender);
        if (order.kind != Kind.Bid) token.safeTransfer(msg.sender, order.amount);
    }

    /// What a bid may cost at most: 0 for anything else.
    function _lockOf(Order memory order) internal view returns (uint256) {
        if (order.kind != Kind.Bid) return 0;
        uint256 dearest = order.pvPrice > order.chpPrice ? order.pvPrice : order.chpPrice;
        if (gridSells > dearest) dearest = gridSells;
        return uint256(order.amount) * dearest * WEI_PER_UNIT;
    }

    /// The next period ends on the grid of period lengths, however long closing took.
    function _openPeriod() internal {
        uint256 late = (block.number - lastBlock) / periodBlocks;
        lastBlock += (late + 1) * periodBlocks;
        (gridSells, gridBuys) = (_nextGridSells, _nextGridBuys);
        (bids, pvAsks, chpAsks, pvVotes, chpVotes) = (0, 0, 0, 0, 0);
        period++;
        stage = Stage.Ordering;
        emit PeriodOpened(period, lastBlock, gridSells, gridBuys);
    }

    function _setNextGridPrices(uint32 sells, uint32 buys) private {
        if (buys > sells) revert DoubleAuction_InvalidSettings();
        (_nextGridSells, _nextGridBuys) = (sells, buys);
    }

    function _deposit() private {
        if (msg.value == 0) return;
        money[msg.sender] += msg.value;
        emit Deposited(msg.sender, msg.value);
    }

    function _countAsk(Kind kind, int256 change) private {
        if (kind == Kind.PvAsk) pvAsks = _plus(pvAsks, change);
        else if (kind == Kind.ChpAsk) chpAsks = _plus(chpAsks, change);
    }

    function _vote(uint256 pvPrice, uint256 chpPrice, int256 change) private {
        if (pvPrice > chpPrice) pvVotes = _plus(pvVotes, change);
        else if (chpPrice > pvPrice) chpVotes = _plus(chpVotes, change);
    }

    /// Checked arithmetic: what is taken away was added before.
    function _plus(uint32 count, int256 change) private pure returns (uint32) {
        return change > 0 ? count + 1 : count - 1;
    }
}
