import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { designMatrix } from '#leagues/pairing/design-matrix.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { paperPack } from '#results/export/paper-pack.js';
import { runBoards, type RunResults } from './run-boards.js';

export interface PackedRun {
  readonly id: string;
  readonly definition: LeagueDefinition;
  readonly plan: RunPlan;
  readonly results: RunResults;
  /** where its results were anchored, as plain JSON; null: nowhere */
  readonly anchor: object | null;
}

/** The paper pack of a run: file name to content. */
export function runPack({ id, definition, plan, results, anchor }: PackedRun): ReadonlyMap<string, string> {
  const boards = runBoards(definition, plan, results);
  const engine = results.all[0]?.report.engine ?? null;
  return paperPack({
    title: definition.title,
    provenance: { run: id, engine, seed: plan.seed, submissions: plan.submissions, anchor },
    matches: results.scored,
    boards: [boards.agents, boards.dealers],
    dealerEffects: boards.effects,
    design: designMatrix(plan.matches),
  });
}
