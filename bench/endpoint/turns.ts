import { setTimeout as pause } from 'node:timers/promises';
import type { JsonRpc } from '#contracts/service/rpc/json-rpc.js';

/** ms between two looks, and looks at which nothing more may have been sent */
const BETWEEN_LOOKS = 50;
const STEADY_LOOKS = 10;

/**
 * Makes a block of a node that makes none by itself (`anvil --no-mining`) whenever everybody waits for one and has sent what it has: then
 * blocks count what chains need, however slow the machine reckons.
 */
export class BlockTurns {
  private playing = 0;
  private waiting = 0;
  private over = false;
  private readonly driven: Promise<void>;

  constructor(private readonly rpc: JsonRpc) {
    this.driven = this.drive();
  }

  /** Of one who plays: `onWait` is told when it waits for a block (1) and when it no longer does (-1). */
  async play<T>(match: (onWait: (change: 1 | -1) => void) => Promise<T>): Promise<T> {
    this.playing++;
    try {
      return await match((change) => (this.waiting += change));
    } finally {
      this.playing--;
    }
  }

  async end(): Promise<void> {
    this.over = true;
    await this.driven;
  }

  private async drive(): Promise<void> {
    for (let [steady, before] = [0, -1]; !this.over; await pause(BETWEEN_LOOKS)) {
      const { pending, queued } = (await this.rpc.request('txpool_status')) as Record<string, string>;
      const sent = Number(pending) + Number(queued);
      steady = this.playing > 0 && this.waiting === this.playing && sent === before ? steady + 1 : 0;
      before = sent;
      if (steady < STEADY_LOOKS) continue;
      await this.rpc.request('evm_mine');
      steady = 0;
    }
  }
}
