import type { GridOffer } from '../instance.js';
import type { Delivery, Ledger } from '../ledger/ledger.port.js';
import { FULL_FILL, pricesNearest, quantitiesDown } from '../ledger/units.js';
import { isSomething } from './collect-packages.js';
import { leftOver, splitPackages } from './split-packages.js';

/** Trades that are exactly what packages come to, at prices that are given. */
export interface PackageTrades {
  /** per seat, the grid's last; with `offer`, which is the dealer's part, they add up to nothing */
  readonly bundles: readonly (readonly bigint[])[];
  readonly offer: readonly bigint[];
  /** m, price units */
  readonly prices: readonly bigint[];
}

/** What a clock has ended with. */
export interface EndedClock {
  /** per seat, the grid's last; m quantity units, of which the grid can bring or take what does not meet (`withinGrid`) */
  readonly bundles: readonly (readonly bigint[])[];
  /** m, price units */
  readonly prices: readonly bigint[];
  /** what the dealer offers at them, m quantity units */
  readonly supply: readonly bigint[];
  readonly grid: GridOffer;
}

/**
 * What the last packages come to: what meets, at the clock's prices, the same for both sides; then what is left over, with the grid at what it
 * asks or pays.
 */
export function tradesOf({ bundles, prices, supply, grid }: EndedClock): {
  readonly met: PackageTrades;
  readonly rest: PackageTrades;
} {
  const split = splitPackages(bundles, supply);
  const { met, offer } = split;
  const { left, net } = leftOver(bundles, split);
  const tariff = gridPrices(net, grid);
  const dealer = leftOfDealer({ supply, offer, net, tariff }, grid);
  left[left.length - 1] = net.map((quantity, r) => dealer[r]! - quantity);
  return { met: { bundles: met, offer, prices }, rest: { bundles: left, offer: dealer, prices: tariff } };
}

/** Has a ledger verify and settle them like any clearing; the orders are the seats' clients', for exactly what the trades come to. */
export async function settleTrades(
  ledger: Ledger,
  { bundles, offer, prices }: PackageTrades,
): Promise<readonly Delivery[]> {
  const submissions = bundles.flatMap((bundle, seat) => {
    if (!isSomething(bundle)) return [];
    const limit = bundle.reduce((sum, quantity, r) => sum + quantity * prices[r]!, 0n);
    return [{ seat, orders: [{ bundle, limit, kind: 'limited' as const }] }];
  });
  const missed = new Set((await ledger.submit(submissions)).map(({ seat }) => seat));
  // What was traded needs everybody: the organiser has filled the purses by now.
  if (missed.size > 0) await ledger.submit(submissions.filter(({ seat }) => missed.has(seat)));
  const fills = ledger.state().seats.map(({ orders }) => orders.map(() => FULL_FILL));
  return ledger.clear({ offer, prices, fills, dealerOrders: [], dealerFills: [] });
}

/** What the grid asks where energy is short, and what it pays elsewhere. */
function gridPrices(net: readonly bigint[], { ask, bid }: GridOffer): bigint[] {
  const [asks, bids] = [pricesNearest(ask), pricesNearest(bid)];
  return net.map((quantity, r) => (quantity > 0n ? asks[r]! : bids[r]!));
}

/** What the dealer sells to the grid: all that it has left, where that is worth something, as far as the grid can take it. */
function leftOfDealer(
  { supply, offer, net, tariff }: Record<'supply' | 'offer' | 'net' | 'tariff', readonly bigint[]>,
  { capacity }: GridOffer,
): bigint[] {
  const room = quantitiesDown(capacity);
  return supply.map((held, r) => {
    const left = held - offer[r]!;
    if (left <= 0n || tariff[r]! <= 0n) return 0n;
    const most = room[r]! + (net[r]! < 0n ? net[r]! : 0n);
    return left < most ? left : most;
  });
}
