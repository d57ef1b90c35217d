"""The match as a parallel environment in the manner of PettingZoo, with or without PettingZoo installed.

Observations, actions and rewards are documented in docs/python.md, "The environment".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from . import rows, spaces
from .engine import Engine
from .errors import GridLeagueError
from .market import Bid, Briefing, BundleOption, Order, View
from .match import OUTSIDE, Match, MatchTask, Turn
from .sdk import affordable, dot, offering

try:
    from pettingzoo import ParallelEnv as _Parallel
except ImportError:

    class _Parallel:  # type: ignore[no-redef]
        """What PettingZoo's class would be."""


#: Bundles that are made room for in any market where no count is asked for, so that spaces of most markets have one shape.
_ROOM = 4
_INF = float("inf")
#: Of a view: what is announced to one is announced to all.
_ANNOUNCED = ("round", "call", "prices", "previous_prices", "prices_since", "last_volume", "last_trades")

Observation = Dict[str, Any]
Reset = Tuple[Dict[str, Observation], Dict[str, Dict[str, Any]]]
Step = Tuple[
    Dict[str, Observation], Dict[str, float], Dict[str, bool], Dict[str, bool], Dict[str, Dict[str, Any]]
]


class MarketEnv(_Parallel):  # type: ignore[misc]
    """One match after the other; a step is a round in which at least one seat played from here is asked.

    ``actions``: ``"offers"``, the share of its gain that a seat offers for each of its best bundles (0.8 is what ``shaded`` does,
    1 is truthful), or ``"orders"``, orders themselves.
    """

    metadata: Dict[str, Any] = {"name": "gridleague_v1", "render_modes": [], "is_parallelizable": True}
    render_mode = None

    def __init__(
        self,
        scenario: str,
        agents: Sequence[str] = (OUTSIDE,),
        dealer: str = "passive",
        *,
        actions: str = "offers",
        bundles: Optional[int] = None,
        max_orders: int = 8,
        rounds: Optional[int] = None,
        book: Optional[str] = None,
        name: str = OUTSIDE,
        engine: Optional[Engine] = None,
    ) -> None:
        """``agents``: dealt to the seats in turn; ``"outside"`` marks those played from here.

        ``bundles``: how many each seat is shown, best first; None: as many as ``best_bundles`` gives unasked, with room for the most
        that it may give in this market, at least 4. ``engine``: one to share;
        by default the environment has its own and ends it.
        """
        if actions not in ("offers", "orders"):
            raise GridLeagueError("bad-actions", f"actions is {actions!r}; there are 'offers' and 'orders'")
        self.task = MatchTask(scenario, agents, dealer, rounds, book, name)
        self.actions = actions
        self.bundles = bundles
        self.max_orders = max_orders
        self._own_engine = engine is None
        self.engine = Engine() if engine is None else engine
        self.match: Optional[Match] = None
        self.agents: List[str] = []
        try:
            facts = self.engine.ask("seats", **self.task.to_wire("1"))
        except BaseException:
            self.close()
            raise
        self._seats: List[int] = facts["seats"]
        self.resources: List[Mapping[str, Any]] = facts["resources"]
        self.round_cap: int = facts["roundCap"]
        self._slots: int = max(_ROOM, facts["bundles"]) if bundles is None else max(1, bundles)
        self.possible_agents: List[str] = [f"seat_{seat}" for seat in self._seats]
        self._drawn = 0
        self._views: Dict[int, View] = {}
        self._options: Dict[int, List[BundleOption]] = {}
        self._asked: Dict[int, bool] = {}
        self._worth: Dict[int, float] = {}
        self._paid: Dict[int, float] = {}
        self._cost_before: Dict[int, float] = {}
        self._spaces = (self._observation_space(), self._action_space())

    # The interface of PettingZoo

    def observation_space(self, agent: str) -> Any:
        return self._spaces[0]

    def action_space(self, agent: str) -> Any:
        return self._spaces[1]

    def reset(self, seed: Optional[int | str] = None, options: Optional[Mapping[str, Any]] = None) -> Reset:
        """Begins the match of a seed, the one that ``play --seed`` plays; without one, those of 1, 2, ... in turn."""
        self.begin_reset(seed)
        return self.end_reset()

    def step(self, actions: Mapping[str, Any]) -> Step:
        """Plays one round. Seats without an action order nothing; what is said for a seat that is not asked has no effect."""
        self.begin_step(actions)
        return self.end_step()

    def close(self) -> None:
        """Leaves the match, and ends the engine if it is the environment's own."""
        self.leave()
        if self._own_engine:
            self.engine.close()

    def leave(self) -> None:
        """Leaves the match where it is; the environment rests until the next ``reset``."""
        if self.match is not None:
            self.match.close()
            self.match = None
        self.agents = []

    def render(self) -> None:
        """There is nothing to see."""

    # The same in two halves, so that several environments can be at work at the same time

    def begin_reset(self, seed: Optional[int | str] = None) -> None:
        self.leave()
        self._drawn += 1
        self.match = Match(self.engine, self.task, str(self._drawn if seed is None else seed), self.bundles)

    def end_reset(self) -> Reset:
        match = self._match
        self._worth = {seat: 0.0 for seat in self._seats}
        self._paid = dict(self._worth)
        self._views = {seat: _unasked(briefing) for seat, briefing in match.briefings.items()}
        self._cost_before = {}
        self.agents = list(self.possible_agents)
        self._take(match.turn)
        return self._observations(), {agent: {"asked": self._asked[seat]} for agent, seat in self._pairs()}

    def begin_step(self, actions: Mapping[str, Any]) -> None:
        match = self._match
        if not self.agents:
            raise GridLeagueError("match-over", "the match is over: reset the environment")
        if match.turn is None:
            return
        asked = [(agent, seat) for agent, seat in self._pairs() if self._asked[seat] and agent in actions]
        match.begin_step({seat: self._orders(seat, actions[agent]) for agent, seat in asked})

    def end_step(self) -> Step:
        match = self._match
        match.wait()
        self._take(match.turn)
        over = match.report is not None
        rewards = {agent: self._reward(seat) for agent, seat in self._pairs()}
        cut = over and match.report is not None and match.report["outcome"] in ("round-cap", "closed")
        observations = self._observations()
        infos: Dict[str, Dict[str, Any]] = {}
        for agent, seat in self._pairs():
            infos[agent] = {"asked": self._asked[seat], "trades": match.trades.get(seat, [])}
            if match.report is not None:
                own = match.report["perSeat"][seat]
                infos[agent].update(saving=own["saving"], failures=own["failures"], result_hash=match.report["resultHash"])
        terminations = {agent: over and not cut for agent in self.agents}
        truncations = {agent: cut for agent in self.agents}
        if over:
            self.agents = []
        return observations, rewards, terminations, truncations, infos

    # What a seat knows beyond its observation

    @property
    def report(self) -> Optional[Dict[str, Any]]:
        """Of the match that is over: what ``play --json`` prints."""
        return None if self.match is None else self.match.report

    def view(self, agent: str) -> View:
        """What the seat is told this round."""
        return self._views[self._seat(agent)]

    def briefing(self, agent: str) -> Briefing:
        """What the seat was told before the first round."""
        return self._match.briefings[self._seat(agent)]

    def options(self, agent: str) -> List[BundleOption]:
        """Its best bundles at the announced prices; none where it is not asked."""
        return self._options[self._seat(agent)]

    @property
    def unwrapped(self) -> "MarketEnv":
        return self

    # How it comes about

    @property
    def _match(self) -> Match:
        if self.match is None:
            raise GridLeagueError("no-match", "reset the environment first")
        return self.match

    def _pairs(self) -> List[Tuple[str, int]]:
        return list(zip(self.possible_agents, self._seats))

    def _seat(self, agent: str) -> int:
        return self._seats[self.possible_agents.index(agent)]

    def _take(self, turn: Optional[Turn]) -> None:
        """Takes in what was told since the last turn."""
        match = self._match
        for seat, trades in match.trades.items():
            for trade, view in trades:
                self._paid[seat] += trade.payment
                self._views[seat] = view
        views = {} if turn is None else turn.views
        for view in list(views.values())[:1]:
            announced = {name: getattr(view, name) for name in _ANNOUNCED}
            for seat, own in self._views.items():
                self._views[seat] = replace(own, **announced)
        self._views.update(views)
        for seat, view in views.items():
            # Who was never asked has never traded.
            self._cost_before.setdefault(seat, view.cost)
        self._asked = {seat: seat in views for seat in self._seats}
        self._options = {seat: turn.bundles[seat] if turn and seat in views else [] for seat in self._seats}

    def _reward(self, seat: int) -> float:
        """What the seat has gained since the step before; over a match they add up to its saving."""
        before = self._worth[seat]
        report = self._match.report
        if report is not None:
            self._worth[seat] = report["perSeat"][seat]["saving"]
        elif seat in self._cost_before:
            self._worth[seat] = self._cost_before[seat] - self._views[seat].cost - self._paid[seat]
        return self._worth[seat] - before

    def _observations(self) -> Dict[str, Observation]:
        return {agent: self._observation(seat) for agent, seat in self._pairs()}

    def _observation(self, seat: int) -> Observation:
        view = self._views[seat]
        options = self._options[seat][: self._slots]
        missing = self._slots - len(options)
        m = len(self.resources)
        return {
            "round": spaces.array([view.round / self.round_cap]),
            "call": spaces.array([float(view.call)]),
            "asked": spaces.array([float(self._asked[seat])]),
            "prices": spaces.array(view.prices),
            "previous_prices": spaces.array(view.previous_prices),
            "allocation": spaces.array(view.allocation),
            "cash": spaces.array([view.cash]),
            "cost": spaces.array([view.cost]),
            "bundles": spaces.array([option.bundle for option in options] + [[0.0] * m] * missing),
            "values": spaces.array([option.value for option in options] + [0.0] * missing),
            "charges": spaces.array([dot(view.prices, option.bundle) for option in options] + [0.0] * missing),
        }

    def _observation_space(self) -> Any:
        m, k = len(self.resources), self._slots
        any_: Dict[str, Tuple[int, ...]] = {
            **{"prices": (m,), "previous_prices": (m,), "allocation": (m,), "cash": (1,), "cost": (1,)},
            **{"bundles": (k, m), "values": (k,), "charges": (k,)},
        }
        shares = {name: spaces.box(0.0, 1.0, (1,)) for name in ("round", "call", "asked")}
        return spaces.dictionary({**shares, **{name: spaces.box(-_INF, _INF, shape) for name, shape in any_.items()}})

    def _action_space(self) -> Any:
        if self.actions == "offers":
            return spaces.box(0.0, 1.0, (self._slots,))
        return spaces.box(-_INF, _INF, (self.max_orders, rows.HEAD + len(self.resources)))

    def _orders(self, seat: int, action: Any) -> Union[List[Order], Bid]:
        view = self._views[seat]
        if self.actions == "offers":
            options = self._options[seat]
            if len(action) < min(len(options), self._slots):
                raise GridLeagueError("bad-actions", f"seat {seat}: {len(action)} offers for {len(options)} bundles")
            offers = [
                option.at(offering(view, option.bundle, option.value, float(share)))
                for option, share in zip(options, action)
            ]
            return affordable(offers, view)
        return action if isinstance(action, Bid) else rows.orders_of(action)


def _unasked(briefing: Briefing) -> View:
    """How a seat stands that has been told nothing yet."""
    unknown = [0.0] * len(briefing.resources)
    return View(0, unknown, unknown, briefing.endowment, briefing.cash, 0.0, [], False)
