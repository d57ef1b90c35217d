import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { sparseFromEntries, type Entry } from '#market/lp/sparse-matrix.js';
import { testRng } from '#market/test/short-form.js';
import { clearPeriod, type AuctionRules, type PeriodResult } from './clear-period.js';
import { lotOf } from './lots.js';
import type { Match } from './matches.js';
import { usualGridPrices, type Ask, type Bid, type EnergyType } from './orders.js';
import { highestMatchedAsk, type PeriodRule } from './pricing.js';
import { referenceFirst, referenceTrade } from './test/reference-trade.js';
import { randomPeriod, type RandomPeriod } from './test/orders.js';

const PERIODS = 200;
const rng = testRng('random auction periods');
const periods = Array.from({ length: PERIODS }, () => randomPeriod(rng));
const pricings: readonly PeriodRule[] = [
  highestMatchedAsk,
  { kind: 'uniform', k: 5_000n },
  { kind: 'pay-as-bid' },
  { kind: 'mcafee' },
  { kind: 'muda', lot: lotOf('random periods', 0) },
];
const inRank: ReadonlySet<PeriodRule['kind']> = new Set(['uniform', 'pay-as-bid']);
const landau: AuctionRules = { grid: usualGridPrices, pricing: highestMatchedAsk };
const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);
const volumeOf = (matches: readonly Match[]): bigint => total(matches.map(({ amount }) => amount));
const boughtIn = (matches: readonly Match[], { id }: Bid): bigint =>
  volumeOf(matches.filter(({ buyer }) => buyer === id));

/** Both auctions of a period with what each bid still wants when it begins. */
function auctionsOf({ bids }: RandomPeriod, { auctions }: PeriodResult) {
  const [first, second] = auctions as [PeriodResult['auctions'][0], PeriodResult['auctions'][0]];
  const wanted = bids.map(({ amount }) => Number(amount));
  const left = bids.map((each, n) => wanted[n]! - Number(boughtIn(first.matches, each)));
  return [
    { ...first, wanted },
    { ...second, wanted: left },
  ];
}

describe('random periods', () => {
  it('trade what the original’s own loop trades, at its highest matched ask', () => {
    for (const period of periods) {
      const { asks, bids } = period;
      const result = clearPeriod(asks, bids, landau);
      expect(result.vote.first).toBe(referenceFirst(bids));
      for (const { type, matches, wanted } of auctionsOf(period, result)) {
        const { volume, price } = referenceTrade(type, asks, bids, wanted);
        expect(Number(volumeOf(matches))).toBe(volume);
        for (const match of matches) expect(Number(match.buyerPrice)).toBe(price);
      }
    }
  });

  it('gain what a linear program finds to be the most', async () => {
    const solver = await createHighsSolver();
    for (const period of periods.slice(0, 60)) {
      for (const { type, matches, wanted } of auctionsOf(
        period,
        clearPeriod(period.asks, period.bids, landau),
      ))
        expect(Number(gainOf(type, matches, period))).toBeCloseTo(mostGain(solver, type, period, wanted), 6);
    }
  });

  it('pay nobody worse than it said, share to the Wh, and lose nothing, by every price rule', () => {
    for (const period of periods)
      for (const pricing of pricings) {
        const result = clearPeriod(period.asks, period.bids, { ...landau, pricing });
        checkConservation(result);
        checkLimits(period, result);
        if (inRank.has(pricing.kind)) checkShares(period, result);
      }
  });

  it('end the same however the orders are listed', () => {
    for (const { asks, bids } of periods) {
      const listed = clearPeriod(asks, bids, landau);
      const turned = clearPeriod([...asks].reverse(), [...bids].reverse(), landau);
      expect(turned.auctions).toEqual(listed.auctions);
      expect(turned.grid).toEqual(listed.grid);
    }
  });
});

