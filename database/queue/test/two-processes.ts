import type { ClaimedMatch } from '#leagues/run/match-queue.port.js';
import { packageOf } from '#leagues/scenario-files/package/scenario-package.js';
import type { DatabaseAddress } from '../../address.js';
import { Database } from '../../database.js';
import { LeagueEntity } from '../../entities/league.entity.js';
import { MatchEntity } from '../../entities/match.entity.js';
import { MatchRecordEntity } from '../../entities/match-record.entity.js';
import { RunEntity } from '../../entities/run.entity.js';
import { RunFileEntity } from '../../entities/run-file.entity.js';
import { packageRow, storePackages } from '../../stored/stored-packages.js';
import { administer } from '../../test/postgres-server.js';
import { SetClock } from '../../test/set-clock.js';
import { BossJobs } from '../boss-jobs.js';
import { BossMatchQueue } from '../boss-match-queue.js';
import { MatchMaterial } from '../match-material.js';

export const RUN = 'test-1';
/** begun a millisecond after that */
export const LATER_RUN = 'test-2';
const PLACE = 1;
const SILENT = { onTrouble: () => undefined, onWell: () => undefined };

export interface Side {
  readonly database: Database;
  readonly jobs: BossJobs;
  readonly queue: BossMatchQueue;
  readonly ended: string[];
  readonly faults: string[];
  readonly lost: string[];
}

/** A process at the database, as far as its queue goes. */
async function side(address: DatabaseAddress, role: 'server' | 'worker', holder: string): Promise<Side> {
  const database = await Database.open(address, SILENT, role);
  const onError = (error: unknown): void => {
    throw error;
  };
  const jobs = await BossJobs.open(database, { heartbeatSeconds: 10, onError });
  const [ended, faults, lost]: [string[], string[], string[]] = [[], [], []];
  const listener = {
    runStarted: () => undefined,
    matchEnded: ({ id, state }: MatchEntity) => ended.push(`${id} ${state}`),
    matchFault: (_: string, reason: string) => faults.push(reason),
    claimVoid: (match: string) => lost.push(match),
  };
  const material = new MatchMaterial(database);
  const setting = { database, material, listener, clock: new SetClock(1_000_000) };
  const queue = new BossMatchQueue(setting, jobs, holder);
  return { database, jobs, queue, ended, faults, lost };
}

/** The next match of a process. */
export async function claimed({ queue }: Side): Promise<ClaimedMatch> {
  const claim = await queue.claim();
  if (!claim) throw new Error('the queue is empty');
  return claim;
}

/** A server that leads and a worker, at one PostgreSQL, with two runs whose matches they play. */
export class TwoProcesses {
  private constructor(
    private readonly address: DatabaseAddress,
    readonly leader: Side,
    readonly worker: Side,
  ) {}

  static async open(address: DatabaseAddress): Promise<TwoProcesses> {
    const leader = await side(address, 'server', 'one');
    const row = await packageRow(packageOf({ files: {}, scenario: { id: 's' } }));
    await leader.database.write(async (manager) => {
      const definition = { id: 'test' } as LeagueEntity['definition'];
      const league = { id: 'test', definition, state: 'active' as const, shipped: false, secretSeed: null };
      await manager.insert(LeagueEntity, { ...league, scheduledUntil: 0, createdAt: 0 });
      await storePackages(manager, [row]);
      const packages = [{ name: 's', sha256: row.sha256 }];
      const plan = { seed: 'x', seatsNeeded: 1, design: null, submissions: [] };
      const run = { league: 'test', state: 'queued' as const, definition, plan, packages };
      await manager.insert(RunEntity, { ...run, id: RUN, number: 1, createdAt: 1000 });
      await manager.insert(RunEntity, { ...run, id: LATER_RUN, number: 2, createdAt: 1001 });
      for (const [submission, kind] of [
        ['a', 'agent'],
        ['d', 'dealer'],
      ] as const) {
        const file = { id: submission, kind, name: submission, version: '1', sha256: '', baseline: true };
        const whole = { ...file, file: 'x.ts', source: '' };
        for (const id of [RUN, LATER_RUN])
          await manager.insert(RunFileEntity, { run: id, submission, file: whole });
      }
    });
    return new TwoProcesses(address, leader, await side(address, 'worker', 'two'));
  }

  /** Nothing has been played, and matches 1 to 3 wait. */
  async begin(): Promise<void> {
    await this.leader.database.write(async (manager) => {
      await manager.deleteAll(MatchRecordEntity);
      await manager.deleteAll(MatchEntity);
    });
    await this.sql('DELETE FROM "public_jobs"."job"');
    await this.wait([1, 2, 3]);
    for (const { ended, faults, lost } of [this.leader, this.worker])
      for (const list of [ended, faults, lost]) list.length = 0;
  }

  /** Matches of these serials wait from now on. */
  async wait(serials: readonly number[], run = RUN): Promise<void> {
    const as = { run, state: 'queued' as const, priority: PLACE, attempts: 0, block: 1, scored: true };
    const matches = serials.map((serial) => ({
      ...{ ...as, id: `${run}-${String(serial).padStart(6, '0')}`, serial },
      ...{ scenario: 's', seed: 'x', dealer: 'd', teams: ['a'] },
    }));
    const ids = matches.map(({ id }) => id);
    await this.leader.database.write(async (manager) => {
      await manager.insert(MatchEntity, matches);
      await this.leader.jobs.add(manager, ids, PLACE);
    });
  }

  sql(text: string): Promise<unknown> {
    return administer(text, this.address);
  }

  /** What waits after a fault may be tried at once. */
  hurry(): Promise<unknown> {
    return this.sql('UPDATE "public_jobs"."job" SET "start_after" = now()');
  }

  /** The pause of what has come back is over now: later than that of all that wait. */
  pauseEnds(): Promise<unknown> {
    return this.sql(`UPDATE "public_jobs"."job" SET "start_after" = now() WHERE "state" = 'retry'`);
  }

  /** As if nothing had been heard for long of who plays. */
  async takeBack(): Promise<void> {
    await this.sql(
      `UPDATE "public_jobs"."job" SET "heartbeat_on" = now() - interval '1 hour' WHERE "state" = 'active'`,
    );
    await this.sql(`UPDATE "public_jobs"."queue" SET "monitor_on" = NULL, "monitor_claim_on" = NULL`);
    await this.leader.jobs.supervise();
  }

  match(serial: number): Promise<MatchEntity> {
    return this.leader.database.read.findOneByOrFail(MatchEntity, { run: RUN, serial });
  }

  async close(): Promise<void> {
    for (const { jobs, database } of [this.worker, this.leader]) {
      await jobs.close();
      await database.close();
    }
  }
}
