import { MemoryLedger } from '../../ledger/memory-ledger.js';
import { pricesNearest } from '../../ledger/units.js';
import { limited, money, quantities } from '../../test/ledger-numbers.js';
import { CallRule, isQuiet, roundsToHearMost } from './call-rule.js';
import { RepeatedStateDetector } from './repeated-state.js';

const quiet = { call: false, settled: false, newOrders: 0, pricesMoved: false };

it.each([{ settled: true }, { newOrders: 1 }, { pricesMoved: true }])(
  'a round with %p is not quiet',
  (event) => {
    expect(isQuiet(quiet)).toBe(true);
    expect(isQuiet({ ...quiet, ...event })).toBe(false);
  },
);

it.each([
  [1, 1],
  [0.5, 2],
  [0.2, 5],
])('with participation %p the market calls after %p quiet rounds', (participation, rounds) => {
  const rule = new CallRule(roundsToHearMost(participation));
  for (let round = 0; round < rounds; round++) {
    expect(rule.callNext).toBe(false);
    rule.observe(quiet);
  }
  expect(rule.callNext).toBe(true);
  rule.observe({ ...quiet, call: true, newOrders: 1 });
  expect(rule.callNext).toBe(false);
});

it('the market calls when asked to, once', () => {
  const rule = new CallRule(2);
  rule.observe({ ...quiet, settled: true });
  rule.request();
  expect(rule.callNext).toBe(true);
  rule.observe({ ...quiet, call: true, settled: true });
  expect(rule.callNext).toBe(false);
});

it('the market has stalled after five calls that nobody answered, not before', () => {
  const rule = new CallRule(2);
  for (let round = 0; round < 20; round++) rule.observe(quiet);
  expect(rule.stalled).toBe(false);
  for (let call = 0; call < 4; call++) rule.observe({ ...quiet, call: true });
  rule.observe({ ...quiet, call: true, pricesMoved: true });
  for (let call = 0; call < 4; call++) rule.observe({ ...quiet, call: true });
  expect(rule.stalled).toBe(false);
  rule.observe({ ...quiet, call: true });
  expect(rule.stalled).toBe(true);
});

describe('a market that goes in circles is recognised', () => {
  async function states(): Promise<{ ledger: MemoryLedger; prices: Float64Array }> {
    const ledger = new MemoryLedger();
    await ledger.open({
      seats: [{ allocation: quantities(1), cash: money(100) }],
      dealer: { inventory: quantities(2), cash: money(1) },
      prices: pricesNearest([1]),
    });
    return { ledger, prices: Float64Array.of(1) };
  }

  it.each([
    [1, 3],
    [0.2, 15],
  ])('with participation %p once the same state came back %p times', async (participation, allowed) => {
    const { ledger, prices } = await states();
    const circles = new RepeatedStateDetector(roundsToHearMost(participation));
    const seen = Array.from({ length: allowed + 1 }, () => circles.observe(ledger.state(), prices).exact);
    expect(seen).toEqual([...new Array<boolean>(allowed).fill(false), true]);
  });

  it('but for crumbs also where each round leaves some of a resource', async () => {
    const circles = new RepeatedStateDetector(1);
    const seen = [];
    for (let round = 0; round < 4; round++) {
      const ledger = new MemoryLedger();
      await ledger.open({
        seats: [{ allocation: [1_000_000_000n + BigInt(2 * round)], cash: money(100) }],
        dealer: { inventory: [BigInt(2 * round)], cash: money(1) },
        prices: pricesNearest([1]),
      });
      seen.push(circles.observe(ledger.state(), Float64Array.of(1)));
    }
    expect(seen.map(({ butForCrumbs }) => butForCrumbs)).toEqual([false, false, false, true]);
    expect(seen.map(({ exact }) => exact)).toEqual([false, false, false, false]);
  });

  it('and nothing else is: other prices or other orders are another state', async () => {
    const { ledger } = await states();
    const circles = new RepeatedStateDetector(1);
    for (let round = 0; round < 10; round++) {
      await ledger.submit([{ seat: 0, orders: [limited([1 + round], 1)] }]);
      const nothing = { exact: false, butForCrumbs: false };
      expect(circles.observe(ledger.state(), Float64Array.of(1))).toEqual(nothing);
      expect(circles.observe(ledger.state(), Float64Array.of(2 + round))).toEqual(nothing);
    }
  });
});
