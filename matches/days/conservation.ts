import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { energyUnits, metered } from '#market/energy/days/imbalance.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import type { HouseholdFlows } from '#market/energy/flows/household-flows.js';
import { magnitude, moneyDown, pricesNearest } from '#market/ledger/units.js';
import type { DaysConservation } from '#market/match/report/days-of-match.js';
import { ROUNDING_FLOAT } from '#market/match/opening.js';
import type { DayRecord } from './day-record.js';

/** Adds up anew what was settled, from the other side: from meters, per period, and over all purses. */
export function conservationOf(
  { imbalance, bounds }: RollingDays,
  records: readonly DayRecord[],
  { instance }: DrawnMarket,
): DaysConservation {
  let [energy, money, contracts] = [0n, 0n, 0n];
  for (const { day, homes, delivered } of records) {
    delivered?.dealer.forEach((sum, t) => {
      contracts += magnitude(delivered.seats.reduce((all, seat) => all + BigInt(seat[t]!), BigInt(sum)));
    });
    for (const { real, scheduled, imbalance: units, imbalancePayment } of homes) {
      money += BigInt(imbalancePayment);
      if (real === null) continue;
      const flows = real as unknown as HouseholdFlows;
      scheduled.forEach((due, t) => {
        energy += energyUnits(metered(flows, t)) - BigInt(due) - BigInt(units[t]!);
      });
    }
    if (!imbalance) continue;
    const [from, end] = [bounds[day]!, bounds[day + 1]!];
    const prices = [imbalance.short, imbalance.long].map((of) => pricesNearest(of.subarray(from, end)));
    prices.forEach((price, side) =>
      price.forEach((each, t) => {
        const units = homes.reduce((sum, home) => {
          const own = BigInt(home.imbalance[t]!);
          return own > 0n === (side === 0) ? sum + own : sum;
        }, 0n);
        money -= units * each;
      }),
    );
  }
  const households = records[0]!.homes.length;
  const start = instance.participants
    .slice(0, households)
    .reduce((sum, { cash }) => sum + moneyDown(cash), moneyDown(instance.dealer.cash + ROUNDING_FLOAT));
  const last = records.at(-1)!;
  const end = last.cash.reduce((sum, cash) => sum + BigInt(cash), BigInt(last.dealerCash));
  const toGrid = records.reduce((sum, { gridPayment }) => sum - BigInt(gridPayment), 0n);
  const collected = records.flatMap(({ markets }) =>
    markets.flatMap(({ report }) => report.chain.fees ?? []),
  );
  const toReceivers = collected
    .flatMap(({ receivers }) => receivers)
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return {
    energy: energy.toString(),
    imbalance: money.toString(),
    ...(records[0]!.delivered && { contracts: contracts.toString() }),
    cash: (start - end - toGrid - toReceivers).toString(),
    handOver: records
      .flatMap(({ markets }) => markets)
      .reduce((sum, { handOver }) => sum + BigInt(handOver), 0n)
      .toString(),
  };
}
