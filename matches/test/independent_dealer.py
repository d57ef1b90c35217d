"""What a day with batteries, and with a battery and a CHP of the dealer's, costs, computed from its series alone.

Reads {"homes": [{"load", "sun", "battery"}], "retail", "feedIn", "fee", "battery", "chp", "outage", "lostLoad"} from standard input, by the hour;
a home's battery, the dealer's, the CHP and an outage (its hours, and what a kWh that is not served then is worth) may be left out. Prints when the CHP is on as a mixed-integer program says that pays, where it sells what homes lack at
what the grid asks and the rest for feed-in; with that, what everybody pays alone and together; and what all would pay together could whole
numbers be chosen by one who knows everything. Written from docs/market-rules.md, "The dealer's plant and storage";
shares no code with the platform. Needs numpy and scipy.
"""

import json
import sys
from math import sqrt

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

task = json.load(sys.stdin)
HOURS = len(task["retail"])
battery, chp = task.get("battery"), task.get("chp")
OUTAGE = task.get("outage", [])
GRID = [0.0 if t in OUTAGE else 1000.0 for t in range(HOURS)]  # most that it gives or takes


class Program:
    def __init__(self):
        self.cost, self.low, self.high, self.whole, self.rows, self.pairs = [], [], [], [], [], []

    def add(self, upper, cost=0.0, lower=0.0, whole=0):
        first = len(self.cost)
        for low, high, price in zip(*(np.broadcast_to(of, HOURS) for of in (lower, upper, cost))):
            self.cost.append(float(price))
            self.low.append(float(low))
            self.high.append(float(high))
            self.whole.append(whole)
        return range(first, first + HOURS)

    def row(self, terms, low, high):
        self.rows.append((terms, low, high))

    def solve(self):
        matrix = np.zeros((len(self.rows), len(self.cost)))
        for i, (terms, _, _) in enumerate(self.rows):
            for column, value in terms:
                matrix[i, column] += value
        low, high = [r[1] for r in self.rows], [r[2] for r in self.rows]
        found = milp(self.cost, integrality=self.whole, bounds=Bounds(self.low, self.high),
                     constraints=LinearConstraint(matrix, low, high), options={"mip_rel_gap": 0})
        assert found.status == 0, found.message
        # with losses and wear no best plan charges and discharges at once
        assert all(min(found.x[take], found.x[give]) < 1e-9 for take, give in self.pairs)
        return found.fun, found.x


def engine(program, on=None):
    """Makes between its least and its most while it is on; stays on and off for its times. Given `on`, only how much is free."""
    made = program.add(chp["power"], chp["fuel"])
    fixed = {} if on is None else {"lower": on, "upper": on}
    running = program.add(**{"upper": 1, "whole": 1, **fixed})
    started = program.add(1, chp["startCost"], whole=1)
    stopped = program.add(1, whole=1)
    for t in range(HOURS):
        program.row([(made[t], 1), (running[t], -chp["power"])], -np.inf, 0)
        program.row([(made[t], 1), (running[t], -chp["power"] * chp["minimumLoad"])], 0, np.inf)
        before = [(running[t - 1], 1)] if t > 0 else []
        program.row([(running[t], 1), (started[t], -1), (stopped[t], 1)] + [(c, -v) for c, v in before], 0, 0)
        ups = range(max(0, t - chp["minimumUp"] + 1), t + 1)
        program.row([(started[s], 1) for s in ups] + [(running[t], -1)], -np.inf, 0)
        downs = range(max(0, t - chp["minimumDown"] + 1), t + 1)
        program.row([(stopped[s], 1) for s in downs] + [(running[t], 1)], -np.inf, 1)
    return made, running


def committed():
    program = Program()
    made, running = engine(program)
    lacking = [max(0, sum(home["load"][t] - home["sun"][t] for home in task["homes"])) for t in range(HOURS)]
    asked = [max(task["retail"][t] - task["fee"], task["feedIn"][t]) for t in range(HOURS)]
    sold = program.add(lacking, [task["feedIn"][t] - asked[t] for t in range(HOURS)])
    for t in range(HOURS):
        program.cost[made[t]] -= task["feedIn"][t]
        program.row([(sold[t], 1), (made[t], -1)], -np.inf, 0)
    value, x = program.solve()
    return value, [round(x[c]) for c in running]


def add_battery(program, cells, terms):
    """Takes and gives in `terms`, the balance of each hour, and ends as it began."""
    way = sqrt(cells["efficiency"])
    take, give = program.add(cells["power"]), program.add(cells["power"], cells["wear"])
    program.pairs += zip(take, give)
    held = cells["initial"] * cells["capacity"]
    least = np.zeros(HOURS)
    least[-1] = held
    stored = program.add(cells["capacity"], lower=least)
    for t in range(HOURS):
        before = [(stored[t - 1], -1)] if t > 0 else []
        program.row([(stored[t], 1), (take[t], -way), (give[t], 1 / way)] + before, *[held if t == 0 else 0] * 2)
        terms[t] += [(give[t], 1), (take[t], -1)]


def community(members, trade, on=None):
    """The least that members pay; `trade`: whether with each other."""
    program = Program()
    buys, sells = [], []
    most = 1000.0 if trade else 0.0
    for member in members:
        buy, sell = program.add(most, task["fee"]), program.add(most)
        draw, feed = program.add(GRID, task["retail"]), program.add(GRID, -np.array(task["feedIn"]))
        terms = [[(draw[t], 1), (feed[t], -1), (buy[t], 1), (sell[t], -1)] for t in range(HOURS)]
        need = np.zeros(HOURS)
        if member == "battery":
            add_battery(program, battery, terms)
        elif member == "chp":
            made, _ = engine(program, on)
            for t in range(HOURS):
                terms[t] += [(made[t], 1)]
        else:
            need = np.array(member["load"])
            if OUTAGE:
                lost = program.add(need, task["lostLoad"])
                for t in range(HOURS):
                    terms[t] += [(lost[t], 1)]
            made = program.add(member["sun"])
            for t in range(HOURS):
                terms[t] += [(made[t], 1)]
            if "battery" in member:
                add_battery(program, member["battery"], terms)
        for t in range(HOURS):
            program.row(terms[t], need[t], need[t])
        buys.append(buy)
        sells.append(sell)
    for t in range(HOURS):
        program.row([(b[t], 1) for b in buys] + [(s[t], -1) for s in sells], 0, 0)
    return program.solve()[0]


value, on = committed() if chp else (0, None)
members = [*task["homes"], *(["battery"] if battery else []), *(["chp"] if chp else [])]
print(json.dumps({
    "on": on,
    "expectedCost": value,
    "alone": [community([member], False, on) for member in members],
    "together": community(members, True, on),
    "free": community(members, True),
}))
