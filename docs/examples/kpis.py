"""All KPIs of a community (docs/kpis.md), to the last digit, from the tables of `npm run cli -- play <scenario> --csv tables`:
python3 docs/examples/kpis.py tables; exits with 1 where one is not what the match reports."""
import csv, functools, operator, sys

table = lambda name: list(csv.DictReader(open(f"{sys.argv[1]}/{name}.csv", newline="")))
add = lambda figures: functools.reduce(operator.add, figures, 0)  # one by one: sum() of Python 3.12 rounds otherwise
periods, homes, seats, plans, alone = map(table, ("periods", "households", "seats", "schedules", "schedules-before"))
agents, money = seats[: len(homes)], {row["figure"]: float(row["money"]) for row in table("totals")}  # the grid sits last
column = lambda name, rows=periods: [float(row.get(name) or 0) for row in rows]
each = lambda rows: [rows[i : i + len(periods)] for i in range(0, len(rows), len(periods))]  # household by household
total, times = lambda name: add(add(column(name, home)) for home in each(plans)), lambda name, energy: add(map(operator.mul, column(name), energy))
ratio = lambda part, whole, unit=1: unit * (part / whole) if abs(whole) >= 1e-12 else None
where = lambda name, rows, figure: figure if any(row.get(name) for row in rows) else None
energy = lambda home: add(eur for i, r, e, f in zip(*(column(name, home) for name in ("import", "retail", "export", "feed_in"))) for eur in (i * r, -e * f))
bill = lambda rows, when: add(map(lambda home, *more: energy(home) + more[0] + more[1], each(rows), *(column(name + when, homes) for name in ("peak_charge", "fuel"))))
burnt = add(map(lambda grams, home: grams * add(column("generation", home)) / 1000, column("fuel_co2", homes), each(plans)))
lost = lambda rows: add(worth * add(column("unserved", home)) for worth, home in zip(column(VOLL, homes), each(rows)))
VOLL, hours, net, day, capacity = "value_of_lost_load", float(periods[0]["hours"]), column("net_import"), column("day"), add(column("battery_capacity", homes))
drawn, fed, bought, local = [max(kwh, 0) for kwh in net], [max(-kwh, 0) for kwh in net], column("bought"), column("local")
peaks = [max(kwh / hours for kwh, its_day in zip(drawn, day) if its_day == one) for one in dict.fromkeys(day)]
limits = [(t, sign * net[t], p, way) for t, p in enumerate(periods) for way, sign in (("import", 1), ("export", -1)) if p[way + "_limit"]]
paid, before = bill(plans, "") + add(column("payment", agents)) + times("local_fee", bought), bill(alone, "_before")
saved, used, unserved, unsold = before + lost(alone) - (paid + lost(plans)), total("consumption"), total("unserved"), add(column("unsold_plant"))
made, grid_fees = total("generation") - total("curtailed") + add(column("plant")) - unsold, times("local_fee", column("from_grid"))
benefits = sorted(a - z - p for a, z, p in zip(*(column(name, [seat for seat in agents if seat["role"] == "agent"]) for name in ("cost_before", "cost", "payment"))))
kpis = dict(welfareEfficiency=ratio(money["baseline"] - money["cost"], money["baseline"] - money["optimum"]), unservedDemand=where(VOLL, homes, unserved),
    giniOfBenefit=ratio(add((2 * i + 1 - len(benefits)) * b for i, b in enumerate(benefits)), len(benefits) * add(map(abs, benefits))) or 0, bill=paid,
    congestionRent=add(float(p[way + "_limit"]) * float(p[way + "_congestion"] or 0) for _, _, p, way in limits) if limits else None, gridExport=add(fed),
    co2Marginal=where("carbon_marginal", periods, times("carbon_marginal", drawn) / 1000 - times("carbon_marginal", fed) / 1000 + burnt), gridImport=add(drawn),
    householdsWorseOffPercent=ratio(sum(b < -1e-6 * max(1e-3, *map(abs, benefits)) for b in benefits), len(benefits), 100), servedDemand=used - unserved,
    congestedPeriods=len({t for t, kwh, p, way in limits if kwh >= float(p[way + "_limit"]) - 1e-6}) if limits else None, locallyTradedEnergy=add(local),
    loadFactorComplement=1 - add(kwh / hours for kwh in drawn) / len(net) / max(peaks) if max(peaks) else None, lostLoad=where(VOLL, homes, lost(plans)),
    communityImportShare=ratio(add(local), add(local) + (add(column("grid_sold")) + total("import"))), localFees=times("local_fee", bought) - grid_fees,
    co2Average=where("carbon_average", periods, times("carbon_average", drawn) / 1000 + burnt), costSavingsPercent=ratio(100 * saved, abs(before + lost(alone))),
    selfSufficiencyPercent=ratio(used - unserved - add(drawn), used, 100), ramping=add(abs(kwh - last) for last, kwh in zip(net, net[1:])),
    budgetBalance=add(column("payment", seats)) - money["dealer"], selfConsumptionPercent=ratio(made - add(fed), made, 100), billWithoutMarket=before,
    standingCharges=add(column("standing_charge", homes)), lostLoadWithoutMarket=where(VOLL, homes, lost(alone)), curtailed=total("curtailed") + unsold,
    averagePrice=ratio(times("price", local), add(local)), batteryFullCycles=ratio(total("drained"), capacity), averageDailyPeak=add(peaks) / len(peaks),
    socialWelfareGain=money["baseline"] - money["cost"], unservedEnergy=ratio(unserved, used), batteryDischarge=total("discharge"), peakImport=max(peaks),
    batteryCapacity=capacity, gridFees=grid_fees, costSavings=saved, consumption=used, generation=made)

reported = {row["kpi"]: float(row["value"]) if row["value"] else None for row in table("kpis")}
for kpi, value in sorted(kpis.items()): print(f"{kpi:26} {value!s:>24} {'as reported' if value == reported[kpi] else f'differs: {reported[kpi]}'}")
sys.exit(kpis != reported)
