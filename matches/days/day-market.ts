import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { perResource } from '#market/energy/energy-market.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { countDays } from '#market/energy/days/rolling-days.js';
import { moneyToNumber } from '#market/ledger/units.js';
import type { MatchDay } from '#market/match/match-setting.js';
import { ROUNDING_FLOAT } from '#market/match/opening.js';
import type { DayBriefing, PastDay } from '#market/traders.port.js';
import type { DayRecord } from './day-record.js';
import type { OpenedDay } from './plan-day.js';

/** Days before that strategies are told of. */
const TOLD_DAYS = 14;

/** The market of a day as a match plays it: the rules of the scenario, and the money that everybody has left. */
export function marketOfDay(
  drawn: DrawnMarket,
  { instance, community }: OpenedDay,
  before: DayRecord | undefined,
): DrawnMarket {
  const { market } = community;
  const { resources, tariff, localFee } = market;
  const left = (units: string): number => Math.max(0, moneyToNumber(BigInt(units)));
  return {
    rules: drawn.rules,
    mechanism: drawn.mechanism,
    sealed: drawn.sealed,
    ...(drawn.chain && { chain: drawn.chain }),
    ...(drawn.householdFields && { householdFields: drawn.householdFields }),
    community,
    instance: before
      ? {
          ...instance,
          participants: instance.participants.map((participant, j) =>
            before.cash[j] === undefined ? participant : { ...participant, cash: left(before.cash[j]) },
          ),
          dealer: { ...instance.dealer, cash: Math.max(0, left(before.dealerCash) - ROUNDING_FLOAT) },
        }
      : instance,
    fees: perResource(resources, localFee),
    ...(tariff && {
      tariff: {
        retail: perResource(resources, tariff.retail),
        feedIn: perResource(resources, tariff.feedIn),
      },
    }),
  };
}

/** What the day takes from those before it. */
export function matchDay(days: RollingDays, opened: OpenedDay, records: readonly DayRecord[]): MatchDay {
  const before = records.at(-1);
  const past = records.slice(-TOLD_DAYS);
  return {
    told: opened.expected.map((expected, j): DayBriefing => ({
      day: opened.window.day + 1,
      days: countDays(days),
      traded: opened.window.traded,
      forecast: days.forecast,
      expected,
      past: past.map((record) => pastDay(days, record, j)),
      memory: before?.memories?.seats[j] ?? '',
    })),
    toldDealer: {
      day: opened.window.day + 1,
      days: countDays(days),
      memory: before?.memories?.dealer ?? '',
    },
    ...(before && {
      cash: { seats: before.cash.map(BigInt), dealer: BigInt(before.dealerCash) },
    }),
  };
}

function pastDay({ truth, bounds }: RollingDays, { day, homes, prices }: DayRecord, j: number): PastDay {
  const { expected, planned, imbalance, imbalancePayment } = homes[j]!;
  const { load, generation } = truth.households[j]!;
  const [from, end] = [bounds[day]!, bounds[day + 1]!];
  return {
    day: day + 1,
    expected: {
      load: Float64Array.from(expected.load),
      generation: Float64Array.from(expected.generation),
    },
    real: { load: load.slice(from, end), generation: generation.slice(from, end) },
    prices: Float64Array.from(prices),
    traded: Float64Array.from(planned.position),
    imbalance: Float64Array.from(imbalance, (units) => units / 1e9),
    imbalancePayment: moneyToNumber(BigInt(imbalancePayment)),
  };
}
