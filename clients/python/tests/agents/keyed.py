from gridleague import Agent, Bid, affordable, without_orders


class Keyed(Agent):
    """Replaces its orders by key, at times cancels all, and asks for what its trades have taught it."""

    name = "keyed"

    def __init__(self, briefing, seed):
        super().__init__(briefing, seed)
        self.share = 0.1

    def bid(self, view, tools):
        cancel = "all" if view.round % 3 == 0 else [1, 7]
        options = tools.best_bundles(view.prices, 2)
        orders = [option.at(option.value - self.share * abs(option.value), key) for key, option in enumerate(options, 1)]
        # The second one stays beside the one that takes its place, under another key.
        return Bid(affordable(orders, without_orders(view, "all" if cancel == "all" else [1, 2])), cancel)

    def settled(self, trade, view, tools):
        back = tools.value([-quantity for quantity in trade.delivered])
        left = len(tools.best_bundles(trade.prices))
        filled = 0.0
        for fill in trade.fills:
            filled += fill.fill * fill.key
        lost = 0.0 if back == float("-inf") else back
        self.share = 0.02 * filled + 0.001 * left + 0.001 * view.last_trades + 0.0001 * view.last_volume[0] - 0.00001 * lost
