import { setTimeout } from 'node:timers/promises';
import type { MissingPart } from './match-player.port.js';
import { retryPause } from './retry-pause.js';

export interface PlaceListener {
  /** No match can be played from now on. */
  readonly onTrouble: (missing: MissingPart) => void;
  /** They can again. */
  readonly onWell: () => void;
}

/** Tries all that a match needs. */
export type PlaceCheck = () => Promise<MissingPart | null>;

/** Waits so many seconds; rejects when it is aborted. */
export type Wait = (seconds: number, signal: AbortSignal) => Promise<void>;

const onTheWall: Wait = (seconds, signal) => setTimeout(seconds * 1000, undefined, { signal });

/**
 * Tells faults of the place (no process, compiler or chain is to be had) from faults of a match: after a fault it is
 * tried whether a match could be played at all. Where not, everybody waits, and it is tried again and again.
 */
export class PlaceWatch {
  private missing: MissingPart | null = null;
  private well = Promise.resolve();
  private readonly end = new AbortController();

  constructor(
    private readonly listener: PlaceListener,
    private readonly wait: Wait = onTheWall,
  ) {}

  /** What is missing; null: matches can be played, as far as is known. */
  get trouble(): MissingPart | null {
    return this.missing;
  }

  /** Whether the place is to blame for a fault that has just been. `check` is used on until it succeeds. */
  async isAtFault(check: PlaceCheck): Promise<boolean> {
    if (this.missing) return true;
    const found = await check();
    if (found && !this.missing) this.well = this.recover(found, check);
    return found !== null;
  }

  /** Resolves when matches can be played, or nobody waits for it any more. */
  whenWell(): Promise<void> {
    return this.well;
  }

  stop(): void {
    this.end.abort();
  }

  private async recover(found: MissingPart, check: PlaceCheck): Promise<void> {
    this.missing = found;
    if (!this.end.signal.aborted) this.listener.onTrouble(found);
    for (let failures = 1; this.missing; failures++) {
      await this.wait(retryPause(failures), this.end.signal).catch(() => undefined);
      if (this.end.signal.aborted) return;
      this.missing = await check();
    }
    this.listener.onWell();
  }
}
