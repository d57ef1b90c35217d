import type { Delivery, LedgerOrder } from './ledger.port.js';
import { floorDivide, FULL_FILL, positivePart } from './units.js';

/**
 * What one trade adds to its owner's escrow, money units: what the limits of the filled orders (sum of limit x fill, rounded
 * down) allow beyond the payment at the round's prices. So payments plus escrow are the most that the owner's trades may cost.
 */
export function escrowOf(orders: readonly LedgerOrder[], fills: readonly bigint[], payment: bigint): bigint {
  let stated = 0n;
  orders.forEach(({ limit }, i) => (stated += limit * fills[i]!));
  return positivePart(floorDivide(stated, FULL_FILL) - payment);
}

/** The dealer takes any price >= 0 for what it offers: what a round brings it may all have to be given back. */
export function dealerEscrowOf(deliveries: readonly Delivery[]): bigint {
  return positivePart(deliveries.reduce((sum, { payment }) => sum + payment, 0n));
}
