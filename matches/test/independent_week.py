"""What homes pay day after day, alone, computed from their series alone.

Reads {"days", "horizon", "every", "retail", "feedIn", "short", "long", "homes": [{"load", "sun", "battery", "car"}]} from standard input; series are by
the hour, those of homes begin a day before the first. Prints for each home what it pays when each day is foreseen, and when each is expected to
be as the one before, planned anew every so many hours. Written from docs/market-rules.md, "Days that follow one another"; shares no code with the platform. Needs numpy and scipy.
"""

import json
import sys
from math import sqrt

import numpy as np
from scipy.optimize import linprog

DAY = 24


class Program:
    def __init__(self):
        self.cost, self.bounds, self.rows, self.sides = [], [], [], []

    def add(self, count, upper, cost=0.0, lower=0.0):
        first = len(self.cost)
        for low, high, price in zip(*(np.broadcast_to(of, count) for of in (lower, upper, cost))):
            self.cost.append(float(price))
            self.bounds.append((float(low), float(high)))
        return list(range(first, first + count))

    def equal(self, terms, side):
        self.rows.append(terms)
        self.sides.append(side)

    def solve(self):
        matrix = np.zeros((len(self.rows), len(self.cost)))
        for i, terms in enumerate(self.rows):
            for column, value in terms:
                matrix[i, column] += value
        found = linprog(self.cost, A_eq=matrix, b_eq=self.sides, bounds=self.bounds, method="highs-ds",
                        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10})
        assert found.status == 0, found.message
        return found.x


def day_of(home, state, first, hours, load, sun, task, schedule):
    """Solves the hours from `first` on; with a schedule the first `every` are settled. Returns flows, and the state after these."""
    every = task["every"]
    program, battery, car = Program(), home["battery"], home.get("car")
    balance = [[] for _ in range(hours)]
    retail, feed_in = (np.array(task[of][first:first + hours]) for of in ("retail", "feedIn"))
    if schedule is not None:
        retail[:every] = task["short"][first:first + every]
        feed_in[:every] = task["long"][first:first + every]
    more = program.add(hours, 50, retail)
    less = program.add(hours, 50, -feed_in)
    made = program.add(hours, sun)
    one_way = sqrt(battery["efficiency"])
    charge = program.add(hours, battery["power"])
    give = program.add(hours, battery["power"], battery["wear"])
    least = np.zeros(hours)
    least[-1] = home["initial"]
    stored = program.add(hours, battery["capacity"], lower=least)
    for t in range(hours):
        before = [(stored[t - 1], -1)] if t else []
        program.equal([(stored[t], 1), (charge[t], -one_way), (give[t], 1 / one_way), *before],
                      0 if t else state["stored"])
    due = {}
    if car:
        for start in range(-DAY + car["arrival"], first + hours, DAY):
            end = start + (car["departure"] - car["arrival"]) % DAY
            inside = [t for t in range(max(start, first), min(end, first + hours))]
            # what comes before the first day is nobody's: of a stay that began then, its part afterwards counts
            whole = car["energy"] * (end - max(start, 0)) / (end - start)
            # and of one that the end of the last day cuts, its part before
            last = task["days"] * DAY
            if end > last:
                whole *= (last - max(start, 0)) / (end - max(start, 0))
            close = min(end, last)
            if not inside:
                continue
            rest = whole - state["got"].get(start, 0.0)
            used = program.add(len(inside), car["power"])
            program.equal([(column, 1) for column in used], rest * len(inside) / (close - max(start, first)))
            due[start] = (inside, used)
            for t, column in zip(inside, used):
                balance[t - first].append((column, 1))
    for t in range(hours):
        scheduled = schedule[t] if schedule is not None and t < every else 0.0
        # what comes in = what is used
        program.equal([(more[t], 1), (less[t], -1), (made[t], 1), (give[t], 1), (charge[t], -1)] +
                      [(column, -1) for column, _ in balance[t]], load[t] - scheduled)
    x = program.solve()
    got = dict(state["got"])
    for start, (inside, used) in due.items():
        got[start] = got.get(start, 0.0) + sum(x[column] for t, column in zip(inside, used) if t < first + every)
    day = slice(0, every)
    bill = float(retail[day] @ x[more][day] - feed_in[day] @ x[less][day])
    wear = float(battery["wear"] * x[give][day].sum())
    return {"net": x[more] - x[less], "bill": bill, "wear": wear, "state": {"stored": x[stored[every - 1]], "got": got}}


def week(home, task, foreseen):
    total, state = 0.0, {"stored": home["initial"], "got": {}}
    end = task["days"] * DAY
    load, sun = np.array(home["load"]), np.array(home["sun"])
    for first in range(0, end, task["every"]):
        begun = first // DAY * DAY
        hours = min(begun + task["horizon"], end) - first
        ahead = np.arange(first, first + hours) + DAY  # the series begin a day before
        if foreseen:
            done = day_of(home, state, first, hours, load[ahead], sun[ahead], task, None)
            total += done["bill"] + done["wear"]
        else:
            back = ahead - DAY * ((ahead - DAY - first) // DAY + 1)
            plan = day_of(home, state, first, hours, load[back], sun[back], task, None)
            known = np.where(np.arange(hours) < task["every"], ahead, back)
            done = day_of(home, state, first, hours, load[known], sun[known], task, plan["net"])
            total += plan["bill"] + done["bill"] + done["wear"]
        state = done["state"]
    return total


task = json.load(sys.stdin)
json.dump([{"foreseen": week(home, task, True), "asBefore": week(home, task, False)} for home in task["homes"]], sys.stdout)
