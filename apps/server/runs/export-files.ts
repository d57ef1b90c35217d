import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '#database/database.js';
import type { Caller } from '../access/access.js';
import { ServerSettings } from '../config/server-settings.js';
import { exportsFolder, packName, type OverRun } from '#database/stored/run-exports.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { MadeFiles } from '../operation/made-files.js';
import { currentReader } from '../operation/take-turns.js';
import { removeOldExports } from './old-exports.js';

/**
 * Files that are made of runs that are over, each when it is first asked for. All can be made anew at any time; what nobody
 * is given any more is removed at the start, and whenever another is made.
 */
@Injectable()
export class ExportFiles implements OnApplicationBootstrap {
  private readonly folder: string;
  private readonly files: MadeFiles;

  constructor(
    { config }: ServerSettings,
    private readonly desk: ThreadDesk,
    private readonly database: Database,
  ) {
    this.folder = exportsFolder(config.dataFolder);
    this.files = new MadeFiles(this.folder);
  }

  onApplicationBootstrap(): Promise<void> {
    return this.removeOld();
  }

  removeOld(): Promise<void> {
    return removeOldExports(this.folder, this.database.read);
  }

  paperPack(run: OverRun): Promise<string> {
    const make = async (file: string, gone: AbortSignal): Promise<void> => {
      await this.removeOld();
      await this.desk.make('paper-pack', { run: run.id, file }, { gone });
    };
    return this.files.fileOf(packName(run), make, currentReader());
  }

  /** What a caller may see of a run. `released`: how many of its sources have been since. */
  bundle({ id: run, finishedAt }: OverRun, caller: Caller | null, released: number): Promise<string> {
    const reader = `${readerOf(caller)}${released > 0 ? `-${released}` : ''}`;
    const make = async (file: string, gone: AbortSignal): Promise<void> => {
      await this.removeOld();
      await this.desk.make('bundle', { run, caller, file }, { gone });
    };
    return this.files.fileOf(`${run}-${finishedAt}-bundle-${reader}.jsonl.gz`, make, currentReader());
  }
}

function readerOf(caller: Caller | null): string {
  if (!caller) return 'public';
  if (caller.kind === 'admin') return 'whole';
  return createHash('sha256').update(caller.id).digest('hex').slice(0, 32);
}
