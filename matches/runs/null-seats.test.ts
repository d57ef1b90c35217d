import { leagueFrom } from '#leagues/definition/load-league.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { testRng, testSeed } from '#market/test/short-form.js';
import { agentBoard } from '#results/standings/build-board.js';
import type { Board } from '#results/standings/board.js';
import { aMatch } from '#results/test/match-builder.js';
import { toldApart } from './test/told-apart.js';

// Leagues in which seats differ and plugins do not: whoever were dealt the better seats would be told apart.

const submissions = (count: number): FrozenSubmission[] => {
  const facts = { version: '1', sha256: 'ab'.repeat(32), baseline: false };
  return [...Array.from({ length: count }, (_, i) => `agent-${i}`), 'passive'].map((name) => {
    return { ...facts, id: name, name, kind: name === 'passive' ? 'dealer' : 'agent' } as const;
  });
};

/** What a home saves follows from its seat group and the block alone. */
function boardOf(count: number, matchSize: number, blocks: number): Board {
  const facts = { id: 'seats', title: 'Seats', format: 'mixed', scenarios: ['street'], entrants: 'all' };
  const definition = leagueFrom({ ...facts, dealers: ['passive'], blocks, matchSize }, 'seats.yaml');
  const { matches } = planRun(definition, submissions(count), 'seed');
  const played = matches.map(({ id, block, teams }) => {
    const luck = testRng(`null seats/${block}`).next() / 100;
    return aMatch(id).inBlock(block).of(...teams).saving(...teams.map((_, group) => 3 - group + luck)).to(2).result(); // prettier-ignore
  });
  const contestants = submissions(count).filter(({ kind }) => kind === 'agent');
  return agentBoard({ contestants, matches: played, weights: definition.ranking.weights });
}

it.each([
  [8, 4],
  [6, 5],
  [6, 3],
  [5, 2],
  [3, 3],
])(
  `%i alike in matches of %i are told apart by no test, and stand level (seed ${testSeed})`,
  (count, size) => {
    const board = boardOf(count, size, 2 * size * Math.ceil(6 / (2 * size)));
    expect(toldApart(board)).toEqual([]);
    const means = board.rows.map(({ standings }) => standings.cost.estimate!.mean.toFixed(9));
    expect(new Set(means).size).toBe(1);
  },
);
