import type { RunHead } from '#matches/bundles/run-head.js';
import { MoreThan, type EntityManager } from 'typeorm';
import type { PlannedMatch, RunPlan } from '#leagues/pairing/run-plan.js';
import type { Counterfactual } from '#market/counterfactual.js';
import { MatchEntity, plannedMatch } from '../entities/match.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { looksOf } from './run-looks.js';

/** Rows read at once. */
const CHUNK = 2000;

export type PlannedRun = Pick<
  RunEntity,
  'id' | 'definition' | 'anchor' | 'packages' | 'state' | 'looks' | 'createdAt'
> & {
  readonly plan: RunPlan;
};

/** A run with its whole plan, put together from the rows of its matches. Throws where there is none. For threads. */
export async function plannedRun(read: EntityManager, id: string): Promise<PlannedRun> {
  const select = {
    id: true,
    definition: true,
    anchor: true,
    packages: true,
    state: true,
    looks: true,
    createdAt: true,
  } as const;
  const { plan, lineUps, ...run } = await read.findOneOrFail(RunEntity, {
    select: { ...select, plan: true, lineUps: true },
    where: { id },
  });
  const looks = looksOf(run);
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
    ...run,
    plan: {
      ...{ seed, submissions, seatsNeeded },
      design: design && { ...design, lineUps: lineUps ?? [] },
      ...{ matches, counterfactuals },
      ...(looks && { looks }),
    },
  };
}

async function* matchRows(read: EntityManager, run: string): AsyncGenerator<MatchEntity> {
  const select = { id: true, run: true, serial: true, block: true, scenario: true, seed: true, dealer: true };
  for (let last = 0; ;) {
    const rows = await read.find(MatchEntity, {
      select: { ...select, teams: true, mechanism: true, scored: true, compared: true },
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
export function headOf(run: PlannedRun): Omit<RunHead, 'plugins'> {
  const { id, definition, plan, anchor, packages, state, looks } = run;
  return {
    ...{ id, definition, plan, anchor },
    ...(packages && { packages }),
    ...(looks && { lookAnchors: looks.map((look) => look.anchor) }),
    ...(state === 'cancelled' && { cancelled: true }),
  };
}
