/** @short-form 1/8; each time: sandbox/compile, matches/verify/honest-bundles.test.ts */
import { createHash } from 'node:crypto';
import { dealt } from '#market/test/short-form.js';
import { findingLines } from '../finding-lines.js';
import { isRefuted } from '../findings.js';
import type { ForgedHead } from '../test/forge.js';
import { packLeague } from '../../runs/league-packages.js';
import { conductOfLeague, taskOf, type PluginFile } from '#leagues/run/match-task.js';
import { playAll } from '../../workers/play-league.js';
import { called, findings, playedAnew, refusal, runOf } from '../test/forgery.js';

const naming =
  (plugin: string, file: string) =>
  (head: ForgedHead): void => {
    called(head.plugins, plugin).file = file;
  };

// The forger plays everything anew with the plugin as its file is called then: each hash and root is right.
describe('the name of a plugin’s file', () => {
  it.each(dealt(['own.css', 'own', 'own.ts.exe', 'own.tsx', 'own.json', 'own.TS', 'own.ts ', '.', ''], 2))(
    'cannot be %j, of which no compiler makes a program',
    async (file) => {
      expect(await refusal('mixed', playedAnew(naming('mine', file)))).toMatch(
        /file: must be the name of a \.ts or \.js file/,
      );
    },
  );

  it.each(dealt(['own.js', 'own.mjs', 'own.cjs'], 1))(
    'cannot be %s, by which a TypeScript source is no program',
    async (file) => {
      expect(await refusal('languages', playedAnew(naming('typed', file)))).toMatch(
        /own-agent-typed: own\.[cm]?js is no name of a plugin's file with this source/,
      );
    },
  );

  it('is shown where it decides which of two programs a source is', async () => {
    const honest = await findings('languages');
    const forged = await findings('languages', playedAnew(naming('two-languages', 'own.js')));
    const words = [honest, forged].map((found) => findingLines(found, 0).join('\n'));
    expect(words[0]).toMatch(/own-agent-two-languages.*read as ts by the name of its file \(as JavaScript/);
    expect(words[1]).toMatch(/own-agent-two-languages.*read as js by the name of its file \(as TypeScript/);
    expect(words[0]).not.toMatch(/own-agent-typed.*read as/);
  });

  it('changes nothing where both languages make the same program of a source', async () => {
    const [{ match }, renamed] = await Promise.all([
      findings('mixed').then(({ verdicts }) => verdicts[0]!),
      findings('mixed', ([head]) => naming('mine', 'other.mjs')(head)),
    ]);
    expect(isRefuted(renamed, 0)).toBe(false);
    expect(renamed.verdicts[0]).toEqual({ match, kind: 'identical' });
  });
});

it('a worker does not take one program of a source for the other', async () => {
  const { head } = await runOf('languages');
  const { packages } = await packLeague(head.definition);
  const tasks = ['own.ts', 'own.js'].map((file) => {
    const plugins = head.plugins.map((one) => (one.name === 'two-languages' ? { ...one, file } : one));
    const files = new Map(plugins.map((one) => [one.id, one as PluginFile]));
    const material = { files, packages, conduct: conductOfLeague(head.definition) };
    return taskOf(`as-${file.slice(-2)}`, head.plan.matches[0]!, material);
  });
  const alone = await Promise.all(tasks.map((task) => playAll([task], { workers: 1, ledger: 'memory' })));
  const { played } = await playAll(tasks, { workers: 1, ledger: 'memory' });
  const costs = tasks.map(({ id }) => played.get(id)!.report.perSeat.map(({ payment }) => payment));
  const expected = tasks.map(({ id }, i) =>
    alone[i]!.played.get(id)!.report.perSeat.map(({ payment }) => payment),
  );
  expect(costs).toEqual(expected);
  expect(costs[0]).not.toEqual(costs[1]);
});

it('a source that is no program at all makes the matches of its plugin unplayable', async () => {
  const found = await findings(
    'mixed',
    playedAnew(({ plugins, plan }) => {
      const source = 'export default (';
      const sha256 = createHash('sha256').update(source).digest('hex');
      Object.assign(called(plugins, 'mine'), { source, sha256 });
      called(plan.submissions, 'mine').sha256 = sha256;
    }),
  );
  expect(found.verdicts.map(({ kind }) => kind).sort()).toEqual(['identical', 'unplayable', 'unplayable']);
  expect(isRefuted(found, 1)).toBe(true);
});
