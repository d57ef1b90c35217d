import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedScenarios } from '../scenario-files/load-scenario.js';
import { cronComplaint } from './cron-schedule.js';
import { LeagueError } from './league-error.js';
import { leagueFrom, loadLeague, shippedLeagues } from './load-league.js';

const league = { id: 'test', title: 'Test', format: 'mixed', scenarios: ['random-small'], blocks: 3 };

/** `field: reason` of what is wrong with a league. */
function complaint(fields: object): string {
  try {
    leagueFrom({ ...league, ...fields }, 'test.yaml');
  } catch (error) {
    if (error instanceof LeagueError) return `${error.field}: ${error.reason}`;
    throw error;
  }
  return '';
}

describe('league files', () => {
  it('fill in what is not said', () => {
    expect(leagueFrom(league, 'test.yaml')).toEqual({
      ...league,
      seed: 'gridleague',
      entrants: 'all',
      dealers: ['passive'],
      marginalContribution: false,
      ranking: { weights: { welfare: 1, cost: 1, convergence: 1 } },
    });
    expect(leagueFrom({ ...league, seed: 42 }, 'test.yaml').seed).toBe('42');
  });

  it('may rank by the contribution to others alone', () => {
    const weights = { welfare: 0, cost: 0, convergence: 0, contribution: 1 };
    const worth = { ...league, format: 'mixed', marginalContribution: true, ranking: { weights } };
    expect(leagueFrom(worth, 'test.yaml').ranking.weights).toEqual(weights);
  });

  it.each([
    [{ blocs: 3 }, /^blocs: unknown field/],
    [{ blocks: 0 }, /^blocks: /],
    [{ title: 'half \ud800' }, /^title: holds what is no character/],
    [{ title: 'nul \0' }, /^title: holds what is no character/],
    [
      JSON.parse('{"ranking":{"weights":{"__proto__":1}}}') as object,
      /^ranking\.weights\.__proto__: nothing/,
    ],
    [{ format: 'swiss' }, /^format: /],
    [{ scenarios: [] }, /^scenarios: /],
    [{ scenarios: ['a', 'b', 'a'] }, /^scenarios: a name stands here twice/],
    [{ schedule: '61 * * * *' }, /^schedule: .*61/],
    [{ schedule: `*/5 * * * ${'1,'.repeat(50)}1` }, /^schedule: .*100/],
    [{ ranking: { weights: { welfare: 1, cost: -1, convergence: 1 } } }, /^ranking\.weights\.cost: /],
    [
      { ranking: { weights: { welfare: 0, cost: 0, convergence: 0 } } },
      /^ranking\.weights: all weights are 0/,
    ],
    [
      { ranking: { weights: { welfare: 0, cost: 0, convergence: 0, contribution: 1 } } },
      /^ranking\.weights: all weights are 0/,
    ],
    [{ limits: { megabytes: 1e9 } }, /^limits\.megabytes: /],
    [{ seed: { sealed: 'xyz' } }, /^seed\.sealed: a SHA-256/],
    [{ seed: true }, /^seed: must be a number/],
    [{ roundCap: 9, closing: { random: { from: 10, hazard: 0.1 } } }, /^closing: .*roundCap/],
    [{ mixes: [['truthful']] }, /^mixes: only a dealer comparison/],
    [{ format: 'self-play', matchSize: 3 }, /^matchSize: only a mixed league/],
    [{ format: 'self-play', marginalContribution: true }, /^marginalContribution: only a mixed league/],
  ])('name the field that is wrong in %j', (fields, expected) => {
    expect(complaint(fields)).toMatch(expected);
  });

  it('are read as YAML or JSON, and errors name the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'league-'));
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    try {
      expect((await loadLeague(await file('a.json', JSON.stringify(league)))).blocks).toBe(3);
      const broken = await file('b.yaml', 'id: [');
      await expect(loadLeague(broken)).rejects.toMatchObject({ name: 'LeagueError', file: broken });
      await expect(loadLeague(join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml: no such file/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('shipped leagues', () => {
  it('are valid, differ in id and name scenarios that are shipped', async () => {
    const leagues = await Promise.all((await shippedLeagues()).map(loadLeague));
    expect(new Set(leagues.map(({ id }) => id)).size).toBe(leagues.length);
    expect(leagues.map(({ id }) => id)).toContain('demo');
    const scenarios = await shippedScenarios();
    for (const { scenarios: used } of leagues) expect(scenarios).toEqual(expect.arrayContaining([...used]));
  });

  it('rank what a plugin is worth to the others wherever teams share markets', async () => {
    const leagues = await Promise.all((await shippedLeagues()).map(loadLeague));
    const shared = leagues.filter(({ format }) => format === 'mixed');
    expect(shared.map((league) => league.marginalContribution)).toEqual([true, true]);
    // Dealers that take turns come equally often.
    for (const { dealerDesign, blocks, dealers } of shared)
      if (dealerDesign === 'rotated') expect(blocks % dealers.length).toBe(0);
  });
});

describe('schedules', () => {
  it.each([
    '* * * * *',
    '0 2 * * *',
    '*/15 0-6,22 1,15 jan-MAR mon-fri',
    '5 4 * * 7',
    '0 0 31 12 *',
    ' 0  3 * * sun ',
  ])('take %s', (expression) => expect(cronComplaint(expression)).toBeNull());

  it.each([
    '',
    '* * * *',
    '0 0 2 * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '0 0 30 2 *',
  ])('refuse %s', (expression) => expect(cronComplaint(expression)).not.toBeNull());

  it.each([
    '5-1 * * * *',
    '*/0 * * * *',
    '1--3 * * * *',
    '1,,2 * * * *',
    '*/ * * * *',
    'x * * * *',
    '* * * foo *',
    '-1 * * * *',
  ])('refuse %s', (expression) => expect(cronComplaint(expression)).not.toBeNull());
});

it.each([
  ['description', { description: 'a\0b' }],
  ['seed', { seed: '\ud800' }],
  ['limits.x\0', { limits: { 'x\0': 1 } }],
])('texts that no database keeps are refused by name: %s', (field, fields) => {
  const league = { id: 'l', title: 'L', format: 'self-play', scenarios: ['s'], blocks: 1, ...fields };
  expect(() => leagueFrom(league, 'l.yaml')).toThrow(
    new RegExp(`${field.split('.')[0]}.*holds what is no character`),
  );
});

it('fields that are part of themselves, or as deep as they are long, are refused like others', () => {
  const ring: unknown[] = [];
  ring.push(ring, [ring, 'x']);
  let deep: unknown = 'x';
  for (let i = 0; i < 100_000; i++) deep = [deep];
  for (const id of [ring, deep]) expect(() => leagueFrom({ id }, 'l.yaml')).toThrow(/l\.yaml: id/);
});
