import type { ChainLease } from '#contracts/service/chain.port.js';
import type { JsonRpc } from '#contracts/service/rpc/json-rpc.js';

/** Why a match took more blocks than its phases, which need one each. */
export interface Delays {
  /** blocks in which a phase that had been sent was not, or not as a whole: they were full, or it came too late for them */
  readonly leftOut: number;
  /** blocks that went by between the end of a phase and the next one's start, in which the match reckoned */
  readonly reckoning: number;
}

/** Calls of a lease that wait for blocks, and what became of them. */
export class WatchedLease {
  readonly lease: ChainLease;
  private leftOut = 0;
  private reckoning = 0;
  private ended: number | null = null;
  private underWay = 0;

  /** `onWait`: 1 where the match begins to wait, -1 where that is over */
  constructor(
    lease: ChainLease,
    rpc: JsonRpc,
    private readonly onWait: (change: 1 | -1) => void = () => undefined,
  ) {
    const reclaim = lease.reclaim?.bind(lease);
    this.lease = {
      ...lease,
      fund: (grants) => this.waiting(() => lease.fund(grants)),
      ...(reclaim && { reclaim: (accounts) => this.waiting(() => reclaim(accounts)) }),
      execute: (match, transactions, notBefore = 0) =>
        this.waiting(async () => {
          const before = await blockNumber(rpc);
          if (this.ended !== null) this.reckoning += before - this.ended;
          const receipts = await lease.execute(match, transactions, notBefore);
          this.ended = Math.max(...receipts.map(({ block }) => block));
          this.leftOut += this.ended - Math.max(before + 1, notBefore);
          return receipts;
        }),
    };
  }

  get delays(): Delays {
    return { leftOut: this.leftOut, reckoning: this.reckoning };
  }

  /** Calls that go on at one time are one wait. */
  private async waiting<T>(call: () => Promise<T>): Promise<T> {
    if (this.underWay++ === 0) this.onWait(1);
    try {
      return await call();
    } finally {
      if (--this.underWay === 0) this.onWait(-1);
    }
  }
}

export async function blockNumber(rpc: JsonRpc): Promise<number> {
  return Number(await rpc.request('eth_blockNumber'));
}
