import type { LineUpDesign } from '#leagues/pairing/run-plan.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { RunAnchorRecord } from '#matches/runs/anchor-run.js';
import type { RunEntity, RunState } from '../database/entities/run.entity.js';

export interface RunProgress {
  /** matches played */
  readonly done: number;
  readonly total: number;
  /** null: unknown */
  readonly secondsLeft: number | null;
}

/** A run as everybody may see it. */
export interface RunView {
  readonly id: string;
  readonly league: string;
  readonly number: number;
  readonly state: RunState;
  readonly progress: RunProgress;
  /** null while a sealed seed is still secret */
  readonly seed: string | null;
  /** what was sealed, for checking the seal and the seed that follows from it; null: not sealed, or the run is on */
  readonly secret: string | null;
  readonly submissions: readonly FrozenSubmission[];
  readonly design: Omit<LineUpDesign, 'lineUps'> | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly error: string | null;
  readonly anchor: RunAnchorRecord | null;
}

export function runView(run: RunEntity, progress: RunProgress): RunView {
  const { id, league, number, state, plan, createdAt, startedAt, finishedAt, error, anchor } = run;
  const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  const design = plan.design && {
    kind: plan.design.kind,
    teams: plan.design.teams,
    size: plan.design.size,
    appearances: plan.design.appearances,
    meetings: plan.design.meetings,
  };
  return {
    ...{ id, league, number, state, progress, design, error, anchor },
    seed: isSecret(run) ? null : plan.seed,
    secret: isSecret(run) ? null : run.secretSeed,
    submissions: plan.submissions,
    createdAt: new Date(createdAt).toISOString(),
    startedAt: time(startedAt),
    finishedAt: time(finishedAt),
  };
}

/** Whether nobody may know the seed yet. */
export function isSecret({ definition, state }: Pick<RunEntity, 'definition' | 'state'>): boolean {
  return typeof definition.seed !== 'string' && (state === 'queued' || state === 'running');
}
