import { leagueFrom } from '#leagues/definition/load-league.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { FrozenSubmission, RunPlan } from '#leagues/pairing/run-plan.js';
import { aMatch } from '#results/test/match-builder.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { pooled, type PooledLook } from './pool-runs.js';
import { runBoards } from './run-boards.js';

const names = ['A', 'B', 'passive'];
const submissions = names.map((name): FrozenSubmission => {
  const kind = name === 'passive' ? 'dealer' : 'agent';
  return { id: name, kind, name, version: '1', sha256: 'x', baseline: false };
});
const league = leagueFrom(
  { id: 'l', title: 'L', format: 'self-play', scenarios: ['s'], blocks: 3, extensible: true },
  'l',
);

/** A saves `saving[block - 1]` less than B in every block. */
function look(run: string, savings: readonly number[], days?: readonly string[], firstBlock = 1): PooledLook {
  const ofRun = firstBlock === 1 ? [3] : [3, savings.length];
  const plan: RunPlan = planRun(league, submissions, run, days && new Map([['s', days]]), ofRun);
  const scored = plan.matches.map(({ id, block, teams, dealer, scenario }): MatchResult => {
    const saving = teams[0] === 'A' ? 5 - savings[block - 1]! : 5;
    const played = aMatch(id).inBlock(block).of(...teams).to(10 - 2 * saving).saving(saving, saving).result(); // prettier-ignore
    return { ...played, place: { ...played.place, teams, dealer, scenario } };
  });
  const results = { all: scored, scored, cancelled: false };
  return { run, plan, results, firstBlock, lastBlock: savings.length };
}

const boardOf = (parts: readonly PooledLook[]) => {
  const { plan, results } = pooled(parts);
  return runBoards(league, plan, results).agents;
};

it('runs are one run of all their blocks, with a look after each', () => {
  const board = boardOf([look('l-1', [1, 2, 1]), look('l-2', [2, 1, 3]), look('l-3', [1, 1, 2])]);
  expect([board.blocks, board.looks, board.matches.scored]).toEqual([9, [3, 6, 9], 18]);
  const cost = board.comparisons.find(({ metric }) => metric === 'cost')!;
  // 1.56 of the 5 that there are for each
  expect(cost.difference!.mean).toBeCloseTo(-14 / 9 / 5, 12);
  // Three blocks could tell nothing: six are the first look that counts, nine the second.
  expect(cost).toMatchObject({ verdict: 'apart', p: 2 ** -8 / (3 / 16) });
});

it('a look that was taken later counts later, whichever run it is at', () => {
  const first = look('l-1', [1, 2, 1, 4], undefined, 1);
  const whole = look('l-1', [1, 2, 1, 4, 4], undefined, 4);
  const board = boardOf([{ ...first, ...whole, firstBlock: 1, lastBlock: 3 }, look('l-2', [2, 1, 3]), whole]); // prettier-ignore
  expect([board.blocks, board.looks]).toEqual([8, [3, 6, 8]]);
});

it('a day that comes again is no new block', () => {
  const [june, july] = [
    ['2025-06-01', '2025-06-02', '2025-06-03'],
    ['2025-06-03', '2025-07-02', '2025-06-01'],
  ];
  const board = boardOf([look('l-1', [1, 2, 1], june), look('l-2', [2, 1, 3], july)]);
  expect([board.blocks, board.looks]).toEqual([4, [3, 4]]);
  expect(boardOf([look('l-1', [1, 2, 1], june), look('l-2', [2, 1, 3], june)]).looks).toEqual([3]);
});
