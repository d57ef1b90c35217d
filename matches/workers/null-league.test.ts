/** @short-form 1/8 or none; each time: results/standings/null-boards.test.ts, matches/runs/null-seats.test.ts */
import { createHash } from 'node:crypto';
import { leagueFrom } from '#leagues/definition/load-league.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { isLong } from '#market/test/short-form.js';
import { shippedPlugins } from '../play/line-ups/reference-plugins.js';
import { nullPlugins } from '../runs/test/null-plugins.js';
import { toldApart } from '../runs/test/told-apart.js';
import { playLeague } from './play-league.js';

const own = Object.entries(nullPlugins).map(([name, source]): PluginFile => {
  const sha256 = createHash('sha256').update(source).digest('hex');
  const id = `own-agent-${name}`;
  return { id, kind: 'agent', name, version: '1', sha256, baseline: false, file: `${name}.ts`, source };
});
const poor = ['silent', 'crashing', 'losing', 'quitter'];

it('on the shipped street, in the sandbox: nobody poor is told apart ahead of truthful, nor are twins told apart', async () => {
  const definition = leagueFrom(
    {
      ...{ id: 'null', title: 'Null', format: 'mixed', scenarios: ['demo-street'], matchSize: 3 },
      ...{ blocks: isLong ? 10 : 6, roundCap: 20, limits: { milliseconds: 30_000 } },
      entrants: ['truthful', 'shaded', 'twin', ...(isLong ? poor : ['crashing'])],
      ...(isLong && { marginalContribution: true }),
    },
    'null',
  );
  const plugins = [...(await shippedPlugins()), ...own];
  const { agents, failed } = await playLeague({ definition, plugins, run: 1, workers: 1, ledger: 'memory' });
  expect(failed).toEqual([]);
  const found = toldApart(agents);
  expect(found.filter(({ ahead, behind }) => behind === 'truthful' && poor.includes(ahead))).toEqual([]);
  expect(found.map(({ ahead, behind }) => [ahead, behind].sort().join(' and '))).not.toContain(
    'shaded and twin',
  );
  expect(agents.rows.find(({ name }) => name === 'crashing')!.shown['failures']!.mean).toBeGreaterThan(0);
});
