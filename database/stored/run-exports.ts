import { join } from 'node:path';
import type { RunEntity } from '../entities/run.entity.js';

/** A run as it was over then: one that failed may be retried. */
export type OverRun = Pick<RunEntity, 'id' | 'finishedAt'>;

/** Where files that are made of runs are kept, in the data folder of a server. */
export function exportsFolder(dataFolder: string): string {
  return join(dataFolder, 'exports');
}

export function packName({ id, finishedAt }: OverRun): string {
  return `${id}-${finishedAt}-paper-pack.tar.gz`;
}

/** Where the paper pack of a run is kept. */
export function packFile(dataFolder: string, run: OverRun): string {
  return join(exportsFolder(dataFolder), packName(run));
}
