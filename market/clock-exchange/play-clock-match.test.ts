import { communityMarket, type CommunityParts } from '../energy/community.js';
import { twoHomes } from '../energy/test/two-homes.js';
import { defineAgent } from '#plugins/sdk/index.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { aMatch, type FinishedMatch } from '../test/a-match.js';
import { dealt } from '../test/short-form.js';
import { clockBand } from './clock-band.js';
import { playClockMatch, type PlayedClockMatch } from './play-clock-match.js';

const series = (...values: number[]): Float64Array => Float64Array.from(values);
/** The clock's band is 10 to 25 ct, and it stays 0.015 ct inside. */
const aDay = (changes: Partial<CommunityParts> = {}) =>
  aMatch()
    .on(communityMarket({ ...twoHomes, ...changes }).instance)
    .told(series(0.05, 0.05))
    .by(playClockMatch);

const saved = ({ report }: FinishedMatch): number[] =>
  report.perSeat.slice(0, 2).map(({ saving }) => Math.round(saving * 1e8) / 1e8 + 0);
const shown = (prices: readonly number[]): number[] => prices.map((price) => Math.round(price * 1e7) / 1e7);

describe('a clock exchange worked by hand', () => {
  it('three rounds to the ends of the band, what meets at the clock’s prices, the rest with the grid', async () => {
    // First hour: 2 kWh offered, 1.5 wanted at every price. Second hour: 2 wanted, none offered.
    const match = await aDay().over(100).rounds();
    const { rounds, packages } = match.played as PlayedClockMatch;
    expect(rounds.slice(0, 3).map(({ announced }) => shown(announced))).toEqual([
      [0.175, 0.175],
      [0.137575, 0.212425],
      [0.10015, 0.24985],
    ]);
    expect(packages).toHaveLength(3);
    expect(packages[2]!.slice(0, 2)).toEqual([[-2_000_000_000n, 1_000_000_000n], [1_500_000_000n, 1_000_000_000n]]); // prettier-ignore
    const [met, rest, last] = rounds.slice(2);
    expect(met!.trades.map(({ seat, delivered }) => [seat, delivered])).toEqual([[0, [-1.5, 0]], [1, [1.5, 0]]]); // prettier-ignore
    expect(rest!.trades.map(({ seat, delivered }) => [seat, delivered])).toEqual([
      [0, [-0.5, 1]],
      [1, [0, 1]],
      [2, [0.5, -2]],
    ]);
    expect([shown(rest!.prices), shown(last!.announced)]).toEqual([[0.1, 0.25], [0.1, 0.25]]); // prettier-ignore
    expect(last).toMatchObject({ settled: false, newOrders: 0 });
    expect(saved(match)).toEqual([0.000225, 0.224775]);
    expect(match.report).toMatchObject({ outcome: 'converged', rounds: 5 });
    expect(match.report.cost).toBeCloseTo(0.625, 9);
    expect(match.report.conservation).toEqual({ resources: ['0', '0'], cash: '0' });
  });

  it('of what does not meet, each has its share, and the plant is paid like a home', async () => {
    // The plant makes 1 kWh in the second hour, in which 2 are wanted: 24.985 ct, and each home gets half of its kWh of it.
    const match = await aDay({ plant: series(0, 1) })
      .over(100)
      .rounds();
    expect(saved(match)).toEqual([0.0003, 0.22485]);
    expect(match.report.dealerCash).toBeCloseTo(0.24985, 9);
    expect(match.report.cost).toBeCloseTo(0.375, 9);
  });

  it('what the plant has left goes to the grid, where that pays', async () => {
    const match = await aDay({ plant: series(0, 3) })
      .over(100)
      .rounds();
    expect(match.report.dealerCash).toBeCloseTo(2 * 0.10015 + 0.1, 9);
    expect(match.report.inventory).toEqual([0, 0]);
  });

  it('settles the packages there are when its rounds run out', async () => {
    const match = await aDay().over(4).rounds();
    const { rounds } = match.played;
    expect([rounds.length, shown(rounds[1]!.prices)]).toEqual([4, [0.137575, 0.212425]]);
    expect(rounds[1]!.settled).toBe(true);
  });
});

it('tells whose package has filled, once, with the first of its trades', async () => {
  const told: [seat: number, round: number, fills: number[][]][] = [];
  const truthful = defineAgent({
    name: 'told',
    create: ({ seat }) => ({
      bid: (view, tools) => tools.bestBundles(view.prices).map((one) => ({ ...one, limit: one.value })),
      settled: ({ round, fills }) => {
        told.push([seat, round, fills.map(({ bundle, fill, payment }) => [...bundle, fill, payment])]);
      },
    }),
  });
  await aDay().with(truthful).over(100).rounds();
  // What meets is 1.5 kWh of a's; the rest of either package is the grid's, in the round behind.
  const money = (price: number): unknown => expect.closeTo(price, 9);
  expect(told).toEqual([
    [0, 3, [[-2, 1, 1, money(0.24985 - 0.2003)]]],
    [1, 3, [[1.5, 1, 1, money(0.24985 + 0.150225)]]],
    [0, 4, []],
    [1, 4, []],
  ]);
});

