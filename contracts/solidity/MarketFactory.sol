// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {BundleMarket} from "./BundleMarket.sol";
import {IBundleMarket} from "./IBundleMarket.sol";

/// @title Makes one market per match, as a cheap clone at an address known beforehand
contract MarketFactory {
    event MarketCreated(address indexed organiser, bytes32 indexed id, address market);

    /// The code all markets share.
    address public immutable implementation;

    /// @param implementation_ a BundleMarket, made before: both together would need a larger block
    constructor(BundleMarket implementation_) {
        implementation = address(implementation_);
    }

    /// @notice Makes the caller's market `id`; a second one of that id reverts.
    function createMarket(
        bytes32 id,
        IBundleMarket.Settings calldata settings,
        bytes calldata inventory,
        bytes calldata prices
    ) external returns (address market) {
        market = Clones.cloneDeterministic(implementation, _salt(msg.sender, id));
        IBundleMarket(market).initialize(msg.sender, settings, inventory, prices);
        emit MarketCreated(msg.sender, id, market);
    }

    function marketOf(address organiser, bytes32 id) external view returns (address) {
        return Clones.predictDeterministicAddress(implementation, _salt(organiser, id));
    }

    /// Ids belong to their organiser: nobody can occupy another's.
    function _salt(address organiser, bytes32 id) private pure returns (bytes32) {
        return keccak256(abi.encode(organiser, id));
    }
}
