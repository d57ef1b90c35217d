import type { LineUpDesign } from '#leagues/pairing/run-plan.js';
import type { PlannedMatch, RunPlan } from '#leagues/pairing/run-plan.js';
import type { FrozenScenario, ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { lookOfBlock } from '#leagues/pairing/looks-of-run.js';
import { checkedPlan, type RunToPlan } from './checked-plan.js';
import { frozenScenarios, openAll } from './league-packages.js';

/** `looks`: the last of which is laid out; absent: it begins */
export interface LayOutRequest extends Omit<RunToPlan, 'scenarios'> {
  /** of its scenarios, by the names of the definition */
  readonly packages: ReadonlyMap<string, ScenarioPackage>;
}

/** A plan without what there is much of: its matches are kept one by one. */
export interface PlanHead extends Pick<RunPlan, 'seed' | 'submissions' | 'seatsNeeded'> {
  readonly design: Omit<LineUpDesign, 'lineUps'> | null;
}

/** Of a match that is scored: match `without` (ids within the run) is played to compare, with `truthful` for `team`. */
export interface ComparedTeam {
  readonly team: string;
  readonly without: string;
}

/** A match as it is put into the database. */
export type LaidOutMatch = PlannedMatch & { readonly compared: readonly ComparedTeam[] | null };

export interface LaidOutRun {
  readonly head: PlanHead;
  readonly lineUps: LineUpDesign['lineUps'] | null;
  readonly packages: readonly FrozenScenario[];
  /** matches of the looks before */
  readonly before: number;
  /** all matches that come with this look in their order: JSON arrays of `LaidOutMatch`, small enough to be stored one after the other */
  readonly chunks: readonly string[];
}

/** Matches of a chunk: storing them takes a few milliseconds. */
const CHUNK = 100;

/** Plans a run, with those submissions only that take part. Throws `PlanError`, `ScenarioError`. */
export async function layOutRun(request: LayOutRequest): Promise<LaidOutRun> {
  const { definition, seed, packages, looks = [definition.blocks] } = request;
  const plan = checkedPlan({ ...request, scenarios: await openAll(packages) });
  const { seatsNeeded, matches } = plan;
  const playing = new Set(matches.flatMap(({ teams, dealer }) => [...teams, dealer]));
  const submissions = plan.submissions.filter(({ id }) => playing.has(id));
  const { lineUps = null, ...design } = plan.design ?? {};
  const before = matches.filter(({ block }) => lookOfBlock(block, looks) < looks.length).length;
  return {
    head: { seed, submissions, seatsNeeded, design: plan.design && (design as PlanHead['design']) },
    ...{ lineUps, packages: frozenScenarios(packages), before, chunks: [...chunksOf(plan, before)] },
  };
}

function* chunksOf({ matches, counterfactuals }: RunPlan, before: number): Generator<string> {
  const compared = Map.groupBy(counterfactuals, ({ match }) => match);
  for (let first = before; first < matches.length; first += CHUNK)
    yield JSON.stringify(
      matches.slice(first, first + CHUNK).map((match): LaidOutMatch => {
        const teams = compared.get(match.id)?.map(({ team, without }) => ({ team, without }));
        return { ...match, compared: teams ?? null };
      }),
    );
}
