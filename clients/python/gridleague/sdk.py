"""What strategies are made of, number for number as the TypeScript SDK computes it (plugins/sdk)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, List, Mapping, Optional, Sequence, Union

from .market import Briefing, Order, Vector, View

#: Money per unit of quantity by which rounding to ledger units may raise a payment.
_ROUNDING = 2e-9
#: Share of the money kept back for the rounding of doubles.
_DOUBLE_ROUNDING = 1e-12
#: A smaller part of an order than this is not worth placing.
_CRUMB = 1e-6
#: Least that a limit lies above the price of the bundle, money.
TICK = 1e-6


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    """Sum of a_i b_i from left to right: the same double as in TypeScript (which ``sum`` and numpy need not give)."""
    if len(a) != len(b):
        raise ValueError(f"vectors of {len(a)} and {len(b)} entries")
    total = 0.0
    for x, y in zip(a, b):
        total += x * y
    return total


def affordable(orders: Sequence[Order], view: View) -> List[Order]:
    """Shrinks orders until the seat can pay what they lock, in the order given; those without money left are dropped."""
    reserved = 0.0
    for order in view.open_orders:
        if order.kind == "limited":
            reserved = max(reserved, order.limit)
    free = view.cash - _DOUBLE_ROUNDING * (view.cash + reserved)
    result: List[Order] = []
    for order in orders:
        needed = _lock(order)
        unlimited = order.kind == "unlimited"
        available = max(0.0, free if unlimited else free + reserved)
        share = 1.0 if needed <= available else available / needed
        if share < _CRUMB:
            continue
        result.append(order if share == 1 else _shrunk(order, share))
        spent = needed * share
        if unlimited:
            free -= spent
        elif spent > reserved:
            free -= spent - reserved
            reserved = spent
    return result


def without_orders(view: View, cancel: Union[str, Sequence[int]]) -> View:
    """The view as it will be once open orders are cancelled, ``"all"`` or those of these keys: for ``affordable``, of what takes their place."""
    kept = [] if cancel == "all" else [order for order in view.open_orders if order.key is None or order.key not in cancel]
    released = _locked(view.open_orders, False) - _locked(kept, True)
    return replace(view, open_orders=kept, cash=view.cash + max(0.0, released))


def offering(view: View, bundle: Sequence[float], value: float, share: float) -> float:
    """The limit that offers this share of the gain: low + share (value - low), low = p'w + a tick, as ``shaded`` does."""
    if share == 1:
        return value  # to the last bit
    low = min(value, dot(view.prices, bundle) + TICK)
    return low + share * (value - low)


def earliest_end(briefing: Briefing) -> int:
    """The first round that may be a match's last although the market has not come to rest."""
    closing: Mapping[str, Any] = briefing.closing
    if closing["kind"] == "random":
        return min(briefing.round_cap, int(closing["from"]))
    if closing["kind"] == "soft":
        return min(briefing.round_cap, max(int(closing["from"]), int(closing["extend"])))
    return briefing.round_cap


class ExponentialAverage:
    """average <- weight * observed + (1 - weight) * average; the first observation is taken as it is."""

    def __init__(self, weight: float, start: Optional[Sequence[float]] = None) -> None:
        if not 0 < weight <= 1:
            raise ValueError(f"weight is {weight}, not in (0, 1]")
        self.weight = weight
        self._average: Optional[Vector] = None if start is None else list(start)

    def observe(self, values: Sequence[float]) -> Vector:
        """Takes in an observation and returns the new average."""
        before = self._average
        if before is None:
            self._average = list(values)
        else:
            self._average = [self.weight * x + (1 - self.weight) * y for x, y in zip(values, before)]
        return list(self._average)


def _locked(orders: Sequence[Order], with_room: bool) -> float:
    """The largest limited order and every unlimited one; ``with_room`` for rounding."""
    largest = 0.0
    unlimited = 0.0
    for order in orders:
        if with_room:
            locks = _lock(order)
        else:
            locks = max(0.0, order.limit * (order.cap or 0.0) if order.kind == "unlimited" else order.limit)
        if order.kind == "unlimited":
            unlimited += locks
        else:
            largest = max(largest, locks)
    return largest + unlimited


def _lock(order: Order) -> float:
    quantity = 0.0
    for entry in order.bundle:
        quantity += abs(entry)
    per_unit = order.limit + _ROUNDING * quantity
    return max(0.0, per_unit * ((order.cap or 0.0) if order.kind == "unlimited" else 1.0))


def _shrunk(order: Order, share: float) -> Order:
    if order.kind == "unlimited":
        return replace(order, cap=(order.cap or 0.0) * share)
    return replace(order, bundle=[share * x for x in order.bundle], limit=order.limit * share)
