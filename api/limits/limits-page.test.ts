import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defaultSandboxLimits } from '#sandbox/calls/limits.js';
import { allLimits, limitsPage } from './limits-page.js';

it('is the page of the documentation; if not: npm run -s cli -- limits > docs/limits.md', async () => {
  const page = resolve(import.meta.dirname, '../../docs/limits.md');
  expect(limitsPage()).toBe(await readFile(page, 'utf8'));
});

it('tells of every limit its value, of whom it is counted and what becomes of who goes beyond', () => {
  const limits = Object.values(allLimits()).flat();
  expect(limits.filter(({ value, words }) => !(value > 0 && value < Infinity) || words.includes(''))).toEqual(
    [],
  );
  expect(new Set(limits.map(({ words: [name, , per] }) => `${name} per ${per}`)).size).toBe(limits.length);
});

it('says the values that hold, and between which a league or an operator may set them', () => {
  const line = (name: string): string | undefined =>
    limitsPage()
      .split('\n')
      .find((one) => one.startsWith(`| ${name} `));
  const seconds = defaultSandboxLimits.seatMilliseconds / 1000;
  expect(line('processor time')).toMatch(
    new RegExp(`^\\| processor time +\\| ${seconds} s .*limits\\.seatMilliseconds\`, 100 to 3,600,000`),
  );
  expect(line('league file')).toContain('256 kB');
  expect(line('scenarios of teams’ own')).toMatch(/60 s .*up to 2 times as long where the machine is busy/);
  expect(line('receipts')).toMatch(/300 s .*up to 10 times as long/);
  expect(line('writes in a minute')).toMatch(/120 requests .*`GRIDLEAGUE_WRITES_PER_MINUTE`, 1 to 1,000,000/);
});
