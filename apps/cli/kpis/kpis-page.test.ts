import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { kpiIds } from '#market/energy/kpi-definitions.js';
import type { MatchReport } from '#market/match/report.js';
import { sampled } from '#market/test/short-form.js';
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
  expect(Object.keys((JSON.parse(stdout) as MatchReport).kpis).sort()).toEqual([...kpiIds].sort());
});

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) console.warn('no python3 here: docs/examples/kpis.py is not tried');

(python ? sampled(0.4) : it.skip).each(['demo-street', 'demo-community'])(
  '%s: the figures follow from the tables of the match, as the example shows',
  async (scenario) => {
    const tables = folder.path(scenario);
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
  },
);