function checkConservation({ participants, grid, surplus }: PeriodResult): void {
  expect(total(participants.map(({ payment }) => payment)) + grid.payment).toBe(surplus);
  const local = (side: 'ask' | 'bid'): bigint =>
    total(participants.filter((each) => each.side === side).map((each) => each.local));
  expect(local('ask')).toBe(local('bid'));
  for (const { amount, local: traded, grid: rest } of participants) {
    expect(traded + rest).toBe(amount);
    expect(rest >= 0n && traded >= 0n).toBe(true);
  }
}

function checkLimits({ asks, bids }: RandomPeriod, { auctions }: PeriodResult): void {
  for (const { type, matches } of auctions)
    for (const { seller, buyer, buyerPrice, sellerPrice } of matches) {
      expect(asks.find(({ id }) => id === seller)).toMatchObject({ type });
      expect(asks.find(({ id }) => id === seller)!.price <= sellerPrice).toBe(true);
      expect(bids.find(({ id }) => id === buyer)!.prices[type] >= buyerPrice).toBe(true);
      expect(sellerPrice <= buyerPrice).toBe(true);
    }
}

/** Who is better placed is served in full before anybody behind; equals get floor or ceiling of their exact share. */
function checkShares(period: RandomPeriod, result: PeriodResult): void {
  for (const { type, matches, wanted } of auctionsOf(period, result)) {
    const sold = period.asks
      .filter((each) => each.type === type)
      .map((each) => ({ ...each, got: volumeOf(matches.filter(({ seller }) => seller === each.id)) }))
      .map((each) => ({ rank: each.price, time: each.time, amount: each.amount, got: each.got }));
    const bought = period.bids.map((each, n) => ({
      ...{ rank: -each.prices[type], time: each.time },
      ...{ amount: BigInt(wanted[n]!), got: boughtIn(matches, each) },
    }));
    for (const side of [sold, bought]) {
      const sum = total(side.map(({ got }) => got));
      for (const one of side) {
        const ahead = side.filter((x) => x.rank < one.rank || (x.rank === one.rank && x.time < one.time));
        const equals = side.filter((x) => x.rank === one.rank && x.time === one.time);
        const [before, all] = [total(ahead.map((x) => x.amount)), total(equals.map((x) => x.amount))];
        const left = sum > before ? sum - before : 0n;
        const exact = all === 0n ? 0 : Number(one.amount * (left < all ? left : all)) / Number(all);
        expect(Math.abs(Number(one.got) - exact)).toBeLessThan(1);
      }
    }
  }
}

function gainOf(type: EnergyType, matches: readonly Match[], { asks, bids }: RandomPeriod): bigint {
  const askOf = (id: string): Ask => asks.find((each) => each.id === id)!;
  const bidOf = (id: string): Bid => bids.find((each) => each.id === id)!;
  return total(
    matches.map(({ seller, buyer, amount }) => amount * (bidOf(buyer).prices[type] - askOf(seller).price)),
  );
}

/** max sum (bid - ask) x over sellers of the type and buyers, within what they offer and want. */
function mostGain(
  solver: LpSolver,
  type: EnergyType,
  { asks, bids }: RandomPeriod,
  wanted: number[],
): number {
  const sellers = asks.filter((each) => each.type === type);
  const pairs = sellers.flatMap((seller, s) => bids.map((buyer, b) => ({ seller, buyer, s, b })));
  if (pairs.length === 0) return 0;
  const rows = sellers.length + bids.length;
  const entries = pairs.flatMap(({ s, b }, column): Entry[] => [
    [s, column, 1],
    [sellers.length + b, column, 1],
  ]);
  const model = solver.createModel({
    cost: Float64Array.from(pairs, ({ seller, buyer }) => Number(seller.price - buyer.prices[type])),
    columnLower: new Float64Array(pairs.length),
    columnUpper: new Float64Array(pairs.length).fill(Infinity),
    matrix: sparseFromEntries(rows, pairs.length, entries),
    rowLower: new Float64Array(rows).fill(-Infinity),
    rowUpper: Float64Array.from([...sellers.map(({ amount }) => Number(amount)), ...wanted]),
  });
  const outcome = model.solve();
  model.dispose();
  if (outcome.status !== 'optimal') throw new Error(outcome.status);
  return -outcome.objective;
}
