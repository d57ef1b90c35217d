import type { RunEntity, RunState } from '#database/entities/run.entity.js';
import { runLooks } from '#database/stored/run-looks.js';
import { isSecret } from '#database/stored/sealed-run.js';
import type { ApiAnswer } from '#api/schemas.js';

/** A run as everybody may see it. */
export type RunView = ApiAnswer<'Run'>;
export type RunProgress = RunView['progress'];

export function runView(run: RunEntity, progress: RunProgress): RunView {
  const { id, league, number, state, plan, createdAt, startedAt, error, anchor } = run;
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
    scenarios: run.packages,
    createdAt: new Date(createdAt).toISOString(),
    startedAt: time(startedAt),
    finishedAt: time(overSince(run)),
    extensible: run.definition.extensible === true,
    looks: runLooks(run).map(({ blocks, createdAt, anchor }) => {
      return { blocks, createdAt: new Date(createdAt).toISOString(), anchor };
    }),
  };
}

/** ms since 1970; null: it is on, though boards of a look before may be there. */
export function overSince(run: Pick<RunEntity, 'state' | 'finishedAt'>): number | null {
  return isOver(run.state) ? run.finishedAt : null;
}

/** Whether nothing of it is to be played any more. */
export function isOver(state: RunState): boolean {
  return state !== 'queued' && state !== 'running';
}
