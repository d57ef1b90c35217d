// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AuctionSettlement} from "./AuctionSettlement.sol";

/// @title Landau's market on a chain
contract DoubleAuction is AuctionSettlement {
    constructor(IERC20 token_, address operator, Setup memory setup) AuctionSettlement(token_, operator, setup) {}

    function _isDrawn() internal pure override returns (bool) {
        return false;
    }
}
