"""Computes every KPI of a community (docs/kpis.md) from the tables of a match, and compares it with the report's.

    npm run cli -- play demo-community --csv tables
    python3 docs/examples/kpis.py tables
"""
import csv, math, re, sys

def table(name):
    number = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")  # a household may be called flat-1
    value = lambda text: float(text) if number.fullmatch(text) else text or None
    with open(f"{sys.argv[1]}/{name}.csv", newline="") as file:
        return [{key: value(text) for key, text in row.items()} for row in csv.DictReader(file)]

periods, homes, seats, plans, alone = map(table, ("periods", "households", "seats", "schedules", "schedules-before"))
money, agents = {row["figure"]: row["money"] for row in table("totals")}, seats[: len(homes)]  # the grid sits last
voll = [home["value_of_lost_load"] for home in homes for _ in periods]  # of each row of the schedules
total = lambda column, rows=plans: sum(row[column] or 0 for row in rows)
times = lambda price, energy, rows=periods: sum((row[price] or 0) * row[energy] for row in rows)
ratio = lambda part, whole, unit=1: unit * part / whole if abs(whole) > 1e-12 else None
bill = lambda rows: times("retail", "import", rows) - times("feed_in", "export", rows)
lost = lambda rows: sum((worth or 0) * row["unserved"] for worth, row in zip(voll, rows))
known = lambda figure: figure if any(worth is not None for worth in voll) else None
co2 = lambda kind, energy: sum(p[kind] * e for p, e in zip(periods, energy)) / 1000 if periods[0].get(kind) is not None else None

net, local, hours = [p["net_import"] for p in periods], total("local", periods), periods[0]["hours"]
drawn = [max(flow, 0) for flow in net]
days = [max(flow for flow, q in zip(drawn, periods) if q["day"] == day) for day in {p["day"] for p in periods}]
limits = [(t, p[f"{way}_limit"], sign * net[t], p[f"{way}_congestion"]) for way, sign in (("import", 1), ("export", -1))
          for t, p in enumerate(periods) if p[f"{way}_limit"] is not None]
used, unserved, unsold = total("load") + total("flexible"), total("unserved"), total("unsold_plant", periods)
made = total("generation") - total("curtailed") + total("plant", periods) - unsold
peaks = lambda column: sum(home.get(column) or 0 for home in homes)  # of the columns that are there with charges on peaks alone
paid = bill(plans) + total("payment", agents) + times("local_fee", "bought") + peaks("peak_charge")
bill_before = bill(alone) + peaks("peak_charge_before")
before = bill_before + lost(alone)
b = [seat["cost_before"] - seat["cost"] - seat["payment"] for seat in agents]
kpis = {
    "welfareEfficiency": ratio(money["baseline"] - money["cost"], money["baseline"] - money["optimum"]),
    "socialWelfareGain": money["baseline"] - money["cost"], "standingCharges": total("standing_charge", homes),
    "bill": paid, "billWithoutMarket": bill_before, "lostLoad": known(lost(plans)), "lostLoadWithoutMarket": known(lost(alone)),
    "costSavings": before - paid - lost(plans), "costSavingsPercent": ratio(before - paid - lost(plans), abs(before), 100),
    "localFees": times("local_fee", "bought") - times("local_fee", "from_grid"), "gridFees": times("local_fee", "from_grid"),
    "budgetBalance": total("payment", seats) - money["dealer"], "consumption": used, "generation": made,
    "curtailed": total("curtailed") + unsold, "gridImport": sum(drawn), "gridExport": sum(drawn) - sum(net),
    "selfSufficiencyPercent": ratio(used - unserved - sum(drawn), used, 100), "servedDemand": used - unserved,
    "selfConsumptionPercent": ratio(made - sum(drawn) + sum(net), made, 100), "unservedDemand": known(unserved),
    "unservedEnergy": ratio(unserved, used), "batteryFullCycles": ratio(total("drained"), total("battery_capacity", homes)),
    "batteryDischarge": total("discharge"), "batteryCapacity": total("battery_capacity", homes),
    "congestedPeriods": len({t for t, limit, flow, _ in limits if flow >= limit - 1e-6}) if limits else None,
    "congestionRent": sum(limit * (price or 0) for _, limit, _, price in limits) if limits else None,
    "locallyTradedEnergy": local, "communityImportShare": ratio(local, local + total("grid_sold", periods) + total("import")),
    "averagePrice": ratio(times("price", "local"), local), "peakImport": max(drawn) / hours,
    "averageDailyPeak": sum(days) / len(days) / hours, "ramping": sum(abs(y - x) for x, y in zip(net, net[1:])),
    "loadFactorComplement": 1 - sum(drawn) / len(drawn) / max(drawn) if max(drawn) else None,
    "co2Average": co2("carbon_average", drawn), "co2Marginal": co2("carbon_marginal", net),
    "giniOfBenefit": ratio(sum(abs(x - y) for x in b for y in b), 2 * len(b) * sum(map(abs, b))) or 0,
    "householdsWorseOffPercent": 100 * sum(x < -1e-6 * max(1e-3, *map(abs, b)) for x in b) / len(b),
}
equal = lambda x, y: x == y if None in (x, y) else math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9)
differ = {row["kpi"]: row["value"] for row in table("kpis") if not equal(kpis[row["kpi"]], row["value"])}
for kpi, value in kpis.items():
    print(f"{kpi:26} {value!s:>24} {f'differs: {differ[kpi]}' if kpi in differ else 'as reported'}")
sys.exit(1 if differ else 0)
