import { ChainError, UnpaidError, type ChainErrorCode } from '#contracts/service/chain-error.js';
import type { ChainLease, ChainReceipt, ChainSource } from '#contracts/service/chain.port.js';
import type { ReturnedMoney } from '#market/ledger/ledger.port.js';
import type { ChainFault, LeaseRequest, FromWorker, LeaseFacts } from './protocol.js';

interface Pending {
  readonly done: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** The server's chain, seen from a worker. */
export class RemoteChain implements ChainSource {
  private readonly pending = new Map<number, Pending>();
  private next = 1;

  constructor(private readonly send: (message: FromWorker) => void) {}

  async lease(): Promise<ChainLease> {
    const facts = (await this.ask({ kind: 'lease' })) as LeaseFacts;
    const { lease, secret, reclaims, door, ...chain } = facts;
    // Those who play in memory start without it.
    const { derivedAccount } = await import('#contracts/service/accounts.js');
    const account: ChainLease['account'] = (match, name) => derivedAccount(secret, match, name);
    if (door !== null) return { ...chain, account, ...(await this.direct(door, lease)) };
    return {
      ...chain,
      account,
      fund: async (grants) => void (await this.ask({ kind: 'fund', lease, grants })),
      execute: async (match, transactions, notBefore) =>
        (await this.ask({
          kind: 'execute',
          lease,
          match,
          transactions,
          notBefore,
        })) as readonly ChainReceipt[],
      call: async (to, data) => (await this.ask({ kind: 'call', lease, to, data })) as string,
      balance: async (address) => (await this.ask({ kind: 'balance', lease, address })) as bigint,
      ...(reclaims && {
        reclaim: async (accounts) => (await this.ask({ kind: 'reclaim', lease, accounts })) as ReturnedMoney,
      }),
      release: async () => void (await this.ask({ kind: 'release', lease, sent: 0 })),
    };
  }

  /** A chain of ours: books of its use are kept by whoever the worker plays for, and the match goes on without it. */
  private async direct(
    door: string,
    lease: number,
  ): Promise<Pick<ChainLease, 'fund' | 'execute' | 'call' | 'balance' | 'release'>> {
    const { enterDoor } = await import('#contracts/service/process/chain-door.js');
    const { callsOf } = await import('#contracts/service/process/chain-conversation.js');
    let sent = 0;
    const release = async (): Promise<void> => void (await this.ask({ kind: 'release', lease, sent }));
    const entered = await enterDoor(door).catch(async (error: unknown) => {
      await release();
      throw error;
    });
    const calls = callsOf(entered.chain);
    return {
      ...calls,
      execute: (match, transactions, notBefore) => {
        sent += transactions.length;
        return calls.execute(match, transactions, notBefore);
      },
      release: () => {
        entered.close();
        return release();
      },
    };
  }

  async close(): Promise<void> {}

  receive(id: number, answer: unknown, failure?: ChainFault): void {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    if (failure) waiting?.failed(asError(failure));
    else waiting?.done(answer);
  }

  private ask(request: LeaseRequest): Promise<unknown> {
    const id = this.next++;
    return new Promise((done, failed) => {
      this.pending.set(id, { done, failed });
      this.send({ kind: 'chain', id, request });
    });
  }
}

/** `chain-lost` must arrive as such: it is what makes a match start again; and what was paid, where not all could be. */
function asError({ name, code, message, receipts }: ChainFault): Error {
  if (receipts) return new UnpaidError(message, receipts);
  if (name === 'JsonRpcError') return new ChainError('bad-endpoint', message);
  return name === 'ChainError'
    ? new ChainError(code as ChainErrorCode, message)
    : new Error(`${name}: ${message}`);
}
