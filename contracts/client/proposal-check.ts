import { sigmaOf } from '#market/ledger/certificate.js';
import { checkClearing } from '#market/ledger/check-clearing.js';
import { deliveriesOf } from '#market/ledger/deliveries.js';
import {
  LedgerError,
  type LedgerClearing,
  type LedgerOrder,
  type LedgerState,
} from '#market/ledger/ledger.port.js';
import { DEALER_SEAT, unpackClearing, type CertifiedClearing } from './clearing-codec.js';

/**
 * What an agent's client finds wrong with a proposed clearing (packed, as the chain published it), or
 * null: the whole book is in it, it is feasible and optimal, and the agent's own trade is what the
 * prices make of its orders. `state` is what the chain's events told this client.
 */
export function proposalFault(packed: string, state: LedgerState, seat: number): string | null {
  const m = state.prices.length;
  const proposal = unpackClearing(packed, m);
  const missing = state.seats.findIndex(({ orders }, j) => {
    const group = proposal.groups.find((candidate) => candidate.seat === j);
    return !sameOrders(group?.orders ?? [], orders);
  });
  if (missing >= 0) return `the book of seat ${missing} is not what was submitted`;
  const clearing = asLedgerClearing(proposal, state.seats.length);
  const deliveries = deliveriesOf(
    state.seats.map(({ orders }) => orders),
    clearing,
  );
  try {
    checkClearing(state, clearing, deliveries);
  } catch (error) {
    if (error instanceof LedgerError) return `${error.code}: ${error.message}`;
    throw error;
  }
  const own = proposal.groups.find((group) => group.seat === seat);
  if (!own) return null;
  const payment = deliveries.find((delivery) => delivery.seat === seat)?.payment ?? 0n;
  if (own.payment !== payment) return `my payment would be ${own.payment}, not ${payment}`;
  const sigma = sigmaOf(own.orders, proposal.prices);
  return own.sigma === sigma ? null : `my surplus would be ${own.sigma}, not ${sigma}`;
}

function sameOrders(a: readonly LedgerOrder[], b: readonly LedgerOrder[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ kind, limit, bundle }, i) => {
      const other = b[i]!;
      return (
        kind === other.kind &&
        limit === other.limit &&
        bundle.every((quantity, r) => quantity === other.bundle[r])
      );
    })
  );
}

function asLedgerClearing({ prices, offer, groups }: CertifiedClearing, seats: number): LedgerClearing {
  const dealer = groups.find((group) => group.seat === DEALER_SEAT);
  return {
    prices,
    offer,
    fills: Array.from(
      { length: seats },
      (_, seat) => groups.find((group) => group.seat === seat)?.fills ?? [],
    ),
    dealerOrders: dealer?.orders ?? [],
    dealerFills: dealer?.fills ?? [],
  };
}
