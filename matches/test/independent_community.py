"""Homes of an energy community: what each pays by itself, and what it does best with what it has bought and sold.

Written from docs/scenarios.md and docs/market-rules.md; shares no code with the platform. Needs numpy and scipy.
"""

import numpy as np

import independent_days as days

ROOM = 1e-6  # kWh, within which a solver keeps its rows
COUNTED = 1e-8  # kWh, to which ledgers count what is traded
WELL = 5e-5


class Home:
    def __init__(self, day, fields, scenario):
        self.day, self.fields, self.scenario = day, fields, scenario
        of = fields.get("tariff", scenario["grid"])
        self.retail, self.feed_in = day.price(of["retail"]), day.price(of["feedIn"])

    def cost(self, price=None, fee=0.0, meter=None, position=None, energy=True):
        """Least cost where energy is bought and sold at `price` (None: with nobody), what the meter counts or the market delivers being given; without
        `energy`, what is drawn and fed in costs nothing."""
        day, program = self.day, days.Program()
        if meter is not None:  # whoever knows the meter needs no search for what is in or out
            program.either = lambda *_: None
        balance, load, limit, (draws, feeds) = days.add_household(program, day, self.fields, self.scenario["grid"])
        if not energy:
            for column in (*draws, *feeds):
                program.costs[column] = 0.0
        local = 4 * limit if price is not None or position is not None else 0
        price = np.zeros(day.periods) if price is None else price
        buys = program.variables(day.periods, local, price + fee)
        sells = program.variables(day.periods, local, -price)
        if position is not None:
            for column, amount in (*zip(buys, np.maximum(0, position)), *zip(sells, np.maximum(0, -position))):
                program.lower[column], program.upper[column] = max(0.0, amount - COUNTED), amount + COUNTED
        for t in range(day.periods):
            program.row([*balance[t], (buys[t], -1), (sells[t], 1)], -load[t], -load[t])
            through = [(buys[t], 1), (draws[t], 1), (sells[t], -1), (feeds[t], -1)]
            program.row(through, -limit, limit)
            if meter is not None:
                program.row(through, meter[t] - ROOM, meter[t] + ROOM)
        return program.solve()

    def bill(self, meter):
        return float(np.sum(np.where(meter > 0, meter * self.retail, meter * self.feed_in)))

    def consumption(self):
        day, home = self.day, self.fields
        load = days.in_steps(day.series(home["load"]["series"], True) * home["load"].get("scale", 1)).sum()
        pump = home.get("heatPump", {"dailyEnergy": 0})["dailyEnergy"] * day.periods * day.hours / 24
        appliances = sum(appliance["energy"] for appliance in home.get("appliances", []))
        return load + pump + appliances + home.get("ev", {"energy": 0})["energy"]


def same(one, other, what):
    assert abs(one - other) < WELL * max(1, abs(one)), f"{what}: {one} is not {other}"


class Community:
    def __init__(self, scenario, played):
        self.day = day = days.Day(scenario)
        self.scenario, self.played = scenario, played
        self.homes = [Home(day, fields, scenario) for fields in scenario["households"]]
        self.retail, self.feed_in = (day.price(scenario["grid"][side]) for side in ("retail", "feedIn"))
        self.fee = scenario["localFee"]
        self.alone = [home.cost() for home in self.homes]
        self.z0 = sum(self.alone)
        self.consumption = sum(home.consumption() for home in self.homes)
        self.meters = np.array(played["alone"])
        for home, cost, meter in zip(self.homes, self.alone, self.meters):
            same(home.cost(meter=meter), cost, "a schedule alone")

    def result(self, cost, savings, traded, meters, operator=0.0, grid=0.0, dealer=0.0):
        drawn = np.maximum(0, meters.sum(axis=0)).sum()
        return {
            "cost": cost, "savings": savings, "traded": float(np.sum(traded)), "fees": float(np.sum(traded) * self.fee),
            "gain": {"total": self.z0 - cost, "households": None if savings is None else sum(savings),
                     "operator": operator, "grid": grid, "dealer": dealer},
            "selfSufficiencyPercent": float(100 * (self.consumption - drawn) / self.consumption),
        }

    def said(self, rounds, statements, numbers):
        """Rounds, statements and bytes, 8 for each number that is told."""
        return {"rounds": rounds, "statements": statements, "bytes": 8 * numbers}

    def grid_cost(self, position):
        sold = position.sum(axis=0)  # by the grid
        return float(np.sum(np.where(sold > 0, sold * (self.retail - self.fee), sold * self.feed_in)))

    def after(self, told, position, paid, grid, dealer):
        """What each home does with what it has bought and sold, and paid for it."""
        costs = [home.cost(fee=self.fee, position=w) for home, w in zip(self.homes, position)]
        meters, imports = np.array(told["meters"]), np.array(told["imports"])
        for home, w, meter, cost in zip(self.homes, position, meters, costs):
            same(home.cost(fee=self.fee, position=w, meter=meter), cost, "a schedule after trade")
        savings = [alone - cost - payment for alone, cost, payment in zip(self.alone, costs, paid)]
        cost = sum(costs) + self.grid_cost(position)
        return self.result(cost, savings, self.local(position, imports), meters, grid=grid, dealer=dealer)

    def local(self, position, imports):
        bought = np.maximum(0, position).sum(axis=0)
        own = np.maximum(0, -position - imports).sum(axis=0)
        return np.maximum(0, np.minimum(bought, own))
