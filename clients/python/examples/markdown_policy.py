"""A markdown strategy with seven weights: what share of its gain a seat offers for a bundle.

Everything is computed from left to right with + - * / alone, so that the exported plugin computes the same doubles.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import List, Sequence

from gridleague import Agent, Briefing, BundleOption, Order, Tools, View, affordable, dot, earliest_end, offering

#: Rounds after which it is late, where the match lasts longer.
PATIENCE = 20
FEATURES = ["one", "time", "time squared", "gain", "call", "best bundle", "gain by time"]
WEIGHTS = Path(__file__).with_name("learned_markdown.json")


def weights_of(file: Path = WEIGHTS) -> List[float]:
    """What ``train_markdown.py`` wrote; by default what comes along."""
    weights: List[float] = json.loads(file.read_text())["weights"]
    return weights


def features(view: View, deadline: int, option: BundleOption, index: int) -> List[float]:
    """What the policy sees of a bundle, each within 0 .. 1."""
    time = min(1.0, view.round / deadline)
    charge = dot(view.prices, option.bundle)
    gain = max(0.0, option.value - charge)
    share = gain / (abs(charge) + gain + 1e-9)
    return [1.0, time, time * time, share, 1.0 if view.call else 0.0, 1.0 if index == 0 else 0.0, share * time]


def offer(weights: Sequence[float], seen: Sequence[float]) -> float:
    """The share of the gain that is offered, within 0 .. 1: (1 + u / (1 + |u|)) / 2, u = weights . seen."""
    u = dot(weights, seen)
    return 0.5 * (1.0 + u / (1.0 + abs(u)))


def deadline_of(briefing: Briefing) -> int:
    return min(earliest_end(briefing), PATIENCE)


def offers(weights: Sequence[float], view: View, deadline: int, options: Sequence[BundleOption]) -> List[float]:
    """For each of a seat's best bundles: an action of ``MarketEnv(actions="offers")``."""
    return [offer(weights, features(view, deadline, option, index)) for index, option in enumerate(options)]


class LearnedMarkdown(Agent):
    """The trained strategy, as ``play --agent python:clients/python/examples/markdown_policy.py`` seats it."""

    name = "learned-markdown"
    description = "Offers a share of its gain that was learned from matches."

    def __init__(self, briefing: Briefing, seed: str) -> None:
        super().__init__(briefing, seed)
        self.weights = weights_of()
        self.deadline = deadline_of(briefing)

    def bid(self, view: View, tools: Tools) -> List[Order]:
        options = tools.best_bundles(view.prices)
        shares = offers(self.weights, view, self.deadline, options)
        return affordable(
            [o.at(offering(view, o.bundle, o.value, share)) for o, share in zip(options, shares)], view
        )
