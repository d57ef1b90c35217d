import type { CommunityParts } from '../community.js';
import { communityMarket } from '../community.js';
import type { Household } from '../programs/household.js';
import { theSolver } from '#market/test/a-match.js';
import { jointProblem } from '#market/referee/central-problem.js';
import { moneyToNumber } from '../../ledger/units.js';
import { aHousehold, optimumOf, series } from '../test/households.js';
import { type SettledHome, settleHome } from './settle-home.js';

/** Retail 0.30, feed-in 0.10; short 0.40, long 0.05. Four hours. */
const prices = { short: series(0.4, 0.4, 0.4, 0.4), long: series(0.05, 0.05, 0.05, 0.05) };
const window = { day: 0, period: 0, from: 0, traded: 4, settled: 4, periods: 4 };

function parts(household: Household, more: Partial<CommunityParts> = {}): CommunityParts {
  return {
    id: 'one',
    clock: { start: 0, stepHours: 1, periods: 4 },
    households: [household],
    grid: { tariff: { retail: series(0.3, 0.3, 0.3, 0.3), feedIn: series(0.1, 0.1, 0.1, 0.1) }, power: 20 },
    localFee: series(0, 0, 0, 0),
    plant: series(0, 0, 0, 0),
    householdCash: 100,
    dealerCash: 100,
    ...more,
  };
}

/** Plans on what is expected, alone, and settles what came true. */
async function settled(
  expected: Household,
  real: Household,
  more: Partial<CommunityParts> = {},
): Promise<SettledHome> {
  const { instance, community } = communityMarket(parts(expected, more));
  const { market, columns } = community;
  const [home] = instance.participants;
  const { x } = optimumOf(jointProblem([home!], home!.endowment));
  const planned = { household: expected, columns: columns[0]!, market, plan: x };
  return settleHome(planned, window, { household: real, prices }, await theSolver());
}

const kWh = (units: bigint): number => Number(units) / 1e9;
const battery = {
  ...{ capacity: 4, chargePower: 4, dischargePower: 4, efficiency: 1, initialEnergy: 0, wear: 0 },
};

it('a load that is 0.5 kWh above what was expected costs the short price, one below it earns the long one', async () => {
  // expected 1 kWh an hour: 4 x 0.30. It uses 1.5 in the second hour and 0.75 in the third:
  // 0.5 x 0.40 more, 0.25 x 0.05 back
  const { scheduled, imbalance, cost } = await settled(
    aHousehold([1, 1, 1, 1]),
    aHousehold([1, 1.5, 0.75, 1]),
  );
  expect(scheduled.map(kWh)).toEqual([1, 1, 1, 1]);
  expect(imbalance.energy.map(kWh)).toEqual([0, 0.5, -0.25, 0]);
  expect(imbalance.amount).toBe(200_000_000_000_000_000n - 12_500_000_000_000_000n);
  expect(cost).toBeCloseTo(1.2 + 0.2 - 0.0125, 12);
});

it('a battery moves what was too much to where it was too little, at no cost where it loses nothing', async () => {
  // one kWh less in the first hour, one more in the third
  const home = (load: number[]): Household => aHousehold(load, { batteries: [battery] });
  const { imbalance, cost, plan, columns } = await settled(home([1, 1, 1, 1]), home([0, 1, 2, 1]));
  expect(imbalance.energy.map(kWh)).toEqual([0, 0, 0, 0]);
  expect(cost).toBeCloseTo(1.2, 9);
  expect(plan[columns.batteries[0]!.stored.first]).toBeCloseTo(1, 9);
});

it('with losses and wear it does so as far as that is worth it', async () => {
  // 1 kWh too much fills the cells with 0.9 (eta 0.9 each way) and gives 0.81; the other 0.19 is short. Wear 0.02 on 0.81
  const worn = { ...battery, efficiency: 0.81, wear: 0.02 };
  const home = (load: number[]): Household => aHousehold(load, { batteries: [worn] });
  const { imbalance, cost } = await settled(home([1, 1, 1, 1]), home([0, 1, 2, 1]));
  expect(imbalance.energy.map(kWh)).toEqual([0, 0, expect.closeTo(0.19, 8), 0]);
  expect(cost).toBeCloseTo(1.2 + 0.19 * 0.4 + 0.81 * 0.02, 8);
});

