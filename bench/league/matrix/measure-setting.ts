import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseAddress } from '#database/address.js';
import { systemClock } from '#matches/play/system-clock.js';
import { MeasuredDeployment, type Setting } from './deployment.js';
import { spareDatabase } from '../../postgres/own-postgres.js';
import { loadBetween, ProcessLoad, totalOf, type Load } from '../../processes/process-load.js';

/** ms between two looks at a run, which cost the server a little themselves */
const BETWEEN_LOOKS = 500;

/** What is played. */
export interface MeasuredLeague {
  /** a league's fields, as the API takes them; a run of it has more matches than are counted */
  readonly league: { readonly id: string };
  /** matches until everything is warm, and those of which the figures are */
  readonly before: number;
  readonly counted: number;
}

export interface SettingFigures extends Setting {
  readonly matches: number;
  readonly seconds: number;
  /** processor seconds a match, by kind of process */
  readonly load: Load;
  readonly processorSeconds: number;
  readonly matchesPerMinute: number;
  /** matches a minute that the processor seconds leave these cores room for */
  readonly bound: number;
}

/** Plays a league on a deployment of its own; `postgres`: a server where databases may be made. Throws where a match ends as anything but played. */
export async function measureSetting(
  setting: Setting,
  { league, before, counted }: MeasuredLeague,
  postgres: DatabaseAddress | null,
): Promise<SettingFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-bench-'));
  await using ends = new AsyncDisposableStack();
  ends.defer(() => rm(folder, { recursive: true, force: true }));
  const database = setting.database === 'postgres' ? ends.use(await spareDatabase(postgres!)) : null;
  const deployment = ends.use(await MeasuredDeployment.start(setting, folder, database));
  const { server } = deployment;
  await server.post('/leagues', league);
  await server.post(`/leagues/${league.id}/runs`, {});
  const load = new ProcessLoad(deployment.roots);
  const ended = async (atLeast: number): Promise<{ done: number; at: number; load: Load }> => {
    for (;;) {
      const { progress, state } = (await server.get(`/runs/${league.id}-1`)) as RunView;
      const look = { done: progress.done, at: systemClock.now(), load: load.look() };
      if (look.done >= atLeast) return look;
      if (state !== 'queued' && state !== 'running')
        throw new Error(`the run is ${state} after ${look.done} matches, and ${atLeast} were wanted`);
      await pause(BETWEEN_LOOKS);
    }
  };
  const from = await ended(before);
  const to = await ended(from.done + counted);
  return settingFigures(setting, {
    matches: to.done - from.done,
    seconds: to.at - from.at,
    load: loadBetween(from.load, to.load),
  });
}

interface RunView {
  readonly state: string;
  readonly progress: { readonly done: number };
}

/** Of what was counted in all: per match, and against what the cores can give. */
export function settingFigures(
  { workers, chains, engine, database }: Setting,
  { matches, seconds, load }: { readonly matches: number; readonly seconds: number; readonly load: Load },
  cores = availableParallelism(),
): SettingFigures {
  const each: Load = {
    server: load.server / matches,
    worker: load.worker / matches,
    chain: load.chain / matches,
    plugins: load.plugins / matches,
    database: load.database / matches,
  };
  const processorSeconds = totalOf(each);
  return {
    ...{ workers, chains, engine, database, matches, seconds, load: each, processorSeconds },
    matchesPerMinute: (60 * matches) / seconds,
    bound: (60 * cores) / processorSeconds,
  };
}
