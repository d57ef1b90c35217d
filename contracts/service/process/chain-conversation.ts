import { callContract } from '../rpc/call-contract.js';
import { ChainError } from '../chain-error.js';
import type {
  AnswerMessage,
  ChainFailure,
  ChainProcessRequest,
  RequestMessage,
} from './chain-process-protocol.js';
import type { Chain, ChainReceipt } from '../chain.port.js';
import { JsonRpcError, type JsonRpc } from '../rpc/json-rpc.js';

interface Pending {
  readonly done: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** Requests to a chain's process and its answers, in any order, over whatever carries them. */
export class ChainConversation implements JsonRpc {
  private readonly pending = new Map<number, Pending>();
  private next = 1;
  private ended: ChainError | null = null;

  constructor(private readonly send: (message: RequestMessage) => void) {}

  get lost(): boolean {
    return this.ended !== null;
  }

  ask(request: ChainProcessRequest): Promise<unknown> {
    if (this.ended) return Promise.reject(this.ended);
    const id = this.next++;
    return new Promise((done, failed) => {
      this.pending.set(id, { done, failed });
      this.send({ id, request });
    });
  }

  request(method: string, parameters: readonly unknown[] = []): Promise<unknown> {
    return this.ask({ kind: 'rpc', method, parameters });
  }

  receive({ id, answer, failure }: Omit<AnswerMessage, 'usage'>): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (failure) pending?.failed(errorOf(failure));
    else pending?.done(answer);
  }

  /** Whoever waits gets `chain-lost`, and whoever asks from now on. */
  end(how: string): void {
    this.ended ??= new ChainError('chain-lost', `the chain process ${how}`);
    for (const { failed } of this.pending.values()) failed(this.ended);
    this.pending.clear();
  }
}

/** What a match does on a chain, of a chain's process. */
export function callsOf(chain: ChainConversation): Pick<Chain, 'fund' | 'execute' | 'call' | 'balance'> {
  return {
    fund: async (grants) => {
      const given = grants.map(({ account, amount }) => ({ address: account.address, amount }));
      await chain.ask({ kind: 'fund', grants: given });
    },
    execute: async (match, transactions, notBefore = 0) =>
      (await chain.ask({ kind: 'execute', match, transactions, notBefore })) as readonly ChainReceipt[],
    call: (to, data) => callContract(chain, to, data),
    balance: async (address) =>
      BigInt((await chain.request('eth_getBalance', [address, 'latest'])) as string),
  };
}

function errorOf({ code, message, data }: ChainFailure): Error {
  return code ? new ChainError(code, message) : new JsonRpcError(message, data);
}
