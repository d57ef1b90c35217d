import { householdProblem } from '#market/energy/programs/household-problem.js';
import { aHousehold, anEnergyMarket, series } from '#market/energy/test/households.js';
import { widestLimits } from '../order/order-limits.js';
import { theSolver } from '../test/a-match.js';
import type { SeatBriefing } from '../traders.port.js';
import { SingleBundles, wantsSingles } from './single-bundles.js';

const battery = {
  ...{ capacity: 2, chargePower: 1, dischargePower: 1 },
  ...{ efficiency: 0.9, initialEnergy: 0, wear: 0 },
};
const day = new Array<number>(8).fill(1);

function briefing(changes: Partial<SeatBriefing> = {}, batteries = [battery]): SeatBriefing {
  const market = anEnergyMarket({ retail: day, limited: { import: true, export: false } });
  const { problem } = householdProblem(aHousehold(day, { batteries }), market);
  const resources = market.resources.list;
  const told = { agents: 10, problem, resources, mechanism: 'bundle-trading', limits: widestLimits };
  return { ...told, fees: series(...resources.map(() => 0.04)), ...changes } as SeatBriefing;
}

it.each<[string, SeatBriefing, boolean]>([
  ['few agents and many prices', briefing({ agents: 2 }), true],
  ['many agents, trade that bears a fee', briefing(), false],
  ['many agents, trade without one', briefing({ fees: new Float64Array(16) }), true],
  ['nothing that links periods', briefing({ agents: 2 }, []), false],
  ['a clock', briefing({ agents: 2, mechanism: 'clock-exchange' }), false],
  ['gas that is paid for', briefing({ agents: 2, limits: { ...widestLimits, gas: 1e6 } }), false],
])('are wanted or not by %s', (_, told, wanted) => {
  expect(wantsSingles(told)).toBe(wanted);
});

it('are worth what they say, and trade one resource alone', async () => {
  // 1 kWh is stored in the cheap hour at best, and 0.9 of it is left for one at 0.30
  const home = aHousehold([0, 1], { batteries: [battery] });
  const { problem } = householdProblem(home, anEnergyMarket({ retail: [0.3, 0.3] }));
  const singles = new SingleBundles(await theSolver(), problem);
  try {
    const position = { allocation: series(0, 0), cost: 0.3 };
    const { found, iterations } = singles.search(series(0.1, 0.2), position, 1, 1000);
    const [stored, used] = found;
    expect(stored!.bundle[1]).toBe(0);
    expect(stored!.value).toBeCloseTo(0.3 * leftOf(stored!.bundle[0]!), 9);
    expect(stored!.utility).toBeCloseTo(stored!.value - 0.1 * stored!.bundle[0]!, 9);
    expect(stored!.bundle[0]).toBeGreaterThan(0.5);
    expect([...used!.bundle]).toEqual([0, expect.closeTo(1, 9)]);
    expect(used!.utility).toBeCloseTo(0.3 - 0.2, 9);
    expect(iterations).toBeGreaterThan(0);
    expect(singles.search(series(0.1, 0.2), position, 1, 0).found).toEqual([]);
  } finally {
    singles.dispose();
  }
});

function leftOf(stored: number): number {
  return Math.min(1, stored * battery.efficiency);
}
