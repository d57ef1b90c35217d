import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { withFigures, type PublishedLeague } from './published-league.js';

const read = (file: string): Promise<string> => readFile(resolve(projectRoot, file), 'utf8');

describe('the figures of docs/performance.md', () => {
  it('are those of bench/results/league.json', async () => {
    const [page, results] = await Promise.all([
      read('docs/performance.md'),
      read('bench/results/league.json'),
    ]);
    const league = JSON.parse(results) as PublishedLeague;
    expect(withFigures(page, league)).toBe(page);
    const { figures } = league.winter;
    const slower = figures.map((setting) => ({ ...setting, processorSeconds: 8.01 }));
    const missed = withFigures(page, { ...league, winter: { ...league.winter, figures: slower } });
    expect(missed).not.toBe(page);
    expect(missed).toMatch(/ 8\.01 +\| 8 +\| missed \|/);
  });

  it('name their commit, and say where it had changes', async () => {
    const [page, results] = await Promise.all([
      read('docs/performance.md'),
      read('bench/results/league.json'),
    ]);
    const league = JSON.parse(results) as PublishedLeague;
    const of = (commit: string): string =>
      withFigures(page, { ...league, matrix: { ...league.matrix, engine: { version: '1.2.3', commit } } });
    expect(of('0123456789abcdef')).toContain('on commit 01234567 (version 1.2.3)');
    expect(of('0123456789abcdef-dirty')).toContain('on commit 01234567 with changes that are in no commit (');
  });

  it('have a place on the page', async () => {
    const league = JSON.parse(await read('bench/results/league.json')) as PublishedLeague;
    expect(() => withFigures('# Performance', league)).toThrow('the page has no <!-- matrix');
  });
});
