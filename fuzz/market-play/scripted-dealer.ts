import type { CallResult, DealerDesk, DealerQuote, DealerView } from '#market/traders.port.js';
import { widestLimits, type OrderLimits } from '#market/order/order-limits.js';
import type { Rng } from '#market/rng.js';
import { oneOf, whole } from '../draw.js';
import { anyMagnitude, valueOf, type Magnitude } from './magnitudes.js';
import { ordersScript, scriptedOrders, type OrdersScript } from './orders-script.js';

/** What a dealer says in one round. */
export interface DealerTurn {
  /** shares of what it holds; a single number is no share but the offer itself */
  readonly offer: readonly (Magnitude | { readonly share: number })[];
  readonly orders: OrdersScript;
  /** null: the clearing prices; else by resource, a number or a multiple of the clearing price */
  readonly announce: readonly (Magnitude | { readonly share: number })[] | null;
}

export function dealerTurn(rng: Rng): DealerTurn {
  const entry = (): Magnitude | { share: number } =>
    rng.next() < 0.95
      ? { share: oneOf(rng, [0, 1, 1, 0.5, 1 - 1e-12, rng.next()]) }
      : anyMagnitude(rng, 'quantity');
  const price = (): Magnitude | { share: number } => {
    const kind = rng.next();
    if (kind < 0.8) return { share: oneOf(rng, [0, 1, 0.5, 2, 1e3, 1e6, rng.next() * 2]) };
    if (kind < 0.9) return { of: 'price', times: oneOf(rng, [1, 1e-3, 1e-6, 1e12, 1e300]) };
    return anyMagnitude(rng, 'money');
  };
  return {
    offer: Array.from({ length: whole(rng, 1, 4) }, entry),
    orders: rng.next() < 0.6 ? ordersScript(rng) : { tame: true, orders: [] },
    announce: rng.next() < 0.5 ? null : Array.from({ length: whole(rng, 1, 4) }, price),
  };
}

/** A dealer that follows its script round by round, over and over, past every check of a sandbox. */
export function scriptedDealer(turns: readonly DealerTurn[], limits: OrderLimits = widestLimits): DealerDesk {
  const turnOf = ({ round }: DealerView): DealerTurn => turns[(round - 1) % turns.length]!;
  const spread = (
    entries: readonly (Magnitude | { readonly share: number })[],
    whole: Float64Array,
  ): Float64Array =>
    whole.map((value, r) => {
      const entry = entries[r % entries.length]!;
      return typeof entry === 'object' && 'share' in entry ? value * entry.share : valueOf(entry, limits);
    });
  const ok = <T>(value: T): Promise<CallResult<T>> => Promise.resolve({ outcome: 'ok', value });
  return {
    create: () => ok(null),
    quote: (view) => {
      const { offer, orders } = turnOf(view);
      const offered = spread(offer, view.inventory);
      const left = view.inventory.map((held, r) => Math.max(0, held - offered[r]!));
      const quote: DealerQuote = {
        offer: offered,
        orders: scriptedOrders(orders, { held: left, cash: view.cash }, limits, view.round),
      };
      return ok(quote);
    },
    announce: (view, { prices }) => {
      const { announce } = turnOf(view);
      return ok(announce && spread(announce, prices));
    },
    close: () => Promise.resolve(),
  };
}
