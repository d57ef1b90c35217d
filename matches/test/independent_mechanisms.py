"""What mechanisms make of the days of energy communities, computed from their scenarios and CSV files alone.

Reads {"folder", "scenarios", "played"} from standard input. `played` holds for each scenario the schedules that were chosen, since there may be several
best ones: what meters count, kWh per home and period (> 0: drawn), and what was said in rounds. Each of them is first shown to be a best answer, by a program of
its own; what it costs and brings to whom is then computed from it. Written from docs/mechanisms.md and docs/market-rules.md; shares no code with the
platform. Needs numpy and scipy.
"""

import hashlib
import json
import sys
from math import floor
from pathlib import Path

import numpy as np

import independent_days as days

EUR = 10**7  # money is counted in 1e-7 EUR, energy in Wh, prices in 1e-4 EUR/kWh
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

    def grid_only(self):
        return {**self.result(self.z0, [0.0] * len(self.homes), 0, self.meters), **self.said(0, 0, 0)}

    def met(self, meters):
        demand, supply = np.maximum(0, meters).sum(axis=0), np.maximum(0, -meters).sum(axis=0)
        worth = self.feed_in <= self.retail - self.fee
        return demand, supply, np.where(worth, np.minimum(demand, supply), 0)

    def shared(self, meters, price):
        """What everybody pays where what meets is paid at `price`, and what is left over at the tariffs, shared alike within a side."""
        demand, supply, met = self.met(meters)
        with np.errstate(divide="ignore", invalid="ignore"):
            bought = np.where(demand > 0, met / demand, 0)
            sold = np.where(supply > 0, met / supply, 0)
        buy = bought * (price + self.fee) + (1 - bought) * self.retail
        sell = sold * price + (1 - sold) * self.feed_in
        return met, [float(np.sum(np.where(meter > 0, meter * buy, meter * sell))) for meter in meters]

    def mid_market(self):
        met, bills = self.shared(self.meters, (self.retail - self.fee + self.feed_in) / 2)
        savings = [home.bill(meter) - bill for home, meter, bill in zip(self.homes, self.meters, bills)]
        # Everybody tells what its meter says, and is told two rates, in each period.
        told = 3 * len(self.homes) * self.day.periods
        return {**self.result(self.z0 - sum(savings), savings, met, self.meters), **self.said(1, len(self.homes), told)}

    def auctions(self):
        """Orders of whole Wh at two prices: all sellers ask one, all buyers bid the other, so equals share."""
        count = len(self.homes)
        readings = np.floor(np.cumsum(-self.meters, axis=1) * 1000 + 0.5).astype(int)
        metered = np.diff(readings, axis=1, prepend=0)  # > 0: left over
        names = [home.fields["id"] for home in self.homes]
        totals = {rule: {"savings": [0.0] * count, "operator": 0, "traded": 0, "worth": 0} for rule in (*RULES, "auction-muda")}
        # An ask is two numbers, a bid three; everybody is told what it trades and pays in each period.
        orders, held, told = 0, 0, 2 * count * self.day.periods
        for t in range(self.day.periods):
            sells, buys = round(self.retail[t] * 1e4), round(self.feed_in[t] * 1e4)
            bid, ask = sells - round(self.fee * 1e4), buys
            if bid < 0 or ask < 0:
                continue
            asks = sorted((names[j], j, metered[j][t]) for j in range(count) if metered[j][t] > 0)
            bids = sorted((names[j], j, -metered[j][t]) for j in range(count) if metered[j][t] < 0)
            orders += len(asks) + len(bids)
            told += 2 * len(asks) + 3 * len(bids)
            held += len(asks) + len(bids) > 0
            for j, amount, price in halves(f"{self.scenario['id']}/1/lots/{held - 1}", asks, bids, ask, bid):
                of = totals["auction-muda"]
                of["traded"] += max(0, amount)
                of["worth"] += max(0, amount) * (bid - ask)
                of["savings"][j] += amount * (bid - price) if amount > 0 else -amount * (price - ask)
            if ask > bid or not asks or not bids:
                continue
            for rule, (buyer, seller) in RULES.items():
                these, those = asks, bids
                if rule == "auction-mcafee":  # the last of each side stays out, whoever is served
                    these, those = served(asks, bids), served(bids, asks)
                    these, those = these[:-1], those[:-1]
                volume = volume_of(these, those)
                pays, gets = buyer(ask, bid), seller(ask, bid)
                of = totals[rule]
                of["traded"] += volume
                of["worth"] += volume * (bid - ask)
                of["operator"] += volume * (pays - gets)
                for (_, j, _), amount in zip(those, shares(those, volume)):
                    of["savings"][j] += amount * (bid - pays)
                for (_, j, _), amount in zip(these, shares(these, volume)):
                    of["savings"][j] += amount * (gets - ask)
        found = {}
        for rule, of in totals.items():
            savings = [saving / EUR for saving in of["savings"]]
            found[rule] = self.result(self.z0 - of["worth"] / EUR, savings, of["traded"] / 1000, self.meters, of["operator"] / EUR)
            found[rule].update(self.said(self.day.periods, orders, told))
        return found

    def clock(self):
        """Follows the clock round by round: prices move by the rule, answers are best ones, and it ends when it should; then what meets is paid at its
        prices, and what is left over at the grid's."""
        told = self.played["clock"]
        ask = np.maximum(self.retail - self.fee, self.feed_in)
        inside = (ask - self.feed_in) / 1000
        low, high = self.feed_in + inside, ask - inside
        noise = 1e-9 * (high - low)
        price, step, moved = (low + high) / 2, (high - low) / 4, np.zeros(self.day.periods)
        for number, (announced, packages) in enumerate(zip(told["prices"], told["packages"])):
            wanted = np.array(packages)
            assert np.allclose(announced, price, atol=1e-9), f"round {number + 1}"
            for home, package in zip(self.homes, wanted):
                free = home.cost(price=price, fee=self.fee)
                same(home.cost(price=price, fee=self.fee, position=package), free, f"an answer in round {number + 1}")
            excess = wanted.sum(axis=0)
            rest = (np.abs(excess) <= 1e-3) | ((excess > 0) & (price >= high - noise)) | ((excess < 0) & (price <= low + noise))
            direction = np.where(rest, 0, np.sign(excess))
            step = np.where((direction != 0) & (direction == -moved), step / 2, step)
            moved = np.where(direction != 0, direction, moved)
            moves = (direction != 0) & (step >= (high - low) / 100)
            assert moves.any() == (number + 1 < len(told["packages"])), f"the clock ends in round {number + 1}"
            if moves.any():
                price = np.where(moves, np.clip(price + direction * step, low, high), price)
        demand, supply = np.maximum(0, wanted).sum(axis=0), np.maximum(0, -wanted).sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            bought, sold = (np.nan_to_num(np.minimum(demand, supply) / side) for side in (demand, supply))
        met = np.where(wanted > 0, wanted * bought, wanted * sold)
        tariff = np.where(demand > supply, ask, self.feed_in)
        paid = [float(np.dot(part, price) + np.dot(package - part, tariff)) for part, package in zip(met, wanted)]
        return {**self.after(told, wanted, paid, 0.0, 0.0), "rounds": len(told["packages"])}

    def bundles(self):
        """What trades were, at the prices of their rounds."""
        told = self.played["bundles"]
        position, paid = np.zeros((len(self.homes) + 1, self.day.periods)), np.zeros(len(self.homes) + 1)
        for one in told["rounds"]:
            for trade in one["trades"]:
                position[trade["seat"]] += trade["delivered"]
                paid[trade["seat"]] += np.dot(trade["delivered"], one["prices"])
        assert np.allclose(-position[-1], position[:-1].sum(axis=0), atol=1e-6), "what the grid sold homes have bought"
        grid = -self.grid_cost(position[:-1]) - paid[-1]
        return {**self.after(told, position[:-1], paid[:-1], grid, paid.sum()), "rounds": len(told["rounds"])}

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

    def planned(self):
        best = days.together(self.day, self.scenario)
        told = self.played["optimum"]
        meters, position, imports = (np.array(told[of]) for of in ("meters", "positions", "imports"))
        sold = position.sum(axis=0)
        grid = float(np.sum(np.where(sold > 0, sold * (self.retail - self.fee), sold * self.feed_in)))
        same(sum(home.cost(fee=self.fee, position=w, meter=meter) for home, w, meter in zip(self.homes, position, meters)) + grid,
             best, "the optimum's schedules")
        optimum = self.result(best, None, self.local(position, imports), meters)
        savings = []
        for j, alone in enumerate(self.alone):
            others = [fields for i, fields in enumerate(self.scenario["households"]) if i != j]
            savings.append(days.together(self.day, {**self.scenario, "households": others}) + alone - best)
        operator = self.z0 - best - sum(savings)
        vcg = {**optimum, "savings": savings, "gain": {**optimum["gain"], "households": sum(savings), "operator": operator}}
        return {"optimum": optimum, "vcg": vcg}


