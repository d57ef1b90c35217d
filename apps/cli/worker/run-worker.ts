import { randomInt, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DatabaseAddress } from '#database/address.js';
import { fileError } from '#database/files/database-file-error.js';
import { storageErrorOf } from '#database/files/storage-error.js';
import type { Waiting } from '#database/files/storage-watch.js';
import { Bulletin } from '#database/fleet/bulletin.js';
import { refuseOtherRelease, release } from '#database/fleet/deployment.js';
import type { Logger } from '#database/fleet/logger.js';
import { MatchPace } from '#database/fleet/match-pace.js';
import { Membership } from '#database/fleet/membership.js';
import { openDatabase } from '#database/fleet/open-database.js';
import { BossQueueSource } from '#database/queue/boss-queue-source.js';
import { DiskTexts } from '#database/queue/disk-texts.js';
import { MatchMaterial } from '#database/queue/match-material.js';
import { SystemWallClock } from '#database/wall-clock.js';
import { Dispatcher } from '#leagues/run/dispatcher.js';
import { openChain, type LedgerChoice } from '#matches/ledger/ledger-choice.js';
import { systemClock } from '#matches/play/system-clock.js';
import { WorkerProcess } from '#matches/workers/worker-process.js';
import { agree } from './agree.js';

export interface WorkerOrder {
  /** of a PostgreSQL */
  readonly database: DatabaseAddress;
  /** a server to compare the release with; null: what the database says is enough */
  readonly server: string | null;
  /** matches at once */
  readonly players: number;
  readonly chain: LedgerChoice;
  /** folder for plugins and scenarios */
  readonly cache: string;
  readonly silenceSeconds: number;
}

/** Those who are told at once that matches wait come within so many ms. */
const MOST_WAKING = 1000;

/**
 * Plays matches of a deployment, wherever its servers are, until it is told to stop: then what is in play goes back to the queue. Throws
 * `InputError`, `DatabaseFileError`, `StorageError` where it cannot, or cannot go on.
 */
export async function runWorker(order: WorkerOrder, logger: Logger, stopping: Promise<void>): Promise<void> {
  await using ends = new AsyncDisposableStack();
  const clock = new SystemWallClock();
  const near = await DiskTexts.open(order.cache);
  // Nothing that is waited for keeps it from its end.
  const ended = stopping.then(() => null);
  const database = await Promise.race([ended, openDatabase(order.database, logger, 'worker')]);
  if (!database) return;
  ends.defer(() => database.close());
  const onWait: Waiting = (reason, seconds) => logger.warn('worker waits', { reason, seconds });
  if ((await Promise.race([ended, agree(database, order, onWait)])) === null) return;
  const { silenceSeconds, players } = order;
  const holder = randomUUID();
  const source = await BossQueueSource.open({
    database,
    clock,
    logger,
    holder,
    silenceSeconds,
    graceSeconds: 0,
  });
  ends.defer(() => source.close());
  const chain = await openChain(order.chain);
  ends.defer(async () => chain?.source.close());
  const processes = Array.from({ length: players }, () => new WorkerProcess({ chain }));
  ends.defer(async () => void (await Promise.all(processes.map((one) => one.close()))));
  const bulletin = new Bulletin(database);
  const pace = new MatchPace(clock.now());
  const queue = source.queue(new MatchMaterial(database, near), {
    runStarted: (run) => logger.info('run started', { run }),
    matchEnded: ({ id, run, outcome, state, rounds, attempts }, report) => {
      pace.ended(clock.now());
      logger.info('match ended', {
        match: id,
        outcome: outcome ?? state,
        rounds,
        attempts,
        hash: report?.resultHash,
      });
      bulletin.tellFailures(report);
      bulletin.tell({ kind: 'run', event: { run, type: 'match', match: id, outcome: outcome ?? state } });
    },
    matchFault: (match, reason) => {
      logger.error('match fault', { match, reason });
      bulletin.tell({ kind: 'fault' });
    },
    matchResumed: (match, days) => logger.info('match has kept days', { match, days }),
    claimVoid: (match) => logger.warn('match is not ours any more', { match }),
  });
  const dispatcher = new Dispatcher({
    ...{ queue, players: processes, clock: systemClock, silenceSeconds },
    heartbeatSeconds: source.heartbeatSeconds,
    onQueueError: (error) => void (storageErrorOf(error) ?? logger.error('queue failed', { error })),
    place: {
      onTrouble: (missing) => logger.error('matches wait', { ...missing }),
      onWell: () => logger.warn('matches go on'),
    },
  });
  const broken = Promise.withResolvers<never>();
  const facts = {
    kind: 'worker' as const,
    host: hostname(),
    pid: process.pid,
    players,
    ...(await release),
  };
  const membership = new Membership(
    database,
    holder,
    facts,
    () => ({ playing: dispatcher.inPlay, matchesPerMinute: pace.perMinute(clock.now()) }),
    () => refuseOtherRelease(database).catch(broken.reject),
  );
  await membership.start();
  ends.defer(() => membership.stop());
  ends.defer(() => database.storage.stop());
  ends.defer(() => dispatcher.stop());
  bulletin
    .heard('queue')
    .subscribe(() => setTimeout(() => dispatcher.wake(), randomInt(MOST_WAKING)).unref());
  logger.info('worker started', { ...facts, database: database.place, chain: order.chain });
  dispatcher.wake();
  const lost = database.storage.broken.then((trouble) => {
    throw fileError(database.place, trouble);
  });
  await Promise.race([stopping, broken.promise, lost]);
  logger.info('worker stops', { playing: dispatcher.inPlay.map(({ match }) => match) });
}
