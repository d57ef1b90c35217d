"""What a double auction in each period makes of the days of an energy community, at every rule of pricing.

Written from docs/mechanisms.md and docs/market-rules.md; shares no code with the platform.
"""

import hashlib
from math import floor

import numpy as np

EUR = 10**7  # money is counted in 1e-7 EUR, energy in Wh, prices in 1e-4 EUR/kWh


def auctions(community):
    """Orders of whole Wh at two prices: all sellers ask one, all buyers bid the other, so equals share."""
    count = len(community.homes)
    readings = np.floor(np.cumsum(-community.meters, axis=1) * 1000 + 0.5).astype(int)
    metered = np.diff(readings, axis=1, prepend=0)  # > 0: left over
    names = [home.fields["id"] for home in community.homes]
    totals = {rule: {"savings": [0.0] * count, "operator": 0, "traded": 0, "worth": 0} for rule in (*RULES, "auction-muda")}
    # An ask is two numbers, a bid three; everybody is told what it trades and pays in each period.
    orders, held, told = 0, 0, 2 * count * community.day.periods
    for t in range(community.day.periods):
        sells, buys = round(community.retail[t] * 1e4), round(community.feed_in[t] * 1e4)
        bid, ask = sells - round(community.fee * 1e4), buys
        if bid < 0 or ask < 0:
            continue
        asks = sorted((names[j], j, metered[j][t]) for j in range(count) if metered[j][t] > 0)
        bids = sorted((names[j], j, -metered[j][t]) for j in range(count) if metered[j][t] < 0)
        orders += len(asks) + len(bids)
        told += 2 * len(asks) + 3 * len(bids)
        held += len(asks) + len(bids) > 0
        for j, amount, price in halves(f"{community.scenario['id']}/1/lots/{held - 1}", asks, bids, ask, bid):
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
        found[rule] = community.result(community.z0 - of["worth"] / EUR, savings, of["traded"] / 1000, community.meters, of["operator"] / EUR)
        found[rule].update(community.said(community.day.periods, orders, told))
    return found


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
