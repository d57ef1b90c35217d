import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { type CollectedFees, feesTogether } from '#market/ledger/local-fees.js';
import type { ExactCash } from '#market/match/opening.js';
import type { DayRecord } from './day-record.js';

/**
 * Local fees per household over all days, EUR: on what it bought of neighbours and of the dealer, as `localFees` counts them in a single
 * market. What the grid sold is shared among the buyers alike.
 */
export function localFeesOf({ truth, bounds }: RollingDays, records: readonly DayRecord[]): number[] {
  const fees = truth.households.map(() => 0);
  for (const { day, homes, gridImport, gridExport } of records)
    gridImport.forEach((drawn, t) => {
      const bought = homes.map(({ planned }) => Math.max(0, planned.position[t]!));
      const all = bought.reduce((sum, energy) => sum + energy, 0);
      if (all <= 0) return;
      const local = 1 - Math.min(1, Math.max(0, drawn - gridExport[t]!) / all);
      const fee = truth.localFee[bounds[day]! + t]!;
      bought.forEach((energy, j) => (fees[j]! += energy * fee * local));
    });
  return fees;
}

/** What is left of money once the local fees of a market are paid. */
export function cashAfterFees({ seats, dealer }: ExactCash, fees: CollectedFees | undefined): ExactCash {
  return { seats: seats.map((cash, j) => cash - BigInt(fees?.paid[j] ?? 0)), dealer };
}

/** What was collected in all markets of some days; undefined: nothing is, in any. */
export function feesOfMarkets(
  markets: readonly { readonly fees?: CollectedFees | undefined }[],
): CollectedFees | undefined {
  const all = markets.flatMap(({ fees }) => fees ?? []);
  return all.length === 0 ? undefined : feesTogether(all);
}
