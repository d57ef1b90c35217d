import { vectorOf } from '../../agent/test/agent-problems.js';
import type { LedgerState } from '../../ledger/ledger.port.js';
import { pricesNearest } from '../../ledger/units.js';
import { limited, money, quantities } from '../../test/ledger-numbers.js';
import { widestLimits } from '../../order/order-limits.js';
import { aMarketOf, aUser } from '../../test/markets.js';
import { Dealer } from './dealer-supply.js';
import { HighestPrices } from '../rounds/highest-prices.js';
import { dealerView, TradedVolume } from './dealer-view.js';
import type { CallResult, DealerDesk, DealerQuote, DealerView, SeatOrder } from '../../traders.port.js';

/** The dealer holds 5 and 0.00000005 and may bid with 9 (beside its float for rounding). */
const state: LedgerState = {
  settlement: 'path',
  seats: [],
  inventory: [5_000_000_000n, 50n],
  dealerCash: money(10),
  dealerEscrow: 0n,
  prices: pricesNearest([1, 2]),
};
const view: DealerView = dealerView(3, 0, state, new TradedVolume(2));
/** One seat's 4 and the dealer's 1: no unit costs more than 5. */
const highest = new HighestPrices(
  { ...aMarketOf([{ problem: aUser(1, 1), holds: [0, 0], cash: 4 }], { dealerCash: 1 }) },
  state,
);
const passive = { offer: quantities(5, 0), orders: [] };

/** A desk that says the same every time. */
function desk(
  quote: CallResult<DealerQuote>,
  announced: CallResult<Float64Array | null> = { outcome: 'ok', value: null },
): DealerDesk {
  return {
    create: () => Promise.resolve({ outcome: 'ok', value: null }),
    quote: () => Promise.resolve(quote),
    announce: () => Promise.resolve(announced),
    close: () => Promise.resolve(),
  };
}

const quoted = (offer: Float64Array, ...orders: SeatOrder[]): DealerDesk =>
  desk({ outcome: 'ok', value: { offer, orders } });
const buy = (bundle: number[], limit: number): SeatOrder => ({
  bundle: vectorOf(...bundle),
  limit,
  kind: 'limited',
});

it('sees what it may bid with', () => {
  expect(view).toMatchObject({
    round: 3,
    cash: 9,
    openOrders: 0,
    prices: vectorOf(1, 2),
    inventory: vectorOf(5, 5e-8),
  });
});

it('supplies what its policy says, dust apart', async () => {
  const dealer = new Dealer(quoted(vectorOf(1.5, 5e-8), buy([0, 2], 4), buy([0, 0], 3)), 10, widestLimits);
  expect(await dealer.supply(view, state)).toEqual({
    offer: quantities(1.5, 0),
    orders: [limited([0, 2], 4)],
  });
  expect(dealer.failures).toEqual([]);
});

it.each<[string, DealerDesk, RegExp]>([
  ['a policy that throws', desk({ outcome: 'threw', reason: 'oops' }), /oops/],
  ['an offer of another length', quoted(vectorOf(1)), /offer has 1 entries/],
  ['an offer beyond the inventory', quoted(vectorOf(5.1, 0)), /offer\[0\] is 5.1/],
  ['a negative offer', quoted(vectorOf(-1, 0)), /offer\[0\] is -1/],
  ['an offer that is no number', quoted(vectorOf(NaN, 0)), /offer\[0\] is NaN/],
  ['an order of another length', quoted(vectorOf(0, 0), buy([1], 1)), /order 0: bundle has 1/],
  ['an order that is no number', quoted(vectorOf(0, 0), buy([1, NaN], 1)), /order 0: bundle\[1\]/],
  [
    'an order without a cap',
    quoted(vectorOf(0, 0), { bundle: vectorOf(1, 0), limit: 1, kind: 'unlimited' }),
    /order 0:.*cap/,
  ],
  ['an order too large for the ledger', quoted(vectorOf(0, 0), { bundle: vectorOf(1e5, 0), limit: 0, kind: 'unlimited', cap: 1e9 }), /order 0:.*too large/], // prettier-ignore
  ['selling what it offers as well', quoted(vectorOf(3, 0), buy([-2.5, 0], -1)), /sell more of resource 0/],
  [
    'buying with more than it has',
    quoted(vectorOf(0, 0), buy([1, 0], 5), buy([0, 1], 5)),
    /the dealer has 9/,
  ],
  ['more orders than a round may have', quoted(vectorOf(0, 0), ...Array.from({ length: 65 }, () => buy([0.01, 0], 0.01))), /65 orders in one round; 64/], // prettier-ignore
])('%s is a failure, and the dealer is passive for that turn', async (_, policy, reason) => {
  const dealer = new Dealer(policy, 10, widestLimits);
  expect(await dealer.supply(view, state)).toEqual(passive);
  expect(dealer.failures).toEqual([
    { round: 3, kind: expect.any(String) as string, reason: expect.stringMatching(reason) as string },
  ]);
});

