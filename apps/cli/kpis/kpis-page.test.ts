import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { carbonKpis, kpiIds } from '#market/energy/kpi-definitions.js';
import type { MatchReport } from '#market/match/report.js';
import { dealt } from '#market/test/short-form.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';
import { kpisPage } from './kpis-page.js';

const docs = resolve(import.meta.dirname, '../../../docs');
const folder = temporaryFolder();

it('is the page of the documentation; if not: npm run -s cli -- kpis > docs/kpis.md', async () => {
  const unpadded = (page: string): string => page.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
  expect(unpadded(kpisPage())).toBe(unpadded(await readFile(resolve(docs, 'kpis.md'), 'utf8')));
});

it('defines every figure that a community reports, and no other', async () => {
  const { stdout } = await gridleague('play', 'demo-street', '--rounds', '2', '--chain', 'memory', '--json');
  const reported = Object.keys((JSON.parse(stdout) as MatchReport).kpis);
  expect([...reported, carbonKpis[1]].sort()).toEqual([...kpiIds].sort());
});

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) console.warn('no python3 here: docs/examples/kpis.py is not tried');

/** A street whose plant feeds in, with CO2 by period and at the margin. */
async function carbonStreet(): Promise<string> {
  const street = await readFile(resolve(docs, '../leagues/scenarios/demo-street.yaml'), 'utf8');
  const file = folder.path('carbon-street.yaml');
  const hours = Array.from({ length: 12 }, (_, t) => 300 + 17 * t).join(', ');
  await writeFile(
    file,
    street
      .replace(/carbon: \{.*\}/, `carbon: { average: [${hours}], marginal: 650 }`)
      .replace('peakPower: [1, 1.5]', 'peakPower: [20, 25]'),
  );
  return file;
}

(python ? it : it.skip).each(dealt(['demo-street', 'demo-community', 'carbon-street'], 1))(
  '%s: the figures follow from the tables of the match, as the example shows',
  async (name) => {
    const scenario = name === 'carbon-street' ? await carbonStreet() : name;
    const tables = folder.path(name);
    const { code } = await gridleague(
      'play',
      scenario,
      '--rounds',
      '4',
      '--chain',
      'memory',
      '--csv',
      tables,
    );
    expect(code).toBe(0);
    const computed = (): { status: number | null; stdout: string } =>
      spawnSync('python3', [resolve(docs, 'examples/kpis.py'), tables], { encoding: 'utf8' });
    const { status, stdout } = computed();
    expect([status, stdout]).toEqual([0, expect.stringMatching(/bill +-?\d+\.\d+ as reported/)]);
    const figures = name === 'carbon-street' ? /co2Marginal +-.* as reported/ : /co2Average .* as reported/;
    expect(stdout).toMatch(figures);
  },
);
