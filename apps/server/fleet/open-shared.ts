import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#database/database.js';
import type { ServerConfig } from '#api/settings/server-config.js';
import { keptText } from '../operation/kept-text.js';
import type { Logger } from '#database/fleet/logger.js';
import type { WallClock } from '#database/wall-clock.js';
import { BossQueueSource } from '#database/queue/boss-queue-source.js';
import type { MatchRunner } from '../runs/match-runner.js';
import { announce, joinedDeployment, release } from '#database/fleet/deployment.js';
import { Membership } from '#database/fleet/membership.js';

interface Shared {
  readonly config: Pick<ServerConfig, 'dataFolder' | 'silenceSeconds' | 'graceSeconds'>;
  readonly database: Database;
  /** of the chain */
  readonly network: string;
  readonly logger: Logger;
  readonly clock: WallClock;
}

/** What a server shares with others at one PostgreSQL. Throws `DatabaseFileError` where the others are of another release. */
export async function openShared({
  config,
  network,
  ...shared
}: Shared): Promise<{ readonly queue: BossQueueSource; readonly holder: string }> {
  const { silenceSeconds, graceSeconds } = config;
  // One server at a time has the folder: what an earlier one was playing is this one's to give back.
  const holder = await keptText(join(config.dataFolder, 'server-id'), randomUUID);
  if (!shared.database.leads) await joinedDeployment(shared.database);
  const queue = await BossQueueSource.open({ ...shared, holder, silenceSeconds, graceSeconds });
  if (shared.database.leads) await announce(shared.database, network);
  return { queue, holder };
}

/** Of a server, for all to see. `id`: of its data folder */
export async function membershipOf(
  database: Database,
  id: string,
  players: number,
  runner: MatchRunner,
): Promise<Membership> {
  const facts = { kind: 'server' as const, host: hostname(), pid: process.pid, players };
  return new Membership(database, id, { ...facts, ...(await release) }, () => ({
    playing: runner.inPlay,
    matchesPerMinute: runner.ownPace,
  }));
}
