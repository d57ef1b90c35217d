import { storageErrorOf, type StorageError } from './storage-error.js';

export interface StorageListener {
  /** Writes fail from now on; told once, not for every write. */
  readonly onTrouble: (error: StorageError) => void;
  /** They work again. */
  readonly onWell: (seconds: number) => void;
  readonly onWait?: Waiting;
}

/** Told once of what somebody else has to do before a start goes on, and how many s it waits for it. */
export type Waiting = (reason: string, seconds: number) => void;

const LOOK_MILLISECONDS = 1000;

/**
 * Whether the storage takes writes. After a failure it looks once a second with a write of its own, so that
 * whoever waits goes on by itself when there is room again.
 */
export class StorageWatch {
  private current: StorageError | null = null;
  private since = 0;
  private looking: NodeJS.Timeout | undefined;
  private well = Promise.withResolvers<void>();
  private readonly end = Promise.withResolvers<StorageError>();
  private stopped = false;

  /** `probe`: a real write; rejects where it fails */
  constructor(
    private readonly probe: () => Promise<void>,
    private readonly listener: StorageListener,
  ) {
    // Not everybody waits.
    this.well.promise.catch(() => undefined);
    this.well.resolve();
  }

  /** Why writes fail; null: they work. */
  get trouble(): StorageError | null {
    return this.current;
  }

  /** Whether nobody waits for it any more. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** Resolves once the database is damaged or gone: nothing will mend it while it is open. */
  get broken(): Promise<StorageError> {
    return this.end.promise;
  }

  /** Takes note of any error; those that are none of the storage mean nothing here. */
  notice(error: unknown): void {
    const trouble = storageErrorOf(error);
    if (!trouble || this.stopped || (this.current && !this.current.passes)) return;
    const isNew = this.current === null;
    this.current = trouble;
    if (isNew) {
      this.since = performance.now();
      this.well = Promise.withResolvers();
      this.well.promise.catch(() => undefined);
    }
    if (!trouble.passes) {
      this.stop();
      this.end.resolve(trouble);
    } else if (isNew) {
      this.listener.onTrouble(trouble);
      this.lookLater();
    }
  }

  /** What a reader or a thread has met: only what will not pass says something of the writes. */
  noticeLasting(error: unknown): void {
    if (storageErrorOf(error)?.passes === false) this.notice(error);
  }

  /** Resolves when writes work; rejects with the trouble where that will not be, or the server stops. */
  whenWell(): Promise<void> {
    return this.well.promise;
  }

  /** Waits for nothing any more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.looking);
    if (this.current) this.well.reject(this.current);
  }

  private lookLater(): void {
    this.looking = setTimeout(() => void this.look(), LOOK_MILLISECONDS);
  }

  private async look(): Promise<void> {
    try {
      await this.probe();
    } catch {
      if (!this.stopped) this.lookLater();
      return;
    }
    if (this.stopped) return;
    this.current = null;
    this.listener.onWell((performance.now() - this.since) / 1000);
    this.well.resolve();
  }
}
