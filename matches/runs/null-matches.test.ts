/** @short-form 1/3 or none; each time: results/standings/null-boards.test.ts */
import { leagueFrom } from '#leagues/definition/load-league.js';
import { playerOf } from '#market/seating.js';
import { dealt, isLong, sampled } from '#market/test/short-form.js';
import type { Board } from '#results/standings/board.js';
import { pluginFiles } from '#sandbox/test/plugin-files.js';
import { nullPlugins } from './test/null-plugins.js';
import { playedHere, type PlayedHere } from './test/played-here.js';
import { toldApart } from './test/told-apart.js';

// What holds of any league, on real matches in this process; in the sandbox: matches/workers/null-league.test.ts.

const file = pluginFiles();
const files = new Map(
  Object.entries(nullPlugins).map(([name, source]) => [name, file(`${name}.ts`, source)]),
);
const tiny = file(
  'tiny.json',
  JSON.stringify({ kind: 'random', id: 'tiny', agents: 4, resources: 2, cash: 100 }),
);

/** Two homes that nobody would take for each other: who sits in which decides what a plugin saves. */
const unequal = file(
  'unequal.json',
  JSON.stringify({
    ...{ kind: 'community', id: 'unequal', start: '2025-06-21T10:00:00Z', step: 'PT1H', periods: 4 },
    ...{ site: { latitude: 48, longitude: 10 }, sky: 'sunny', grid: { retail: 0.3, feedIn: 0.08 } },
    households: [
      { id: 'flat', load: { annualEnergy: [3000, 6000] } },
      { id: 'roof', load: { annualEnergy: [1000, 3000] }, pv: { peakPower: [3, 6] } },
    ],
  }),
);

const league = (
  id: string,
  entrants: readonly string[],
  more: object = {},
  own: ReadonlyMap<string, string> = files,
): Promise<PlayedHere> => {
  const facts = { id, title: id, format: 'mixed', matchSize: 2, scenarios: [tiny], entrants };
  return playedHere(leagueFrom({ ...facts, blocks: 6, roundCap: 10, settlement: 'final', ...more }, id), own);
};

describe('in a league of pairs', () => {
  const poor = dealt(['silent', 'crashing', 'losing'], 1);
  let board: Board;

  beforeAll(async () => {
    board = (await league('pairs', ['truthful', 'shaded', 'twin', ...poor])).agents;
  });

  it('twins are never told apart', () => {
    const pairs = toldApart(board).map(({ ahead, behind }) => [ahead, behind].sort().join(' and '));
    expect(pairs).not.toContain('shaded and twin');
  });

  it(`who is ${poor.join(', ')} is never ranked above truthful by a test`, () => {
    const found = toldApart(board);
    const saveLess = found.filter(({ metric, ahead }) => metric === 'cost' && ahead === 'truthful');
    expect(saveLess.map(({ behind }) => behind)).toEqual(expect.arrayContaining(poor));
    expect(found.filter(({ ahead, behind }) => behind === 'truthful' && poor.includes(ahead))).toEqual([]);
  });
});

it('twins are equal in unequal homes, since either sits in either', async () => {
  const { agents } = await league('homes', ['shaded', 'twin'], { scenarios: [unequal] });
  const found = agents.comparisons.map(({ metric, verdict, p }) => [metric, verdict, p]);
  expect(found).toEqual(agents.ranked.map(({ id }) => [id, 'equal', 1]).concat([['composite', 'equal', 1]]));
});

sampled(0.5)('entrants by other names and in another order change nothing but the names', async () => {
  const names = { silent: 'abacus', quitter: 'zephyr', twin: 'mine' };
  const renamed = Object.entries(names).map(([name, other]): [string, string] => {
    const source = nullPlugins[name]!.replace(`name: '${name}'`, `name: '${other}'`);
    return [other, file(`${other}.ts`, source)];
  });
  const more = { scenarios: [unequal], blocks: 2 };
  const [then, now] = [
    await league('named', ['truthful', ...Object.keys(names)], more),
    await league('named', [...Object.values(names).reverse(), 'truthful'], more, new Map(renamed.reverse())),
  ];
  /** All that the run says, by the first names. */
  const said = ({ agents, dealers, plan, recordOf }: PlayedHere): unknown => {
    const hashes = plan.matches.map(({ id }) => recordOf(id).report.resultHash);
    const text = JSON.stringify({ agents, dealers, matches: plan.matches, hashes }, (key, value: unknown) =>
      key === 'version' ? undefined : value,
    );
    return JSON.parse(
      Object.entries(names).reduce(
        (all, [name, other]) => all.replaceAll(new RegExp(`\\b${other}\\b`, 'g'), name),
        text,
      ),
    );
  };
  expect(said(now)).toEqual(said(then));
  expect(
    new Set(then.agents.rows.map(({ standings }) => standings.cost.estimate!.mean)).size,
  ).toBeGreaterThan(2);
});

sampled(0.5)('a plugin more flips no verdict, and changes no figure of who does not meet it', async () => {
  const entrants = ['truthful', 'zero-intelligence', ...(isLong ? ['shaded', 'multi-bundle'] : [])];
  const alone = async (...more: string[]): Promise<Board> =>
    (await league('alone', [...entrants, ...more], { format: 'self-play', matchSize: undefined })).agents;
  const [before, after] = [await alone(), await alone('silent')];
  const scores = ({ rows }: Board) =>
    entrants.map((name) => rows.find((row) => row.name === name)!.blockScores);
  expect(scores(after)).toEqual(scores(before));
  const [then, now] = [toldApart(before), toldApart(after)];
  expect(then.map(({ ahead }) => ahead)).toContain('truthful');
  // More pairs in the family can cost certainty, and win none.
  expect(then).toEqual(expect.arrayContaining(now.filter(({ ahead, behind }) => ![ahead, behind].includes('silent')))); // prettier-ignore
});

it('a plugin that ends the match early gains nothing by it', async () => {
  const more = { marginalContribution: true, blocks: isLong ? 20 : 6, roundCap: 30 };
  const { plan, recordOf } = await league('early', ['truthful', 'quitter'], more);
  const outcomes: string[] = [];
  const quitter = plan.submissions.find(({ name }) => name === 'quitter')!.id;
  for (const { match, team, without } of plan.counterfactuals) {
    if (team !== quitter) continue;
    const { teams } = plan.matches.find(({ id }) => id === match)!;
    const [quit, stayed] = [recordOf(match).report, recordOf(without).report];
    expect(stayed.outcome).toBe('converged');
    outcomes.push(quit.outcome);
    for (const { role, saving, seat } of quit.perSeat) {
      if (role !== 'agent' || playerOf(teams, seat) !== quitter) continue;
      // Property 4 of "Settlement at the final prices" (docs/market-rules.md); converged is within a millionth.
      expect(saving).toBeLessThanOrEqual(
        stayed.perSeat[seat]!.saving + 1e-5 * (quit.baseline! - quit.optimum),
      );
    }
  }
  expect(outcomes.filter((outcome) => outcome !== 'converged').length).toBeGreaterThan(2);
});
