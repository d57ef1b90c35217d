import { Injectable } from '@nestjs/common';
import { Database } from '#database/database.js';
import { ScenarioEntity } from '#database/entities/scenario.entity.js';
import { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import { sealOf } from '#database/withheld-packages.js';
import type { FrozenScenario, ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { Caller } from '../access/access.js';
import type { ScenarioDetails } from '../derive/jobs/scenario-details.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { ApiAnswer } from '../openapi/schemas.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { BoundedCache } from '../operation/bounded-cache.js';
import { WallClock } from '../operation/wall-clock.js';
import { conflict, notFound, ProblemError } from '../problem/problem.js';

/** Each may take 64 MB while it is read, and several times that while it is checked. */
export function uploadOn(): ProblemError {
  return conflict('upload-on', 'another scenario is being uploaded or checked: one at a time');
}

/** Of scenarios that were last looked at: each costs a few solves. */
const DETAILS_KEPT = 50;

/** The scenarios that leagues may use: those that come along, and the newest version of each that was uploaded. */
@Injectable()
export class ScenariosService {
  private readonly known = new BoundedCache<readonly ApiAnswer<'ScenarioSize'>[]>(1);
  private readonly shown = new BoundedCache<ScenarioDetails | null>(DETAILS_KEPT);
  private checking = false;

  constructor(
    private readonly database: Database,
    private readonly desk: ThreadDesk,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
  ) {}

  /** Shipped files do not change while the server runs. */
  all(): Promise<readonly ApiAnswer<'ScenarioSize'>[]> {
    return this.known.get('', () => this.desk.make('scenarios', undefined));
  }

  async get(id: string): Promise<ApiAnswer<'ScenarioSize'>> {
    const found = (await this.all()).find((scenario) => scenario.id === id);
    if (!found) throw notFound(`scenario ${id}`);
    return found;
  }

  /** What participants train on. */
  async details(id: string): Promise<ApiAnswer<'ScenarioDetails'>> {
    // Names that are none must not push out what is kept.
    await this.get(id);
    const found = await this.shown.get(id, () => this.desk.make('scenario-details', id));
    if (!found) throw notFound(`scenario ${id}`);
    const isSealed = (await sealOf(this.database.read, id)) !== null;
    return { ...found, package: isSealed ? null : `/api/scenarios/${encodeURIComponent(id)}/package` };
  }

  /** What a caller may have of a scenario: all but the days that are held for runs, which is nothing where it is sealed. */
  async trainingPackage(id: string, caller: Caller | undefined): Promise<ScenarioPackage> {
    const found = await this.desk.make('training-package', id);
    if (!found) throw notFound(`scenario ${id}`);
    const league = await sealOf(this.database.read, id);
    if (league !== null && caller?.kind !== 'admin')
      throw new ProblemError(403, 'withheld', `league ${league} seals its scenarios`);
    return found;
  }

  /** Why only the administrator may have a package; null: everybody may. */
  withheld(one: FrozenScenario): Promise<string | null> {
    return this.desk.make('withheld', one);
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
      const row = await this.desk.make('read-scenario', { bytes, contentType, conditions });
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
      this.known.clear();
      this.shown.clear();
      return await this.get(row.id);
    } finally {
      this.checking = false;
    }
  }
}