def volume_of(*sides):
    return min(sum(amount for _, _, amount in side) for side in sides)


def shares(side, volume):
    """Orders at one price share in proportion; cumulated shares are rounded down to whole Wh."""
    total, cumulated, dealt = volume_of(side), 0, []
    for _, _, amount in side:
        before = volume * cumulated // total
        cumulated += amount
        dealt.append(volume * cumulated // total - before)
    return dealt


def halves(lot, asks, bids, ask, bid):
    """MUDA: what everybody buys (> 0) or sells, and the price. All ask one price and bid another, so the price of a half that has both sides is that of the
    longer one, and in the middle where they are as long or do not meet."""
    lot = hashlib.sha256(lot.encode()).digest()
    draw = {name: int.from_bytes(hashlib.sha256(lot + hashlib.sha256(name.encode()).digest()).digest(), "big") for name, _, _ in (*asks, *bids)}
    of = [[[order for order in side if draw[order[0]] >> 255 == half] for side in (asks, bids)] for half in (0, 1)]
    prices = []
    for these, those in of:
        supply, demand = (sum(amount for _, _, amount in side) for side in (these, those))
        if not these or not those:
            prices.append(None)
        elif ask > bid or supply == demand:  # nothing is traded, or nothing is left of either
            prices.append((ask + bid) // 2)
        else:  # what is left of the longer side
            prices.append(ask if supply > demand else bid)
    for (these, those), price in zip(of, reversed(prices)):
        if price is None:
            continue
        willing = [these if ask <= price else [], those if bid >= price else []]
        left = volume_of(*willing)
        for side, sign in zip(willing, (-1, 1)):
            rest = left
            for name, j, amount in sorted(side, key=lambda order: draw[order[0]]):
                part = min(rest, amount)
                rest -= part
                if part:
                    yield j, sign * part, price


def served(side, other):
    """Up to the last order that gets something."""
    got = shares(side, volume_of(side, other))
    return side[: max(n for n, amount in enumerate(got) if amount > 0) + 1]


RULES = {
    "auction-highest-ask": (lambda ask, bid: ask, lambda ask, bid: ask),
    "auction-midpoint": (lambda ask, bid: ask + floor((bid - ask) / 2), lambda ask, bid: ask + floor((bid - ask) / 2)),
    "auction-pay-as-bid": (lambda ask, bid: bid, lambda ask, bid: bid),
    "auction-mcafee": (lambda ask, bid: bid, lambda ask, bid: ask),
}


def main():
    task = json.load(sys.stdin)
    days.folder = Path(task["folder"])
    answers = []
    for scenario, played in zip(task["scenarios"], task["played"]):
        community = Community(scenario, played)
        found = {"grid-only": community.grid_only(), **community.planned(), "bundle-trading": community.bundles(), "clock-exchange": community.clock()}
        if not any("tariff" in home for home in scenario["households"]):
            found["mid-market-rate"] = community.mid_market()
            found.update(community.auctions())
        answers.append(found)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
