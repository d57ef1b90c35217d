import type { EnergyType } from '#market/double-auction/orders.js';
import type { AuctionReport, GridTotals } from './auction-report.js';

/** What one participant traded and paid in all periods. */
export interface ParticipantTotals {
  readonly id: string;
  readonly sold: number;
  readonly soldToGrid: number;
  readonly bought: number;
  readonly boughtFromGrid: number;
  readonly payment: number;
}

export interface AuctionTotals {
  /** by the period in which they first took part */
  readonly participants: readonly ParticipantTotals[];
  readonly grid: GridTotals;
  readonly surplus: number;
}

export function auctionTotals({ periods }: Pick<AuctionReport, 'periods'>): AuctionTotals {
  const totals = new Map<
    string,
    { -readonly [Field in keyof ParticipantTotals]: ParticipantTotals[Field] }
  >();
  const grid = { bought: 0, sold: 0, payment: 0 };
  for (const period of periods) {
    for (const { id, side, amount, grid: rest, payment } of period.participants) {
      const sum = totals.get(id) ?? { id, sold: 0, soldToGrid: 0, bought: 0, boughtFromGrid: 0, payment: 0 };
      if (side === 'ask') [sum.sold, sum.soldToGrid] = [sum.sold + amount, sum.soldToGrid + rest];
      else [sum.bought, sum.boughtFromGrid] = [sum.bought + amount, sum.boughtFromGrid + rest];
      sum.payment += payment;
      totals.set(id, sum);
    }
    for (const field of ['bought', 'sold', 'payment'] as const) grid[field] += period.grid[field];
  }
  return {
    participants: [...totals.values()],
    grid,
    surplus: periods.reduce((sum, { surplus }) => sum + surplus, 0),
  };
}

/** What one sold another in all periods. */
export interface PairTotals {
  readonly type: EnergyType;
  readonly seller: string;
  readonly buyer: string;
  readonly amount: number;
  readonly paid: number;
}

/** The most energy first. */
export function pairTotals({ periods }: Pick<AuctionReport, 'periods'>): PairTotals[] {
  const pairs = new Map<string, PairTotals>();
  for (const { type, matches } of periods.flatMap(({ auctions }) => auctions))
    for (const { seller, buyer, amount, paid } of matches) {
      const key = JSON.stringify([type, seller, buyer]);
      const before = pairs.get(key) ?? { amount: 0, paid: 0 };
      pairs.set(key, { type, seller, buyer, amount: before.amount + amount, paid: before.paid + paid });
    }
  return [...pairs.values()].sort((a, b) => b.amount - a.amount);
}
