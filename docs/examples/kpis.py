"""All KPIs of a community (docs/kpis.md), to the last digit, from the tables of `npm run cli -- play <scenario> --csv tables`:
python3 docs/examples/kpis.py tables; exits with 1 where one is not what the match reports."""
import csv, functools, operator, sys

table = lambda name: list(csv.DictReader(open(f"{sys.argv[1]}/{name}.csv", newline="")))
add = lambda figures: functools.reduce(operator.add, figures, 0)  # one by one: sum() of Python 3.12 rounds otherwise
periods, homes, seats, plans, alone = map(table, ("periods", "households", "seats", "schedules", "schedules-before"))
agents, money = seats[: len(homes)], {row["figure"]: float(row["money"]) for row in table("totals")}  # the grid sits last
column = lambda name, rows=periods: [float(row.get(name) or 0) for row in rows]
each = lambda rows: [rows[i : i + len(periods)] for i in range(0, len(rows), len(periods))]  # household by household
total = lambda name, rows=plans: add(add(column(name, home)) for home in each(rows))
times = lambda name, energy: add(a * b for a, b in zip(column(name), energy))
ratio = lambda part, whole, unit=1: unit * (part / whole) if abs(whole) >= 1e-12 else None
where = lambda name, rows, figure: figure if any(row.get(name) for row in rows) else None
meter = lambda home: zip(*(column(name, home) for name in ("import", "retail", "export", "feed_in")))
bill = lambda rows, when: add(add(eur for i, r, e, f in meter(home) for eur in (i * r, -e * f)) + kw + fuel
                              for home, kw, fuel in zip(each(rows), column("peak_charge" + when, homes), column("fuel" + when, homes)))
lost = lambda rows: add(worth * add(column("unserved", home)) for worth, home in zip(column(VOLL, homes), each(rows)))
VOLL, hours, net, day = "value_of_lost_load", float(periods[0]["hours"]), column("net_import"), column("day")
drawn, fed, bought, local = [max(kwh, 0) for kwh in net], [max(-kwh, 0) for kwh in net], column("bought"), column("local")
peaks = [max(kwh / hours for kwh, its_day in zip(drawn, day) if its_day == one) for one in dict.fromkeys(day)]
limits = [(t, sign * net[t], float(p[way + "_limit"]), float(p[way + "_congestion"] or 0))
          for t, p in enumerate(periods) for way, sign in (("import", 1), ("export", -1)) if p[way + "_limit"]]
used, unserved, unsold, capacity = total("consumption"), total("unserved"), add(column("unsold_plant")), add(column("battery_capacity", homes))
made, gain = total("generation") - total("curtailed") + add(column("plant")) - unsold, money["baseline"] - money["cost"]
paid, grid_fees = bill(plans, "") + add(column("payment", agents)) + times("local_fee", bought), times("local_fee", column("from_grid"))
before, costs = bill(alone, "_before"), [column(name, [seat for seat in agents if seat["role"] == "agent"]) for name in ("cost_before", "cost", "payment")]
saved, benefits = before + lost(alone) - (paid + lost(plans)), sorted(a - z - p for a, z, p in zip(*costs))
burnt = add(grams * add(column("generation", home)) / 1000 for grams, home in zip(column("fuel_co2", homes), each(plans)))
kpis = dict(welfareEfficiency=ratio(gain, money["baseline"] - money["optimum"]), socialWelfareGain=gain, bill=paid, billWithoutMarket=before,
    costSavings=saved, costSavingsPercent=ratio(100 * saved, abs(before + lost(alone))), standingCharges=add(column("standing_charge", homes)),
    lostLoad=where(VOLL, homes, lost(plans)), lostLoadWithoutMarket=where(VOLL, homes, lost(alone)), unservedDemand=where(VOLL, homes, unserved),
    localFees=times("local_fee", bought) - grid_fees, gridFees=grid_fees, budgetBalance=add(column("payment", seats)) - money["dealer"],
    consumption=used, generation=made, curtailed=total("curtailed") + unsold, gridImport=add(drawn), gridExport=add(fed), peakImport=max(peaks),
    servedDemand=used - unserved, selfSufficiencyPercent=ratio(used - unserved - add(drawn), used, 100), unservedEnergy=ratio(unserved, used),
    selfConsumptionPercent=ratio(made - add(fed), made, 100), batteryCapacity=capacity, batteryDischarge=total("discharge"),
    batteryFullCycles=ratio(total("drained"), capacity), congestionRent=add(limit * price for _, _, limit, price in limits) if limits else None,
    congestedPeriods=len({t for t, flow, limit, _ in limits if flow >= limit - 1e-6}) if limits else None, locallyTradedEnergy=add(local),
    communityImportShare=ratio(add(local), add(local) + (add(column("grid_sold")) + total("import"))), averageDailyPeak=add(peaks) / len(peaks),
    averagePrice=ratio(times("price", local), add(local)), ramping=add(abs(kwh - last) for last, kwh in zip(net, net[1:])),
    loadFactorComplement=1 - add(kwh / hours for kwh in drawn) / len(net) / max(peaks) if max(peaks) else None,
    co2Average=where("carbon_average", periods, times("carbon_average", drawn) / 1000 + burnt),
    co2Marginal=where("carbon_marginal", periods, times("carbon_marginal", drawn) / 1000 - times("carbon_marginal", fed) / 1000 + burnt),
    giniOfBenefit=ratio(add((2 * i + 1 - len(benefits)) * b for i, b in enumerate(benefits)), len(benefits) * add(map(abs, benefits))) or 0,
    householdsWorseOffPercent=ratio(sum(b < -1e-6 * max(1e-3, *map(abs, benefits)) for b in benefits), len(benefits), 100))

reported = {row["kpi"]: float(row["value"]) if row["value"] else None for row in table("kpis")}
for kpi, value in kpis.items():
    print(f"{kpi:26} {value!s:>24} {'as reported' if value == reported[kpi] else f'differs: {reported[kpi]}'}")
sys.exit(kpis != reported)
