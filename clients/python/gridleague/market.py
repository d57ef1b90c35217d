"""What a strategy is told and what it answers: the SDK's types (plugins/sdk) in Python.

Signs: a bundle is a vector over the resources; > 0 is bought, < 0 is sold. Units: quantities in the resource's unit
(kWh in energy scenarios), prices in money per unit. Vectors are lists of floats, *m* is the number of resources.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, List, Mapping, Optional, Protocol, Sequence, Union

Vector = List[float]


@dataclass(frozen=True)
class Order:
    """An offer to trade: ``limit`` is the most to be paid for ``bundle`` (< 0: the least accepted), per unit if unlimited."""

    bundle: Sequence[float]
    limit: float
    kind: str = "limited"
    cap: Optional[float] = None
    #: what you call it, a whole number from 1: a new order of the same key takes the place of your open one
    key: Optional[int] = None

    def to_wire(self) -> dict[str, Any]:
        order: dict[str, Any] = {"bundle": [float(x) for x in self.bundle], "limit": float(self.limit)}
        if self.kind != "limited":
            order["kind"] = self.kind
        if self.cap is not None:
            order["cap"] = float(self.cap)
        if self.key is not None:
            order["key"] = self.key
        return order

    @staticmethod
    def from_wire(order: Mapping[str, Any]) -> "Order":
        return Order(list(order["bundle"]), order["limit"], order.get("kind", "limited"), order.get("cap"), order.get("key"))


@dataclass(frozen=True)
class Bid:
    """An answer of ``bid`` that also takes open orders out of the book first: ``"all"``, or those of these keys."""

    orders: Sequence[Order] = ()
    cancel: Union[str, Sequence[int]] = ()

    def to_wire(self) -> dict[str, Any]:
        cancel = self.cancel if isinstance(self.cancel, str) else list(self.cancel)
        return {"orders": [order.to_wire() for order in self.orders], "cancel": cancel}


@dataclass(frozen=True)
class Fill(Order):
    """An order that filled: ``fill`` is the part of a limited order, or multiples of an unlimited one; ``payment`` what was paid for it."""

    fill: float = 0.0
    payment: float = 0.0

    @staticmethod
    def from_wire(order: Mapping[str, Any]) -> "Fill":
        one = Order.from_wire(order)
        return Fill(one.bundle, one.limit, one.kind, one.cap, one.key, order["fill"], order["payment"])


@dataclass(frozen=True)
class BundleOption:
    """A bundle worth bidding on, and what it is worth: the truthful limit (per unit if unlimited)."""

    bundle: Vector
    value: float
    kind: str = "limited"
    cap: Optional[float] = None

    def at(self, limit: float, key: Optional[int] = None) -> Order:
        """An order for it."""
        return Order(self.bundle, limit, self.kind, self.cap, key)

    @staticmethod
    def from_wire(option: Mapping[str, Any]) -> "BundleOption":
        return BundleOption(option["bundle"], option["value"], option["kind"], option.get("cap"))


@dataclass(frozen=True)
class View:
    """What a seat is told each round; fields as in the plugin author's guide."""

    round: int
    prices: Vector
    previous_prices: Vector
    allocation: Vector
    cash: float
    cost: float
    open_orders: List[Order]
    call: bool
    #: the round in which ``prices`` came about
    prices_since: int = 0
    #: m, what the whole market traded in it, and how many seats did; in ``settled`` of this round
    last_volume: Vector = field(default_factory=list)
    last_trades: int = 0

    @staticmethod
    def from_wire(view: Mapping[str, Any]) -> "View":
        return View(
            view["round"],
            view["prices"],
            view["previousPrices"],
            view["allocation"],
            view["cash"],
            view["cost"],
            [Order.from_wire(order) for order in view["openOrders"]],
            view["call"],
            view["pricesSince"],
            view["lastVolume"],
            view["lastTrades"],
        )


@dataclass(frozen=True)
class Trade:
    """What a seat traded in a round: ``delivered`` (> 0) or given (< 0), ``payment`` > 0 where it paid."""

    round: int
    delivered: Vector
    payment: float
    prices: Vector
    #: the seat's orders that filled
    fills: List[Fill] = field(default_factory=list)

    @staticmethod
    def from_wire(trade: Mapping[str, Any]) -> "Trade":
        fills = [Fill.from_wire(order) for order in trade["fills"]]
        return Trade(trade["round"], trade["delivered"], trade["payment"], trade["prices"], fills)


@dataclass(frozen=True)
class Briefing:
    """What a seat is told once. ``raw`` has every field of the SDK's ``AgentBriefing``, the seat's linear program among them.

    In ``raw`` and what it holds, None stands for an infinite number.
    """

    seat: int
    agents: int
    resources: List[Mapping[str, Any]]
    round_cap: int
    closing: Mapping[str, Any]
    endowment: Vector
    cash: float
    fees: Vector
    limits: Mapping[str, float]
    columns: Optional[List[str]]
    grid: Optional[Mapping[str, Vector]]
    raw: Mapping[str, Any]

    @staticmethod
    def from_wire(briefing: Mapping[str, Any]) -> "Briefing":
        return Briefing(
            briefing["seat"],
            briefing["agents"],
            briefing["resources"],
            briefing["roundCap"],
            briefing["closing"],
            briefing["endowment"],
            briefing["cash"],
            briefing["fees"],
            {name: math.inf if most is None else most for name, most in briefing["limits"].items()},
            briefing.get("columns"),
            briefing.get("grid"),
            briefing,
        )


class Tools(Protocol):
    """Computations on the seat's own problem: counted, limited per call, and functions of the round and the question."""

    def best_bundles(self, prices: Sequence[float], count: Optional[int] = None) -> List[BundleOption]:
        """The bundles that serve the seat best at ``prices``, the best one first; empty when nothing improves."""

    def value(self, bundle: Sequence[float]) -> float:
        """What a bundle is worth now; ``-inf`` if it cannot be honoured."""

    def solve(self, problem: Mapping[str, Any]) -> Mapping[str, Any]:
        """A linear program of one's own, as in the SDK's ``LinearProblem``: ``{"status": "optimal", "objective", "x", "rowDuals"}``."""


def finite_or_none(problem: Any) -> Any:
    """The same content with None in the place of infinite numbers, as JSON has none."""
    if isinstance(problem, Mapping):
        return {key: finite_or_none(part) for key, part in problem.items()}
    if isinstance(problem, (str, bytes, int)) or problem is None:
        return problem
    if isinstance(problem, float):
        return problem if math.isfinite(problem) else None
    return [finite_or_none(float(x)) if not isinstance(x, int) else x for x in problem]
