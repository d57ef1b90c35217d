"""Computes each household's CO2 (docs/kpis.md) from the tables of a match, and compares it with the report's.

    npm run cli -- play demo-street --csv tables
    python3 docs/examples/household-co2.py tables
"""
import csv
import math
import sys


def table(name):
    with open(f"{sys.argv[1]}/{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


number = lambda row, column: float(row[column] or 0)
part = lambda of, whole: of / whole if whole > 0 else 0
periods, schedules = table("periods"), table("schedules")
if "carbon_average" not in periods[0]:
    sys.exit("the scenario states no carbon: no household has a CO2 figure")
agents = [seat for seat in table("seats") if seat["role"] == "agent"]
homes = [schedules[i : i + len(periods)] for i in range(0, len(schedules), len(periods))]
emitted = [{"average": 0.0, "marginal": 0.0} for _ in homes]
for t, period in enumerate(periods):
    rows = [{key: number(home[t], key) for key in ("import", "export", "position")} for home in homes]
    bought, from_grid = number(period, "bought"), number(period, "from_grid")
    offered = sum(max(-row["position"], 0) for row in rows) + number(period, "plant") - number(period, "unsold_plant")
    net_sold = number(period, "grid_sold") - number(period, "grid_bought")
    drawn = sum(row["import"] for row in rows) + max(net_sold, 0)
    fed = sum(row["export"] for row in rows) + max(-net_sold, 0)
    net = number(period, "net_import")
    for row, sums in zip(rows, emitted):
        own = row["import"] + part(max(row["position"], 0), bought) * from_grid
        given = row["export"] + part(max(-row["position"], 0), offered) * min(offered, max(-net_sold, 0))
        imports, exports = max(net, 0) * part(own, drawn), max(-net, 0) * part(given, fed)
        sums["average"] += imports * number(period, "carbon_average") / 1000
        sums["marginal"] += (imports - exports) * number(period, "carbon_marginal") / 1000  # exports are credited here only
for sums, home, burns in zip(emitted, homes, table("households")):
    burnt = number(burns, "fuel_co2") * sum(number(row, "generation") for row in home) / 1000 if "fuel_co2" in burns else 0
    sums["average"] += burnt
    sums["marginal"] += burnt
differ = 0
for seat, sums in zip(agents, emitted):
    for kind, value in sums.items():
        if seat.get(f"co2_{kind}"):
            same = math.isclose(value, number(seat, f"co2_{kind}"), rel_tol=1e-9, abs_tol=1e-9)
            differ += not same
            print(f"{seat['id']:20} {kind:9} {value:18.9f} kg {'as reported' if same else 'differs'}")
sys.exit(1 if differ else 0)
