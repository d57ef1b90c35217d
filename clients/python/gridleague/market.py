"""What a strategy is told and what it answers: the SDK's types (plugins/sdk) in Python.

Signs: a bundle is a vector over the resources; > 0 is bought, < 0 is sold. Units: quantities in the resource's unit
(kWh in energy scenarios), prices in money per unit. Vectors are lists of floats, *m* is the number of resources.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, List, Mapping, Optional, Protocol, Sequence

Vector = List[float]


@dataclass(frozen=True)
class Order:
    """An offer to trade: ``limit`` is the most to be paid for ``bundle`` (< 0: the least accepted), per unit if unlimited."""

    bundle: Sequence[float]
    limit: float
    kind: str = "limited"
    cap: Optional[float] = None

    def to_wire(self) -> dict[str, Any]:
        order: dict[str, Any] = {"bundle": [float(x) for x in self.bundle], "limit": float(self.limit)}
        if self.kind != "limited":
            order["kind"] = self.kind
        if self.cap is not None:
            order["cap"] = float(self.cap)
        return order

    @staticmethod
    def from_wire(order: Mapping[str, Any]) -> "Order":
        return Order(list(order["bundle"]), order["limit"], order.get("kind", "limited"), order.get("cap"))


@dataclass(frozen=True)
class BundleOption:
    """A bundle worth bidding on, and what it is worth: the truthful limit (per unit if unlimited)."""

    bundle: Vector
    value: float
    kind: str = "limited"
    cap: Optional[float] = None

    def at(self, limit: float) -> Order:
        """An order for it."""
        return Order(self.bundle, limit, self.kind, self.cap)

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
        )


@dataclass(frozen=True)
class Trade:
    """What a seat traded in a round: ``delivered`` (> 0) or given (< 0), ``payment`` > 0 where it paid."""

    round: int
    delivered: Vector
    payment: float
    prices: Vector

    @staticmethod
    def from_wire(trade: Mapping[str, Any]) -> "Trade":
        return Trade(trade["round"], trade["delivered"], trade["payment"], trade["prices"])


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
