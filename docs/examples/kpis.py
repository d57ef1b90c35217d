"""Computes the KPIs of an energy community from the tables of a match (docs/kpis.md) and compares them with the report's.

    npm run cli -- play demo-community --csv tables
    python3 docs/examples/kpis.py tables
"""

import csv
import math
import sys
from collections import defaultdict


def table(name):
    with open(f"{sys.argv[1]}/{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


def number(row, column):
    return float(row[column] or 0)


periods, homes, seats = table("periods"), table("schedules"), table("seats")
hours = number(periods[0], "hours")
by_period = defaultdict(list)
for row in homes:
    by_period[int(row["period"])].append({key: number(row, key) for key in row if key != "household"})

net, bought, local, from_grid, bill, drawn = [], [], [], [], 0.0, 0.0
shares = []  # of each household in what is drawn and fed in, per period
for t, period in enumerate(periods):
    rows = by_period[t]
    sold, taken = number(period, "grid_sold"), number(period, "grid_bought")
    net.append(sum(r["import"] - r["export"] for r in rows) + sold - taken)
    bought.append(sum(max(r["position"], 0) for r in rows))
    own = sum(max(-r["position"] - r["import"], 0) for r in rows)
    plant_sold = number(period, "plant") - number(period, "unsold_plant")
    local.append(max(0, min(bought[t], own + plant_sold)))
    from_grid.append(max(0, min(bought[t], sold - taken)))
    bill += sum(r["import"] * number(period, "retail") - r["export"] * number(period, "feed_in") for r in rows)
    drawn += sum(r["import"] for r in rows) + sold
    buying, selling = max(0, sold - taken), max(0, taken - sold)
    offered = sum(max(-r["position"], 0) for r in rows) + max(plant_sold, 0)
    imports, exports = (sum(r[way] for r in rows) for way in ("import", "export"))
    part = lambda of, whole: of / whole if whole > 0 else 0
    shares.append([
        (
            part(r["import"] + part(max(r["position"], 0), bought[t]) * from_grid[t], imports + buying),
            part(r["export"] + part(max(-r["position"], 0), offered) * min(offered, selling), exports + selling),
        )
        for r in rows
    ])

fees = [number(period, "local_fee") for period in periods]
total = lambda column: sum(number(row, column) for row in homes)
plant, unsold = (sum(number(period, column) for period in periods) for column in ("plant", "unsold_plant"))
consumption = total("load") + total("flexible")
generation = total("generation") - total("curtailed") + plant - unsold
imported, exported = sum(max(n, 0) for n in net), sum(max(-n, 0) for n in net)
peak = max(max(n, 0) for n in net) / hours
daily = defaultdict(float)
for period, n in zip(periods, net):
    day = period["time"][:10]
    daily[day] = max(daily[day], n / hours)
paid = sum(number(seat, "payment") for seat in seats if seat["role"] == "agent")
local_fees = sum(fee * (b - g) for fee, b, g in zip(fees, bought, from_grid))



def co2(kind, share=(lambda t: (1, 1))):
    credited = kind == "marginal"  # exports are, at the margin only
    parts = ((n, share(t), number(p, f"carbon_{kind}")) for t, (n, p) in enumerate(zip(net, periods)))
    return sum((max(n, 0) * i - credited * max(-n, 0) * o) * grams / 1000 for n, (i, o), grams in parts)


computed = {
    "consumption": consumption,
    "generation": generation,
    "curtailed": total("curtailed") + unsold,
    "gridImport": imported,
    "gridExport": exported,
    "selfSufficiencyPercent": 100 * (consumption - total("unserved") - imported) / consumption,
    "servedDemand": consumption - total("unserved"),
    "selfConsumptionPercent": 100 * (generation - exported) / generation,
    "unservedEnergy": total("unserved") / consumption,
    "locallyTradedEnergy": sum(local),
    "communityImportShare": sum(local) / (sum(local) + drawn),
    "averagePrice": sum(number(p, "price") * e for p, e in zip(periods, local)) / sum(local),
    "peakImport": peak,
    "averageDailyPeak": sum(daily.values()) / len(daily),
    "ramping": sum(abs(now - before) for before, now in zip(net, net[1:])),
    "loadFactorComplement": 1 - sum(max(n, 0) for n in net) / len(net) / hours / peak,
    "bill": bill + paid + sum(fee * b for fee, b in zip(fees, bought)),
    "localFees": local_fees,
}
reported = {row["kpi"]: number(row, "value") for row in table("kpis")}
for kind in ("average", "marginal"):
    if periods[0].get(f"carbon_{kind}"):
        computed[f"co2{kind.title()}"] = co2(kind)
        for j, seat in enumerate(seat for seat in seats if seat["role"] == "agent"):
            name = f"co2 ({kind}) of {seat['id']}"
            computed[name] = co2(kind, lambda t: shares[t][j])
            reported[name] = number(seat, f"co2_{kind}")
differ = [k for k, v in computed.items() if not math.isclose(v, reported[k], rel_tol=1e-9, abs_tol=1e-9)]
for kpi, value in computed.items():
    print(f"{kpi:24} {value:18.9f} {'differs' if kpi in differ else 'as reported'}")
sys.exit(1 if differ else 0)
