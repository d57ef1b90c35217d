// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What sellers get where every buyer pays its own price
/// @notice Bids and asks are read in merit order, and the first of one meets the first of the other: so the n-th Wh sold is paid like the
/// n-th Wh bought. What bids pay is kept as steps while they are read, and asks walk along them.
abstract contract BidSteps {
    /// @param upTo Wh bought at this price or a higher one
    struct Step {
        uint64 upTo;
        uint32 price;
    }

    mapping(uint256 index => Step) private _steps;
    uint256 private _count;
    /// Where the asks are.
    uint256 private _at;
    /// What a seller gets for all that it sells to others, 1e-7 EUR. Only of those who sell, from the last reading on.
    mapping(address seller => uint256) internal _earned;

    function _clearSteps() internal {
        (_count, _at) = (0, 0);
    }

    function _addStep(uint64 upTo, uint32 price) internal {
        bool isNew = _count == 0 || _steps[_count - 1].price != price;
        if (isNew) _count++;
        _steps[_count - 1] = Step(upTo, price);
    }

    /// `seller` sells from the `from`-th to the `to`-th Wh.
    function _earn(address seller, uint256 from, uint256 to) internal {
        (uint256 index, uint256 units) = (_at, 0);
        while (from < to) {
            Step memory step = _steps[index];
            uint256 end = step.upTo < to ? step.upTo : to;
            units += (end - from) * step.price;
            if (end == step.upTo) index++;
            from = end;
        }
        (_at, _earned[seller]) = (index, units);
    }
}
