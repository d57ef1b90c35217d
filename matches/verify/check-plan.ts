import { conductOfLeague } from '#leagues/run/match-task.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { loadLeague } from '#leagues/definition/load-league.js';
import { blockDays, type BlockDays } from '#leagues/pairing/block-days.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import { PlanError, type RunPlan } from '#leagues/pairing/run-plan.js';
import { runSeed, SealedSeedError } from '#leagues/pairing/seeds.js';
import { dayOfSeed } from '#leagues/scenario-files/days/seed-on-day.js';
import { rootOf } from '#results/receipts/receipts.js';
import { frozenFacts, type RunHead } from '../bundles/run-head.js';
import { checkScenarios } from '../runs/check-scenarios.js';
import { frozenScenarios, packLeague } from '../runs/league-packages.js';
import { asJson, jsonDifference } from './differences/json-difference.js';
import type { RunScenarios } from './given/run-scenarios.js';

/** What a run must have been, from its league, its number and its frozen submissions. */
export interface CheckedPlan {
  /** derived anew, whatever the bundle says; null: there is no such run */
  readonly plan: RunPlan | null;
  readonly contradictions: readonly string[];
  /** the seed was sealed and nobody gave it: every draw rests on the bundle's word */
  readonly sealed: boolean;
}

/**
 * Derives the plan of a run anew. `secret`: behind a sealed seed. What the bundle says of itself otherwise is
 * contradicted.
 */
export function checkPlan(head: RunHead, scenarios: RunScenarios, secret?: string): CheckedPlan {
  const seed = seedOf(head, secret);
  const contradictions = [...seed.contradictions, ...pluginContradictions(head)];
  try {
    const { looks = [head.definition.blocks] } = head.plan;
    const days = new Map([
      ...daysInPlan(head, scenarios.missing),
      ...blockDays(scenarios.byName, seed.value, looks.at(-1)!),
    ]);
    const plan = planRun(head.definition, head.plan.submissions, seed.value, days, looks);
    const field = jsonDifference(head.plan, asJson(plan), 'plan');
    if (field !== null) contradictions.push(`${field} does not follow from the league and its submissions`);
    return { plan, contradictions, sealed: seed.sealed };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    contradictions.push(`the plan does not follow from the league: ${error.message}`);
    return { plan: null, contradictions, sealed: seed.sealed };
  }
}

/** Why nobody can play this plan; null: it can be played, as far as its scenarios are there. */
export function planObstacle(
  definition: LeagueDefinition,
  plan: RunPlan,
  { byName, conditions }: RunScenarios,
): string | null {
  try {
    checkScenarios(plan, byName, conditions, conductOfLeague(definition));
    return null;
  } catch (error) {
    if (error instanceof PlanError) return `no such run can be played: ${error.message}`;
    throw error;
  }
}

/** Of scenarios that are not there, whose matches are not judged: the days that the bundle says. */
function daysInPlan({ plan }: RunHead, missing: RunScenarios['missing']): BlockDays {
  const days = new Map<string, string[]>();
  for (const { scenario, block, seed } of plan.matches) {
    const dated = missing.has(scenario) ? dayOfSeed(seed) : null;
    if (!dated) continue;
    const known = days.get(scenario) ?? [];
    known[block - 1] = dated.day;
    days.set(scenario, known);
  }
  return days;
}

interface DerivedSeed {
  readonly value: string;
  readonly contradictions: readonly string[];
  readonly sealed: boolean;
}

function seedOf({ id, definition, plan }: RunHead, secret: string | undefined): DerivedSeed {
  const given = (sealed: boolean, ...contradictions: string[]): DerivedSeed => {
    return { value: plan.seed, contradictions, sealed };
  };
  const number = Number(/-([1-9]\d{0,14})$/.exec(id)?.[1]);
  if (id !== `${definition.id}-${number}`)
    return given(false, `the run is called ${id}, which is no run of ${definition.id}`);
  if (typeof definition.seed !== 'string' && secret === undefined) return given(true);
  try {
    const value = runSeed(definition, number, secret);
    const differs = value !== plan.seed;
    const complaint = "plan.seed does not follow from the league's seed and the run's number";
    return { value, contradictions: differs ? [complaint] : [], sealed: false };
  } catch (error) {
    if (error instanceof SealedSeedError) return given(true, error.message);
    throw error;
  }
}

function pluginContradictions({
  definition,
  plan,
  plugins,
  packages,
  anchor,
  lookAnchors = [],
}: RunHead): string[] {
  const bundled = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const complaints = plan.submissions
    .filter((frozen) => {
      const plugin = bundled.get(frozen.id);
      return !plugin || Object.entries(frozen).some(([field, value]) => plugin[field as 'id'] !== value);
    })
    .map(({ id }) => `plan.submissions and plugins do not say the same of ${id}`);
  if (plugins.length !== plan.submissions.length || bundled.size !== plugins.length)
    complaints.push('plan.submissions and plugins are not the same');
  if (
    packages &&
    jsonDifference(
      packages.map(({ name }) => name),
      definition.scenarios,
    ) !== null
  )
    complaints.push('packages are not those of the scenarios of the league');
  for (const one of [anchor, ...lookAnchors])
    if (one && frozenRoot(plan, packages) !== one.submissions)
      complaints.push(`the hashes of plugins and scenarios do not have the anchored root ${one.submissions}`);
  return complaints;
}

/** null: one stands there twice */
function frozenRoot(plan: RunPlan, packages: RunHead['packages']): string | null {
  try {
    return rootOf(frozenFacts(plan, packages));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What of the league that was played is not in the reader's own file. Throws `LeagueError`. */
export async function leagueContradictions(
  { definition, packages }: RunHead,
  file: string | undefined,
): Promise<string[]> {
  if (file === undefined) return [];
  const own = await loadLeague(file);
  const field = jsonDifference({ ...definition, scenarios: own.scenarios }, own, 'definition');
  const complaints = field === null ? [] : [`${field} is not that of ${file}`];
  const scenarios = packages ? frozenScenarios((await packLeague(own)).packages) : own.scenarios;
  const other = jsonDifference(
    packages ?? definition.scenarios,
    scenarios,
    packages ? 'packages' : 'definition.scenarios',
  );
  return other === null ? complaints : [...complaints, `${other} is not that of ${file}`];
}