it('what is scheduled may be exceeded beyond what it would have planned, as far as the connection carries', async () => {
  // connection 10 kW: it expected to feed in 9 and needs 10
  const sun = { generation: series(9, 0, 0, 0) };
  const { scheduled, imbalance, cost } = await settled(
    aHousehold([0, 0, 0, 0], sun),
    aHousehold([10, 0, 0, 0], { generation: series(0, 0, 0, 0) }),
  );
  expect(scheduled.map(kWh)).toEqual([-9, 0, 0, 0]);
  expect(imbalance.energy.map(kWh)).toEqual([19, 0, 0, 0]);
  expect(cost).toBeCloseTo(-0.9 + 19 * 0.4, 9);
});

it('sun beyond what was expected is fed in at the long price, not at feed-in', async () => {
  const { imbalance, cost } = await settled(
    aHousehold([0, 0, 0, 0], { generation: series(1, 0, 0, 0) }),
    aHousehold([0, 0, 0, 0], { generation: series(3, 0, 0, 0) }),
  );
  expect(imbalance.energy.map(kWh)).toEqual([-2, 0, 0, 0]);
  expect(cost).toBeCloseTo(-0.1 - 2 * 0.05, 12);
});

it('a battery behind a meter of consumption alone uses less than is due, and gives nothing back', async () => {
  // What is left earns 0.50 in the first hour, and what is taken instead costs 0.30 in the second: a battery would give all it has.
  const turned = { short: series(0.6, 0.3, 0.6, 0.6), long: series(0.5, 0.05, 0.05, 0.05) };
  const full = { ...battery, initialEnergy: 4, wear: 0.001 };
  const gives = async (more: Partial<Household>): Promise<SettledHome> => {
    const home = aHousehold([1, 1, 1, 1], { batteries: [full], ...more });
    const { instance, community } = communityMarket(parts(home));
    const [participant] = instance.participants;
    const { x } = optimumOf(jointProblem([participant!], participant!.endowment));
    const planned = { household: home, columns: community.columns[0]!, market: community.market, plan: x };
    return settleHome(planned, window, { household: home, prices: turned }, await theSolver());
  };
  const net = (await gives({})).imbalance.energy.map(kWh);
  expect(net.slice(0, 2)).toEqual([-4, 4].map((energy) => expect.closeTo(energy, 9) as unknown));
  const { scheduled, imbalance } = await gives({ feedsIn: false });
  expect(kWh(scheduled[0]!)).toBeCloseTo(1, 9);
  expect(imbalance.energy.map(kWh).slice(0, 2)).toEqual(
    [-1, 1].map((energy) => expect.closeTo(energy, 9) as unknown),
  );
});

it('what was bought in the market is due as the ledger has it, whatever becomes of the load', async () => {
  const { instance, community } = communityMarket(parts(aHousehold([1, 1, 1, 1])));
  const { market, columns } = community;
  const [home] = instance.participants;
  const bought = series(0.75, 0, 0, 0);
  const { x } = optimumOf(jointProblem([home!], bought));
  const { scheduled, imbalance } = settleHome(
    {
      ...{ household: aHousehold([1, 1, 1, 1]), columns: columns[0]!, market, plan: x },
      delivered: [750_000_001n, 0n, 0n, 0n],
    },
    window,
    { household: aHousehold([0, 1, 1, 1]), prices },
    await theSolver(),
  );
  // 0.25 of its own supplier, 0.750000001 of the market; none of it is used
  expect(scheduled[0]).toBe(1_000_000_001n);
  expect(imbalance.energy[0]).toBe(-1_000_000_001n);
  expect(moneyToNumber(imbalance.amount)).toBeCloseTo(-0.05, 9);
});

it('beyond the day nothing is settled: what is expected there is planned at the own tariff', async () => {
  // two hours of the day, two beyond. The sun is 2 kWh above what was expected in the first hour; a battery keeps it for the third,
  // where energy costs 0.30 of the own tariff, rather than let it go for 0.05
  const look = { ...window, traded: 2, settled: 2 };
  const made = (generation: number[]): Household =>
    aHousehold([0, 0, 2, 0], { generation: series(...generation), batteries: [battery] });
  const { instance, community } = communityMarket(parts(made([0, 0, 0, 0]), { tradedPeriods: 2 }));
  const [home] = instance.participants;
  expect(instance.resources).toHaveLength(2);
  const { x } = optimumOf(jointProblem([home!], home!.endowment));
  const { imbalance, cost, plan, columns } = settleHome(
    { household: made([0, 0, 0, 0]), columns: community.columns[0]!, market: community.market, plan: x },
    look,
    { household: made([2, 0, 0, 0]), prices },
    await theSolver(),
  );
  expect(imbalance.energy.map(kWh)).toEqual([0, 0]);
  expect(plan[columns.batteries[0]!.stored.first + 1]).toBeCloseTo(2, 9);
  expect(cost).toBeCloseTo(0, 9);
});
