"""What mechanisms make of the days of energy communities, computed from their scenarios and CSV files alone.

Reads {"folder", "scenarios", "played"} from standard input. `played` holds for each scenario the schedules that were chosen, since there may be several
best ones: what meters count, kWh per home and period (> 0: drawn), and what was said in rounds. Each of them is first shown to be a best answer, by a program of
its own; what it costs and brings to whom is then computed from it. Written from docs/mechanisms.md and docs/market-rules.md; shares no code with the
platform. Needs numpy and scipy.
"""

import json
import sys
from pathlib import Path

import numpy as np

import independent_days as days
from independent_auctions import auctions
from independent_community import Community, same


def grid_only(community):
    return {**community.result(community.z0, [0.0] * len(community.homes), 0, community.meters), **community.said(0, 0, 0)}


def meeting(community, meters):
    demand, supply = np.maximum(0, meters).sum(axis=0), np.maximum(0, -meters).sum(axis=0)
    worth = community.feed_in <= community.retail - community.fee
    return demand, supply, np.where(worth, np.minimum(demand, supply), 0)


def shared(community, meters, price):
    """What everybody pays where what meets is paid at `price`, and what is left over at the tariffs, shared alike within a side."""
    demand, supply, met = meeting(community, meters)
    with np.errstate(divide="ignore", invalid="ignore"):
        bought = np.where(demand > 0, met / demand, 0)
        sold = np.where(supply > 0, met / supply, 0)
    buy = bought * (price + community.fee) + (1 - bought) * community.retail
    sell = sold * price + (1 - sold) * community.feed_in
    return met, [float(np.sum(np.where(meter > 0, meter * buy, meter * sell))) for meter in meters]


def mid_market(community):
    met, bills = shared(community, community.meters, (community.retail - community.fee + community.feed_in) / 2)
    savings = [home.bill(meter) - bill for home, meter, bill in zip(community.homes, community.meters, bills)]
    # Everybody tells what its meter says, and is told two rates, in each period.
    told = 3 * len(community.homes) * community.day.periods
    return {**community.result(community.z0 - sum(savings), savings, met, community.meters), **community.said(1, len(community.homes), told)}


def clock(community):
    """Follows the clock round by round: prices move by the rule, answers are best ones, and it ends when it should; then what meets is paid at its
    prices, and what is left over at the grid's."""
    told = community.played["clock"]
    ask = np.maximum(community.retail - community.fee, community.feed_in)
    inside = (ask - community.feed_in) / 1000
    low, high = community.feed_in + inside, ask - inside
    noise = 1e-9 * (high - low)
    price, step, moved = (low + high) / 2, (high - low) / 4, np.zeros(community.day.periods)
    for number, (announced, packages) in enumerate(zip(told["prices"], told["packages"])):
        wanted = np.array(packages)
        assert np.allclose(announced, price, atol=1e-9), f"round {number + 1}"
        for home, package in zip(community.homes, wanted):
            free = home.cost(price=price, fee=community.fee)
            same(home.cost(price=price, fee=community.fee, position=package), free, f"an answer in round {number + 1}")
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
    tariff = np.where(demand > supply, ask, community.feed_in)
    paid = [float(np.dot(part, price) + np.dot(package - part, tariff)) for part, package in zip(met, wanted)]
    return {**community.after(told, wanted, paid, 0.0, 0.0), "rounds": len(told["packages"])}


def bundles(community):
    """What trades were, at the prices of their rounds."""
    told = community.played["bundles"]
    position, paid = np.zeros((len(community.homes) + 1, community.day.periods)), np.zeros(len(community.homes) + 1)
    for one in told["rounds"]:
        for trade in one["trades"]:
            position[trade["seat"]] += trade["delivered"]
            paid[trade["seat"]] += np.dot(trade["delivered"], one["prices"])
    assert np.allclose(-position[-1], position[:-1].sum(axis=0), atol=1e-6), "what the grid sold homes have bought"
    grid = -community.grid_cost(position[:-1]) - paid[-1]
    return {**community.after(told, position[:-1], paid[:-1], grid, paid.sum()), "rounds": len(told["rounds"])}


def planned(community):
    best = days.together(community.day, community.scenario)
    told = community.played["optimum"]
    meters, position, imports = (np.array(told[of]) for of in ("meters", "positions", "imports"))
    homes = sum(home.cost(fee=community.fee, position=w, meter=meter) for home, w, meter in zip(community.homes, position, meters))
    same(homes + community.grid_cost(position), best, "the optimum's schedules")
    optimum = community.result(best, None, community.local(position, imports), meters)
    savings = []
    for j, alone in enumerate(community.alone):
        others = [fields for i, fields in enumerate(community.scenario["households"]) if i != j]
        savings.append(days.together(community.day, {**community.scenario, "households": others}) + alone - best)
    operator = community.z0 - best - sum(savings)
    vcg = {**optimum, "savings": savings, "gain": {**optimum["gain"], "households": sum(savings), "operator": operator}}
    return {"optimum": optimum, "vcg": vcg}


def main():
    task = json.load(sys.stdin)
    days.folder = Path(task["folder"])
    answers = []
    for scenario, played in zip(task["scenarios"], task["played"]):
        community = Community(scenario, played)
        found = {"grid-only": grid_only(community), **planned(community), "bundle-trading": bundles(community), "clock-exchange": clock(community)}
        if not any("tariff" in home for home in scenario["households"]):
            found["mid-market-rate"] = mid_market(community)
            found.update(auctions(community))
        answers.append(found)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
