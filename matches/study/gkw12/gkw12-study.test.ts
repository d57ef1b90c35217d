/** @short-form 1/3 or none; each time: market/match/asynchronous.test.ts, market/match/rounds/pace.test.ts */
import { base, cellsOf, departures, factorial, type StudyCell } from './cells.js';
import { claims, judge } from './claims.js';
import { gkw12Study, type PlayedCell } from './gkw12-study.js';
import { studyDealer } from './dealers.js';
import { seededRng } from '#market/rng.js';
import { vector } from '#plugins/sdk/index.js';

const size = { agents: 10, resources: 2 };
const at = (participation: number, changes: Partial<StudyCell> = {}): StudyCell => ({
  ...size,
  participation,
  ...base,
  ...changes,
});

describe('the published claims, five markets a cell (10 agents, 2 resources)', () => {
  let played: readonly PlayedCell[];
  beforeAll(async () => {
    const cells = [at(1), at(0.2), at(0.2, { information: 'asymmetric' })];
    played = await gkw12Study(cells, 5);
  });
  const signOf = (says: string): number =>
    Math.sign(
      judge(
        claims.find((claim) => claim.says === says)!,
        played,
      )!.mean,
    );

  it('asynchrony and asymmetric information take more rounds', () => {
    expect(signOf('asynchrony takes more rounds')).toBe(1);
    expect(signOf('asymmetric information takes more rounds')).toBe(1);
  });

  it('and cost welfare until the call, after which every market ends at its optimum', () => {
    expect(signOf('asynchrony costs welfare')).toBe(-1);
    for (const { runs } of played)
      for (const { converged, gained, agents, dealer, uncalled } of runs) {
        expect(converged).toBe(true);
        expect(gained).toBeCloseTo(1, 5);
        expect(agents + dealer).toBeCloseTo(gained, 9);
        expect(uncalled).toBeLessThanOrEqual(gained + 1e-9);
      }
  });

  it('says nothing where nothing was played', () => {
    expect(judge(claims.at(-1)!, played)).toBeNull();
  });
});

it('plays every condition once, and no asymmetric one where all take part', () => {
  expect(new Set(factorial.map((one) => JSON.stringify(one))).size).toBe(2 * 4 * 2 * 3 * 2);
  const whole = { agents: [10, 50], resources: [2, 8], participation: [0.2, 1] };
  expect(cellsOf(whole, 'factorial')).toHaveLength(4 * (96 + 48));
  expect(cellsOf(whole, 'departures')).toHaveLength(4 * (13 + 11));
  expect(cellsOf(whole, 'short')).toHaveLength(2 * (13 + 11) + 2 * 2);
  for (const one of departures) expect(factorial).toContainEqual(one);
});

describe('the dealers', () => {
  const briefing = {
    ...{ agents: 2, resources: [], roundCap: 9, closing: { kind: 'fixed' } as const, cash: 1000 },
    ...{ inventory: vector(2, 5), total: vector(2, 10), initialPrices: vector(2, 1) },
    limits: { milliseconds: Infinity, seatMilliseconds: Infinity },
  };
  const view = {
    round: 1,
    inventory: vector(2, 5),
    cash: 1000,
    openOrders: 1,
    newOrders: 1,
    volume: vector(2),
  };
  const ordersOf = (
    policy: 'NA' | 'SS' | 'SP' | 'FI',
    prices: number[],
    change: Partial<typeof view> = {},
  ) => {
    const dealer = studyDealer(policy, Float64Array.of(4, 4), seededRng('d')).create(briefing);
    const { offer, orders = [] } = dealer.quote({ ...view, ...change, prices: Float64Array.from(prices) });
    return { offer: [...offer], orders: orders.map(({ bundle, limit }) => [[...bundle], limit]) };
  };

  it('NA puts up all it has', () => {
    expect(ordersOf('NA', [1, 1])).toEqual({ offer: [5, 5], orders: [] });
  });

  it('SS buys what is missing of its stock, at the current price, and sells none of that', () => {
    const { offer, orders } = ordersOf('SS', [3, 1], { inventory: Float64Array.of(0, 5) });
    expect(offer).toEqual([0, 5]);
    const [[bundle, limit]] = orders as [[number[], number]];
    expect(bundle[0]).toBeGreaterThanOrEqual(0.5);
    expect(bundle[0]).toBeLessThanOrEqual(2);
    expect(limit).toBeCloseTo(3 * bundle[0]!, 12);
  });

  it('FI buys below and sells above the prices of the equilibrium, SP those of an average', () => {
    const traded = [[[10, 0], 30], [[0, -5], -25]]; // prettier-ignore
    expect(ordersOf('FI', [3, 5])).toEqual({ offer: [0, 0], orders: traded });
    expect(ordersOf('SP', [0.5, 1])).toEqual({ offer: [0, 0], orders: [[[10, 0], 5]] });
  });

  it.each(['SS', 'SP', 'FI'] as const)(
    '%s becomes passive once prices are calm, or orders stay away',
    (policy) => {
      const rounds = (move: number, newOrders: number): number => {
        const dealer = studyDealer(policy, Float64Array.of(4, 4), seededRng('d')).create(briefing);
        for (let round = 1; round <= 20; round++) {
          const prices = vector(2, 3 + (round % 2) * move);
          const { offer, orders = [] } = dealer.quote({
            ...view,
            round,
            prices,
            newOrders,
            inventory: vector(2, 0.1),
          });
          if (orders.length === 0 && offer[0] === 0.1) return round;
        }
        return Infinity;
      };
      expect(rounds(0.9, 1)).toBe(6);
      expect(rounds(1.5, 0)).toBe(5);
      expect(rounds(1.5, 1)).toBe(Infinity);
    },
  );
});
