import { clearPeriod, type AuctionRules } from '#market/double-auction/clear-period.js';
import { crossingOf } from '#market/double-auction/crossing.js';
import type { Match } from '#market/double-auction/matches.js';
import { mcafeeRule } from '#market/double-auction/mcafee.js';
import { mudaHalves, type Half } from '#market/double-auction/muda.js';
import {
  cheapestFirst,
  dearestFirst,
  equalsFrom,
  type RankedOrder,
} from '#market/double-auction/merit-order.js';
import type { Ask, Bid, EnergyType } from '#market/double-auction/orders.js';

/** As the contract has it: orders of one price and one block that get a part; `total` 0: there are none. */
interface Sharing {
  readonly before: bigint;
  readonly total: bigint;
}

/** By McAfee's rule: the most that could be traded, and who is left out (null: nobody). */
interface Reduction {
  readonly most: bigint;
  readonly bid: string | null;
  readonly ask: string | null;
}

export interface Claim {
  readonly volume: bigint;
  readonly bids: Sharing;
  readonly asks: Sharing;
  readonly reduction: Reduction;
}

/** Under MUDA: what both auctions come to in both halves. */
export type DrawnHalves = readonly (readonly [Half, Half])[];

const notReduced: Reduction = { most: 0n, bid: null, ask: null };
const nobodyShares: Sharing = { before: 0n, total: 0n };

/** What the operator tells the contract about a period, in this order. */
export interface ClosingPlan {
  readonly claims: readonly Claim[];
  /** by auction; only under MUDA */
  readonly halves?: DrawnHalves;
  /** ids: bids and asks of the first auction, then of the second; empty ones are left out */
  readonly lists: readonly (readonly string[])[];
  readonly matches: readonly Match[];
  /** everybody */
  readonly accounts: readonly string[];
}

/** Sorts a period's book off the chain. `id` of an order: its account's address, lower case. */
export function closingPlan(asks: readonly Ask[], bids: readonly Bid[], rules: AuctionRules): ClosingPlan {
  const { auctions } = clearPeriod(asks, bids, rules);
  const left = new Map(bids.map(({ id, amount }) => [id, amount]));
  const { pricing } = rules;
  const claims: Claim[] = [];
  const halves: (readonly [Half, Half])[] = [];
  const lists: string[][] = [];
  for (const { type, matches } of auctions) {
    const volume = matches.reduce((sum, { amount }) => sum + amount, 0n);
    const demand = dearestFirst(bids.map((bid) => standing(bid, bid.prices[type], left.get(bid.id)!)));
    const supply = cheapestFirst(askersOf(asks, type));
    if (pricing.kind === 'muda') {
      halves.push(mudaHalves(supply, wanting(demand), pricing));
      claims.push({ volume, bids: nobodyShares, asks: nobodyShares, reduction: notReduced });
    } else {
      const reduction = pricing.kind === 'mcafee' ? reductionOf(supply, demand) : notReduced;
      claims.push({
        volume,
        bids: sharingOf(without(demand, reduction.bid), volume),
        asks: sharingOf(without(supply, reduction.ask), volume),
        reduction,
      });
    }
    lists.push(idsOf(demand), idsOf(supply));
    for (const { buyer, amount } of matches) left.set(buyer, left.get(buyer)! - amount);
  }
  return {
    claims,
    ...(halves.length > 0 && { halves }),
    lists: lists.filter((list) => list.length > 0),
    matches: auctions.flatMap(({ matches }) => matches),
    accounts: [...idsOf(asks), ...idsOf(bids)],
  };
}

function reductionOf(asks: readonly RankedOrder[], all: readonly RankedOrder[]): Reduction {
  const bids = wanting(all);
  const crossing = crossingOf(asks, bids);
  if (!crossing) return notReduced;
  const rule = mcafeeRule(asks, bids, crossing);
  const isReduced = rule.kind === 'reduced';
  return {
    most: crossing.volume,
    bid: isReduced ? bids[rule.bid]!.id : null,
    ask: isReduced ? asks[rule.ask]!.id : null,
  };
}

function wanting(bids: readonly RankedOrder[]): readonly RankedOrder[] {
  return bids.filter(({ amount }) => amount > 0n);
}

function without(orders: readonly RankedOrder[], leftOut: string | null): readonly RankedOrder[] {
  return leftOut === null ? orders : orders.filter(({ id }) => id !== leftOut);
}

function askersOf(asks: readonly Ask[], type: EnergyType): RankedOrder[] {
  return asks.filter((ask) => ask.type === type);
}

function standing({ id, time }: Bid, price: bigint, amount: bigint): RankedOrder {
  return { id, time, price, amount };
}

function idsOf(orders: readonly { readonly id: string }[]): string[] {
  return orders.map(({ id }) => id);
}

/** The orders at the margin of a list that is served `volume`, if they cannot all have what they want. */
function sharingOf(orders: readonly RankedOrder[], volume: bigint): Sharing {
  let before = 0n;
  for (let first = 0; first < orders.length && before < volume;) {
    const equals = equalsFrom(orders, first);
    const total = equals.reduce((sum, { amount }) => sum + amount, 0n);
    if (before + total > volume) return { before, total };
    before += total;
    first += equals.length;
  }
  return nobodyShares;
}
