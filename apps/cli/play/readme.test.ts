import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { shell } from '../test/gridleague.js';

/** Lines that say how long it took and what it ran on. */
const CHANGING = /^(Played in|Engine) /;

function lasting(report: string): string[] {
  return report
    .trimEnd()
    .split('\n')
    .filter((line) => !CHANGING.test(line));
}

it('the README shows what `play demo-community` prints', async () => {
  const readme = await readFile(resolve(projectRoot, 'README.md'), 'utf8');
  const [, sample] = /## Play one match\n.*?\n```\n(Ten .*?)\n```/s.exec(readme) ?? [];
  const { stdout } = await shell('env -u GRIDLEAGUE_DATA $GRIDLEAGUE play demo-community');
  expect(lasting(sample ?? '')).toEqual(lasting(stdout));
});
