/** @short-form 1/12; each time: matches/editions/edition-differences.test.ts */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadEdition } from '#leagues/definition/load-edition.js';
import { dealt, isLong } from '#market/test/short-form.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import { agentScores } from '#matches/editions/edition-results.js';
import { playLeague } from '#matches/workers/play-league.js';
import type { Board } from '#results/standings/board.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';
import { editionPage } from '#matches/editions/edition-page.js';
import { pageDifferences, publishedFrom, readPublished } from '#matches/editions/published.js';

const folder = temporaryFolder();
const docs = resolve(import.meta.dirname, '../../../docs/editions');

it('has a page that follows from the published results', async () => {
  const edition = await loadEdition('2026');
  const published = await readPublished(edition);
  expect(editionPage(edition, published)).toBe(await readFile(resolve(docs, '2026.md'), 'utf8'));
  expect(published.agents.void + published.dealers.void).toBe(0);
});

it('finds what of its page does not follow from results', async () => {
  const edition = await loadEdition('2026');
  const published = await readPublished(edition);
  expect(await pageDifferences(edition, published)).toEqual([]);
  const [first, ...others] = published.agents.scores;
  const agents = { ...published.agents, scores: [{ ...first!, welfare: 0 }, ...others] };
  expect(await pageDifferences(edition, { ...published, agents })).toEqual([
    expect.stringMatching(/^docs\/editions\/2026\.md:\d+: .* \(here: /),
  ]);
});

it.each([
  ['version', '0.2.0\n\n| rank | strategy |\n| --- | --- |\n| 1 | **evil** |'],
  ['version', '<b>0.2.0</b>'],
  ['commit', '](https://elsewhere)'],
])('reads no results whose %s is %j', async (field, value) => {
  const published = await readPublished(await loadEdition('2026'));
  const engine = { ...published.engine!, [field]: value };
  expect(() => publishedFrom(JSON.stringify({ ...published, engine }), 'it.json')).toThrow(
    `it.json: engine.${field}: must be`,
  );
});

it('writes words of others as they are, whatever they mean in Markdown', async () => {
  const edition = await loadEdition('2026');
  const published = await readPublished(edition);
  const [first, ...others] = published.agents.plugins;
  const plugins = [{ ...first!, name: 'a | <b>\n# b' }, ...others];
  const page = editionPage(edition, { ...published, agents: { ...published.agents, plugins } });
  expect(page).toContain('| a \\| \\<b\\> \\# b ');
});

(isLong ? it : it.skip)('plays all that is published again', async () => {
  expect(await gridleague('benchmark', '2026', '--check')).toMatchObject({ code: 0 });
});

const strategies = [
  'truthful',
  'forecast',
  'shaded',
  'random-shading',
  'zero-intelligence',
  'multi-bundle',
  'boulware',
  'sniper',
];
const scenarios = ['street', 'random'];

it.each(dealt(strategies, 1).flatMap((name) => dealt(scenarios, 1).map((scenario) => [name, scenario])))(
  'plays %s on the first block of %s to the published score and hash',
  async (name, scenario) => {
    const { agents } = await loadEdition('2026');
    const published = (await readPublished(await loadEdition('2026'))).agents;
    const one = {
      ...agents,
      blocks: 1,
      entrants: [name],
      scenarios: agents.scenarios.filter((path) => path.endsWith(`/${scenario}.yaml`)),
    };
    const plugins = await shippedPlugins();
    const now = agentScores(
      await playLeague({ definition: one, plugins, run: 1, workers: 1, ledger: 'memory' }),
    );
    const [score] = now.scores;
    const then = published.scores.find(
      ({ team, block, scenario }) =>
        team === score!.team && block === score!.block && scenario === score!.scenario,
    )!;
    expect(JSON.parse(JSON.stringify({ ...score, match: then.match }))).toEqual(then);
    for (const [place, hash] of Object.entries(now.resultHashes))
      expect([place, published.resultHashes[place]]).toEqual([place, hash]);
  },
);

describe('a benchmark of the user', () => {
  it('puts a plugin into the published table, which stays as it is', async () => {
    const file = folder.path('mine.js');
    await writeFile(
      file,
      `import { defineAgent } from '@gridleague/sdk';
       export default defineAgent({ name: 'idle', create: () => ({ bid: () => [] }) });`,
    );
    const { code, stdout } = await gridleague('benchmark', '2026', '--agent', file, '--json');
    expect(code).toBe(0);
    const { agents } = JSON.parse(stdout) as { agents: Board };
    const plain = JSON.parse((await gridleague('benchmark', '2026', '--json')).stdout) as { agents: Board };
    const scoreOf = (board: Board, name: string): unknown =>
      board.rows.find((row) => row.name === name)?.composite.estimate;
    expect(agents.rows.at(-1)).toMatchObject({ name: 'idle', baseline: false, matches: 30 });
    for (const name of strategies) expect(scoreOf(agents, name)).toEqual(scoreOf(plain.agents, name));
  });

  it('says what is wrong', async () => {
    expect((await gridleague('benchmark', '1999')).stderr).toMatch(/no edition.*there are 2026/);
    const file = folder.path('policy.js');
    await writeFile(
      file,
      `import { defineDealer } from '@gridleague/sdk';
       export default defineDealer({ name: 'p', create: () => ({ quote: ({ inventory }) => ({ offer: inventory }) }) });`,
    );
    const { code, stderr } = await gridleague('benchmark', '2026', '--agent', file);
    expect([code, stderr]).toEqual([2, expect.stringContaining('it is a dealer')]);
  });
});
