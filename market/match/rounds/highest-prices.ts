import type { MarketInstance } from '../../instance.js';
import type { LedgerState } from '../../ledger/ledger.port.js';
import { LARGEST_PRICE, pricesToNumbers } from '../../ledger/units.js';

/** Room for the rounding of a price that a policy computes from those it was told. */
const ROUNDING = 1 + 1e-9;

/**
 * The highest price per resource that a dealer may announce: what the market could pay. That is the highest of
 * all clearing prices so far, the opening price, the retail tariff, and all the money in the market for
 * one unit; never beyond what ledgers can express. The lowest is 0, or of an exact resource as much below it.
 */
export class HighestPrices {
  private readonly most: Float64Array;

  private readonly exact: number;

  constructor(
    { participants, dealer, exact = 0 }: MarketInstance,
    opening: LedgerState,
    tariff?: { readonly retail: Float64Array },
  ) {
    this.exact = exact;
    const money = participants.reduce((sum, { cash }) => sum + cash, dealer.cash);
    this.most = pricesToNumbers(opening.prices).map((price, r) =>
      Math.max(price, money, tariff?.retail[r] ?? 0),
    );
  }

  observe(clearingPrices: Float64Array): void {
    clearingPrices.forEach((price, r) => (this.most[r] = Math.max(this.most[r]!, price)));
  }

  /** What is wrong with announced prices, or null. */
  faultOf(announced: Float64Array): string | null {
    if (announced.length !== this.most.length) return `${announced.length} announced prices`;
    const bad = announced.findIndex((price, r) => !(price >= this.least(r) && price <= this.allowed(r)));
    return bad < 0
      ? null
      : `announced prices[${bad}] is ${announced[bad]}; ${this.least(bad)} to ${this.allowed(bad)} is what this market could pay`;
  }

  private least(r: number): number {
    return r < this.exact ? -this.allowed(r) : 0;
  }

  private allowed(r: number): number {
    return Math.min(LARGEST_PRICE, this.most[r]! * ROUNDING);
  }
}
