"""What everybody pays after a match in a community, line by line, from the tables of what homes did and the regulation alone.

Reads {"folder": ..., "regulation": [components of docs/scenarios.md], "connections": [kW of each home]} from standard input, the folder with
the tables of `play --csv` of a match that was settled trade by trade, and prints {household: {line: amount}}. A line that nobody pays is left
out. Written from docs/scenarios.md and docs/market-rules.md; shares no code with the platform.
"""

import csv
import json
import sys
from fractions import Fraction
from math import floor

task = json.load(sys.stdin)


def table(name):
    with open(f"{task['folder']}/{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return Fraction(text or 0)


periods, plans, homes, seats = table("periods"), table("schedules"), table("households"), table("seats")
T = len(periods)
HOURS = sum(number(row["hours"]) for row in periods)


def hour_of(row):
    """By the clocks of the place, in the middle of the period."""
    clock = row["time"].split("T")[1]
    return (int(clock[:2]) + Fraction(int(clock[3:5]), 60) + number(row["hours"]) / 2) % 24


def in_window(component, t):
    if "window" not in component:
        return True
    start, end = (Fraction(int(time[:2])) + Fraction(int(time[3:5]), 60) for time in
                  (component["window"]["from"], component["window"]["to"]))
    hour = hour_of(periods[t])
    return start <= hour < end if start < end else hour >= start or hour < end


def column(flow, t):
    """EUR/kWh of each component, from top to bottom; % of all above. To a millionth together, the last line takes the difference."""
    amounts = []
    for component in task["regulation"]:
        amount = Fraction(str(component.get(flow, 0))) if in_window(component, t) else Fraction(0)
        if component["unit"] == "ct/kWh":
            amounts.append(amount / 100)
        elif component["unit"] == "%":
            amounts.append(sum(amounts) * amount / 100)
        else:
            amounts.append(Fraction(0))
    last = max((i for i, amount in enumerate(amounts) if amount != 0), default=None)
    if last is not None:
        amounts[last] += Fraction(floor(sum(amounts) * 10**6 + Fraction(1, 2)), 10**6) - sum(amounts)
    return amounts


PRICES = {flow: [column(flow, t) for t in range(T)] for flow in ("retail", "local", "feedIn")}
paid = {}
for row in table("trades"):
    paid[row["seat"]] = paid.get(row["seat"], 0) + number(row["quantity"]) * number(row["price"])

bills = {}
for j, home in enumerate(homes):
    rows = plans[j * T:(j + 1) * T]
    drawn, fed, position = ([number(row[name]) for row in rows] for name in ("import", "export", "position"))
    taken = [max(energy, 0) for energy in position]
    # what the grid sold is shared among a period's buyers alike
    bought = [number(row["bought"]) for row in periods]
    of_grid = [take * number(row["from_grid"]) / all_ if all_ else Fraction(0)
               for take, row, all_ in zip(taken, periods, bought)]
    local = [take - grid for take, grid in zip(taken, of_grid)]
    own = number(rows[0]["retail"]) != number(periods[0]["retail"])
    lines = bills[home["household"]] = {}

    def add(name, amount):
        if amount != 0:
            lines[name] = lines.get(name, 0) + amount

    for i, component in enumerate(task["regulation"]):
        at = lambda flow, energies: sum(energy * PRICES[flow][t][i] for t, energy in enumerate(energies))
        retail = of_grid if own else [a + b for a, b in zip(drawn, of_grid)]
        add(component["name"], at("retail", retail) + at("local", local) - at("feedIn", fed))
        share = Fraction(str(component.get("retail", 0))) * HOURS / 8760
        if component["unit"] == "EUR/a":
            add(component["name"], share)
        if component["unit"] == "EUR/kW":
            add(component["name"], share * Fraction(str(task["connections"][j])))
    if own:
        add("own contract, retail", sum(a * number(row["retail"]) for a, row in zip(drawn, rows)))
    asked = sum(energy * (sum(PRICES["retail"][t]) - sum(PRICES["local"][t])) for t, energy in enumerate(of_grid))
    add("local market", paid.get(str(j), 0) - asked)

json.dump({home: {name: float(amount) for name, amount in lines.items()} for home, lines in bills.items()}, sys.stdout)
