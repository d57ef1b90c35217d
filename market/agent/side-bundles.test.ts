import { householdProblem } from '#market/energy/programs/household-problem.js';
import { aBattery, aHousehold, anEnergyMarket } from '#market/energy/test/households.js';
import type { Resource } from '../instance.js';
import { widestLimits } from '../order/order-limits.js';
import { theSolver } from '../test/a-match.js';
import type { SeatOrder } from '../traders.port.js';
import { SeatTools } from './agent-tools.js';
import type { LimitedBundle } from './bundle-model.js';
import { fitting, mostUnasked } from './side-bundles.js';
import type { MarketBriefing } from './single-bundles.js';
import { blemsBriefing, blemsView } from './test/agent-problems.js';

const resources = Array.from({ length: 16 }, (_, r) => ({ id: `r${r}`, unit: 'kWh' }));
const limits = { ...widestLimits, orders: 64 };
/** Of one resource: one quantity and four words. */
const single: LimitedBundle = {
  ...{ kind: 'limited', bundle: new Float64Array(16).fill(1, 0, 1), value: 1, utility: 1 },
  ...{ plan: new Float64Array(), ownDuals: new Float64Array() },
};
const order: SeatOrder = { bundle: new Float64Array(16).fill(1), limit: 1, kind: 'limited' };
const many = <T>(count: number, one: T): T[] => new Array<T>(count).fill(one);

const kept = (open: number, changes = {}): number =>
  fitting(many(80, single), { resources, limits: { ...limits, ...changes } }, many(open, order)).length;

it('leave room in the turn and in the book for a best bundle', () => {
  expect(kept(0)).toBe(63);
  expect(kept(limits.openOrders - 12)).toBe(10);
  expect(kept(limits.openOrders)).toBe(0);
});

it('leave room for what a best bundle weighs', () => {
  expect(kept(1, { openWeight: 60 })).toBe(4); // 60 less 20 that stand and 20 kept free, at 5 each
});

it('come in their order, and what is too heavy lets lighter ones pass', () => {
  const heavy = { ...single, bundle: order.bundle };
  const light = { resources, limits: { ...limits, openWeight: 44 } };
  expect(fitting([single, heavy, single], light, [])).toEqual([single, single]);
});

it('are at most so many in a market, the best one among them', () => {
  const energies = (count: number): Resource[] =>
    Array.from({ length: count }, (_, period) => ({ id: `e${period}`, unit: 'kWh', period }));
  const most = (agents: number, changes: Partial<MarketBriefing> = {}): number => {
    const told = {
      mechanism: 'bundle-trading',
      agents,
      resources: energies(16),
      limits,
      ...changes,
    } as const;
    return mostUnasked({ fees: new Float64Array(told.resources.length).fill(0.04), ...told });
  };
  expect(most(6)).toBe(1);
  expect(most(5)).toBe(1 + 5 + 16 + 16);
  expect(most(6, { fees: new Float64Array(16) })).toBe(1 + 5 + 16 + 16);
  expect(most(6, { fees: new Float64Array(16), resources })).toBe(1);
  expect(most(5, { limits: { ...limits, gas: 1e9 } })).toBe(1 + 5);
  expect(most(5, { limits: { ...limits, orders: 8 } })).toBe(8);
  // Late in a match of many agents and many prices.
  expect(most(50, { resources: energies(96) })).toBe(1 + 2);
  expect(most(50, { resources: energies(48) })).toBe(1);
  expect(most(50, { resources: energies(96), limits: { ...limits, gas: 1e9 } })).toBe(1);
  expect(most(50, { resources: energies(96), mechanism: 'clock-exchange' })).toBe(1);
  expect(most(50, { resources: energies(96).map(({ period: _, ...one }) => one) })).toBe(1);
});

it('come late in a match of many homes and many prices to one with a battery, within what a turn may hold', async () => {
  const periods = Array.from({ length: 49 }, (_, t) => (t % 7) / 10);
  const market = anEnergyMarket({ retail: periods.map(() => 0.3), fee: periods.map(() => 0.04) });
  const { list } = market.resources;
  const said = async (
    round: number,
    changes: { batteries?: (typeof aBattery)[]; orders?: number; traded?: number } = {},
  ) => {
    const { batteries = [aBattery], orders = 64, traded = 5 } = changes;
    const home = aHousehold(
      periods.map(() => 0.5),
      { batteries },
    );
    const { problem } = householdProblem(home, market);
    const told = {
      problem,
      resources: list,
      agents: 50,
      fees: market.localFee,
      limits: { ...limits, orders },
    };
    const tools = new SeatTools(await theSolver(), { ...blemsBriefing(), ...told });
    try {
      const prices = Float64Array.from(periods);
      const nothing = new Float64Array(list.length);
      const cost = 0.3 * 0.5 * periods.length;
      const lastVolume = nothing.map(() => traded);
      tools.begin({ ...blemsView(), ...{ round, prices, cost, allocation: nothing, lastVolume } });
      return tools.bestBundles(prices).map(({ bundle }) => Math.max(...bundle.map(Math.abs)));
    } finally {
      tools.dispose();
    }
  };
  expect(await said(6)).toHaveLength(1);
  const [best, ...near] = await said(7);
  // An equal share of what was traded is 5 / 50 kWh in each period; they come as three and as one of these.
  expect(near).toEqual([expect.closeTo(0.3, 6), expect.closeTo(0.1, 6)]);
  expect(best).toBeGreaterThan(0.3);
  expect(await said(7, { orders: 2 })).toHaveLength(2);
  expect(await said(7, { batteries: [] })).toHaveLength(1);
  expect(await said(7, { traded: 0 })).toHaveLength(1);
});
