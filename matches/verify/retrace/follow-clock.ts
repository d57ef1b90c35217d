import { clockBand, gridOf } from '#market/clock-exchange/clock-band.js';
import { shownBy, supplyAt, tariffAtEnds } from '#market/clock-exchange/clock-prices.js';
import { excessOf } from '#market/clock-exchange/collect-packages.js';
import { withinGrid } from '#market/clock-exchange/grid-room.js';
import { PriceClock } from '#market/clock-exchange/price-clock.js';
import { tradesOf, type PackageTrades } from '#market/clock-exchange/settle-packages.js';
import { SETTLING_ROUNDS } from '#market/clock-exchange/settling-rounds.js';
import type { MarketInstance, MarketRules } from '#market/instance.js';
import type { LedgerState } from '#market/ledger/ledger.port.js';
import { pricesNearest, pricesToNumbers, QUANTITY_SCALE, quantitiesNearest } from '#market/ledger/units.js';
import type { MatchRecord, RoundRecord } from '#market/match/report/report.js';

/**
 * What of the record of a clock exchange no clock gives, as a path; null: nothing. Prices go where the clock's steps lead; nothing trades before its
 * end, and then exactly what the packages come to that both trades together tell; it is over for a reason. Which packages were named, and those of
 * earlier rounds, are the plugins'.
 */
export function impossibleClock(
  { report, rounds }: MatchRecord,
  { instance, rules }: { readonly instance: MarketInstance; readonly rules: MarketRules },
  opening: LedgerState,
): string | null {
  const last = rounds.length - SETTLING_ROUNDS - 1;
  if (last < 0) return 'rounds';
  const clock = new PriceClock(clockBand(instance));
  for (const [index, { announced, settled, call, openOrders, excess }] of rounds.entries()) {
    const expected = index > last + 1 ? tariffAtEnds(clock, instance) : shownBy(clock);
    if (!isSame(expected, announced)) return `rounds[${index}].announced`;
    if (call || openOrders !== 0) return `rounds[${index}]`;
    if (settled && (index < last || index > last + 1)) return `rounds[${index}].settled`;
    // What the answers said is told as long as the clock runs, and prices go where it says.
    if ((index <= last ? announced.length : undefined) !== excess?.length) return `rounds[${index}].excess`;
    if (index < last && clock.observe(Float64Array.from(excess!)) !== null) return `rounds[${index}].excess`;
  }
  const [first, rest] = [rounds[last]!, rounds[last + 1]!];
  const given = instance.participants.map((_, seat) => {
    const [met, left] = [deliveredTo(first, seat), deliveredTo(rest, seat)];
    return met.map((quantity, r) => quantity + left[r]!);
  });
  const grid = gridOf(instance);
  const bundles = given.with(
    -1,
    given[0]!.map(() => 0n),
  );
  const supply = supplyAt(first.announced, opening);
  if (withinGrid(bundles, supply, grid).leftOut.length > 0) return `rounds[${last + 1}].trades`;
  const expected = tradesOf({ bundles, prices: pricesNearest(first.announced), supply, grid });
  for (const [round, trades] of [
    [first, expected.met],
    [rest, expected.rest],
  ] as const) {
    const field = impossibleTrades(round, trades);
    if (field !== null) return `rounds[${round.round - 1}].${field}`;
  }
  if (!isSame(rounds.at(-1)!.announced, report.prices)) return 'report.prices';
  const isForced = rounds.length >= rules.roundCap || report.timingDependent || leavesOut(report, last + 1);
  // Of packages that were left out nothing is told but what they did to the excess.
  if (!leavesOut(report, last + 1) && !isSame(excessOf(bundles, supply, QUANTITY_SCALE), first.excess!))
    return `rounds[${last}].excess`;
  if (!isForced && clock.observe(Float64Array.from(first.excess!)) === null) return 'rounds';
  const { gap, cost } = rounds.at(-1)!;
  const isOpen = gap > (rules.epsilon * Math.max(1, Math.abs(cost))) / 2;
  if (report.outcome === 'converged' || (report.outcome === 'round-cap' && report.timingDependent))
    return null;
  return report.outcome === 'stalled' && isOpen ? null : 'report.outcome';
}

function impossibleTrades(round: RoundRecord, { bundles, prices }: PackageTrades): string | null {
  if (!isSame(pricesToNumbers(prices), round.prices)) return 'prices';
  const differs = bundles.findIndex((bundle, seat) => {
    const told = deliveredTo(round, seat);
    return bundle.some((quantity, r) => quantity !== told[r]);
  });
  return differs < 0 ? null : 'trades';
}

/** m quantity units; nothing where it did not trade */
function deliveredTo({ trades, prices }: RoundRecord, seat: number): bigint[] {
  const trade = trades.find((one) => one.seat === seat);
  return quantitiesNearest(trade ? trade.delivered : prices.map(() => 0));
}

function leavesOut({ perSeat }: MatchRecord['report'], round: number): boolean {
  return perSeat.some(({ failures }) =>
    failures.some((one) => one.kind === 'unclearable-order' && one.round === round),
  );
}

function isSame(expected: ArrayLike<number>, told: readonly number[]): boolean {
  return expected.length === told.length && told.every((value, r) => value === expected[r]);
}
