// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {AuctionClearing} from "./AuctionClearing.sol";
import {AuctionSettlement} from "./AuctionSettlement.sol";

/// @title Landau's market on a chain
contract DoubleAuction is AuctionSettlement {
    constructor(
        IERC20 token_,
        address operator,
        Blocks memory blocks,
        Pricing memory pricing,
        uint32 gridSells_,
        uint32 gridBuys_
    ) AuctionBook(token_, operator, blocks, gridSells_, gridBuys_) AuctionClearing(pricing) {
        if (pricing.rule == Rule.Muda) revert DoubleAuction_InvalidSettings();
    }

    function _isDrawn() internal pure override returns (bool) {
        return false;
    }
}
