import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { gridleague, shell, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();

it('new: says what comes next in lines that a shell takes, whatever the folder is called', async () => {
  const { stdout } = await gridleague('new', 'agent', 'mine', '--folder', folder.path("it's a place"));
  const [line = ''] = /node --test .*mjs'/.exec(stdout) ?? [];
  expect(await shell(line)).toMatchObject({ code: 0 });
});

it('check: prints each check once, as it is done, and ends with the verdict', async () => {
  await writeFile(
    folder.path('late.js'),
    "import { defineAgent } from '@gridleague/sdk';\n" +
      "export default defineAgent({ name: 'late', create: () => ({ bid() { throw new Error('no'); } }) });",
  );
  const { code, stdout, stderr } = await gridleague('check', folder.path('late.js'));
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout.match(/^(ok {4}|FAILED) \w+/gm)).toEqual([
    'ok     file',
    'ok     compile',
    'ok     load',
    'FAILED probes',
  ]);
  expect(stdout).toMatch(/agent "late" \(late.js\) may not play yet[\s\S]*source sha256/);
});

it('check: does not wait for a pipe', async () => {
  execFileSync('mkfifo', [folder.path('pipe.ts')]);
  const { code, stderr } = await gridleague('check', folder.path('pipe.ts'));
  expect([code, stderr]).toEqual([2, expect.stringContaining('is not a regular file')]);
});
