import { anAgent, blems, vectorOf } from '../agent/test/agent-problems.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { defaultRules, freeGas } from '../instance.js';
import { quantities } from '../test/ledger-numbers.js';
import { aMarketOf, aRandomMarket, workedExample } from '../test/markets.js';
import { dealt } from '../test/short-form.js';
import { activityReach } from './activity-reach.js';
import { fullClearingGas, ordersGas } from '../ledger/gas-bounds.js';
import { fullestBook, orderLimits, restatable, widestLimits, type OrderLimits } from './order-limits.js';
import { placeWithin } from './place-within.js';
import { aMatch } from '../test/a-match.js';

describe('the reach of an activity', () => {
  it('is what its own rows leave', () => {
    expect([...activityReach(blems.first)]).toEqual([2, 4]); // 2x + y <= 4
  });

  it('is carried from row to row', () => {
    // x <= 3, y - 2x <= 1, z + y <= 20 with z >= -5: y <= 7; z <= 20, so |z| <= 20
    const problem = anAgent({ cost: [1, 1, 1], own: [[1, 0, 0], [-2, 1, 0], [0, 1, 1]], upper: [3, 1, 20], shared: [[1, 1, 1]] }); // prettier-ignore
    const shifted = { ...problem, columnLower: vectorOf(0, 0, -5) };
    expect([...activityReach(shifted)]).toEqual([3, 7, 20]);
  });

  it('has no end where nothing ends it', () => {
    expect([...activityReach(anAgent({ cost: [1, 1], own: [[1, -1]], upper: [4], shared: [[1, 1]] }))]).toEqual([Infinity, Infinity]); // prettier-ignore
  });
});

describe('the limits of a market', () => {
  it('are multiples of what there is, could be used and could be paid', () => {
    // 8 of the first in all; 1x + 3y <= 2 + 12 and 2x + y <= 9 + 3: 8 + 14 + 12 = 34; money 100 each.
    const { quantity, money } = orderLimits(workedExample, defaultRules);
    expect(quantity).toBe(2 ** 16); // 34,000, rounded up
    expect(money).toBe(2 ** 19); // 300,000 to 400,000
  });

  it('do not tell a seat what the others have', () => {
    const limitsBeside = (holds: number, cash: number): OrderLimits =>
      orderLimits(
        aMarketOf([
          { problem: blems.first, holds: [4, 4], cash: 100 },
          { problem: blems.second, holds: [holds, 4], cash },
        ]),
        defaultRules,
      );
    expect(limitsBeside(5.5, 130)).toEqual(limitsBeside(4.5, 120));
  });

  it('never go beyond the ledgers, whatever the scenario', () => {
    const endless = anAgent({ cost: [1], own: [], upper: [], shared: [[1]] });
    const { quantity, money, price } = widestLimits;
    const huge = aMarketOf([{ problem: endless, holds: [1e9], cash: 1e9 }], {
      dealerHolds: [1e9],
      dealerCash: 1e9,
    });
    expect(orderLimits(huge, defaultRules)).toMatchObject({ quantity, money, price });
  });

  it.each([
    [2, 1000],
    [6, 300],
    [100, 24],
  ])(
    'let the fullest book of %i seats and %i resources be cleared in a block of 1e9 gas',
    (agents, resources) => {
      const market = aRandomMarket('full', { agents, resources });
      const book = fullestBook(market, orderLimits(market, defaultRules));
      expect(fullClearingGas(agents, book, resources)).toBeLessThan(900_000_000);
      expect(book).toBeGreaterThan(30 * agents);
    },
  );

  it.each([
    [5, 12],
    [10, 8],
    [10, 24],
  ])('and that of %i seats and %i resources in a block of 30 million', (agents, resources) => {
    const market = aRandomMarket('full', { agents, resources });
    const book = fullestBook(market, orderLimits(market, defaultRules));
    expect(fullClearingGas(agents, book, resources)).toBeLessThan(30_000_000);
  });

  it('give everybody an equal share of what a match may cost, and enough for ordinary strategies', () => {
    const limitsOf = (agents: number, resources: number): OrderLimits =>
      orderLimits(aRandomMarket('shares', { agents, resources }), defaultRules);
    expect(limitsOf(100, 24)).toMatchObject({ openWeight: 4_500, matchWeight: 4_500_000 });
    expect(limitsOf(8, 500)).toMatchObject({ openWeight: 93_750, matchWeight: 93_750_000 });
    expect(limitsOf(2, 2)).toMatchObject({ openWeight: 120_000, matchWeight: 120_000_000 });
    // no less than 150 orders that name everything at a time
    expect(limitsOf(400, 24)).toMatchObject({ openWeight: 4_500, matchWeight: 4_500_000 });
  });

  it('leave room for a full book in every round, and in short matches for the equal share', () => {
    const market = aRandomMarket('shares', { agents: 10, resources: 8 });
    const over = (roundCap: number): number => orderLimits(market, { ...defaultRules, roundCap }).matchWeight;
    expect(over(10)).toBe(8_000_000);
    expect(over(1_000)).toBe(24_000_000);
  });

  it('let a round’s orders, and what is restated after a trade, find room in a block', () => {
    const market = aRandomMarket('wide', { agents: 2, resources: 1000 });
    const narrow = { ...defaultRules, gas: { ...freeGas, blockGasLimit: 4_500_000 } };
    const limits = orderLimits(market, narrow);
    expect(limits.orders).toBe(12);
    expect(ordersGas(limits.orders, 1000)).toBeLessThanOrEqual(4_500_000);
    expect(restatable(limits).orders).toBe(12);
    expect(restatable(orderLimits(market, defaultRules)).orders).toBe(1000);
  });

  it('leave room for open orders of both kinds in every period', () => {
    const { openOrders } = orderLimits(aRandomMarket('periods', { resources: 300 }), defaultRules);
    expect(openOrders).toBe(600);
  });
});

