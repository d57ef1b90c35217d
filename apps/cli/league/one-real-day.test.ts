/** @short-form 1/5; each time: leagues/scenario-files/days */
import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { measuredMonth } from '#leagues/scenario-files/test/measured-days.js';
import type { Board } from '#results/standings/board.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();
const series = { csv: 'june.csv', time: 'time' };
const home = (id: string, scale: number) => ({
  id,
  load: { series: { ...series, column: 'load', unit: 'kWh' }, scale },
  pv: { peakPower: 4, series: { ...series, column: 'sun', unit: 'pu' } },
  battery: { capacity: 6.4, power: 5, efficiency: 0.9, initial: 0 },
});
/** Dealers on one measured day with a plant of their own: nothing of it is drawn. */
const DAY = {
  ...{ kind: 'community', id: 'fix-summer', start: '2025-06-05', step: 'PT1H', periods: 24 },
  households: [home('home-1', 1), home('home-2', 0.7), home('home-3', 2)],
  grid: { retail: 0.3, feedIn: 0.05 },
  localFee: 0.02,
  dealer: { pv: { peakPower: 5, series: { ...series, column: 'sun', unit: 'pu' } } },
};

const league = (...more: string[]) =>
  gridleague('league', folder.path('fix.yaml'), '--no-chain', '--workers', '1', ...more);

beforeAll(async () => {
  const definition = {
    ...{ id: 'fix', title: 'Dealers on one real day', format: 'dealer-comparison', blocks: 6, seed: 'fix' },
    ...{ scenarios: [folder.path('fix-summer.yaml')], dealers: 'all', mixes: [['truthful']], roundCap: 30 },
  };
  await writeFile(folder.path('june.csv'), measuredMonth());
  await writeFile(folder.path('fix-summer.yaml'), stringify(DAY));
  await writeFile(folder.path('fix.yaml'), stringify(definition));
});

it('six copies of one real day are no six blocks: refused, with the reason and the mend', async () => {
  const { code, stdout, stderr } = await league();
  expect([code, stdout]).toEqual([expect.any(Number), '']);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(
    /fix-summer draws nothing: its 6 blocks would be one market, played 6 times.*Set blocks: 1/s,
  );
});

it('one block has no p, tells nobody apart, and ranks all alike', async () => {
  const { stdout, stderr } = await league('--blocks', '1', '--json');
  if (stdout === '') throw new Error(stderr);
  const { dealers, effects } = JSON.parse(stdout) as { dealers: Board; effects: DealerEffects };
  expect(dealers.rows.length).toBeGreaterThanOrEqual(4);
  for (const { standings, composite } of dealers.rows)
    for (const { rank, estimate } of [...Object.values(standings), composite]) {
      if (rank) expect(rank).toMatchObject({ best: 1, worst: dealers.rows.length });
      if (estimate) expect([estimate.blocks, estimate.low, estimate.high]).toEqual([1, null, null]);
    }
  expect(effects.mainEffects.length).toBeGreaterThan(0);
  for (const { p, verdict } of [...effects.mainEffects, ...dealers.comparisons]) {
    expect(p === null || p === 1).toBe(true);
    expect(['untested', 'equal', 'open']).toContain(verdict);
  }
});
