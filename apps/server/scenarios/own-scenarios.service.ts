import { Injectable } from '@nestjs/common';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import { OwnScenarioEntity } from '#database/entities/own-scenario.entity.js';
import { ScenarioEntity } from '#database/entities/scenario.entity.js';
import { unpackedContent } from '#database/stored/stored-packages.js';
import { LargeJobError } from '../derive/desk/lane.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { requestLimits } from '#api/limits/request-limits.js';
import type { ApiAnswer } from '#api/schemas.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { WallClock } from '#database/wall-clock.js';
import { conflict, notFound, ProblemError } from '../problem/problem.js';

const { ownScenarios, ownScenariosBytes } = requestLimits;
const USED = `SELECT COUNT(*) AS "count", COALESCE(SUM(LENGTH("content")), 0) AS "bytes" FROM "own_scenario"
  WHERE "team" = ?1 AND "id" <> ?2`;

/** Scenarios of teams' own: their plugins are tried in them at upload. */
@Injectable()
export class OwnScenariosService {
  constructor(
    private readonly database: Database,
    private readonly desk: ThreadDesk,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
  ) {}

  /** Takes the place of what the team called so before, or stores nothing. */
  async upload(team: string, body: Buffer, contentType: string): Promise<ApiAnswer<'ScenarioSize'>> {
    const { conditions } = this.chain;
    // What is handed over must be nobody else's.
    const bytes = Uint8Array.from(body);
    const request = { bytes, contentType, conditions, isOwn: true };
    const reading = this.desk.make('read-scenario', request, { lane: 'trying', caller: `team ${team}` });
    const { row, details } = await reading.catch((error: unknown) => {
      if (!(error instanceof LargeJobError)) throw error;
      throw new ProblemError(413, 'too-large', 'reading it takes too much memory', 'file');
    });
    const { id, sha256, content } = row;
    await this.database.write(async (manager) => {
      if (await manager.existsBy(ScenarioEntity, { id }))
        throw conflict('id-taken', `leagues know a scenario ${id}: give yours another id`);
      const [used] = await rowsOf<{ count: number; bytes: number }>(manager, USED, [team, id]);
      if (used!.count >= ownScenarios || used!.bytes + content.byteLength > ownScenariosBytes)
        throw new ProblemError(
          409,
          'too-many-scenarios',
          `a team has at most ${ownScenarios} scenarios of its own, of ${ownScenariosBytes} bytes in all as they are ` +
            'stored: delete another first',
        );
      await manager.save(OwnScenarioEntity, { team, id, sha256, content, createdAt: this.clock.now() });
    });
    const { days: _, example: __, ...size } = details;
    return size;
  }

  async list(team: string): Promise<ApiAnswer<'OwnScenario'>[]> {
    const select = { id: true, sha256: true, createdAt: true } as const;
    const rows = await this.database.read.find(OwnScenarioEntity, {
      ...{ select: { team: true, ...select }, where: { team }, order: { id: 'ASC' as const } },
    });
    return rows.map(({ id, sha256, createdAt }) => {
      return { id, sha256, createdAt: new Date(createdAt).toISOString() };
    });
  }

  /** The package as UTF-8. */
  async content(team: string, id: string): Promise<Buffer> {
    const row = await this.database.read.findOneBy(OwnScenarioEntity, { team, id });
    if (!row) throw notFound(`scenario ${id} of your own`);
    return unpackedContent(row, `of your own ${id}`);
  }

  async remove(team: string, id: string): Promise<void> {
    await this.database.write(async (manager) => {
      const { affected } = await manager.delete(OwnScenarioEntity, { team, id });
      if (affected === 0) throw notFound(`scenario ${id} of your own`);
    });
  }
}