describe('what plugins do in a clock exchange is an outcome', () => {
  const agent = (name: string, bid: Parameters<typeof defineAgent>[0]['create']) =>
    defineAgent({ name, create: bid });
  const odd = {
    throws: agent('throws', () => ({
      bid: () => {
        throw new Error('no');
      },
    })),
    unlimited: agent('unlimited', () => ({
      bid: () => [{ bundle: [1, 0], limit: 1, kind: 'unlimited', cap: 1 }],
    })),
    impossible: agent('impossible', () => ({ bid: () => [{ bundle: [-9, -9], limit: -1 }] })),
    spendthrift: agent('spendthrift', () => ({ bid: () => [{ bundle: [15, 15], limit: 1 }] })),
  };

  it.each([
    ['throws', /no/],
    ['unlimited', /order 0: the packages of a clock exchange are limited orders/],
    ['impossible', /could not deliver/],
  ] as const)('%s: wants nothing and is benched in the end, and the others trade', async (name, reason) => {
    const match = await aDay().with('truthful', odd[name]).over(100).rounds();
    const [first] = match.report.perSeat[1]!.failures;
    expect(first!.reason).toMatch(reason);
    expect(match.report.perSeat[1]!.saving).toBe(0);
    expect(match.report.outcome).not.toBe('void');
  });

  it('a package that nobody could pay the grid for is refused', async () => {
    const match = await aDay({ householdCash: 2 }).with('truthful', odd.spendthrift).over(100).rounds();
    expect(match.report.perSeat[1]!.failures[0]!.reason).toMatch(/the grid may have to be paid 7\.5/);
  });

  it('packages beyond what the grid can bring are left out, the largest first, and the match goes on', async () => {
    // Each may buy more than its connection lets in, as it can give some of it to the grid by itself: 2 x 20 kWh, and the grid has room for 30.
    const glutton = (name: string, bought: number) =>
      agent(name, () => ({ bid: () => [{ bundle: [bought, 0], limit: 12 }] }));
    const battery = {
      capacity: 40,
      chargePower: 20,
      dischargePower: 20,
      efficiency: 1,
      wear: 0,
      initialEnergy: 0,
    };
    const households = twoHomes.households.map((one) => ({ ...one, batteries: [battery] }));
    const { report, played } = await aDay({ households, grid: { ...twoHomes.grid!, power: 30 } })
      .with(glutton('glutton', 20), glutton('larger', 21))
      .over(100)
      .rounds();
    expect((played as PlayedClockMatch).packages[0]!.slice(0, 2)).toEqual([[20_000_000_000n, 0n], [21_000_000_000n, 0n]]); // prettier-ignore
    expect(report.perSeat.map(({ failures }) => failures.map(({ kind }) => kind))).toEqual([[], ['unclearable-order'], []]); // prettier-ignore
    expect(report.conservation).toEqual({ resources: ['0', '0'], cash: '0' });
    expect(report.perSeat[1]!.payment).toBe(0);
  });

  it('a package whose limit is below its price is none', async () => {
    const modest = agent('modest', () => ({ bid: () => [{ bundle: [1.5, 0], limit: 0.15 }] }));
    const match = await aDay().with('truthful', modest).over(100).rounds();
    // 10 ct are 0.15 for the 1.5 kWh: only where the grid pays as much would it buy.
    const { packages } = match.played as PlayedClockMatch;
    expect(packages.every(([, b]) => b!.every((quantity) => quantity === 0n))).toBe(true);
  });

  it('of several packages the one is meant that leaves most', async () => {
    const chooser = agent('chooser', () => ({
      bid: () => [{ bundle: [0, 1], limit: 0.26 }, { bundle: [1.5, 0], limit: 0.3 }, { bundle: [0.5, 0], limit: 0.1 }], // prettier-ignore
    }));
    const { packages } = (await aDay().with('truthful', chooser).over(100).rounds())
      .played as PlayedClockMatch;
    // At 17.5 ct: 8.5, 3.75 and 1.25 ct. At 13.7575 and 21.2425 ct: 4.7575, 9.36375 and 3.12125 ct.
    expect(packages[0]![1]).toEqual([0n, 1_000_000_000n]);
    expect(packages[1]![1]).toEqual([1_500_000_000n, 0n]);
  });
});

describe.each(dealt(['demo-community', 'demo-street', 'winter-community'], 1))('%s', (name) => {
  it('is settled to the last unit, nobody trades beyond the grid’s prices, and honest homes are not worse off', async () => {
    const { instance, rules, fees, tariff } = (await loadScenario(name)).draw('7');
    const { report, played } = await aMatch()
      .on(instance)
      .under({ ...rules, settlement: 'path', closing: { kind: 'fixed' } })
      .told(fees, tariff)
      .with('truthful', 'multi-bundle', 'forecast')
      .by(playClockMatch)
      .over(200)
      .rounds();
    expect(report.conservation).toEqual({ resources: report.prices.map(() => '0'), cash: '0' });
    expect(report.outcome).toMatch(/converged|stalled/);
    const { low, high } = clockBand(instance);
    for (const { announced } of played.rounds.slice(0, -1))
      announced.forEach((price, r) => {
        expect(price).toBeGreaterThanOrEqual(low[r]! - 1e-9);
        expect(price).toBeLessThanOrEqual(high[r]! + 1e-9);
      });
    expect(report.efficiency).toBeGreaterThan(0);
    expect(report.efficiency).toBeLessThanOrEqual(1 + 1e-7);
    expect(report.perSeat.flatMap(({ failures }) => failures)).toEqual([]);
  });
});
