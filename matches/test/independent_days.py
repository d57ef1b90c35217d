"""What energy communities cost, computed from their scenario and its CSV files alone.

Reads {"folder": ..., "scenarios": [...]} from standard input and prints for each scenario what every household pays alone and
what all pay under one planner, as mixed-integer programs: a battery either charges or discharges in a period. Written from
docs/scenarios.md and docs/market-rules.md; shares no code and no formulation with the platform. Needs numpy and scipy.
"""

import csv
import json
import sys
from datetime import datetime, timedelta, timezone
from math import fsum, sqrt
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import lil_matrix, vstack

MINUTES = {"PT15M": 15, "PT1H": 60}
UNITS = {"W": 1e-3, "W/kW": 1e-3}  # of power to kW; all others are 1
folder: Path


def local(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(timezone.utc)


class Day:
    def __init__(self, scenario):
        self.zone = ZoneInfo(scenario["timeZone"])
        self.minutes = MINUTES[scenario["step"]]
        self.hours = self.minutes / 60
        begin = local(scenario["start"], self.zone)
        following = datetime.fromisoformat(scenario["start"]) + timedelta(days=1)
        end = following.replace(tzinfo=self.zone).astimezone(timezone.utc)
        self.periods = round((end - begin).total_seconds() / 60 / self.minutes)
        self.begins = [begin + timedelta(minutes=self.minutes * t) for t in range(self.periods)]

    def within(self, start, end):
        """Periods that begin between these times of day, by the clocks of the place."""
        times = [begin.astimezone(self.zone).strftime("%H:%M") for begin in self.begins]
        return [t for t, time in enumerate(times) if start <= time < end]

    def series(self, of, power_to_energy):
        """One value a period: mean of a price, or energy."""
        zone = ZoneInfo(of.get("timeZone", self.zone.key))
        with open(folder / of["csv"], newline="") as file:
            rows = list(csv.DictReader(file))
        values = [float(row[of["column"]]) * UNITS.get(of["unit"], 1) for row in rows]
        if "time" in of:
            first, step = float(rows[0][of["time"]]), float(rows[1][of["time"]]) - float(rows[0][of["time"]])
        else:
            first, step = local(of["start"], zone).timestamp(), MINUTES[of["step"]] * 60
            if of.get("label") == "ending":
                first -= step
        result = []
        for begin in self.begins:
            # minute by minute: every minute has the power (or the price) of the row it lies in
            minutes = [begin.timestamp() + 60 * k for k in range(self.minutes)]
            found = [values[int((minute - first) // step)] for minute in minutes]
            mean = fsum(found) / len(found)
            result.append(mean * self.hours if power_to_energy and of["unit"] != "kWh" else
                          mean * self.minutes * 60 / step if power_to_energy else mean)
        return np.array(result)

    def price(self, of):
        if isinstance(of, (int, float)):
            return np.full(self.periods, float(of))
        if "csv" in of:
            return self.series(of, False)
        prices = np.full(self.periods, float(of["otherwise"]))
        for window in of["windows"]:
            prices[self.within(window["from"], window["to"])] = window["price"]
        return prices


def in_steps(energies):
    """Energy is counted in steps of 1e-6 kWh, rounded so that none is lost over the day."""
    counted = np.floor(np.cumsum(energies) * 1e6 + 0.5)
    return np.diff(counted, prepend=0.0) / 1e6


class Program:
    def __init__(self):
        self.costs, self.lower, self.upper, self.whole, self.rows, self.pairs = [], [], [], [], [], []

    def variables(self, count, upper=np.inf, cost=0.0, whole=False):
        first = len(self.costs)
        self.costs += list(np.broadcast_to(cost, count))
        self.lower += [0.0] * count
        self.upper += list(np.broadcast_to(upper, count))
        self.whole += [int(whole)] * count
        return np.arange(first, first + count)

    def row(self, terms, low, high):
        self.rows.append((terms, low, high))

    def either(self, one, other, most):
        """Of each pair of variables at most one is above zero."""
        first = self.variables(len(one), 1, whole=True)
        for chosen, a, b in zip(first, one, other):
            self.row([(a, 1), (chosen, -most)], -np.inf, 0)
            self.row([(b, 1), (chosen, most)], -np.inf, most)
            self.pairs.append((chosen, a, b))

    def solve(self):
        matrix = lil_matrix((len(self.rows), len(self.costs)))
        for i, (terms, _, _) in enumerate(self.rows):
            for column, value in terms:
                matrix[i, column] += value
        low, high = (np.array([row[side] for row in self.rows], dtype=float) for side in (1, 2))
        bounds = LinearConstraint(matrix.tocsr(), low, high)
        found = milp(np.array(self.costs), constraints=bounds, integrality=np.array(self.whole),
                     bounds=Bounds(self.lower, self.upper), options={"mip_rel_gap": 0, "presolve": True})
        assert found.status == 0, found.message
        # A search allows errors of 1e-6; with what it has chosen the program is linear, and solved sharply.
        lower, upper = np.array(self.lower), np.array(self.upper)
        for chosen, a, b in self.pairs:
            lower[chosen] = upper[chosen] = float(found.x[a] >= found.x[b])
        sides = [(matrix.tocsr(), high), (-matrix.tocsr(), -low)]
        kept = [(side[np.isfinite(most)], most[np.isfinite(most)]) for side, most in sides]
        exact = linprog(self.costs, A_ub=vstack([side for side, _ in kept]), b_ub=np.concatenate([most for _, most in kept]),
                        bounds=np.column_stack([lower, upper]), method="highs-ds",
                        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10})
        assert exact.status == 0, exact.message
        return exact.fun


def add_battery(program, day, battery, balance):
    hours, one_way = day.hours, sqrt(battery["efficiency"])
    most = battery["power"] * hours
    charge = program.variables(day.periods, most)
    discharge = program.variables(day.periods, most, battery["wear"])
    program.either(charge, discharge, most)
    stored = program.variables(day.periods, battery["capacity"])
    initial = battery["capacity"] * battery["initial"]
    program.lower[stored[-1]] = initial
    for t in range(day.periods):
        before = [(stored[t - 1], -1)] if t else []
        held = 0 if t else initial
        program.row([(stored[t], 1), (charge[t], -one_way), (discharge[t], 1 / one_way), *before], held, held)
        balance[t] += [(discharge[t], 1), (charge[t], -1)]


def add_demand(program, day, energy, power, periods, balance):
    used = program.variables(len(periods), power * day.hours)
    program.row([(column, 1) for column in used], energy, energy)
    for t, column in zip(periods, used):
        balance[t].append((column, -1))


def add_household(program, day, home, grid):
    """Returns per period the terms of what it takes of the market, net."""
    retail, feed_in = (day.price(home.get("tariff", grid)[side]) for side in ("retail", "feedIn"))
    load = in_steps(day.series(home["load"]["series"], True) * home["load"].get("scale", 1))
    sun = in_steps(day.series(home["pv"]["series"], True) * home["pv"]["peakPower"]) if "pv" in home else np.zeros(day.periods)
    limit = home.get("connection", 14.5) * day.hours
    balance = [[] for _ in range(day.periods)]  # what it makes less what it uses, beside its load
    made = program.variables(day.periods, sun)
    batteries = home.get("battery", [])
    for battery in [batteries] if isinstance(batteries, dict) else batteries:
        add_battery(program, day, battery, balance)
    for appliance in home.get("appliances", []):
        periods = day.within(appliance["from"], appliance["to"])
        add_demand(program, day, appliance["energy"], appliance["power"], periods, balance)
    if "ev" in home:
        ev = home["ev"]
        add_demand(program, day, ev["energy"], ev["power"], day.within(ev["arrival"], ev["departure"]), balance)
    if "heatPump" in home:
        pump = home["heatPump"]
        length = round(pump["windowHours"] / day.hours)
        for first in range(0, day.periods, length):
            periods = range(first, min(first + length, day.periods))
            energy = pump["dailyEnergy"] * len(periods) * day.hours / 24
            add_demand(program, day, energy, pump["power"], periods, balance)
    draws = program.variables(day.periods, limit, retail)
    feeds = program.variables(day.periods, limit, -feed_in)
    program.either(draws, feeds, limit)  # one meter: in or out
    position = []
    for t in range(day.periods):
        # position = load + what it uses - what it makes - draws + feeds
        position.append([(draws[t], -1), (feeds[t], 1), (made[t], -1)] + [(c, -v) for c, v in balance[t]])
    return position, load, limit, (draws, feeds)


def add_peaks(program, day, scenario, flows):
    """What a home pays for the highest power that its meter shows, in the hours that a charge names."""
    for line in scenario.get("regulation", []):
        peak = program.variables(1, np.inf, line["retail"])[0]
        window = line.get("window", {"from": "00:00", "to": "24:00"})
        for t in day.within(window["from"], window["to"]):
            program.row([*flows[t], (peak, -day.hours)], -np.inf, 0)


def alone(day, home, scenario):
    program = Program()
    position, load, _, (draws, feeds) = add_household(program, day, home, scenario["grid"])
    add_peaks(program, day, scenario, [[(draws[t], 1), (feeds[t], -1)] for t in range(day.periods)])
    for t in range(day.periods):
        program.row(position[t], -load[t], -load[t])
    return program.solve()


def together(day, scenario):
    """Neighbours and the grid trade; who buys pays the local fee; what flows through a connection stays within it."""
    program, grid = Program(), scenario["grid"]
    retail, feed_in, fee = day.price(grid["retail"]), day.price(grid["feedIn"]), scenario["localFee"]
    bought = [[] for _ in range(day.periods)]
    for home in scenario["households"]:
        position, load, limit, (draws, feeds) = add_household(program, day, home, grid)
        buys = program.variables(day.periods, limit, fee)
        sells = program.variables(day.periods, limit)
        flows = []
        for t in range(day.periods):
            program.row([*position[t], (buys[t], -1), (sells[t], 1)], -load[t], -load[t])
            flows.append([(buys[t], 1), (draws[t], 1), (sells[t], -1), (feeds[t], -1)])
            program.row(flows[t], -limit, limit)
            bought[t] += [(buys[t], 1), (sells[t], -1)]
        add_peaks(program, day, scenario, flows)
    sold = program.variables(day.periods, np.inf, retail - fee)
    taken = program.variables(day.periods, np.inf, -feed_in)
    for t in range(day.periods):
        program.row([*bought[t], (sold[t], -1), (taken[t], 1)], 0, 0)
    return program.solve()


def main():
    global folder
    task = json.load(sys.stdin)
    folder = Path(task["folder"])
    answers = []
    for scenario in task["scenarios"]:
        day = Day(scenario)
        homes = [alone(day, home, scenario) for home in scenario["households"]]
        answers.append({"id": scenario["id"], "periods": day.periods, "alone": homes, "optimum": together(day, scenario)})
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
