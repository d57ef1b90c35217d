import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Database } from '#database/database.js';
import { AdminTokenHash } from '../access/access.guard.js';
import { readConfig } from '#api/settings/server-config.js';
import { ServerSettings } from '../config/server-settings.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { Logger } from '#database/fleet/logger.js';
import { Tally } from '../operation/tally.js';
import { MatchRunner } from '../runs/match-runner.js';
import { ServerModule } from '../server.module.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { SetClock } from '#database/test/set-clock.js';

/** All of a server but its door, in this process, at a time that is set. */
export class InnerServer {
  private constructor(
    private readonly folder: string,
    readonly clock: SetClock,
    readonly database: Database,
    private readonly chain: ChainHolder,
    readonly app: INestApplicationContext,
  ) {}

  /** `at`: ms since 1970 */
  static async start(at: number): Promise<InnerServer> {
    const folder = await mkdtemp(join(tmpdir(), 'gridleague-inner-'));
    const clock = new SetClock(at);
    const config = readConfig({ GRIDLEAGUE_DATA: folder, GRIDLEAGUE_WORKERS: '1' });
    const database = await Database.open(config.database);
    const chain = await ChainHolder.open(config, database);
    const logger = new Logger(
      () => undefined,
      () => new Date(0),
    );
    const surroundings = {
      ...{ database, chain, clock, logger },
      ...{ tally: new Tally(), admin: new AdminTokenHash('') },
    };
    const module = ServerModule.with({ ...surroundings, settings: new ServerSettings(config) });
    const app = await NestFactory.createApplicationContext(module, { logger: false });
    await app.get(SubmissionsService).start();
    return new InnerServer(folder, clock, database, chain, app);
  }

  async stop(): Promise<void> {
    await this.app.get(MatchRunner).stop();
    await this.app.close();
    await this.chain.close();
    await this.database.close();
    await rm(this.folder, { recursive: true });
  }
}
