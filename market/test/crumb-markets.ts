import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import type { Rng } from '#market/rng.js';
import { limited, unlimited } from './ledger-numbers.js';

/** An open book beside a dealer's bundles, which mostly are filled in part, and a seat that buys a crumb of everything. */
export interface CrumbMarket {
  /** the last one is the crumbs' */
  readonly books: readonly (readonly LedgerOrder[])[];
  readonly dealerOrders: readonly LedgerOrder[];
  /** m, units that the dealer offers besides */
  readonly offer: readonly number[];
  /** m, about what everybody thinks a unit is worth */
  readonly prices: readonly number[];
}

/** Draws one of 2 to 6 resources, with quantities up to a hundredth, some, or a thousand units. */
export function aCrumbMarket(rng: Rng): CrumbMarket {
  const upTo = (most: number): number => Math.floor(rng.next() * most);
  const m = 2 + upTo(5);
  const size = [0.01, 0.1, 10, 10, 1000][upTo(5)]!;
  const plain = [0, 0.3, 0.5][upTo(3)]!;
  const prices = Array.from({ length: m }, () => 0.05 + rng.next() * 0.3);
  const worth = (bundle: readonly number[], gain: number): number =>
    bundle.reduce((sum, quantity, r) => sum + (quantity + gain * Math.abs(quantity)) * prices[r]!, 0);
  const mixed = (share: number): number[] => {
    const bundle = prices.map(() => (rng.next() < share ? (rng.next() - 0.5) * 2 * size : 0));
    if (bundle.filter(Boolean).length > 1) return bundle;
    return prices.map((_, r) => [rng.next() * size, -rng.next() * size][r] ?? 0);
  };
  const anyBundle = (): number[] => {
    if (rng.next() >= plain) return mixed(0.6);
    const only = upTo(m);
    return prices.map((_, r) => (r === only ? (rng.next() - 0.5) * 2 * size : 0));
  };
  const order = (bundle: number[]): LedgerOrder => limited(bundle, worth(bundle, (rng.next() - 0.45) * 0.2));
  const crumbs = prices.map((_, r) => {
    const bundle = prices.map((_, other) => (other === r ? 10 ** (-5 + rng.next() * 1.5) : 0));
    return unlimited(bundle, worth(bundle, 5));
  });
  const books = Array.from({ length: 5 + upTo(8) }, () =>
    Array.from({ length: 1 + upTo(4) }, () => order(anyBundle())),
  );
  const own =
    rng.next() < 0.3
      ? Array.from({ length: 20 }, () => mixed(1))
      : Array.from({ length: 1 + upTo(3) }, () => mixed(0.6));
  const dealerOrders = own.map((bundle) =>
    unlimited(bundle, worth(bundle, own.length > 3 ? (rng.next() - 0.5) * 1e-3 : (rng.next() - 0.45) * 0.2)),
  );
  const offer = prices.map(() => (rng.next() < 0.3 ? 0 : rng.next() * size));
  return { books: [...books, crumbs], dealerOrders, offer, prices };
}
