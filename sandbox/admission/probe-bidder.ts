import type { BidderBriefing, BidderView, ClosedPeriod } from '#market/double-auction/bidders.port.js';
import type { Submission } from '../compile/submission.js';
import type { PluginConsole } from '../seats/plugin-console.js';
import { sandboxBidders } from '../seats/bidders.js';
import { ask, type ProbeResult, type Question } from './probes.js';
import type { TrialSurroundings } from './trial-match.js';

const PERIODS = 12;

/** Periods at the edge that an auction rarely reaches: the bidder must answer them in form and in time. */
export async function probeBidder(
  submission: Submission,
  { pool, limits, allowance }: TrialSurroundings,
  console: PluginConsole,
): Promise<readonly ProbeResult[]> {
  const flat = (value: number): number[] => Array.from({ length: PERIODS }, () => value);
  const briefing: BidderBriefing = {
    mechanism: 'double-auction',
    seat: 0,
    bidders: 2,
    type: 'chp',
    meter: flat(500).map((amount, period) => (period % 2 === 0 ? amount : -amount)),
    grid: { sells: flat(23.67), buys: flat(12) },
    reservation: { ask: 14, bids: { pv: 20, chp: 18 } },
  };
  const silent: ClosedPeriod = {
    ...{ period: 0, first: 'pv', prices: { pv: null, chp: null }, asks: [], bids: [], own: null },
  };
  const own = { amount: 500, traded: 250, payment: -0.05 };
  const busy: ClosedPeriod = {
    ...{ period: 1, first: 'chp', prices: { pv: 15, chp: 0 }, own },
    asks: [
      { type: 'pv', amount: 1, price: 15, traded: 1 },
      { type: 'chp', amount: 1e9, price: 1000, traded: 0 },
    ],
    bids: [{ amount: 2, prices: { pv: 0, chp: 23.67 }, traded: { pv: 0, chp: 1 } }],
  };
  const sells: BidderView = { period: 2, side: 'ask', amount: 500, closed: [] };
  const buys: BidderView = { ...sells, side: 'bid' };
  const views: Record<string, BidderView> = {
    'something to sell': sells,
    'something to buy': { ...buys, period: 3 },
    'one Wh': { ...sells, period: 4, amount: 1 },
    'very much': { ...buys, period: 5, amount: 1e9 },
    'a period without orders': { ...sells, period: 6, closed: [silent] },
    'prices at the edge': { ...buys, period: 7, closed: [busy] },
    'many periods at once': { ...sells, period: 10, closed: [silent, busy, silent, busy] },
    'the last period': { ...buys, period: PERIODS - 1 },
  };
  const bidders = sandboxBidders({
    ...{ pool, limits, plugins: [submission], seed: 'admission/probes' },
    allowanceOf: () => allowance,
    consoleOf: () => console,
  });
  const questions: Question[] = [
    ['create()', async () => (await bidders.create([briefing]))[0]!],
    ...Object.entries(views).map(([name, view]): Question => [
      `order() with ${name}`,
      async () => (await bidders.order([{ seat: 0, view }]))[0]!,
    ]),
  ];
  try {
    return await ask(questions, 'a double auction');
  } finally {
    await bidders.close();
  }
}
