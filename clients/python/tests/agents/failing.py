import os

from gridleague import Agent, Bid, Order


class Failing(Agent):
    def bid(self, view, tools):
        if view.round == 1:
            raise ValueError("as it should")
        if view.round == 2:
            return [Order([1.0], 2.0)]
        if view.round == 3:
            return "no list of orders"
        if view.round == 4:
            tools.best_bundles([1.0])
        if view.round == 5:
            return [Order([float("nan")] * len(view.prices), 1.0)]
        if view.round == 6:
            return None
        if view.round == 7:
            return Bid(cancel="some")
        if view.round == 8:
            os._exit(3)
        return []
