import type { RunHead } from '#matches/bundles/run-head.js';
import { MoreThan, type EntityManager } from 'typeorm';
import type { Counterfactual, PlannedMatch, RunPlan } from '#leagues/pairing/run-plan.js';
import { MatchEntity, plannedMatch } from './entities/match.entity.js';
import { RunEntity } from './entities/run.entity.js';

/** Rows read at once. */
const CHUNK = 2000;

export type PlannedRun = Pick<RunEntity, 'id' | 'definition' | 'anchor' | 'packages'> & {
  readonly plan: RunPlan;
};

/** A run with its whole plan, put together from the rows of its matches. Throws where there is none. For threads. */
export async function plannedRun(read: EntityManager, id: string): Promise<PlannedRun> {
  const { definition, anchor, packages, plan, lineUps } = await read.findOneOrFail(RunEntity, {
    select: { id: true, definition: true, anchor: true, packages: true, plan: true, lineUps: true },
    where: { id },
  });
  const matches: PlannedMatch[] = [];
  const counterfactuals: Counterfactual[] = [];
  for await (const row of matchRows(read, id)) {
    const planned = plannedMatch(row);
    matches.push(planned);
    for (const { team, without } of row.compared ?? [])
      counterfactuals.push({ match: planned.id, team, without });
  }
  const { seed, submissions, seatsNeeded, design } = plan;
  return {
    ...{ id, definition, anchor, packages },
    plan: {
      ...{ seed, submissions, seatsNeeded },
      design: design && { ...design, lineUps: lineUps ?? [] },
      ...{ matches, counterfactuals },
    },
  };
}

async function* matchRows(read: EntityManager, run: string): AsyncGenerator<MatchEntity> {
  const select = { id: true, run: true, serial: true, block: true, scenario: true, seed: true, dealer: true };
  for (let last = 0; ;) {
    const rows = await read.find(MatchEntity, {
      select: { ...select, teams: true, scored: true, compared: true },
      where: { run, serial: MoreThan(last) },
      order: { serial: 'ASC' },
      take: CHUNK,
    });
    yield* rows;
    if (rows.length < CHUNK) return;
    last = rows.at(-1)!.serial;
  }
}

/** A run as its bundle and its paper pack tell of it. */
export function headOf({ packages, ...run }: PlannedRun): Omit<RunHead, 'plugins'> {
  return { ...run, ...(packages && { packages }) };
}
