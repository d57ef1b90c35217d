import type { CallResult } from '../traders.port.js';
import { bidPeriods, type BiddingSetting } from './bid-periods.js';
import type { BidderOrder, Bidders, BidderView } from './bidders.port.js';
import { clearPeriod } from './clear-period.js';
import { withRest } from './metered-rest.js';
import { usualGridPrices } from './orders.js';
import { highestMatchedAsk } from './pricing.js';
import type { RelayAgent } from './relay-agents.js';

const agent = (id: string, ...metered: number[]): RelayAgent => ({
  ...{ id, type: 'pv', metered: metered.map(BigInt) },
  prices: { ask: 1400n, bids: { pv: 2000n, chp: 1800n } },
});
const setting = (...agents: RelayAgent[]): BiddingSetting => ({
  agents,
  grid: agents[0]!.metered.map(() => usualGridPrices),
  rule: highestMatchedAsk,
});
type Answer = CallResult<BidderOrder | null>;
const ok = (value: BidderOrder | null): Answer => ({ outcome: 'ok', value });

/** Bidders that answer what the test says, and remember what they were shown. */
function answering(of: (seat: number, view: BidderView) => Answer): Bidders & { seen: BidderView[][] } {
  const seen: BidderView[][] = [];
  return {
    seen,
    create: async (briefings) => briefings.map(() => ({ outcome: 'ok', value: null })),
    order: async (calls) =>
      calls.map(({ seat, view }) => {
        (seen[seat] ??= []).push(view);
        return of(seat, view);
      }),
    close: async () => {},
  };
}

it('counts prices in 1/100 ct to the bidder’s good, and an amount left out as all of it', async () => {
  const bidders = answering((seat) =>
    ok(
      seat === 0
        ? { side: 'ask', price: 14.001 }
        : { side: 'bid', prices: { pv: 19.999, chp: 0.07 }, amount: 300 },
    ),
  );
  const { periods } = await bidPeriods(setting(agent('a', 500), agent('b', -400)), bidders);
  expect(periods[0]!.orders).toEqual([
    { side: 'ask', order: { id: 'a', amount: 500n, time: 0n, type: 'pv', price: 1401n } },
    { side: 'bid', order: { id: 'b', amount: 300n, time: 0n, prices: { pv: 1999n, chp: 7n } } },
  ]);
  expect(periods[0]!.rest).toEqual([{ id: 'b', side: 'bid', amount: 100n }]);
});

it('settles with the grid what a turn that fails, or none, leaves unsaid', async () => {
  const failing: Answer = { outcome: 'threw', reason: 'Error: no' };
  const bidders = answering((seat, { period }) => {
    if (period === 0 && seat === 1) return failing;
    return ok(
      seat === 0 ? { side: 'ask', price: 14, amount: 200 } : { side: 'bid', prices: { pv: 20, chp: 0 } },
    );
  });
  const { periods, failures } = await bidPeriods(
    setting(agent('a', 500, 500), agent('b', -400, -400)),
    bidders,
  );
  expect(failures).toEqual([{ id: 'b', period: 0, kind: 'threw', reason: 'Error: no' }]);
  const results = periods.map(({ orders, rest }) => {
    const asks = orders.flatMap((placed) => (placed.side === 'ask' ? [placed.order] : []));
    const bids = orders.flatMap((placed) => (placed.side === 'bid' ? [placed.order] : []));
    return withRest(
      clearPeriod(asks, bids, { grid: usualGridPrices, pricing: highestMatchedAsk }),
      rest,
      usualGridPrices,
    );
  });
  // a: 500 Wh x 12.00; b: 400 Wh x 23.67
  expect(results[0]!.participants).toEqual([
    { id: 'a', side: 'ask', amount: 500n, local: 0n, grid: 500n, payment: -600_000n },
    { id: 'b', side: 'bid', amount: 400n, local: 0n, grid: 400n, payment: 946_800n },
  ]);
  // a: 200 Wh x 14.00 + 300 Wh x 12.00; b: 200 Wh x 14.00 + 200 Wh x 23.67
  expect(results[1]!.participants.map(({ payment }) => payment)).toEqual([-640_000n, 753_400n]);
  for (const { participants, grid } of results)
    expect(participants.reduce((sum, { payment }) => sum + payment, grid.payment)).toBe(0n);
  expect(results[1]!.grid).toMatchObject({ bought: 300n, sold: 200n });
});

it('tells each seat of every period once, nameless, and of its own order', async () => {
  const bidders = answering((seat) =>
    ok(seat === 0 ? { side: 'ask', price: 14 } : { side: 'bid', prices: { pv: 20, chp: 1 } }),
  );
  await bidPeriods(setting(agent('a', 500, 500, 500), agent('b', -400, 0, -400)), bidders);
  expect(bidders.seen[0]!.map(({ closed }) => closed.map(({ period }) => period))).toEqual([[], [0], [1]]);
  expect(bidders.seen[1]!.map(({ period, closed }) => [period, closed.map((one) => one.period)])).toEqual([
    [0, []],
    [2, [0, 1]],
  ]);
  expect(bidders.seen[1]![1]!.closed[0]).toEqual({
    ...{ period: 0, first: 'pv', prices: { pv: 14, chp: null } },
    asks: [{ type: 'pv', amount: 500, price: 14, traded: 400 }],
    bids: [{ amount: 400, prices: { pv: 20, chp: 1 }, traded: { pv: 400, chp: 0 } }],
    own: { amount: 400, traded: 400, payment: 0.056 },
  });
  expect(bidders.seen[1]![1]!.closed[1]).toMatchObject({ bids: [], own: null });
});

it('asks nobody any more who has failed ten times; the grid serves its meter', async () => {
  const bidders = answering(() => ({ outcome: 'threw', reason: 'Error: no' }));
  const meter = Array.from({ length: 14 }, () => 500);
  const { periods, failures } = await bidPeriods(setting(agent('a', ...meter)), bidders);
  expect(bidders.seen[0]).toHaveLength(10);
  expect(failures.map(({ kind }) => kind)).toEqual([...Array.from({ length: 10 }, () => 'threw'), 'benched']);
  expect(periods.map(({ rest }) => rest)).toEqual(meter.map(() => [{ id: 'a', side: 'ask', amount: 500n }]));
});
