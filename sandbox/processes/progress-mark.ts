import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** File descriptor of the mark in the process. */
const PROGRESS = 4;
/** Batch and number of the call it has begun, two 32-bit words. */
export const MARK_BYTES = 8;

/**
 * Where a sandbox process notes which call of which batch it has begun: a file of eight bytes without
 * a name, which both ends hold open. The process writes before each call and wakes nobody; the parent
 * looks when it wants to know (a pipe would wake it for every call).
 */
export class ProgressMark {
  readonly descriptor: number;
  private readonly words = new Uint32Array(2);

  /** `folder`: where it has a name for a moment */
  constructor(folder: string) {
    const path = join(folder, `progress-${randomUUID()}`);
    this.descriptor = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    // Room for the mark is taken now: on a full disk this fails, not the plugin's first call.
    writeSync(this.descriptor, this.words, 0, MARK_BYTES, 0);
  }

  /** How many calls of the batch the process says it has begun. */
  begun(batch: number): number {
    readSync(this.descriptor, this.words, 0, MARK_BYTES, 0);
    return this.words[0] === batch ? this.words[1]! : 0;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

const words = new Uint32Array(2);

/** The process's end: it begins call number `begun` (from 1) of the batch. */
export function markProgress(batch: number, begun: number): void {
  words[0] = batch;
  words[1] = begun;
  writeSync(PROGRESS, words, 0, MARK_BYTES, 0);
}
