import { In, type EntityManager } from 'typeorm';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { RunEntity, type RunState } from '#database/entities/run.entity.js';
import { openSeasonOf } from '#database/stored/open-season.js';
import { openerOf } from '#database/stored/sealed-run.js';
import { conflict } from '../problem/problem.js';

/** Of a run that is on. */
export const OPEN: RunState[] = ['queued', 'running'];

/** `number`: of the run that is about to begin; null: not known yet. Returns that of the last run; 0: none. */
export async function refuseIfNotReady(
  manager: EntityManager,
  { id, definition }: LeagueEntity,
  number: number | null,
  season?: { readonly id: string },
): Promise<number> {
  await refuseIfTaken(manager, id);
  const open = await openSeasonOf(manager, id);
  if (open !== (season?.id ?? null))
    throw conflict(
      'in-season',
      open === null
        ? `season ${season!.id} is over`
        : `league ${id} is played when its season ${open} says so`,
    );
  const last = (await manager.maximum(RunEntity, 'number', { league: id })) ?? 0;
  if (number !== null && last >= number)
    throw conflict('run-on', `another run of league ${id} has just been started`);
  if (typeof definition.seed === 'string') return last;
  const opener = await openerOf(manager, definition.seed.sealed);
  if (opener)
    throw conflict('seal-opened', `the seal of league ${id} was opened by run ${opener}; give it a new one`);
  return last;
}

/** Only what is whole can be built upon; `run` as it was when its further blocks were planned. */
export async function refuseIfNotFinished(
  manager: EntityManager,
  { id, league, looks }: RunEntity,
): Promise<void> {
  const run = await manager.findOneByOrFail(RunEntity, { id });
  if (run.state !== 'finished')
    throw conflict('not-finished', `run ${id} is ${run.state}: only one that has finished can be extended`);
  if ((run.looks?.length ?? 0) !== (looks?.length ?? 0))
    throw conflict('run-on', `run ${id} has just been extended`);
  await refuseIfTaken(manager, league);
}

/** A league that has been removed plays nothing any more, any other one run at a time. */
export async function refuseIfTaken(manager: EntityManager, id: string): Promise<void> {
  const league = await manager.findOneBy(LeagueEntity, { id });
  if (league?.state === 'removed') throw conflict('removed', `league ${id} has been removed`);
  const where = { league: id, state: In(OPEN) };
  const on = await manager.findOne(RunEntity, { select: { id: true }, where });
  if (on) throw conflict('run-on', `run ${on.id} of league ${id} is on`);
}
