import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { shell, temporaryFolder } from '../test/gridleague.js';
import { nameOrUserPath } from './user-path.js';

const folder = temporaryFolder();

it('paths start where npm was called, not where it runs', async () => {
  const here = folder.path('.');
  await writeFile(folder.path('mine.yaml'), 'kind: random\nid: mine\nagents: 2\nresources: 2\n');
  await writeFile(
    folder.path('silent.ts'),
    `import { defineAgent } from '@gridleague/sdk';
     export default defineAgent({ name: 'silent', create: () => ({ bid: () => [] }) });`,
  );
  const { code, stderr } = await shell(
    `INIT_CWD=${here} $GRIDLEAGUE play mine.yaml --agent silent.ts --agent truthful --chain memory --csv tables`,
  );
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(await readdir(folder.path('tables'))).toContain('rounds.csv');
});

it('a folder other than the project’s was chosen on purpose and counts', async () => {
  const there = folder.path('.');
  const { code, stderr } = await shell(
    `cd ${there} && INIT_CWD=${dirname(there)} $GRIDLEAGUE scenario ./${basename(folder.path('nowhere.yaml'))}`,
  );
  expect(code).toBe(2);
  expect(stderr).toMatch(/^gridleague: \.\/nowhere\.yaml: no such file/);
});

it('a scheme in front of a path stays there, and a name is a name', () => {
  const before = process.env.INIT_CWD;
  process.env.INIT_CWD = '/elsewhere';
  try {
    expect(['python:mine.py', 'mine.ts', 'truthful'].map(nameOrUserPath)).toEqual([
      'python:/elsewhere/mine.py',
      '/elsewhere/mine.ts',
      'truthful',
    ]);
  } finally {
    if (before === undefined) delete process.env.INIT_CWD;
    else process.env.INIT_CWD = before;
  }
});
