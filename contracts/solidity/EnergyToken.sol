// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Energy that was generated and metered: 1 unit is 1 Wh, 1 token (3 decimals) 1 kWh
/// @notice Only the owner, who reads the meters, mints and burns.
contract EnergyToken is ERC20, Ownable {
    event Generated(address indexed producer, uint256 amount);
    event Consumed(address indexed consumer, uint256 amount);

    constructor(address meterOperator) ERC20("EnergyKIT", "EnergyKIT") Ownable(meterOperator) {}

    /// @notice Wh, so three decimals show kWh.
    function decimals() public pure override returns (uint8) {
        return 3;
    }

    /// @notice Metered generation.
    /// @param amount Wh
    function mint(address producer, uint256 amount) external onlyOwner {
        _mint(producer, amount);
        emit Generated(producer, amount);
    }

    /// @notice Metered consumption; refused beyond what the consumer has (ERC20InsufficientBalance).
    /// @param amount Wh
    function burn(address consumer, uint256 amount) external onlyOwner {
        _burn(consumer, amount);
        emit Consumed(consumer, amount);
    }
}
