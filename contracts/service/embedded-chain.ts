import { derivedAccount } from './accounts.js';
import { callsOf } from './process/chain-conversation.js';
import { freeChain, type ChainConditions } from './chain-conditions.js';
import { programOf, type ChainEngine } from './engines/chain-engine.js';
import type { JsonRpc } from './rpc/json-rpc.js';
import { serveReadOnly } from './rpc/read-only-rpc.js';
import { ChainProcess } from './process/chain-process.js';
import type { ChainReady } from './process/chain-process-protocol.js';
import type { Account, ChainLease, ChainSource } from './chain.port.js';

export interface EmbeddedChainOptions {
  readonly conditions?: ChainConditions;
  /** default: Hardhat's simulated network */
  readonly engine?: ChainEngine;
  /** transactions after which the next match gets a fresh process */
  readonly maxTransactions?: number;
  /** bytes of resident memory after which the next match gets a fresh process */
  readonly maxMemory?: number;
  /** of the loopback address for readers; default: any free one */
  readonly rpcPort?: number;
  /** Called with every new epoch before anybody uses it: what must outlive epochs is put back here. */
  readonly onEpoch?: (chain: ChainLease) => Promise<void>;
  /** Number of the next life, where several chains are told apart by it; default: counted from 1. */
  readonly nextEpoch?: () => number;
}

interface Epoch {
  readonly number: number;
  readonly process: ChainProcess;
  readonly ready: ChainReady;
  leases: number;
  /** matches it was given since its start */
  matches: number;
}

/** Known to everybody: the embedded chain's money is worth nothing outside it. */
const SECRET = 'gridleague embedded chain';
export { SECRET as embeddedSecret };
export const embeddedOperator: Account = derivedAccount(SECRET, 'operator');

/**
 * The deployment's own chain. Its process is replaced between matches before it grows too large, or
 * when it died: a match that was on it gets `ChainError('chain-lost')` and may be repeated.
 */
export class EmbeddedChain implements ChainSource {
  private current: Promise<Epoch> | null = null;
  private readonly alive = new Set<ChainProcess>();
  private epochs = 0;
  private leases = 0;
  private closed = false;
  private readers: ReturnType<typeof serveReadOnly> | null = null;

  constructor(private readonly options: EmbeddedChainOptions = {}) {}

  async lease(): Promise<ChainLease> {
    const epoch = await this.epoch();
    epoch.leases++;
    epoch.matches++;
    return this.leaseOf(epoch, async () => {
      epoch.leases--;
      if (epoch.leases === 0 && (await this.current?.catch(() => null)) !== epoch) await this.retire(epoch);
    });
  }

  /** Where any Ethereum client on this machine can look on; the same address in every epoch. */
  async rpcUrl(): Promise<string> {
    const reader: JsonRpc = {
      request: async (method, parameters) => (await this.epoch()).process.chain.request(method, parameters),
    };
    this.readers ??= serveReadOnly(reader, this.options.rpcPort ?? 0);
    return (await this.readers).url;
  }

  /** Of all chain processes now alive. */
  get processes(): readonly Pick<ChainProcess, 'pid' | 'usage'>[] {
    return [...this.alive];
  }

  async close(): Promise<void> {
    this.closed = true;
    const readers = await this.readers;
    readers?.server.close();
    readers?.server.closeAllConnections();
    await this.current?.catch(() => null);
    await Promise.all([...this.alive].map((process) => process.stop()));
    this.alive.clear();
  }

  private async epoch(): Promise<Epoch> {
    if (this.closed) throw new Error('the embedded chain is closed');
    const known = this.current;
    const epoch = await known;
    await epoch?.process.look();
    if (epoch && this.isUsable(epoch)) return epoch;
    // Somebody else may have replaced it while we waited; no waiting between this look and the new one.
    if (this.current === known) {
      const started = this.start();
      this.current = started;
      started.catch(() => {
        if (this.current === started) this.current = null;
      });
      if (epoch?.leases === 0) await this.retire(epoch);
    }
    return this.epoch();
  }

  private isUsable({ process, matches }: Epoch): boolean {
    const { maxTransactions = 50_000, maxMemory = 2_000_000_000 } = this.options;
    const { transactions, memory } = process.usage;
    const full = transactions >= maxTransactions || memory >= maxMemory;
    // A fresh one plays at least one match, however small the bound.
    return !process.chain.lost && (!full || matches === 0);
  }

  private async start(): Promise<Epoch> {
    const { conditions = freeChain, engine = 'hardhat', onEpoch } = this.options;
    const { process, ready } = await ChainProcess.start({
      ...{ conditions, operator: embeddedOperator, anvil: programOf(engine) },
    });
    this.alive.add(process);
    const epoch: Epoch = {
      number: this.options.nextEpoch?.() ?? ++this.epochs,
      process,
      ready,
      leases: 0,
      matches: 0,
    };
    try {
      await onEpoch?.(this.leaseOf(epoch, async () => {}));
      return epoch;
    } catch (error) {
      await this.retire(epoch);
      throw error;
    }
  }

  private async retire({ process }: Epoch): Promise<void> {
    this.alive.delete(process);
    await process.stop();
  }

  private leaseOf({ number, process, ready }: Epoch, release: () => Promise<void>): ChainLease {
    const { blockTime, gasPrice, blockGasLimit } = this.options.conditions ?? freeChain;
    let released = false;
    return {
      network: 'embedded',
      epoch: number,
      instance: `${number}.${++this.leases}`,
      operator: embeddedOperator,
      deployment: ready.deployment,
      ...{ blockTime, gasPrice, blockGasLimit },
      account: (match, name) => derivedAccount(SECRET, match, name),
      ...callsOf(process.chain),
      ...(ready.door !== null && { door: ready.door }),
      release: async () => {
        if (!released) await release();
        released = true;
      },
    };
  }
}
