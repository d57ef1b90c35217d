import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { FrozenSubmission, RunPlan } from '#leagues/pairing/run-plan.js';
import type { MatchRecord } from '#market/match/report.js';
import type { RunAnchorRecord } from '../ledger/anchor-run.js';

/** A plugin a run was played with. */
export interface BundledPlugin extends FrozenSubmission {
  readonly file: string;
  /** null: not for whoever asked for the bundle */
  readonly source: string | null;
}

/** What a run was: everything but its matches. */
export interface RunHead {
  readonly id: string;
  readonly definition: LeagueDefinition;
  readonly plan: RunPlan;
  readonly plugins: readonly BundledPlugin[];
  /** null: nowhere */
  readonly anchor: RunAnchorRecord | null;
}

/** A played match of the run, and which one its bundle says it is. */
export interface NamedRecord {
  readonly match: string;
  readonly record: MatchRecord;
}

/** A head as it stands in a file. */
export type BundleHead = RunHead & {
  readonly format: 'gridleague-run';
  /** of the form of its lines (docs/api-guide.md, "Exports") */
  readonly version: 1 | 2;
};
