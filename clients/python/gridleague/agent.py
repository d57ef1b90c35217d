"""A strategy in Python: a class in a file of its own, which ``play --agent python:<file>`` seats in local matches.

It runs on its author's machine with all the rights of its author; every report of such a match says "not sandboxed".
"""

from __future__ import annotations

import random
from typing import List, Optional, Union

from .market import Bid, Briefing, Order, Tools, Trade, View


class Agent:
    """One seat in one match. A file defines one subclass; it is made anew for each seat and match.

        from gridleague import Agent, affordable

        class Honest(Agent):
            def bid(self, view, tools):
                return affordable([option.at(option.value) for option in tools.best_bundles(view.prices)], view)
    """

    #: On boards and in reports; the name of the class where it is left empty.
    name = ""
    description = ""

    def __init__(self, briefing: Briefing, seed: str) -> None:
        """``seed`` is of this seat in this match; ``self.random`` is drawn from it, so that a match plays again the same way."""
        self.briefing = briefing
        self.random = random.Random(seed)

    def bid(self, view: View, tools: Tools) -> Union[List[Order], Bid]:
        """Called once a round; what it returns joins the open orders of the seat, but for those that it replaces (``key``) or cancels."""
        raise NotImplementedError

    def settled(self, trade: Trade, view: View, tools: Tools) -> None:
        """Called after a round in which the seat traded, with tools that reckon from ``view``, as it stands since."""

    def remember(self) -> Optional[str]:
        """Called when the market of a day is over and another follows: a text of at most 16,384 characters, which the next day's
        strategy of the seat finds in ``briefing.raw["day"]["memory"]``."""
        return None
