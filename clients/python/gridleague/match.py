"""A match driven from here, round by round: what environments are made of."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from .engine import Engine
from .errors import GridLeagueError, OverBudgetError, ToolError
from .market import Bid, Briefing, BundleOption, Order, Trade, View, finite_or_none

#: In a list of agents: seats that are played from here.
OUTSIDE = "outside"

_names = itertools.count(1)


@dataclass(frozen=True)
class MatchTask:
    """What is played, as for the command line's ``play``: agents are dealt to the seats in turn, by reference name or file."""

    scenario: str
    agents: Sequence[str] = (OUTSIDE,)
    dealer: str = "passive"
    rounds: Optional[int] = None
    book: Optional[str] = None
    #: what the seats played from here are called in the report
    name: str = OUTSIDE

    def to_wire(self, seed: str) -> Dict[str, Any]:
        fields: Dict[str, Any] = {
            "scenario": self.scenario,
            "seed": seed,
            "agents": list(self.agents),
            "dealer": self.dealer,
            "name": self.name,
        }
        if self.rounds is not None:
            fields["rounds"] = self.rounds
        if self.book is not None:
            fields["book"] = self.book
        return fields


@dataclass(frozen=True)
class Turn:
    """A round in which seats are asked: their views, and the best bundles at the announced prices."""

    round: int
    call: bool
    views: Dict[int, View]
    bundles: Dict[int, List[BundleOption]]


class SeatTools:
    """The tools of a seat that is asked (``gridleague.market.Tools``)."""

    def __init__(self, match: "Match", seat: int) -> None:
        self._match = match
        self._seat = seat

    def best_bundles(self, prices: Sequence[float], count: Optional[int] = None) -> List[BundleOption]:
        asked = {} if count is None else {"count": count}
        options = self._ask("bestBundles", prices=[float(p) for p in prices], **asked)
        return [BundleOption.from_wire(option) for option in options]

    def value(self, bundle: Sequence[float]) -> float:
        value = self._ask("value", bundle=[float(x) for x in bundle])
        return -math.inf if value is None else float(value)

    def solve(self, problem: Mapping[str, Any]) -> Mapping[str, Any]:
        outcome: Mapping[str, Any] = self._ask("solve", problem=finite_or_none(problem))
        return outcome

    def _ask(self, tool: str, **fields: Any) -> Any:
        return tool_value(self._match.engine.ask(tool, match=self._match.id, seat=self._seat, **fields))


def tool_value(answer: Mapping[str, Any]) -> Any:
    """What a tool answered. Raises ``ToolError``, ``OverBudgetError``."""
    if "refused" in answer:
        raise (OverBudgetError if answer.get("overBudget") else ToolError)(answer["refused"])
    return answer.get("value")


class Match:
    """One match. ``turn`` is what is asked now, None once it is over; ``report`` is then what ``play --json`` prints."""

    def __init__(self, engine: Engine, task: MatchTask, seed: str, bundles: Optional[int] = None) -> None:
        """``bundles``: how many come with each turn; None: as many as ``best_bundles`` gives unasked; 0: none."""
        self.engine = engine
        self.id = f"m{next(_names)}"
        self._number: Optional[int] = engine.send("open", match=self.id, bundles=bundles, **task.to_wire(seed))
        self._briefings: Dict[int, Briefing] = {}
        self._turn: Optional[Turn] = None
        self.report: Optional[Dict[str, Any]] = None
        #: by seat, what it traded since the turn before, and how it stood after
        self.trades: Dict[int, List[Tuple[Trade, View]]] = {}

    @property
    def briefings(self) -> Dict[int, Briefing]:
        """By seat that is played from here."""
        self.wait()
        return self._briefings

    @property
    def turn(self) -> Optional[Turn]:
        self.wait()
        return self._turn

    def tools(self, seat: int) -> SeatTools:
        return SeatTools(self, seat)

    def step(self, orders: Mapping[int, Union[Sequence[Order], Bid]]) -> Optional[Turn]:
        """Answers the turn; a seat that is not named orders nothing. The next turn, None at the end.

        Raises ``EngineError`` with the code ``bad-orders`` for orders that are none; the turn is then still to be answered.
        """
        self.begin_step(orders)
        return self.turn

    def begin_step(self, orders: Mapping[int, Union[Sequence[Order], Bid]]) -> None:
        """The same without waiting for what comes of it: ``turn`` does."""
        if self.turn is None:
            raise GridLeagueError("match-over", f"match {self.id} is over")
        wire = {
            str(seat): own.to_wire() if isinstance(own, Bid) else [order.to_wire() for order in own] for seat, own in orders.items()
        }
        self._number = self.engine.send("step", match=self.id, orders=wire)

    def wait(self) -> None:
        """Waits for the engine. Raises ``EngineError``, ``EngineLostError``."""
        if self._number is None:
            return
        number, self._number = self._number, None
        answer = self.engine.answer(number)
        if "briefings" in answer:
            briefings = [Briefing.from_wire(briefing) for briefing in answer["briefings"]]
            self._briefings = {briefing.seat: briefing for briefing in briefings}
        self.trades = {}
        for told in answer["trades"]:
            pair = (Trade.from_wire(told["trade"]), View.from_wire(told["view"]))
            self.trades.setdefault(told["seat"], []).append(pair)
        self._turn = _turn(answer["turn"]) if "turn" in answer else None
        if "end" in answer:
            self.report = answer["end"]["report"]

    def close(self) -> None:
        """Leaves the match where it is."""
        if self.report is None and self.engine.alive:
            try:
                self.wait()
                if self.report is None:
                    self.engine.ask("close", match=self.id)
            except GridLeagueError:
                pass
        self._turn = None


def _turn(turn: Mapping[str, Any]) -> Turn:
    seats = turn["seats"]
    return Turn(
        turn["round"],
        turn["call"],
        {seat["seat"]: View.from_wire(seat["view"]) for seat in seats},
        {
            seat["seat"]: [BundleOption.from_wire(option) for option in seat.get("best", {}).get("value", [])]
            for seat in seats
        },
    )
