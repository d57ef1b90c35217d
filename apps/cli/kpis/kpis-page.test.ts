/** @short-form 1/3; each time: results/metrics */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { carbonKpis, kpiIds } from '#market/energy/kpis/kpi-definitions.js';
import type { MatchReport } from '#market/match/report/report.js';
import { dealt } from '#market/test/short-form.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';
import { kpisPage } from '#results/export/kpis-page.js';

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

/** A street whose plant feeds in, with CO2 by period and at the margin, and of fuel. */
async function carbonStreet(): Promise<string> {
  const street = await readFile(resolve(docs, '../leagues/scenarios/demo-street.yaml'), 'utf8');
  const file = folder.path('carbon-street.yaml');
  const hours = Array.from({ length: 12 }, (_, t) => 300 + 17 * t).join(', ');
  await writeFile(
    file,
    street
      .replace(/carbon: \{.*\}/, `carbon: { average: [${hours}], marginal: 650 }`)
      .replace('peakPower: [1, 1.5]', 'peakPower: [20, 25]')
      .replace(
        'dealer: { ',
        'dealer: { chp: { power: 4, fuel: { price: 0.1, co2: 750 }, minimumLoad: 0.3 }, ',
      ),
  );
  return file;
}

/** One over two days, with a weak connection, an outage, and a contract of a household's own. */
async function weakStreet(): Promise<string> {
  const street = await readFile(resolve(docs, '../leagues/scenarios/demo-street.yaml'), 'utf8');
  const file = folder.path('weak-street.yaml');
  const grid = "importLimit: 4\n  exportLimit: 2\n  outages: [{ from: '18:00', to: '20:00' }]";
  await writeFile(
    file,
    street
      .replace('start: 2025-07-08T08:00:00Z', 'start: 2025-07-08T14:00:00Z')
      .replace('periods: 12', 'periods: 30')
      .replace('  feedIn: 0.0794', `  feedIn: 0.0794\n  ${grid}\nvalueOfLostLoad: 2`)
      .replace('- id: roof', '- id: roof-1\n    tariff: { retail: 0.35, feedIn: 0.12 }'),
  );
  return file;
}

const scenarios: Readonly<Record<string, () => Promise<string>>> = {
  'demo-street': async () => 'demo-street',
  'demo-community': async () => 'demo-community',
  ...{ 'carbon-street': carbonStreet, 'weak-street': weakStreet },
};

(python ? it : it.skip).each(dealt(Object.keys(scenarios), 1))(
  '%s: the figures follow from the tables of the match, as the example shows',
  async (name) => {
    const scenario = await scenarios[name]!();
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
    const computed = (script: string): { status: number | null; stdout: string } =>
      spawnSync('python3', [resolve(docs, 'examples', script), tables], { encoding: 'utf8' });
    const { status, stdout } = computed('kpis.py');
    for (const id of kpiIds) expect(stdout).toContain(`${id} `);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/bill +-?\d+\.\d+ as reported/)]);
    expect(computed('household-co2.py')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/ average +\d+\.\d+ kg as reported\n/) as string,
    });
    const figures = name === 'carbon-street' ? /co2Marginal +-.* as reported/ : /co2Average .* as reported/;
    expect(stdout).toMatch(figures);
  },
);
