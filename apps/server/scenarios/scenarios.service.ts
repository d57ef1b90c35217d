import { cacheLimits } from '#api/limits/cache-limits.js';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Database } from '#database/database.js';
import { ScenarioEntity } from '#database/entities/scenario.entity.js';
import { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import { sealOf } from '#database/stored/withheld-packages.js';
import { GridLeagueError } from '#market/errors.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import type { Caller } from '../access/access.js';
import { ServerSettings } from '../config/server-settings.js';
import type { ScenarioDetails } from '../derive/jobs/scenario-details.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { ApiAnswer } from '#api/schemas.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { BoundedCache } from '#database/bounded-cache.js';
import { Logger } from '#database/fleet/logger.js';
import { MadeFiles } from '../operation/made-files.js';
import { forAll } from '../operation/take-turns.js';
import { WallClock } from '#database/wall-clock.js';
import { conflict, notFound, ProblemError } from '../problem/problem.js';

/** Each may take 64 MB while it is read, and several times that while it is checked. */
export function uploadOn(): ProblemError {
  return conflict('upload-on', 'another scenario is being uploaded or checked: one at a time');
}

/** The scenarios that leagues may use: those that come along, and the newest version of each that was uploaded. */
@Injectable()
export class ScenariosService {
  private readonly now = new BoundedCache<readonly FrozenScenario[]>(1);
  // Of packages, which do not change: what one is costs reading all of its series, and a few solves.
  private readonly sizes = new BoundedCache<ApiAnswer<'ScenarioSize'>>(cacheLimits.scenarios);
  private readonly shown = new BoundedCache<ScenarioDetails>({
    ...{ most: cacheLimits.scenarios, mostWeight: cacheLimits.scenarioCharacters },
    weightOf: (details) => JSON.stringify(details).length,
  });
  private readonly held = new BoundedCache<boolean>(cacheLimits.scenarios);
  private readonly files: MadeFiles;
  private checking = false;

  constructor(
    private readonly database: Database,
    private readonly desk: ThreadDesk,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly logger: Logger,
    { config }: ServerSettings,
  ) {
    this.files = new MadeFiles(join(config.dataFolder, 'exports'));
  }

  /** All that can be read: one that is damaged is told to whoever asks for it, and to the log. */
  async all(): Promise<readonly ApiAnswer<'ScenarioSize'>[]> {
    const sizes: ApiAnswer<'ScenarioSize'>[] = [];
    for (const one of await this.names()) {
      const size = await this.size(one).catch((error: unknown) => this.leaveOut(one, error));
      if (size) sizes.push(size);
    }
    return sizes;
  }

  /** Of one that is listed; null: there is none. */
  async sizeOf(id: string): Promise<ApiAnswer<'ScenarioSize'> | null> {
    const found = (await this.names()).find(({ name }) => name === id);
    return found ? this.size(found) : null;
  }

  /** What participants train on. */
  async details(id: string): Promise<ApiAnswer<'ScenarioDetails'>> {
    const found = await this.shownOf(await this.find(id));
    const isSealed = (await sealOf(this.database.read, id)) !== null;
    return { ...found, package: isSealed ? null : `/api/scenarios/${encodeURIComponent(id)}/package` };
  }

  /** The file of what a caller may have of a scenario: all but the days that are held for runs, which is nothing where it is sealed. */
  async trainingFile(id: string, caller: Caller | undefined): Promise<string> {
    const one = await this.find(id);
    const league = await sealOf(this.database.read, id);
    if (league !== null && caller?.kind !== 'admin')
      throw new ProblemError(403, 'withheld', `league ${league} seals its scenarios`);
    return this.fileOf(one);
  }

  /** Why only the administrator may have a package; null: everybody may. */
  async withheld(one: FrozenScenario): Promise<string | null> {
    const isHeld = await this.held.get(one.sha256, () => this.desk.make('held-back', one));
    if (isHeld) return 'it has days that are held for runs';
    const league = await sealOf(this.database.read, one.name);
    return league === null ? null : `league ${league} seals its scenarios`;
  }

  /** Stores the next version of a scenario, or nothing. The same content again stays the version it is. */
  async upload(body: Buffer, contentType: string): Promise<ApiAnswer<'ScenarioSize'>> {
    if (this.checking) throw uploadOn();
    this.checking = true;
    try {
      const { conditions } = this.chain;
      // Small ones share their memory with others.
      const isOwn = body.byteLength === body.buffer.byteLength;
      const bytes = isOwn ? (body as Uint8Array<ArrayBuffer>) : Uint8Array.from(body);
      const { row, details } = await this.desk.make('read-scenario', { bytes, contentType, conditions });
      await this.database.write(async (manager) => {
        const last = await manager.findOne(ScenarioEntity, {
          where: { id: row.id },
          order: { version: 'DESC' },
        });
        // Also where it is there: a package that was damaged is whole again.
        await manager.upsert(ScenarioPackageEntity, row, ['sha256']);
        if (last?.sha256 === row.sha256) return;
        const version = (last?.version ?? 0) + 1;
        const createdAt = this.clock.now();
        await manager.insert(ScenarioEntity, { id: row.id, version, sha256: row.sha256, createdAt });
      });
      this.now.clear();
      const { days: _, example: __, ...size } = details;
      await this.shown.get(row.sha256, () => Promise.resolve(details));
      // Made now, so that nobody waits for it; where that fails, whoever asks is told.
      this.fileOf({ name: row.id, sha256: row.sha256 }).catch(() => undefined);
      return await this.sizes.get(row.sha256, () => Promise.resolve(size));
    } finally {
      this.checking = false;
    }
  }
  private async find(id: string): Promise<FrozenScenario> {
    const found = (await this.names()).find(({ name }) => name === id);
    if (!found) throw notFound(`scenario ${id}`);
    return found;
  }

  /** Shipped files do not change while the server runs. */
  private names(): Promise<readonly FrozenScenario[]> {
    return this.now.get('', () => this.desk.make('scenarios', undefined));
  }

  private leaveOut(scenario: FrozenScenario, error: unknown): null {
    if (!(error instanceof GridLeagueError) || error.code !== 'damaged-row') throw error;
    this.logger.error('scenario not listed', { scenario: scenario.name, error });
    return null;
  }

  private size(one: FrozenScenario): Promise<ApiAnswer<'ScenarioSize'>> {
    return this.sizes.get(one.sha256, () => forAll(() => this.desk.make('scenario-size', one)));
  }

  private shownOf(one: FrozenScenario): Promise<ScenarioDetails> {
    return this.shown.get(one.sha256, () => forAll(() => this.desk.make('scenario-details', one)));
  }

  private fileOf(frozen: FrozenScenario): Promise<string> {
    return this.files.fileOf(`training-${frozen.sha256}.package.json`, (file) =>
      forAll(() => this.desk.make('training-package', { frozen, file })),
    );
  }
}
