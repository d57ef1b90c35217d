import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { Results } from './results.js';

const files = ['market.ts', 'docs.md', 'bench/results/league.json'];

/** Measured before changed builds were refused; to be taken off as they are measured again. */
const OF_NO_COMMIT = ['chain', 'energy', 'market', 'sandbox', 'sandbox-pairs'];

it('keeps no further figures of a build that is that of no commit', async () => {
  const folder = resolve(projectRoot, 'bench/results');
  const found = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  expect(found).not.toEqual([]);
  const lacking: string[] = [];
  for (const file of found) {
    const { engine, ...rest } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Stored;
    const name = file.slice(0, -'.json'.length);
    const parts = engine
      ? [[name, engine] as const]
      : Object.entries(rest).flatMap(([part, { engine: its }]) =>
          part === 'benchmark' ? [] : [[`${name}.${part}`, its] as const],
        );
    lacking.push(
      ...parts.filter(([, its]) => !/^[0-9a-f]{40}$/.test(its?.commit ?? '')).map(([part]) => part),
    );
  }
  expect(lacking.filter((part) => !OF_NO_COMMIT.includes(part))).toEqual([]);
});

interface Engine {
  readonly commit: string;
}
type Stored = { readonly engine?: Engine } & Readonly<Record<string, { readonly engine?: Engine }>>;

describe('published figures', () => {
  let folder: string;
  const git = (...args: string[]): string => {
    const person = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];
    return execFileSync('git', [...person, ...args], { cwd: folder, encoding: 'utf8' }).trim();
  };
  const change = (file: string): Promise<void> => writeFile(join(folder, file), '{ "changed": {} }\n');
  const kept = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, file), 'utf8'));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gridleague-results-'));
    await mkdir(join(folder, 'bench/results'), { recursive: true });
    for (const file of files) await writeFile(join(folder, file), '{}\n');
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'All there is');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('name the commit they are of, also when benchmarks before them have written theirs', async () => {
    await change('docs.md');
    await change('untracked.ts');
    const commit = git('rev-parse', 'HEAD');
    const league = await new Results(false, folder).open('league', false);
    await league.writeParts({ matrix: { figures: [1] } });
    await league.writeParts({ winter: { figures: [2] } });
    await (await new Results(false, folder).open('fleet', false)).write({ figures: [3] });
    const engine = expect.objectContaining({ commit }) as object;
    expect(await kept('bench/results/league.json')).toMatchObject({
      ...{ benchmark: 'league', matrix: { engine, figures: [1] }, winter: { engine, figures: [2] } },
    });
    expect(await kept('bench/results/fleet.json')).toMatchObject({ engine, figures: [3] });
  });

  it('are refused before anything is measured where a tracked file has other changes', async () => {
    await change('market.ts');
    await expect(new Results(false, folder).open('league', false)).rejects.toThrow(
      'these tracked files have changes in no commit: market.ts: commit first, or add --unpublished, and they go to var/bench',
    );
    git('add', '.');
    await expect(new Results(false, folder).open('league', false)).rejects.toThrow('market.ts');
    git('commit', '--quiet', '--message', 'Change the market');
    await expect(new Results(false, folder).open('league', false)).resolves.toBeDefined();
  });

  it('are refused where there is no commit', async () => {
    await rm(join(folder, '.git'), { recursive: true });
    await expect(new Results(false, folder).open('league', false)).rejects.toThrow(
      'this is no clone with a commit',
    );
  });

  it('stay as they are where others are measured in parts, or not to be published', async () => {
    await change('market.ts');
    await (await new Results(false, folder).open('league', true)).write({ figures: [1] });
    expect(await kept('var/bench/league.json')).toMatchObject({ figures: [1] });
    await (await new Results(true, folder).open('league', false)).write({ figures: [2] });
    expect(await kept('var/bench/league.json')).toMatchObject({ figures: [2] });
    expect(await kept('bench/results/league.json')).toEqual({});
  });
});
