/** @short-form 1/8 or none; each time: results/metrics/metrics.test.ts */
import { writeFile } from 'node:fs/promises';
import { isLong } from '#market/test/short-form.js';
import type { Board } from '#results/standings/board.js';
import { TINY } from '../../server/test/tiny-scenario.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();

const silent = `
import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'silent', description: 'Says nothing.', create: () => ({ bid: () => [] }) });
`;
/** Pays half as much again as a bundle is worth to it, as long as it can. */
const donor = `
import { affordable, defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'donor',
  description: 'Gives its money away.',
  create: () => ({
    bid: (view, tools) =>
      affordable(
        tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value + 0.5 * Math.abs(option.value) })),
        view,
      ),
  }),
});
`;

const LEAGUE = {
  ...{
    id: 'worth',
    title: 'What plugins are worth to the others',
    format: 'mixed',
  },
  ...{ blocks: isLong ? 10 : 6, matchSize: 2, entrants: ['truthful', 'silent', 'donor'], roundCap: 12 },
  ...{ marginalContribution: true, limits: { milliseconds: 30_000 } },
};

it('silence and gifts are worth nothing to the others that would rank a plugin above truthful, in real markets', async () => {
  await writeFile(folder.path('silent.ts'), silent);
  await writeFile(folder.path('donor.ts'), donor);
  await writeFile(folder.path('tiny.json'), JSON.stringify(TINY));
  await writeFile(
    folder.path('worth.json'),
    JSON.stringify({ ...LEAGUE, scenarios: [folder.path('tiny.json')] }),
  );
  const plugins = ['silent', 'donor'].flatMap((name) => ['--plugin', folder.path(`${name}.ts`)]);
  const played = await gridleague(
    ...['league', folder.path('worth.json'), '--no-chain', '--json', ...plugins],
    ...['--output', folder.path('run')],
  );
  if (played.code !== 0) throw new Error(played.stderr);
  const { agents } = JSON.parse(played.stdout) as { agents: Board };
  expect(agents.ranked.map(({ id }) => id)).toContain('contribution');
  expect(agents.weights.contribution).toBe(1);
  const rows = new Map(agents.rows.map((row) => [row.name, row]));
  const contribution = (name: string): number => rows.get(name)!.standings.contribution!.estimate!.mean;
  expect(contribution('truthful')).toBe(0);
  expect(contribution('silent')).toBeLessThan(0);
  const truthful = rows.get('truthful')!;
  for (const metric of agents.ranked.map(({ id }) => id as keyof typeof truthful.standings))
    expect([metric, truthful.standings[metric]!.rank!.best]).toEqual([metric, 1]);
  expect(truthful.composite.rank!.best).toBe(1);

  const { code, stdout } = await gridleague('verify', folder.path('run'), '--json');
  const found = JSON.parse(stdout) as { headline: string; contradictions: string[] };
  expect([code, found.contradictions]).toEqual([0, []]);
});