describe('an order is', () => {
  const limits: OrderLimits = { ...widestLimits, quantity: 1000, money: 500, price: 1e9 };
  const placed = (bundle: number[], limit: number, cap?: number): ReturnType<typeof placeWithin> =>
    placeWithin(
      limits,
      cap === undefined
        ? { bundle: vectorOf(...bundle), limit, kind: 'limited' }
        : { bundle: vectorOf(...bundle), limit, kind: 'unlimited', cap },
      quantities(5, 5),
    );

  it.each<[string, number[], number, number | undefined, RegExp]>([
    ['buys more than could be', [1000.1, 0], 1, undefined, /bundle\[0\] is 1000.1; up to 1000 units/],
    ['sells more than could be', [0, -1e300], 1, undefined, /bundle\[1\]/],
    ['buys more at its cap', [10, 0], 1, 101, /cap 101 makes the order too large/],
    ['pays more than there is', [1, 0], 501, undefined, /limit is 501; up to 1000 units and 500 money/],
    ['pays more at its cap', [1, 0], 50, 11, /too large/],
    ['pays more than any price for a unit', [2e-7, 0], 201, undefined, /more than 1000000000 for each unit/],
    ['has a cap without end', [1, 0], 1, Infinity, /needs a cap/],
    ['asks for minus infinity', [1, 0], -Infinity, undefined, /limit is -Infinity/],
  ])('refused if it %s', (_, bundle, limit, cap, reason) => {
    expect(placed(bundle, limit, cap)).toEqual(expect.stringMatching(reason));
  });

  it('at the highest price pays no more where its quantities are rounded down', () => {
    expect(placed([2.004e-7, 0], 200.4)).toMatchObject({
      ledger: { bundle: [200n, 0n], limit: 200n * 10n ** 18n },
    });
    expect(placed([2.004e-7, 0], 200.5)).toMatch(/more than 1000000000 for each unit/);
  });

  it.each<[string, number[], number, number | undefined]>([
    ['all of what could be', [1000, -1000], 500, undefined],
    ['the highest price', [2e-7, 0], 199, undefined],
    ['a tiny cap of much', [1e300, 0], 1e300, 1e-298],
  ])('taken if it names %s', (_, bundle, limit, cap) => {
    expect(placed(bundle, limit, cap)).toMatchObject({ plan: null });
  });

  it.each<[string, number[], number]>([
    ['dust', [9e-8, -9e-8], 400],
    ['nothing', [0, 0], 400],
    ['more money than the market could pay', [-1, 0], -500.1],
    ['the largest number', [-1, 0], -Number.MAX_VALUE],
  ])('dropped without blame if it asks for %s', (_, bundle, limit) => {
    expect(placed(bundle, limit)).toBeNull();
  });

  it('freed of entries that no solver could see beside its largest', () => {
    const order = placeWithin({ ...limits, quantity: 1e9 }, { bundle: vectorOf(1e8, 9e-5), limit: 1, kind: 'limited' }, quantities(0, 0)); // prettier-ignore
    expect(order).toMatchObject({ ledger: { bundle: [10n ** 17n, 0n] } });
  });
});

it.each(dealt(['blems-example', 'random-small', 'demo-street'], 1))(
  '%s refuses no order of an honest agent',
  async (name) => {
    const { instance, rules, fees, tariff } = (await loadScenario(name)).draw('1');
    for (const agent of ['truthful', 'multi-bundle', 'zero-intelligence'] as const)
      for (const dealer of ['speculative', 'safety-stock'] as const) {
        const match = aMatch()
          .on(instance)
          .with(agent)
          .dealtBy(dealer)
          .under({ ...rules, book: 'rebase' });
        const { played } = await (fees ? match.told(fees, tariff) : match).over(12).rounds();
        expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
        expect(played.dealer.failures).toEqual([]);
      }
  },
);
