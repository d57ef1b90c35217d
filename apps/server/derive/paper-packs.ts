import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ServerSettings } from '../config/server-settings.js';
import { Database } from '../database/database.js';
import type { PackRequest } from './paper-pack-thread.js';
import { ThreadDesk } from './thread-desk.js';

/** Where the paper pack of a run is kept. It can be made anew at any time. */
export function packFile(dataFolder: string, run: string): string {
  return join(dataFolder, 'exports', `${run}-paper-pack.tar.gz`);
}

/** The paper packs of runs that are over, each made when it is first asked for. */
@Injectable()
export class PaperPacks {
  private readonly making = new Map<string, Promise<string>>();

  constructor(
    private readonly settings: ServerSettings,
    private readonly database: Database,
    private readonly desk: ThreadDesk,
  ) {}

  /** The file of a run's pack. */
  async fileOf(run: string): Promise<string> {
    const file = packFile(this.settings.config.dataFolder, run);
    if (await stat(file).catch(() => null)) return file;
    const known = this.making.get(run);
    if (known) return known;
    const made = this.desk.make<PackRequest, string>('paper-pack-thread', () => ({
      ...{ databaseFile: this.database.file, run, file },
    }));
    this.making.set(run, made);
    return made.finally(() => this.making.delete(run));
  }
}
