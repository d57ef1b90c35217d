import type { Account, Chain, ChainReceipt, ChainTransaction } from '../service/chain.port.js';

/** A node wants to see more than the price of the latest block, which may rise. */
const HEADROOM = 4n;

interface Purse {
  readonly account: Account;
  left: bigint;
}

/**
 * What the accounts of a match have for gas. One that runs short gets more from the organiser, before it sends: what it
 * paid is in the report either way, and no match can fail because somebody made the others' transactions dear. How
 * much a seat may spend at all is a limit of the market (market/order/order-limits.ts), the same for every ledger.
 */
export class GasPurses {
  private readonly purses = new Map<string, Purse>();
  /** wei per gas, as last seen where the chain does not say */
  private seen = 0n;

  constructor(
    private readonly chain: Chain,
    private readonly content: bigint,
  ) {}

  /** Makes sure that the senders can pay for the most that these transactions may use. */
  async fill(transactions: readonly ChainTransaction[]): Promise<void> {
    const price = this.chain.gasPrice ?? HEADROOM * this.seen;
    const wanted = new Map<Purse, bigint>();
    for (const { from, gas } of transactions) {
      if (from.address === this.chain.operator.address) continue;
      const purse = this.purseOf(from);
      wanted.set(purse, (wanted.get(purse) ?? 0n) + BigInt(gas) * price);
    }
    const grants = [...wanted].flatMap(([purse, cost]) => {
      if (cost <= purse.left) return [];
      const amount = cost > this.content ? cost : this.content;
      purse.left += amount;
      return [{ account: purse.account, amount }];
    });
    if (grants.length > 0) await this.chain.fund(grants);
  }

  pay({ from }: ChainTransaction, { gas, gasPrice }: ChainReceipt): void {
    this.seen = gasPrice;
    this.purseOf(from).left -= BigInt(gas) * gasPrice;
  }

  /** Nothing of what it should have is there. */
  empty(account: Account): void {
    this.purseOf(account).left = 0n;
  }

  private purseOf(account: Account): Purse {
    const purse = this.purses.get(account.address) ?? { account, left: this.content };
    this.purses.set(account.address, purse);
    return purse;
  }
}
