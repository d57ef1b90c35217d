import type { LedgerOrder, LedgerState } from '../ledger/ledger.port.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { findClearing, type DealerSupply, type FoundClearing } from './find-clearing.js';
import { strainOf } from './strain.js';

/** Whose orders can be left out of a clearing: a seat's, or the dealer's own. */
export type OrderOwner = number | 'dealer';

/** The open book and what the dealer brings to it. */
export interface MarketToClear {
  readonly state: LedgerState;
  readonly supply: DealerSupply;
  /** seats whose orders may be left out */
  readonly suspects: readonly number[];
  /** max(1, |sum z|), money */
  readonly costScale: number;
}

export interface ClearableMarket {
  readonly found: FoundClearing;
  /** what remains of the book and of the dealer's supply */
  readonly state: LedgerState;
  readonly supply: DealerSupply;
  /** whose orders had to be left out, with the reason; not the dealer's, where nobody is to blame */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly owner: OrderOwner;
  readonly reason: string;
  /** its orders are gone all the same: rounding among ordinary ones was in the way */
  readonly blameless?: true;
}

/** A clearing that the ledger refuses is rounding among ordinary orders; beyond this strain it is somebody's doing. */
const EXTREME = 50;
/** Most seats with ordinary orders that are left out one after the other: each costs a search for a clearing. */
const MOST_ORDINARY = 8;

/**
 * The clearing of the open book or, where there is none, of what is left of it without the orders of as few
 * owners as need be. Owners are left out in the order of their most strained order (strain.ts) until a clearing
 * is found, then let in again one by one as long as one is still found. Depends on the book alone, so that every
 * replay and every ledger sees the same.
 */
export function clearableMarket(
  { state, supply, suspects, costScale }: MarketToClear,
  solver: LpSolver,
): ClearableMarket {
  const whole = findClearing(state, supply, costScale, solver);
  const unchanged = { found: whole, state, supply, leftOut: [] };
  if (isFound(whole)) return unchanged;
  const ranked = byStrain(state, supply, suspects);
  const extreme = ranked.filter(({ strain }) => strain > EXTREME);
  const isRounding = whole.status === 'refused';
  const ordinary = ranked.filter((one) => !extreme.includes(one));
  // Next the dealer's own orders, on which the ledger allows no rounding; last of all ordinary ones, before nobody trades.
  const own = ordinary.filter(({ owner }) => owner === 'dealer');
  const others = ordinary.filter(({ owner }) => owner !== 'dealer').slice(0, MOST_ORDINARY);
  const candidates = isRounding ? [...extreme, ...own, ...others] : ranked;
  const attempt = (owners: readonly OrderOwner[]): Omit<ClearableMarket, 'leftOut'> => {
    const rest = without(owners, state, supply);
    return { ...rest, found: findClearing(rest.state, rest.supply, costScale, solver) };
  };
  const out: OrderOwner[] = [];
  let last: Omit<ClearableMarket, 'leftOut'> = unchanged;
  for (const { owner } of candidates) {
    out.push(owner);
    last = attempt(out);
    if (isFound(last.found)) break;
  }
  if (!isFound(last.found)) return unchanged;
  for (const owner of out.slice(0, -1)) {
    const fewer = out.filter((other) => other !== owner);
    const retried = attempt(fewer);
    if (!isFound(retried.found)) continue;
    out.splice(out.indexOf(owner), 1);
    last = retried;
  }
  const reason = `the market could not be cleared with these orders: ${whole.reason}`;
  // An honest policy follows prices that others have driven to their bound: its bids wait for better ones, without
  // blame, and so do ordinary ones for another round where rounding was in their way.
  const ofRounding: readonly OrderOwner[] = isRounding
    ? ordinary.map(({ owner }) => owner)
    : whole.isBeyondPrices
      ? ['dealer']
      : [];
  const leftOut = out.flatMap((owner): LeftOut[] => {
    if (!ofRounding.includes(owner)) return [{ owner, reason }];
    return owner === 'dealer' ? [] : [{ owner, reason, blameless: true }];
  });
  return { ...last, leftOut };
}

function isFound({ status }: FoundClearing): boolean {
  return status === 'accepted' || status === 'quiet';
}

function byStrain(
  state: LedgerState,
  supply: DealerSupply,
  suspects: readonly number[],
): { readonly owner: OrderOwner; readonly strain: number }[] {
  const strain = (orders: readonly LedgerOrder[]): number =>
    orders.reduce((most, order) => Math.max(most, strainOf(order)), 0);
  const owners: { owner: OrderOwner; strain: number }[] = suspects
    .filter((seat) => state.seats[seat]!.orders.length > 0)
    .map((seat) => ({ owner: seat, strain: strain(state.seats[seat]!.orders) }));
  if (supply.orders.length > 0) owners.push({ owner: 'dealer', strain: strain(supply.orders) });
  return owners.sort((a, b) => b.strain - a.strain);
}

export function without(
  owners: readonly OrderOwner[],
  state: LedgerState,
  supply: DealerSupply,
): { readonly state: LedgerState; readonly supply: DealerSupply } {
  return {
    state: {
      ...state,
      seats: state.seats.map((seat, j) => (owners.includes(j) ? { ...seat, orders: [], locked: 0n } : seat)),
    },
    supply: owners.includes('dealer') ? { ...supply, orders: [] } : supply,
  };
}
