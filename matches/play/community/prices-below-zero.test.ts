import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { MatchReport } from '#market/match/report/report.js';
import { projectRoot } from '#project-root.js';
import { playScenario } from '#matches/test/play-scenario.js';

const folder = await mkdtemp(join(tmpdir(), 'below-zero-'));
afterAll(() => rm(folder, { recursive: true }));

async function played(scenario: string, chain: 'memory' | 'embedded' = 'memory'): Promise<MatchReport> {
  const { report } = await playScenario({
    ...{ scenario, agents: ['truthful'], dealer: 'passive', seed: '1', rules: {}, chain },
    ...{ dataFolder: folder, execution: 'in-process' },
  });
  return report;
}

/** A home, and a roof beside it, from ten to two; at noon the grid pays for what is drawn. */
async function noonScenario(fields: object): Promise<string> {
  const file = join(folder, 'noon.yaml');
  const rows = [
    [10, 0.4, 2.5],
    [11, 0.5, 2.8],
    [12, 0.7, 2.9],
    [13, 0.5, 2.7],
  ].map(([hour, load, sun]) => `2025-06-10T${hour}:00,${load},${sun}\n`);
  await writeFile(join(folder, 'noon.csv'), `time,load,sun\n${rows.join('')}`);
  const series = { csv: 'noon.csv', unit: 'kWh', time: 'time' };
  const price = (of: readonly number[]): object => ({
    otherwise: 0,
    windows: of.map((price, i) => ({ from: `${10 + i}:00`, to: `${11 + i}:00`, price })),
  });
  const document = {
    ...{ kind: 'community', id: 'noon', start: '2025-06-10T10:00', step: 'PT1H', periods: 4 },
    households: [
      { id: 'home', load: { series: { ...series, column: 'load' } } },
      { id: 'roof', load: { annualEnergy: 0 }, pv: { series: { ...series, column: 'sun' } } },
    ],
    grid: { retail: price([0.1, 0.02, -0.06, 0.05]), feedIn: price([0.05, -0.01, -0.08, 0.02]) },
    ...fields,
  };
  await writeFile(file, stringify(document));
  return file;
}

// alone the home pays 0.4 x 0.10 + 0.5 x 0.02 - 0.7 x 0.06 + 0.5 x 0.05 = 0.033;
// the roof gets 2.5 x 0.05 + 2.7 x 0.02 = 0.179 and turns down at eleven and noon
it('free curtailment: prices follow the grid below zero, and nothing is burnt', async () => {
  const { outcome, rounds, noTrade, optimum, cost, prices, kpis } = await played(await noonScenario({}));
  expect(noTrade).toBeCloseTo(0.033 - 0.179, 9);
  // together: 0.4 x 0.05, 0.5 x 0.02 and 0.5 x 0.03 less
  expect(optimum).toBeCloseTo(0.033 - 0.179 - 0.045, 9);
  expect([outcome, rounds <= 15]).toEqual(['converged', true]);
  expect(cost).toBeCloseTo(optimum, 6);
  expect([prices[0], prices[1], prices[2], prices[3]]).toEqual(
    [0.05, 0, -0.06, 0.02].map((price) => expect.closeTo(price, 6) as unknown),
  );
  expect(kpis.curtailed).toBeCloseTo(2.3 + 2.9, 6);
});

it('no curtailment: the seller pays, on the chain as in memory', async () => {
  const file = await noonScenario({ curtailment: 'none' });
  const memory = await played(file);
  expect(memory.noTrade).toBeCloseTo(0.033 - 0.179 + 2.8 * 0.01 + 2.9 * 0.08, 9);
  expect(memory.prices[2]).toBeCloseTo(-0.08, 6);
  const [home, roof] = memory.perSeat;
  expect(home!.payment).toBeLessThan(0);
  expect(roof!.payment).toBeGreaterThan(0);
  const onChain = await played(file, 'embedded');
  expect(onChain.resultHash).toBe(memory.resultHash);
  expect(onChain.conservation.cash).toBe('0');
});

it('at the final prices, with both meters of a home', async () => {
  const roof = { id: 'home', load: { annualEnergy: 3000 }, pv: { peakPower: 4 } };
  const fields = {
    households: [
      { ...roof, battery: { capacity: 4, power: 2 } },
      { id: 'flat', load: { annualEnergy: 2000 } },
    ],
    grid: { retail: 0.3, feedIn: 0.35, connection: 'gross' },
    settlement: 'final',
  };
  const { outcome, perSeat, noTrade, optimum, kpis } = await played(await noonScenario(fields));
  expect([outcome, perSeat.map(({ id }) => id)]).toEqual(['converged', ['home', 'home-pv', 'flat', 'grid']]);
  // the battery gives what is in it beyond what must be there at the end: nothing; no home gains by trading
  expect(optimum).toBeCloseTo(noTrade, 9);
  expect([kpis.locallyTradedEnergy, kpis.welfareEfficiency]).toEqual([0, null]);
});

const trials = resolve(projectRoot, '../shared/trials/energy');
const present = existsSync(trials);
if (!present)
  console.warn(`SKIPPED: prices below zero were not tried on the shared days, there is no ${trials}`);

(present ? describe : describe.skip)('shared days', () => {
  it('feed-in above retail: plays, and nothing is to be gained', async () => {
    const { outcome, noTrade, optimum, cost, kpis } = await played(join(trials, 'x_fit_above.yaml'));
    expect(outcome).toBe('converged');
    for (const value of [noTrade, optimum, cost]) expect(value).toBeCloseTo(-3.075, 9);
    expect([kpis.locallyTradedEnergy, kpis.welfareEfficiency]).toEqual([0, null]);
  });

  it('spot prices below zero', async () => {
    const { outcome, noTrade, optimum, cost, prices } = await played(join(trials, 'x_negspot.yaml'));
    expect(outcome).toBe('converged');
    expect([noTrade, optimum]).toEqual([0.671, 0.623].map((value) => expect.closeTo(value, 9) as unknown));
    expect(cost).toBeCloseTo(0.623, 6);
    expect(prices[12]).toBeCloseTo(-0.06, 6);
  });
});
