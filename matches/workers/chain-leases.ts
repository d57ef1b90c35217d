import type { ChainLease, ChainSource } from '#contracts/service/chain.port.js';
import type { LeaseAnswer, LeaseRequest } from './protocol.js';

/** Lets one worker use the server's chain. What it had leased is released when it ends. */
export class ChainLeases {
  private readonly leases = new Map<number, ChainLease>();
  private next = 1;
  private ended = false;

  constructor(
    private readonly source: ChainSource,
    private readonly secret: string,
  ) {}

  async answer(request: LeaseRequest): Promise<LeaseAnswer> {
    if (request.kind === 'lease') return this.open();
    const chain = this.leases.get(request.lease);
    if (!chain) throw new RangeError(`there is no lease ${request.lease}`);
    switch (request.kind) {
      case 'release':
        this.leases.delete(request.lease);
        await chain.release(request.sent);
        return null;
      case 'fund':
        await chain.fund(request.grants);
        return null;
      case 'execute':
        return chain.execute(request.match, request.transactions, request.notBefore);
      case 'call':
        return chain.call(request.to, request.data);
      case 'balance':
        return chain.balance(request.address);
      case 'reclaim':
        return (await chain.reclaim?.(request.accounts)) ?? null;
    }
  }

  async releaseAll(): Promise<void> {
    this.ended = true;
    const open = [...this.leases.values()];
    this.leases.clear();
    await Promise.all(open.map((lease) => lease.release()));
  }

  private async open(): Promise<LeaseAnswer> {
    const chain = await this.source.lease();
    if (this.ended) {
      // It would be nobody's, and its chain never replaced.
      await chain.release();
      throw new RangeError('the worker has ended');
    }
    const lease = this.next++;
    this.leases.set(lease, chain);
    const { network, epoch, instance, operator, deployment } = chain;
    const { blockTime, gasPrice, blockGasLimit } = chain;
    const { door = null } = chain;
    const reclaims = chain.reclaim !== undefined;
    const conditions = { blockTime, gasPrice, blockGasLimit };
    return {
      lease,
      network,
      epoch,
      instance,
      operator,
      deployment,
      ...conditions,
      secret: this.secret,
      reclaims,
      door,
    };
  }
}