it('is passive for good once its errors are used up', async () => {
  const quotes = counted(quoted(vectorOf(9, 9)));
  const dealer = new Dealer(quotes.desk, 2, widestLimits);
  for (let round = 0; round < 4; round++) expect(await dealer.supply(view, state)).toEqual(passive);
  expect(quotes.asked()).toBe(2);
  expect(dealer.failures.map(({ kind }) => kind)).toEqual(['invalid-output', 'invalid-output', 'benched']);
});

describe('announces', () => {
  const clearing = { prices: vectorOf(1, 2), settled: true, surplus: 1 };
  const announcing = (answer: CallResult<Float64Array | null>): Dealer => new Dealer(desk({ outcome: 'ok', value: { offer: vectorOf(0, 0), orders: [] } }, answer), 10, widestLimits); // prettier-ignore

  it('what its policy says, or the clearing prices', async () => {
    expect(
      await announcing({ outcome: 'ok', value: vectorOf(3, 4) }).announce(view, clearing, highest),
    ).toEqual(vectorOf(3, 4));
    expect(await announcing({ outcome: 'ok', value: null }).announce(view, clearing, highest)).toEqual(
      vectorOf(1, 2),
    );
  });

  it.each<[string, CallResult<Float64Array | null>]>([
    ['too few', { outcome: 'ok', value: vectorOf(1) }],
    ['a negative price', { outcome: 'ok', value: vectorOf(1, -1) }],
    ['NaN', { outcome: 'ok', value: vectorOf(1, NaN) }],
    ['infinity', { outcome: 'ok', value: vectorOf(1, Infinity) }],
    ['the largest number there is', { outcome: 'ok', value: vectorOf(1, Number.MAX_VALUE) }],
    ['more than all the money pays for a unit', { outcome: 'ok', value: vectorOf(1, 5.1) }],
    ['a policy that hangs', { outcome: 'timed-out', reason: 'too slow' }],
  ])('the clearing prices instead of %s', async (_, answer) => {
    const dealer = announcing(answer);
    expect(await dealer.announce(view, clearing, highest)).toEqual(vectorOf(1, 2));
    expect(dealer.failures).toHaveLength(1);
  });
});

/** The same desk, counting how often it is asked for a quote. */
function counted(inner: DealerDesk): { desk: DealerDesk; asked: () => number } {
  let asked = 0;
  const quote = (view: DealerView): Promise<CallResult<DealerQuote>> => {
    asked++;
    return inner.quote(view);
  };
  return { desk: { ...inner, quote }, asked: () => asked };
}

it('orders that weigh more than one owner’s may are a failure', async () => {
  const orders = Array.from({ length: 3 }, () => buy([0.01, 0.01], 0.01));
  const policy = (openWeight: number): Dealer =>
    new Dealer(quoted(vectorOf(0, 0), ...orders), 10, { ...widestLimits, openWeight });
  const heavy = policy(8);
  expect(await heavy.supply(view, state)).toEqual(passive);
  expect(heavy.failures).toMatchObject([
    { kind: 'invalid-output', reason: expect.stringMatching(/weigh 9; 8/) as string },
  ]);
  const light = policy(9);
  await light.supply(view, state);
  expect(light.failures).toEqual([]);
});

describe('of exact resources', () => {
  const exact = new HighestPrices(
    { ...aMarketOf([{ problem: aUser(1, 1), holds: [0, 0], cash: 4 }], { dealerCash: 1 }), exact: 1 },
    state,
  );

  it('prices may be announced as far below zero as above', () => {
    expect(exact.faultOf(vectorOf(-5, 0))).toBeNull();
    expect(exact.faultOf(vectorOf(-6, 0))).toMatch(/announced prices\[0\] is -6; -5.* to 5/);
    expect(exact.faultOf(vectorOf(1, -1))).toMatch(/announced prices\[1\] is -1; 0 to 5/);
    expect(highest.faultOf(vectorOf(-1, 0))).toMatch(/0 to 5/);
  });

  it('a dealer buys nothing, since nobody can keep it unused', async () => {
    const dealer = new Dealer(quoted(vectorOf(3, 0), buy([1, 0], 1)), 3, widestLimits);
    expect((await dealer.supply(view, { ...state, exact: 1 })).orders).toEqual([]);
    expect(dealer.failures).toEqual([]);
    expect(
      (await new Dealer(quoted(vectorOf(3, 0), buy([1, 0], 1)), 3, widestLimits).supply(view, state)).orders,
    ).toHaveLength(1);
  });
});
