import { leagueFrom } from '#leagues/definition/load-league.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { RunHead } from '../bundles/run-head.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { aMatch } from '#results/test/match-builder.js';
import { poolBundles, runsLeftOut, type FinishedRun } from './pool-bundles.js';

const submissions = ['A', 'B', 'passive'].map((name): FrozenSubmission => {
  const kind = name === 'passive' ? 'dealer' : 'agent';
  return { id: name, kind, name, version: '1', sha256: 'x', baseline: false };
});
const definition = leagueFrom(
  { id: 'l', title: 'L', format: 'self-play', scenarios: ['s'], blocks: 3, extensible: true },
  'l',
);

/** A saves `savings[block - 1]` less than B in every block; of more than three blocks there were two looks. */
function run(number: number, savings: readonly number[], more: Partial<RunHead> = {}): FinishedRun {
  const looks = savings.length > 3 ? [3, savings.length] : [3];
  const plan = planRun(definition, submissions, `seed-${number}`, undefined, looks);
  const all = plan.matches.map(({ id, block, teams, dealer, scenario }): MatchResult => {
    const saving = teams[0] === 'A' ? 5 - savings[block - 1]! : 5;
    const played = aMatch(id).inBlock(block).of(...teams).to(10 - 2 * saving).saving(saving, saving).result(); // prettier-ignore
    return { ...played, place: { ...played.place, teams, dealer, scenario } };
  });
  const head: RunHead = { id: `l-${number}`, definition, plan, plugins: [], anchor: null, ...more };
  return { head, results: { all, scored: all, cancelled: false } };
}

const anchored = (block: number) => ({
  ...{ matches: 'x', submissions: 'x', network: 'embedded', epoch: 1, registry: '0x0' },
  ...{ transaction: null, block },
});

it('pools runs as they are numbered, in whichever order they come', () => {
  const runs = [run(2, [2, 1, 3]), run(1, [1, 2, 1]), run(3, [1, 1, 2])];
  const { agents, dealers } = poolBundles(runs);
  expect([agents.blocks, agents.looks, agents.pooledRuns]).toEqual([9, [3, 6, 9], ['l-1', 'l-2', 'l-3']]);
  expect(dealers.pooledRuns).toEqual(agents.pooledRuns);
  expect(poolBundles(runs.toReversed())).toEqual(poolBundles(runs));
  expect(runsLeftOut([runs[0]!, run(4, [1, 1, 1])])).toEqual([1, 3]);
});

it('takes looks in the order of their anchors, and refuses to guess it', () => {
  const grown = (anchor: RunHead['anchor'], second: RunHead['anchor']) =>
    run(1, [1, 2, 1, 4], { anchor, lookAnchors: [second] });
  const other = (anchor: RunHead['anchor']) => run(2, [2, 1, 3], { anchor });
  expect(poolBundles([grown(anchored(1), anchored(9)), other(anchored(5))]).agents.looks).toEqual([3, 6, 7]);
  expect(poolBundles([grown(anchored(1), anchored(4)), other(anchored(5))]).agents.looks).toEqual([3, 4, 7]);
  expect(() => poolBundles([grown(anchored(1), null), other(anchored(5))])).toThrow(/before or after/);
  // The last run is extended after all others.
  expect(poolBundles([run(1, [1, 2, 1]), run(2, [2, 1, 3, 1])]).agents.looks).toEqual([3, 6, 7]);
});

it.each<[string, FinishedRun[], RegExp]>([
  ['nothing', [], /no run/],
  ['a run twice', [run(1, [1, 2, 1]), run(1, [1, 2, 1])], /twice/],
  [
    'a run under another number',
    [run(1, [1, 2, 1]), run(1, [1, 2, 1], { id: 'l-2' })],
    /l-2 is there twice, once as l-1/,
  ],
  ['a cancelled run', [run(1, [1, 2, 1], { cancelled: true })], /cancelled/],
  ['another league', [run(1, [1, 2, 1]), run(2, [1, 2, 1], { definition: { ...definition, roundCap: 7 } })], /definitions differ/], // prettier-ignore
  ['another scenario', [run(1, [1, 2, 1]), run(2, [1, 2, 1], { packages: [] })], /scenarios differ/],
])('refuses %s', (_, runs, words) => {
  expect(() => poolBundles(runs)).toThrow(words);
});

it('refuses a run of which matches are missing', () => {
  const { head, results } = run(1, [1, 2, 1]);
  expect(() => poolBundles([{ head, results: { ...results, all: results.all.slice(1) } }])).toThrow(
    /1 matches are missing/,
  );
});
