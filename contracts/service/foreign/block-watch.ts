import { setTimeout as delay } from 'node:timers/promises';
import { ChainError } from '../chain-error.js';
import type { JsonRpc } from '../rpc/json-rpc.js';

/** Pause between two looks at somebody else's chain, milliseconds. */
const LOOK_EVERY = 40;
/** Looks after which a chain without blocks is nudged, at first. */
const PATIENCE = 5;
/** Looks after which a chain without blocks is taken for gone: ten minutes at least. */
const MOST_LOOKS = 15_000;
/** A block that comes within so many looks of a nudge came by it. */
const ANSWER = 3;

interface Waiting {
  readonly after: number;
  /** whether a transaction of its own is under way, which lets any chain move on */
  readonly sent: boolean;
  readonly done: (block: number) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Looks out for the blocks of a chain that makes them by itself: one look at a time, however many wait. A chain that mines
 * only when there is a transaction would never move on for a round without orders: where nobody has one under way, `nudge` sends an empty one.
 */
export class BlockWatch {
  private waiting: Waiting[] = [];
  private patience = PATIENCE;

  constructor(
    private readonly rpc: JsonRpc,
    private readonly nudge: () => Promise<unknown>,
    private readonly mostLooks = MOST_LOOKS,
  ) {}

  async number(): Promise<number> {
    return Number(await this.rpc.request('eth_blockNumber'));
  }

  /** Waits for a block behind number `after`; returns the number of the latest one. Throws `ChainError`. */
  later(after: number, sent: boolean): Promise<number> {
    return new Promise((done, failed) => {
      this.waiting.push({ after, sent, done, failed });
      if (this.waiting.length === 1) void this.look();
    });
  }

  /** Never rejects: every failure belongs to somebody who waits. */
  private async look(): Promise<void> {
    try {
      let [looks, nudgedAt, known] = [0, 0, -1];
      while (this.waiting.length > 0) {
        const latest = await this.number();
        // One that goes back and forth does not go on.
        if (latest > known) {
          // Where blocks come at a pace of their own, nudges are money for nothing.
          const byNudge = nudgedAt > 0 && looks - nudgedAt <= ANSWER;
          if (known >= 0 && !byNudge) this.patience = Math.max(this.patience, 2 * looks);
          [looks, nudgedAt, known] = [0, 0, latest];
        }
        const reached = this.waiting.filter(({ after }) => after < latest);
        this.waiting = this.waiting.filter(({ after }) => after >= latest);
        for (const { done } of reached) done(latest);
        if (this.waiting.length === 0) break;
        if (++looks > this.mostLooks)
          throw new ChainError('chain-lost', `the chain has stopped: there is no block behind ${known}`);
        if (looks - nudgedAt >= this.patience && this.waiting.every(({ sent }) => !sent)) {
          nudgedAt = looks;
          await this.nudge();
        }
        await delay(LOOK_EVERY);
      }
    } catch (error) {
      const waiting = this.waiting;
      this.waiting = [];
      for (const { failed } of waiting) failed(error);
    }
  }
}
