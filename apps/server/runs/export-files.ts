import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/access.js';
import { ServerSettings } from '../config/server-settings.js';
import type { RunEntity } from '#database/entities/run.entity.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { MadeFiles } from '../operation/made-files.js';

/** A run as it was over then: one that failed may be retried. */
export type OverRun = Pick<RunEntity, 'id' | 'finishedAt'>;

/** Where the paper pack of a run is kept. */
export function packFile(dataFolder: string, run: OverRun): string {
  return join(dataFolder, 'exports', packName(run));
}

function packName({ id, finishedAt }: OverRun): string {
  return `${id}-${finishedAt}-paper-pack.tar.gz`;
}

/** Files that are made of runs that are over, each when it is first asked for. All can be made anew at any time. */
@Injectable()
export class ExportFiles {
  private readonly files: MadeFiles;

  constructor(
    { config }: ServerSettings,
    private readonly desk: ThreadDesk,
  ) {
    this.files = new MadeFiles(join(config.dataFolder, 'exports'));
  }

  paperPack(run: OverRun): Promise<string> {
    return this.files.fileOf(packName(run), (file) => this.desk.make('paper-pack', { run: run.id, file }));
  }

  /** What a caller may see of a run. */
  /** `released`: how many of its sources have been since. */
  bundle({ id: run, finishedAt }: OverRun, caller: Caller | null, released: number): Promise<string> {
    const reader = `${readerOf(caller)}${released > 0 ? `-${released}` : ''}`;
    return this.files.fileOf(`${run}-${finishedAt}-bundle-${reader}.jsonl.gz`, (file) =>
      this.desk.make('bundle', { run, caller, file }),
    );
  }
}

function readerOf(caller: Caller | null): string {
  if (!caller) return 'public';
  if (caller.kind === 'admin') return 'whole';
  return createHash('sha256').update(caller.id).digest('hex').slice(0, 32);
}
