import type { LedgerState } from '../ledger/ledger.port.js';

/** Start minus end in ledger units; zero everywhere or the match is void. */
export interface Conservation {
  /** m */
  readonly resources: readonly bigint[];
  readonly cash: bigint;
}

/** Sums all holdings, the dealer's included, at both ends of a match. */
export function auditConservation(opening: LedgerState, closing: LedgerState): Conservation {
  return {
    resources: opening.inventory.map((_, r) => resourceTotal(opening, r) - resourceTotal(closing, r)),
    cash: cashTotal(opening) - cashTotal(closing),
  };
}

export function isConserved({ resources, cash }: Conservation): boolean {
  return cash === 0n && resources.every((difference) => difference === 0n);
}

function resourceTotal({ seats, inventory }: LedgerState, r: number): bigint {
  return seats.reduce((sum, { allocation }) => sum + allocation[r]!, inventory[r]!);
}

function cashTotal({ seats, dealerCash }: LedgerState): bigint {
  return seats.reduce((sum, { cash }) => sum + cash, dealerCash);
}
