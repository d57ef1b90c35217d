// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IBundleMarket} from "./IBundleMarket.sol";

/// @title The door of a market whose orders are sealed: committed by hash before any of them is shown
/// @notice It owns the seats of one BundleMarket, so that no order reaches the book but through `reveal`. Orders come in batches:
/// everybody commits, the operator closes the commitments, everybody reveals, the operator closes the batch. Whoever
/// has committed and not revealed by then has no orders in the book and forfeits its bond. Nobody cancels while orders are shown,
/// nor in the `revealBlocks` blocks behind, which are the dealer's to clear in. All else a seat may do is
/// passed on as it is, from its owner alone, and money that comes of it goes to its owner.
contract SealedOrders {
    enum Stage {
        Committing,
        Revealing
    }

    struct Seat {
        address owner;
        bool bonded;
    }

    event Bonded(uint256 indexed seat);
    event Committed(uint256 indexed batch, uint256 indexed seat, bytes32 commitment);
    event CommitmentsClosed(uint256 indexed batch);
    event Forfeited(uint256 indexed batch, uint256 indexed seat, uint256 bond);

    error SealedOrders_NotOwner(uint256 seat, address caller);
    error SealedOrders_NotOperator(address caller);
    error SealedOrders_WrongStage(Stage stage);
    error SealedOrders_WrongBond(uint256 amount);
    error SealedOrders_NoBond(uint256 seat);
    error SealedOrders_AlreadyBonded(uint256 seat);
    error SealedOrders_AlreadyCommitted(uint256 seat);
    error SealedOrders_NothingCommitted(uint256 seat);
    error SealedOrders_Mismatch(uint256 seat);
    error SealedOrders_TooEarly(uint256 block_, uint256 notBefore);
    error SealedOrders_OnlySealed();

    IBundleMarket public immutable market;
    address public immutable operator;
    /// What a seat brings beside its cash, and loses if it does not reveal.
    uint256 public immutable bond;
    /// Whole blocks that everybody has to reveal in.
    uint256 public immutable revealBlocks;
    /// Blocks of silence after which anybody may do the operator's part.
    uint256 public immutable patienceBlocks;

    Stage public stage;
    uint32 public batch = 1;
    /// Block in which the stage began.
    uint64 public since;
    uint256 public forfeits;
    Seat[] public seats;
    mapping(uint256 seat => bytes32) public commitments;
    uint256[] private _committed;

    constructor(
        IBundleMarket market_,
        address operator_,
        uint256 bond_,
        uint256 revealBlocks_,
        uint256 patienceBlocks_,
        address[] memory owners
    ) {
        market = market_;
        operator = operator_;
        bond = bond_;
        revealBlocks = revealBlocks_;
        patienceBlocks = patienceBlocks_;
        since = uint64(block.number);
        for (uint256 i = 0; i < owners.length; i++) {
            seats.push(Seat(owners[i], false));
        }
    }

    modifier onlyOwner(uint256 seat) {
        _checkOwner(seat);
        _;
    }

    modifier onlyIn(Stage wanted) {
        if (stage != wanted) revert SealedOrders_WrongStage(stage);
        _;
    }

    modifier onlyOperator() {
        if (msg.sender != operator && block.number <= since + patienceBlocks) {
            revert SealedOrders_NotOperator(msg.sender);
        }
        _;
    }

    /// @notice Brings the bond that a seat needs before it commits anything.
    function placeBond(uint256 seat) external payable onlyOwner(seat) {
        if (msg.value != bond) revert SealedOrders_WrongBond(msg.value);
        if (seats[seat].bonded) revert SealedOrders_AlreadyBonded(seat);
        seats[seat].bonded = true;
        emit Bonded(seat);
    }

    /// @notice Gives the bond back to a seat that owes no reveal.
    function releaseBond(uint256 seat) external onlyOwner(seat) {
        if (!seats[seat].bonded) revert SealedOrders_NoBond(seat);
        if (commitments[seat] != 0) revert SealedOrders_AlreadyCommitted(seat);
        seats[seat].bonded = false;
        Address.sendValue(payable(msg.sender), bond);
    }

    /// @notice Binds a seat to orders that nobody can see: `commitmentOf` its orders and a secret salt.
    function commit(uint256 seat, bytes32 commitment) external onlyOwner(seat) onlyIn(Stage.Committing) {
        if (!seats[seat].bonded) revert SealedOrders_NoBond(seat);
        if (commitments[seat] != 0 || commitment == 0) revert SealedOrders_AlreadyCommitted(seat);
        commitments[seat] = commitment;
        _committed.push(seat);
        emit Committed(batch, seat, commitment);
    }

    /// @notice From here on nobody can commit in this batch, and orders may be shown.
    function closeCommitments() external onlyIn(Stage.Committing) onlyOperator {
        stage = Stage.Revealing;
        since = uint64(block.number);
        emit CommitmentsClosed(batch);
    }

    /// @notice Shows committed orders and puts them into the book. Any other orders are refused.
    function reveal(uint256 seat, bytes32 salt, bytes calldata orders)
        external
        onlyOwner(seat)
        onlyIn(Stage.Revealing)
    {
        bytes32 commitment = commitments[seat];
        if (commitment == 0) revert SealedOrders_NothingCommitted(seat);
        if (commitment != commitmentOf(batch, seat, salt, orders)) revert SealedOrders_Mismatch(seat);
        delete commitments[seat];
        market.submitOrders(seat, orders);
    }

    /// @notice Ends the batch. Bonds of seats that did not reveal are forfeited.
    function closeBatch() external onlyIn(Stage.Revealing) onlyOperator {
        uint256 notBefore = since + revealBlocks + 1;
        if (block.number < notBefore) revert SealedOrders_TooEarly(block.number, notBefore);
        for (uint256 i = 0; i < _committed.length; i++) {
            uint256 seat = _committed[i];
            if (commitments[seat] == 0) continue;
            delete commitments[seat];
            seats[seat].bonded = false;
            forfeits += bond;
            emit Forfeited(batch, seat, bond);
        }
        delete _committed;
        batch++;
        stage = Stage.Committing;
        since = uint64(block.number);
    }

    /// @notice Pays forfeited bonds to the operator.
    function collectForfeits() external {
        uint256 amount = forfeits;
        forfeits = 0;
        Address.sendValue(payable(operator), amount);
    }

    function commitmentOf(uint256 batch_, uint256 seat, bytes32 salt, bytes calldata orders)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(address(this), batch_, seat, salt, keccak256(orders)));
    }

    /// Who has seen everybody's orders must not take back its own before the dealer could clear them.
    function _checkBound() private view {
        if (stage == Stage.Revealing) revert SealedOrders_WrongStage(stage);
        uint256 notBefore = since + revealBlocks + 1;
        if (block.number < notBefore) revert SealedOrders_TooEarly(block.number, notBefore);
    }

    /// Any call of the market that has a seat first: deposit, cancelOrders, raiseLimit, reject, withdraw.
    fallback() external payable {
        if (msg.sig == IBundleMarket.submitOrders.selector) revert SealedOrders_OnlySealed();
        if (msg.sig == IBundleMarket.cancelOrders.selector) _checkBound();
        _checkOwner(uint256(bytes32(msg.data[4:36])));
        uint256 before = address(this).balance - msg.value;
        Address.functionCallWithValue(address(market), msg.data, msg.value);
        uint256 gained = address(this).balance - before;
        if (gained != 0) Address.sendValue(payable(msg.sender), gained);
    }

    /// What the market pays out.
    receive() external payable {
        if (msg.sender != address(market)) revert SealedOrders_NotOwner(0, msg.sender);
    }

    function _checkOwner(uint256 seat) private view {
        if (seat >= seats.length || msg.sender != seats[seat].owner) revert SealedOrders_NotOwner(seat, msg.sender);
    }
}
