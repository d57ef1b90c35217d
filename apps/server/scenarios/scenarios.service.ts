import { Injectable } from '@nestjs/common';
import { Database } from '#database/database.js';
import { ScenarioEntity } from '#database/entities/scenario.entity.js';
import { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { ApiAnswer } from '../openapi/schemas.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { BoundedCache } from '../operation/bounded-cache.js';
import { WallClock } from '../operation/wall-clock.js';
import { conflict, notFound, type ProblemError } from '../problem/problem.js';

/** Each may take 64 MB while it is read, and several times that while it is checked. */
export function uploadOn(): ProblemError {
  return conflict('upload-on', 'another scenario is being uploaded or checked: one at a time');
}

/** The scenarios that leagues may use: those that come along, and the newest version of each that was uploaded. */
@Injectable()
export class ScenariosService {
  private readonly known = new BoundedCache<readonly ApiAnswer<'ScenarioSize'>[]>(1);
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
      return await this.get(row.id);
    } finally {
      this.checking = false;
    }
  }
}
