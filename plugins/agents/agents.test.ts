import { blemsBriefing, blemsView, vectorOf } from '#market/agent/test/agent-problems.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { SeatBriefing, SeatOrder, SeatView, Traders } from '#market/traders.port.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';

const view = blemsView();

describe('reference agents', () => {
  let solver: LpSolver;
  const open: Traders[] = [];
  beforeAll(async () => (solver = await createHighsSolver()));
  afterEach(() => Promise.all(open.splice(0).map((traders) => traders.close())));

  /** The orders that the agent sends in answer to each view. */
  async function turns(
    name: string,
    views: Partial<SeatView>[],
    seed = 'seed',
    briefing: Partial<SeatBriefing> = {},
  ): Promise<(readonly SeatOrder[])[]> {
    const pool = new Here(solver);
    const traders = sandboxTraders({ pool, plugins: [await OwnPlugin.load(name, 'agent', pool)], seed });
    open.push(traders);
    expect(await traders.create([{ ...blemsBriefing(), ...briefing }])).toEqual([
      { outcome: 'ok', value: null },
    ]);
    const orders: (readonly SeatOrder[])[] = [];
    for (const change of views) {
      const [answer] = await traders.bid([{ seat: 0, view: { ...view, ...change } }]);
      if (answer!.outcome !== 'ok') throw new Error(answer!.reason);
      orders.push(answer!.value.orders);
    }
    return orders;
  }

  function bundleOf(order: SeatOrder | undefined): number[] {
    return Array.from(order!.bundle, (quantity) => Number(quantity.toFixed(6)));
  }

  it('truthful bids its best bundle for what it is worth', async () => {
    const [free, dear, content] = await turns('truthful', [
      {},
      { prices: vectorOf(10, 10) },
      { prices: vectorOf(0.5, 0.5), allocation: vectorOf(5, 2), cost: -3.5 },
    ]);
    expect(bundleOf(free![0])).toEqual([9.333333, 2.333333]);
    expect(free![0]!.limit).toBeCloseTo(35 / 6, 9);
    expect(bundleOf(dear![0])).toEqual([-2.666667, -1.666667]);
    expect(dear![0]!.limit).toBeCloseTo(-13 / 6, 9);
    expect(content).toEqual([]);
  });

  it('truthful wants no more than it can pay', async () => {
    const [[order]] = (await turns('truthful', [{ cash: 35 / 12 }])) as [[SeatOrder]];
    expect(order.limit).toBeLessThanOrEqual(35 / 12);
    expect(bundleOf(order)).toEqual([4.666667, 1.166667]);
  });

  it('forecast picks its bundle at smoothed prices, but in a call at the announced ones', async () => {
    const dear = { prices: vectorOf(10, 10), call: false };
    // p~ = 0.8 * 0 + 0.2 * 10 = 2 in the second round: still selling
    const [, between] = await turns('forecast', [dear, { call: false }]);
    expect(bundleOf(between![0])).toEqual([-2.666667, -1.666667]);
    const [, called] = await turns('forecast', [dear, { call: true }]);
    expect(bundleOf(called![0])).toEqual([9.333333, 2.333333]);
  });

  it('shaded keeps a fifth of its gain', async () => {
    const [free, dear] = await turns('shaded', [{}, { prices: vectorOf(10, 10) }]);
    expect(free![0]!.limit).toBeCloseTo((0.8 * 35) / 6, 5);
    // gain = -13/6 + 130/3
    expect(dear![0]!.limit).toBeCloseTo(-130 / 3 + 0.8 * (130 / 3 - 13 / 6), 5);
  });

  it('random-shading bids anywhere between the price and its value, by the seed of the match', async () => {
    const rounds = Array.from({ length: 40 }, () => ({}));
    const limits = (await turns('random-shading', rounds)).map(([order]) => order!.limit / (35 / 6));
    expect(Math.min(...limits)).toBeGreaterThan(0);
    expect(Math.max(...limits)).toBeLessThanOrEqual(1);
    expect(Math.min(...limits)).toBeLessThan(0.2);
    expect(Math.max(...limits)).toBeGreaterThan(0.8);
    const again = (await turns('random-shading', rounds)).map(([order]) => order!.limit / (35 / 6));
    expect(again).toEqual(limits);
    const other = (await turns('random-shading', rounds, 'other')).map(([order]) => order!.limit / (35 / 6));
    expect(other).not.toEqual(limits);
  });

  it('multi-bundle shows several bundles, the best first', async () => {
    const [orders, one] = [
      (await turns('multi-bundle', [{ prices: vectorOf(0.3, 0.9) }]))[0]!,
      (await turns('truthful', [{ prices: vectorOf(0.3, 0.9) }]))[0]!,
    ];
    expect(orders.length).toBeGreaterThan(1);
    expect(new Set(orders.map((order) => bundleOf(order).join())).size).toBe(orders.length);
    expect(bundleOf(orders[0])).toEqual(bundleOf(one[0]));
  });

  it('multi-bundle shows its best bundle alone in a book that is half full, and nothing in a full one', async () => {
    const { openOrders } = blemsBriefing().limits;
    const standing = (count: number): Partial<SeatView> => ({
      prices: vectorOf(0.3, 0.9),
      openOrders: Array.from({ length: count }, () => ({
        ...{ bundle: vectorOf(1, 0), limit: 1e-3, kind: 'limited' as const },
      })),
    });
    const counts = [openOrders / 2 - 1, openOrders / 2, openOrders - 1, openOrders].map(standing);
    const orders = await turns('multi-bundle', counts);
    expect(orders[0]!.length).toBeGreaterThan(1);
    expect(orders.slice(1).map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  const twenty = { roundCap: 20 };
  const soon = { ...twenty, closing: { kind: 'random', from: 8, hazard: 0.1 } } as const;

  it('boulware concedes late: the third power of the time that has passed, all of it in a call', async () => {
    const rounds = [1, 10, 16, 20].map((round) => ({ round, call: false }));
    const shareOf = (orders: readonly SeatOrder[]): number => orders[0]!.limit / (35 / 6);
    const shares = (await turns('boulware', rounds, 'seed', twenty)).map(shareOf);
    for (const [i, share] of [0.05, 0.5, 0.8, 1].entries()) expect(shares[i]).toBeCloseTo(share ** 3, 6);
    // The match may be over after round 8: half of the time has passed in round 4.
    const [half, over, called] = await turns(
      'boulware',
      [{ round: 4, call: false }, { round: 9, call: false }, { round: 1 }],
      'seed',
      soon,
    );
    expect(shareOf(half!)).toBeCloseTo(1 / 8, 6);
    for (const all of [over!, called!]) expect(shareOf(all)).toBeCloseTo(1, 9);
  });

  it('sniper says nothing before the last three rounds that are certain, unless the market calls', async () => {
    const rounds = [1, 5, 6, 17, 18, 20].map((round) => ({ round, call: false }));
    const counts = (orders: (readonly SeatOrder[])[]): number[] => orders.map(({ length }) => length && 1);
    expect(counts(await turns('sniper', rounds, 'seed', twenty))).toEqual([0, 0, 0, 0, 1, 1]);
    expect(counts(await turns('sniper', rounds, 'seed', soon))).toEqual([0, 0, 1, 1, 1, 1]);
    const [[order]] = (await turns('sniper', [{ round: 1, call: true }], 'seed', twenty)) as [[SeatOrder]];
    expect(bundleOf(order)).toEqual([9.333333, 2.333333]);
    expect(order.limit).toBeCloseTo(35 / 6, 9);
  });

  it('zero-intelligence bids at random but never at a loss', async () => {
    const rounds = Array.from({ length: 30 }, () => ({ prices: vectorOf(1, 1) }));
    const orders = (await turns('zero-intelligence', rounds)).flat();
    expect(orders.length).toBeGreaterThan(30);
    const judge = OwnPlugin.of({
      kind: 'agent',
      name: 'judge',
      create: () => ({
        bid: (_, tools) =>
          orders.map(({ bundle, limit }) => ({ bundle, limit: tools.value(bundle) - limit })),
      }),
    });
    const pool = new Here(solver);
    const limits = { ...pool.limits, orders: 1000, solves: { ...pool.limits.solves, solves: 1000 } };
    const worth = sandboxTraders({ pool, seed: 'x', plugins: [judge], limits });
    open.push(worth);
    await worth.create([blemsBriefing()]);
    const [judged] = await worth.bid([{ seat: 0, view }]);
    if (judged!.outcome !== 'ok') throw new Error(judged!.reason);
    for (const { limit: margin } of judged!.value.orders) expect(margin).toBeGreaterThanOrEqual(-1e-9);
    expect(orders.some(({ bundle }) => bundle.some((quantity) => quantity < 0))).toBe(true);
    expect(orders.some(({ bundle }) => bundle.every((quantity) => quantity >= 0))).toBe(true);
  });
});
