import { moneyNearest, pricesNearest, quantitiesNearest } from '../ledger/units.js';
import type { MatchRecord } from './report/report.js';

/** Prices times delivery, exact, money units (1e-18). */
export function paymentOf(prices: readonly number[], delivered: readonly number[]): bigint {
  const units = pricesNearest(prices);
  return quantitiesNearest(delivered).reduce((sum, quantity, r) => sum + quantity * units[r]!, 0n);
}

/**
 * What each seat paid in the market (< 0: earned), money units, to the last one as the ledger has it; `perSeat[].payment` is the number nearest
 * to it. Of an auction, whose trades are paid by the period's rule, it is the unit nearest to that number.
 */
export function paidBySeat({ report, rounds }: MatchRecord): bigint[] {
  const { perSeat, settlement } = report;
  if (settlement) return perSeat.map((_, seat) => BigInt(settlement.payments[seat]!));
  if (rounds.some(({ auction }) => auction)) return perSeat.map(({ payment }) => moneyNearest(payment));
  const paid = perSeat.map(() => 0n);
  for (const { prices, trades } of rounds)
    for (const { seat, delivered } of trades) paid[seat]! += paymentOf(prices, delivered);
  return paid;
}
