/** @short-form 1/3; each time: forged-figures.test.ts */
import { appendFile, cp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mixedRun, runFolder } from '../test/bundle-runs.js';
import { rememberedReplay } from '../test/remembered-replay.js';
import { writeRunFolder } from '../../runs/run-folder.js';
import { readBundle } from '../../bundles/run-bundle.js';
import { folderContradictions } from '../check-folder.js';
import { isRefuted, type Findings } from '../findings.js';
import { verifyBundle } from '../verify-bundle.js';
import { dealt } from '#market/test/short-form.js';

const replay = rememberedReplay();
let files: Awaited<ReturnType<typeof runFolder>>;
const pathOf = (name: string): string => join(files.folder, name);

beforeAll(async () => {
  files = await runFolder();
  const run = await mixedRun();
  await writeRunFolder(pathOf('run'), run.frozen, run.packages, run.played);
});
afterAll(() => files.remove());

let copies = 0;

/** A copy of the run's folder, to be forged. */
async function copy(): Promise<string> {
  const path = pathOf(`copy-${++copies}`);
  await cp(pathOf('run'), path, { recursive: true });
  return path;
}

async function findings(path: string): Promise<Findings> {
  const bundle = await readBundle(join(path, 'run.jsonl.gz'));
  return verifyBundle(bundle, {
    ...{ replay, scenarios: [] },
    derived: (verified) => folderContradictions(path, 'run.jsonl.gz', verified),
  });
}

it('an honest folder is not contradicted', async () => {
  expect((await findings(pathOf('run'))).contradictions).toEqual([]);
});

it('tables of another version are told how to be made anew', async () => {
  const run = await mixedRun();
  const engine = { version: '0.1.0', commit: 'abcdef0' };
  const played = new Map(
    [...run.played].map(([match, { report, ...more }]) => [
      match,
      { ...more, report: { ...report, engine } },
    ]),
  );
  const path = pathOf('older');
  await writeRunFolder(path, run.frozen, run.packages, played);
  expect((await findings(path)).contradictions).toEqual([]);
  await appendFile(join(path, 'scores.csv'), 'a column less');
  expect((await findings(path)).contradictions).toEqual([
    expect.stringMatching(
      /^scores\.csv is not what the matches give\. .*gridleague 0\.1\.0 \(abcdef0\).*`gridleague results recompute <folder>`/,
    ),
  ]);
});

describe('a forged folder is refused:', () => {
  it.each(
    dealt<[string, (path: string) => Promise<unknown>, RegExp]>(
      [
        [
          'a table with one more line',
          (path) => appendFile(join(path, 'matches.csv'), 'x'),
          /matches\.csv is not what/,
        ],
        [
          'a board with other names',
          async (path) => {
            const board = await readFile(join(path, 'agent-board.csv'), 'utf8');
            await writeFile(join(path, 'agent-board.csv'), board.replaceAll('mine', 'yours'));
          },
          /agent-board\.csv is not what/,
        ],
        [
          'a figure of another',
          (path) => cp(join(path, 'convergence-dealers.svg'), join(path, 'convergence-agents.svg')),
          /agents\.svg is not what/,
        ],
        ['no manifest', (path) => rm(join(path, 'manifest.json')), /manifest\.json is missing/],
        [
          'a manifest of another title',
          async (path) => {
            const manifest = await readFile(join(path, 'manifest.json'), 'utf8');
            await writeFile(
              join(path, 'manifest.json'),
              manifest.replace('"title":"Mixed"', '"title":"Mixes"'),
            );
          },
          /manifest\.json is not what/,
        ],
        [
          'a manifest of nothing',
          (path) => writeFile(join(path, 'manifest.json'), '{"files":{}}'),
          /manifest\.json is not what/,
        ],
        ['a table that is missing', (path) => rm(join(path, 'scores.csv')), /scores\.csv is missing/],
        [
          'one more table',
          (path) => writeFile(join(path, 'winners.csv'), 'me'),
          /winners\.csv is no file of a run/,
        ],
        [
          'a folder more',
          (path) => cp(pathOf('run'), join(path, 'more'), { recursive: true }),
          /more is no file of a run/,
        ],
        [
          'a board under another name',
          (path) => rename(join(path, 'design.csv'), join(path, 'designs.csv')),
          /design\.csv is missing/,
        ],
      ],
      3,
    ),
  )('%s', async (_, forge, words) => {
    const path = await copy();
    await forge(path);
    const found = await findings(path);
    expect(found.contradictions.join('\n')).toMatch(words);
    expect(isRefuted(found, 1)).toBe(true);
  });

  it.each([
    ['a link', async (file: string) => symlink('/etc/hostname', file)],
    ['a link to a device', async (file: string) => symlink('/dev/zero', file)],
  ])('%s in place of a table', async (_, put) => {
    const path = await copy();
    await rm(join(path, 'matches.csv'));
    await put(join(path, 'matches.csv'));
    await expect(findings(path)).rejects.toThrow(/matches\.csv: is a link/);
  });
});
