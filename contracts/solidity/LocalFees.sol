// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Collects the local fees of one match at delivery and pays them to their receivers
/// @notice The organiser states everybody's bill once. Each payer pays its own, once, as a whole, and every receiver has its part in
/// the same transaction: nothing is ever left here.
contract LocalFees {
    /// Hash of what a payer owes to whom; 0: nothing, or paid.
    mapping(address payer => bytes32 bill) public bills;
    /// Bills that are not paid yet.
    uint256 public unpaid;

    event FeePaid(address indexed payer, address indexed receiver, uint256 amount);

    error LocalFees_WrongLength();
    error LocalFees_BilledTwice(address payer);
    error LocalFees_WrongBill(address payer);
    error LocalFees_WrongAmount(uint256 due, uint256 paid);

    /// @param hashes keccak256(abi.encode(receivers, amounts)), one for each payer
    constructor(address[] memory payers, bytes32[] memory hashes) {
        if (payers.length != hashes.length) revert LocalFees_WrongLength();
        for (uint256 i = 0; i < payers.length; i++) {
            if (bills[payers[i]] != 0) revert LocalFees_BilledTwice(payers[i]);
            bills[payers[i]] = hashes[i];
        }
        unpaid = payers.length;
    }

    /// @notice Payer: pays all that it owes. What is not the bill, or not as much money, is refused.
    function pay(address[] calldata receivers, uint256[] calldata amounts) external payable {
        if (receivers.length != amounts.length) revert LocalFees_WrongLength();
        bytes32 bill = bills[msg.sender];
        if (bill == 0 || bill != keccak256(abi.encode(receivers, amounts))) revert LocalFees_WrongBill(msg.sender);
        uint256 due = 0;
        for (uint256 i = 0; i < amounts.length; i++) {
            due += amounts[i];
        }
        if (due != msg.value) revert LocalFees_WrongAmount(due, msg.value);
        delete bills[msg.sender];
        unpaid--;
        for (uint256 i = 0; i < receivers.length; i++) {
            emit FeePaid(msg.sender, receivers[i], amounts[i]);
            Address.sendValue(payable(receivers[i]), amounts[i]);
        }
    }
}
