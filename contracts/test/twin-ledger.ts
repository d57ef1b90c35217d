import {
  LedgerError,
  type Delivery,
  type Ledger,
  type LedgerClearing,
  type LedgerOpening,
  type LedgerState,
  type LedgerSummary,
} from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { asOnChain, exact, readMarket } from '../client/audit-market.js';
import { chainHoldings, openingHoldings } from '../client/holdings.js';
import type { ChainLedger } from '../client/chain-ledger.js';
import type { Chain } from '../service/chain.port.js';

/**
 * Plays on the ledger in memory and on the chain at once. After every step both must say the same,
 * and the contract's own storage too.
 */
export class TwinLedger implements Ledger {
  readonly memory = new MemoryLedger();
  private holdings: bigint[] = [];

  constructor(
    readonly onChain: ChainLedger,
    private readonly chain: Chain,
  ) {}

  async open(opening: LedgerOpening): Promise<void> {
    await this.memory.open(opening);
    await this.onChain.open(opening);
    this.holdings = opening.seats.map(({ allocation }) => openingHoldings(allocation));
    await this.compare();
  }

  async submit(submissions: Parameters<Ledger['submit']>[0]): ReturnType<Ledger['submit']> {
    await this.memory.submit(submissions);
    const missed = await this.onChain.submit(submissions);
    await this.compare();
    return missed;
  }

  async cancel(...seats: readonly number[]): Promise<void> {
    await this.memory.cancel(...seats);
    await this.onChain.cancel(...seats);
    await this.compare();
  }

  /** Both settle the same, or both refuse; then the refusal is thrown on. */
  async clear(clearing: LedgerClearing): Promise<readonly Delivery[]> {
    let expected: readonly Delivery[];
    try {
      expected = await this.memory.clear(clearing);
    } catch (error) {
      await expect(this.onChain.clear(clearing)).rejects.toBeInstanceOf(LedgerError);
      await this.compare();
      throw error;
    }
    const delivered = await this.onChain.clear(clearing);
    expect(exact(delivered)).toBe(exact(expected));
    for (const { seat, delivered: given } of expected)
      this.holdings[seat] = chainHoldings(this.holdings[seat]!, given);
    await this.compare();
    return delivered;
  }

  async raiseLimits(raises: Parameters<Ledger['raiseLimits']>[0]): Promise<void> {
    await this.memory.raiseLimits(raises);
    await this.onChain.raiseLimits(raises);
    await this.compare();
  }

  async settle(prices: readonly bigint[]): Promise<void> {
    await this.memory.settle(prices);
    await this.onChain.settle(prices);
    await this.compare();
  }

  state(): LedgerState {
    return this.memory.state();
  }

  async close(): Promise<LedgerSummary> {
    await this.memory.close();
    const summary = await this.onChain.close();
    expect(exact(this.onChain.state())).toBe(exact(this.memory.state()));
    return summary;
  }

  private async compare(): Promise<void> {
    const state = this.memory.state();
    expect(exact(this.onChain.state())).toBe(exact(state));
    const held = await readMarket(this.chain, this.onChain.address);
    expect(exact(held)).toBe(exact(asOnChain(state, this.holdings)));
  }
}
