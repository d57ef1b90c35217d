import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import { isPostgres } from '#database/address.js';
import { Database } from '#database/database.js';
import { ServerSettings } from '../config/server-settings.js';
import { WallClock } from '#database/wall-clock.js';
import { MatchRunner } from '../runs/match-runner.js';
import { deploymentId, release } from '#database/fleet/deployment.js';
import { membersOf, type Member } from '#database/fleet/membership.js';

/** The processes that serve and play in this deployment, this one among them. */
@Injectable()
export class Fleet {
  private readonly startedAt: number;
  /** undefined: not asked yet */
  private deployment: string | null | undefined;

  constructor(
    private readonly database: Database,
    private readonly runner: MatchRunner,
    private readonly settings: ServerSettings,
    private readonly clock: WallClock,
  ) {
    this.startedAt = clock.now();
  }

  /** What whoever joins compares. Throws `StorageError`. */
  async release(): Promise<Awaited<typeof release> & { readonly deployment: string | null }> {
    this.deployment ??= await deploymentId(this.database);
    return { ...(await release), deployment: this.deployment };
  }

  /** How many matches can be played at once, by all who give signs of life. */
  async players(): Promise<number> {
    return (await this.members()).reduce((sum, { silent, players }) => sum + (silent ? 0 : players), 0);
  }

  async members(): Promise<readonly Member[]> {
    if (isPostgres(this.database.address)) return membersOf(this.database);
    const { runner, startedAt } = this;
    return [
      {
        ...{ id: 'server', kind: 'server', host: hostname(), pid: process.pid, startedAt },
        ...{
          beatAt: this.clock.now(),
          silence: 0,
          silent: false,
          gone: false,
          players: this.settings.config.workers,
        },
        ...{ playing: runner.inPlay, matchesPerMinute: runner.ownPace, ...(await release) },
      },
    ];
  }
}
