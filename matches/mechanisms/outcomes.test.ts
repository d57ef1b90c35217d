import { communityMarket, type CommunityParts } from '#market/energy/community.js';
import { home, twoHomes } from '#market/energy/test/two-homes.js';
import { defaultRules } from '#market/instance.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { auctionDay } from './auction-day.js';
import { auctionOutcome } from './auction-outcome.js';
import { communityDay, type CommunityDay } from './community-day.js';
import { gridOnlyOutcome, midMarketOutcome } from './fixed-schedules.js';
import type { AuctionName } from './mechanism-names.js';
import type { MechanismOutcome, NotApplicable } from './outcome.js';
import { optimumOutcome, vcgOutcome } from './planned-outcomes.js';

const series = (...values: number[]): Float64Array => Float64Array.from(values);

describe('mechanisms on a day worked by hand', () => {
  let solver: LpSolver;
  beforeAll(async () => (solver = await createHighsSolver()));

  const day = (changes: Partial<CommunityParts> = {}): CommunityDay => {
    const { instance, community } = communityMarket({ ...twoHomes, ...changes });
    return communityDay(
      {
        instance,
        community,
        rules: defaultRules,
        fees: series(),
        mechanism: 'bundle-trading',
        sealed: false,
      },
      solver,
      'two-homes',
    );
  };
  const auctioned = (one: CommunityDay, name: AuctionName): MechanismOutcome | NotApplicable =>
    auctionOutcome(one, auctionDay(one, '1'), name);
  const played = (outcome: MechanismOutcome | NotApplicable): MechanismOutcome => {
    if ('reason' in outcome) throw new Error(outcome.reason);
    return outcome;
  };
  const savings = (outcome: MechanismOutcome | NotApplicable): number[] =>
    played(outcome).savings!.map((saving) => Math.round(saving * 1e7) / 1e7 + 0);

  it('alone with the grid nobody saves', () => {
    const outcome = gridOnlyOutcome(day());
    expect(outcome.cost).toBeCloseTo(0.85, 9);
    // Used: 4.5 kWh; drawn by all together: 2 kWh, in the second hour.
    expect(outcome.selfSufficiencyPercent).toBeCloseTo((100 * 2.5) / 4.5, 9);
  });

  // 1.5 kWh are worth 30 - 5 - 10 = 15 ct each: 0.225.
  it.each<[AuctionName, number, number, number]>([
    ['auction-highest-ask', 0, 0.225, 0],
    ['auction-midpoint', 0.1125, 0.1125, 0],
    ['auction-pay-as-bid', 0.225, 0, 0],
    // The last seller and the last buyer are the only ones.
    ['auction-mcafee', 0, 0, 0],
    // With one of a side, no half has both and the other one a price.
    ['auction-muda', 0, 0, 0],
  ])('%s: a saves %d, b saves %d', (name, a, b, operator) => {
    const outcome = played(auctioned(day(), name));
    expect(savings(outcome)).toEqual([a, b]);
    expect(outcome.gain!.operator).toBe(operator);
    expect(outcome.cost).toBeCloseTo(0.85 - a - b, 9);
    expect([outcome.traded, outcome.fees]).toEqual(a + b > 0 ? [1.5, 0.075] : [0, 0]);
    // An ask and a bid in the first hour, two bids in the second.
    expect(outcome.traffic).toEqual({ rounds: 2, statements: 4, bytes: 8 * (2 + 3 * 3 + 2 * 2 * 2) });
  });

  it('mid-market rate: as the auction at the midpoint', () => {
    const outcome = played(midMarketOutcome(day()));
    expect(savings(outcome)).toEqual([0.1125, 0.1125]);
    expect(outcome).toMatchObject({ traded: 1.5 });
    expect(outcome.fees).toBeCloseTo(0.075, 12);
    expect(outcome.cost).toBeCloseTo(0.625, 12);
  });

  it('VCG: either keeps the whole gain, and the operator pays it once more', () => {
    const optimum = optimumOutcome(day(), solver);
    expect(optimum.cost).toBeCloseTo(0.625, 9);
    expect([optimum.traded, optimum.gain]).toEqual([expect.closeTo(1.5, 9), null]);
    const outcome = vcgOutcome(day(), optimum, solver);
    expect(savings(outcome)).toEqual([0.225, 0.225]);
    expect(outcome.gain!.operator).toBeCloseTo(-0.225, 9);
  });

  it('says why a mechanism does not apply', () => {
    const odd = { tariff: { retail: series(0.3, 0.30001), feedIn: series(0.1, 0.1) }, power: 60 };
    expect(auctioned(day({ grid: odd }), 'auction-midpoint')).toEqual({
      mechanism: 'auction-midpoint',
      reason: 'is 0.30001 EUR/kWh in period 1: an auction counts in 1/100 ct',
    });
    const own = { ...home('b', series(1.5, 1)), tariff: { retail: series(0.2, 0.2), feedIn: series(0, 0) } };
    const contracts = day({ households: [twoHomes.households[0]!, own] });
    for (const outcome of [auctioned(contracts, 'auction-midpoint'), midMarketOutcome(contracts)])
      expect(outcome).toMatchObject({ reason: 'some household has a contract of its own' });
  });

  it('a plant is paid like a seller, after the roofs', () => {
    // 1 kWh of the plant in the first hour: a sells 1.5 to b, the plant 0; in the second hour the plant sells 1 of 1.
    const outcome = played(auctioned(day({ plant: series(1, 1) }), 'auction-midpoint'));
    expect(savings(outcome)[0]).toBe(0.15);
    expect(outcome.gain!.dealer).toBe(0.075);
    expect(outcome.traded).toBe(2.5);
  });
});
