import { leagueFrom } from '#leagues/definition/load-league.js';
import { blockDays } from '#leagues/pairing/block-days.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { runSeed } from '#leagues/pairing/seeds.js';
import { seedOnDay, dayOfSeed } from '#leagues/scenario-files/days/seed-on-day.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { measuredScenario } from '#leagues/scenario-files/test/measured-days.js';
import { freeChain } from '#contracts/service/chain-conditions.js';
import type { RunHead } from '../bundles/run-head.js';
import { checkPlan } from './check-plan.js';
import type { RunScenarios } from './given/run-scenarios.js';

const days = { from: ['2025-06-01/2025-06-30'], hold: ['2025-06-21/2025-06-30'] };
const submission = (kind: 'agent' | 'dealer', name: string): FrozenSubmission => {
  return { id: name, kind, name, version: '1', sha256: 'x', baseline: false };
};
const submissions = [submission('agent', 'a'), submission('dealer', 'passive')];
const definition = leagueFrom(
  { id: 'l', title: 'L', format: 'self-play', scenarios: ['june'], blocks: 4 },
  'l',
);

let scenario: Scenario;
beforeAll(async () => {
  scenario = await measuredScenario(days);
});

/** What a bundle of the run says, if `forge` changes the seeds of its matches. */
function head(forge: (seed: string) => string = (seed) => seed): RunHead {
  const seed = runSeed(definition, 1);
  const plan = planRun(definition, submissions, seed, blockDays(new Map([['june', scenario]]), seed, 4));
  const matches = plan.matches.map((match) => ({ ...match, seed: forge(match.seed) }));
  return {
    ...{ id: 'l-1', definition, plan: { ...plan, matches }, anchor: null },
    plugins: submissions.map((one) => ({ ...one, file: '', source: null })),
  };
}

function contradictions(said: RunHead, known: boolean): readonly string[] {
  const scenarios: RunScenarios = {
    ...{ packages: new Map(), given: [], conditions: freeChain },
    byName: known ? new Map([['june', scenario]]) : new Map(),
    missing: known ? new Map() : new Map([['june', 'is not here']]),
  };
  return checkPlan(said, scenarios).contradictions;
}

const onDay = (day: string) => (seed: string) => seedOnDay(dayOfSeed(seed)!.seed, day);

it('the days of blocks follow from the seed of the run and its scenario', () => {
  expect(contradictions(head(), true)).toEqual([]);
});

it.each<[string, (seed: string) => string]>([
  ['another held day for all blocks', onDay('2025-06-21')],
  ['a day to train on', onDay('2025-06-02')],
  ['no day', (seed) => dayOfSeed(seed)!.seed],
])('%s is contradicted', (_, forge) => {
  expect(contradictions(head(forge), true)).toEqual([
    expect.stringMatching(/^plan\.matches\[\d+\]\.seed does not follow from the league and its submissions$/),
  ]);
});

it('without the scenario the days are as the bundle says, and the seeds they stand in are not', () => {
  expect(contradictions(head(), false)).toEqual([]);
  expect(
    contradictions(
      head((seed) => `f${seed}`),
      false,
    ),
  ).toHaveLength(1);
});
