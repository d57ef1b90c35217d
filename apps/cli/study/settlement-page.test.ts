/** @short-form 1/6 or none; each time: matches/study/closing-page.test.ts */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { gridleague } from '../test/gridleague.js';

const STUDY = ['study', 'settlement', '--scenarios', 'demo-street', '--blocks', '2', '--rounds', '4'];

/** Cells of the row that begins with this. */
function row(page: string, first: string): string[] | undefined {
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.find((cells) => cells[1] === first)?.slice(2, -1);
}

it('the page of the documentation is what the command makes, apart from its figures; if not: npm run published -- settlement', async () => {
  const { code, stdout, stderr } = await gridleague(...STUDY);
  if (code !== 0) throw new Error(stderr);
  const known = await readFile(resolve(projectRoot, 'docs/settlement-study.md'), 'utf8');
  const prose = (page: string): string[] => [
    ...new Set(page.split('\n').filter((line) => !/^(\||Made by|memory\.|## demo-)/.test(line))),
  ];
  expect(prose(known)).toEqual(prose(stdout));
  const heads = (page: string): Set<string> =>
    new Set(page.match(/^\| policy .*/gm)!.map((line) => line.replace(/\s+/g, '')));
  expect(heads(known)).toEqual(heads(stdout));
  expect(stdout).toContain(
    `--scenarios ${STUDY[3]} --blocks 2 --rounds 4 > docs/settlement-study.md\`: 30 matches`,
  );

  // Five policies in two blocks: the trades are the same, what is paid for them is not.
  const same = 'blocks of a policy in which welfare or the gap integral differ between the rules';
  expect(row(stdout, same)).toEqual(['0 of 10']);
  const [homesPath, homesFinal, gridPath, gridFinal] = row(stdout, '`passive`')!;
  expect(homesPath).not.toBe(homesFinal);
  expect([gridPath === '0.0', gridFinal]).toEqual([false, '0.0']);
});

it('every study is among the figures that are published by one command', async () => {
  const script = await readFile(resolve(projectRoot, 'scripts/published.mjs'), 'utf8');
  const { stdout } = await gridleague('study', '--help');
  const studies = [...stdout.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name!);
  expect(studies).toContain('settlement');
  for (const study of studies) expect(script).toContain(`'study', '${study}'`);
});
