import type { FullReport } from './full-report.js';
import type { MatchReport, RoundRecord } from './report.js';

/** What of a report belongs to one of its markets; prices and holdings are over the resources of that market. */
export type MarketView = Pick<
  FullReport,
  | 'outcome'
  | 'rounds'
  | 'roundCap'
  | 'gapPerRound'
  | 'lowerBoundPerRound'
  | 'prices'
  | 'optimalPrices'
  | 'allocation'
  | 'inventory'
  | 'conservation'
> & {
  /** what addresses call it: `2`, or `2/6` of one that opened with period 6 of the second day; null: the match is one market */
  readonly key: string | null;
  /** of its day; null likewise */
  readonly date: string | null;
  readonly day: number;
  readonly period: number;
  /** so many of the match came before it */
  readonly roundsBefore: number;
  readonly resourcesBefore: number;
};

/** The markets of a match in the order they were played: one, or those of its days. */
export function marketsOf(report: MatchReport): readonly MarketView[] {
  const { days } = report;
  if (!days)
    return [{ ...report, key: null, date: null, day: 1, period: 0, roundsBefore: 0, resourcesBefore: 0 }];
  let [roundsBefore, resourcesBefore] = [0, 0];
  return days.perDay.flatMap(({ day, date, markets }) =>
    markets.map((market): MarketView => {
      const { period, outcome, rounds, resources, cashDifference } = market;
      const [r, m] = [roundsBefore, resourcesBefore];
      roundsBefore += rounds;
      resourcesBefore += resources;
      const own = <T>(values: readonly T[]): readonly T[] => values.slice(m, m + resources);
      const { gapPerRound, lowerBoundPerRound, roundCap, conservation } = report;
      return {
        ...{
          key: period > 0 ? `${day}/${period}` : String(day),
          date,
          day,
          period,
          outcome,
          rounds,
          roundCap,
        },
        ...{ roundsBefore: r, resourcesBefore: m },
        gapPerRound: gapPerRound.slice(r, r + rounds),
        lowerBoundPerRound: lowerBoundPerRound.slice(r, r + rounds),
        ...{ prices: own(report.prices), optimalPrices: own(report.optimalPrices) },
        ...{ allocation: report.allocation.map(own), inventory: own(report.inventory) },
        conservation: { resources: own(conservation.resources), cash: cashDifference },
      };
    }),
  );
}

/** The rounds of one of its markets, as it counted them itself. */
export function roundsOf(
  { key, roundsBefore, rounds: count }: Pick<MarketView, 'key' | 'roundsBefore' | 'rounds'>,
  rounds: readonly RoundRecord[],
): readonly RoundRecord[] {
  if (key === null) return rounds;
  return rounds
    .slice(roundsBefore, roundsBefore + count)
    .map(({ day: _, ...round }) => ({ ...round, round: round.round - roundsBefore }));
}
