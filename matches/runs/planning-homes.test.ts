/** @short-form 1/3; each time: auction-league.test.ts */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import { gridOnlyCost } from '#market/referee/grid-only.js';
import { playedHere } from './test/played-here.js';

/** Two roofs with batteries, a home with a car and one with a washing machine, and an engine. */
const PLANNING = `
kind: community
mechanism: double-auction
id: planning
start: 2025-06-10
step: PT60M
periods: 24
site: { latitude: 49.2, longitude: 8.12 }
households:
  - id: roof
    count: 2
    load: { annualEnergy: [3000, 5000] }
    pv: { peakPower: [4, 9] }
    battery: { capacity: 6, power: 3, efficiency: 0.92 }
  - id: home
    load: { annualEnergy: [1800, 4500] }
  - id: washer
    load: { annualEnergy: [1800, 4500] }
    appliances: [{ id: washing, power: 2, energy: 2, from: '08:00', to: '22:00' }]
dealer: { chp: { power: 1, from: '05:00', to: '22:00' } }
grid: { retail: 0.30, feedIn: 0.08 }
`;

const folder = mkdtempSync(join(tmpdir(), 'gridleague-'));
const file = join(folder, 'planning.yaml');
beforeAll(() => writeFileSync(file, PLANNING));
afterAll(() => rmSync(folder, { recursive: true }));

it('homes that plan are measured between the same lines as in bundle trading', async () => {
  const solver = await createHighsSolver();
  const drawn = (await loadScenario(file)).draw('1');
  const { instance } = drawn.auction!.bundles;
  expect(centralOptimum(drawn.instance, solver).cost).toBeCloseTo(centralOptimum(instance, solver).cost, 6);
});

it('the planner moves what can be moved: it makes more of the day than meters that plan alone, at nobody’s expense', async () => {
  const definition = leagueFrom(
    {
      ...{ id: 'planning', title: 'Planners', format: 'self-play', mechanism: 'double-auction', blocks: 2 },
      ...{ scenarios: [file], entrants: ['planner', 'reservation-price', 'zip'] },
    },
    'planning',
  );
  const scenario = await loadScenario(file);
  const { agents, plan, recordOf } = await playedHere(definition);
  const welfareOf = (name: string): number =>
    agents.rows.find((row) => row.name === name)!.standings.welfare.estimate!.mean;
  expect(welfareOf('planner')).toBeGreaterThan(welfareOf('reservation-price') + 0.05);
  expect(welfareOf('planner')).toBeGreaterThan(0.8);
  expect(welfareOf('planner')).toBeLessThanOrEqual(1 + 1e-9);
  for (const { id, seed, teams } of plan.matches) {
    const { report } = recordOf(id);
    const { instance } = scenario.draw(seed).auction!.bundles;
    const alone = report.perSeat.reduce((sum, { costBefore }) => sum + costBefore, 0);
    const withoutPlant = report.perSeat.slice(0, -1).reduce((sum, { costBefore }) => sum + costBefore, 0);
    expect(alone).toBeCloseTo(gridOnlyCost(instance, withoutPlant)!, 6);
    expect(report.perSeat.flatMap(({ failures }) => failures)).toEqual([]);
    if (teams[0] === 'planner')
      for (const { saving } of report.perSeat) expect(saving).toBeGreaterThan(-1e-3);
    // What flows is what the KPIs say: bills before less bills now are savings in money, the plant's apart.
    const saved = report.perSeat.slice(0, -1).reduce((sum, { saving }) => sum + saving, 0);
    expect(report.kpis.costSavings).toBeCloseTo(saved, 2);
    // Nothing is thrown away: energy that came in and was made is what went out and was used, but for what batteries lose.
    expect(report.kpis.curtailedEnergy ?? report.kpis.curtailed).toBeCloseTo(0, 6);
  }
});

it('where buyers pay a local fee all homes plan, and trades are worth what the fee leaves of them', async () => {
  const fee = 0.05;
  const taxed = join(folder, 'taxed.yaml');
  const meters = PLANNING.replace(/ {4}battery.*\n/, '').replace(/ {4}appliances.*\n/, '');
  writeFileSync(
    taxed,
    `${meters.replace('id: planning', 'id: taxed')}localFee: ${fee}\npricing: pay-as-bid\n`,
  );
  const scenario = await loadScenario(taxed);
  expect(scenario.drawn).not.toContain('reservation prices');
  const definition = leagueFrom(
    {
      ...{ id: 'taxed', title: 'Taxed', format: 'self-play', mechanism: 'double-auction', blocks: 1 },
      ...{ scenarios: [taxed], entrants: ['planner', 'reservation-price'] },
    },
    'taxed',
  );
  const { plan, recordOf } = await playedHere(definition);
  const solver = await createHighsSolver();
  for (const { id, seed } of plan.matches) {
    const { report, rounds } = recordOf(id);
    const { instance } = scenario.draw(seed).auction!.bundles;
    expect(report.optimum).toBeCloseTo(centralOptimum(instance, solver).cost, 2);
    const bought = rounds.flatMap(({ trades }) => trades.flatMap(({ delivered }) => delivered));
    const volume = bought.reduce((sum, amount) => sum + Math.max(0, amount), 0);
    expect(volume).toBeGreaterThan(1);
    // On what a home takes, which may be less than the whole Wh that it bought.
    expect(report.fees).toBeCloseTo(fee * volume, 3);
    // Nobody paid more than the grid asks, the fee included.
    for (const { trades } of rounds)
      for (const { delivered, payment } of trades) {
        const amount = delivered.reduce((sum, one) => sum + one, 0);
        if (amount > 0) expect(payment / amount).toBeLessThanOrEqual(0.3 - fee + 1e-9);
      }
    expect(report.perSeat.flatMap(({ failures }) => failures)).toEqual([]);
  }
});
