import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { perResource, tradedEnergy } from '#market/energy/prices/energy-market.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { countDays } from '#market/energy/days/rolling-days.js';
import type { MarketInstance } from '#market/instance.js';
import { moneyToNumber, QUANTITY_SCALE } from '#market/ledger/units.js';
import type { MatchDay } from '#market/match/match-setting.js';
import { type ExactCash, ROUNDING_FLOAT } from '#market/match/opening.js';
import type { DayBriefing, PastDay } from '#market/traders.port.js';
import type { Carried } from './carried.js';
import { type Contracts, energiesOf } from './contracts.js';
import type { DayRecord } from './day-record.js';
import type { OpenedDay } from './plan-day.js';

/** Days before that strategies are told of. */
const TOLD_DAYS = 14;

/**
 * The market of a day as a match plays it: the rules of the scenario, and the money that everybody has left. `contracts`: what was traded
 * of the day before; null: nothing.
 */
export function marketToPlay(
  drawn: DrawnMarket,
  opened: OpenedDay,
  { cash }: Carried,
  contracts: Contracts | null,
): DrawnMarket {
  const { community } = opened;
  const { market } = community;
  const { resources, tariff, localFee } = market;
  const traded = contracts ? withContracts(opened, contracts) : opened.instance;
  return {
    rules: drawn.rules,
    mechanism: drawn.mechanism,
    sealed: drawn.sealed,
    ...(drawn.chain && { chain: drawn.chain }),
    ...(drawn.householdFields && { householdFields: drawn.householdFields }),
    community,
    instance: cash ? withCash(traded, community.households.length, cash) : traded,
    fees: perResource(resources, localFee),
    ...(tariff && {
      tariff: {
        retail: perResource(resources, tariff.retail),
        feedIn: perResource(resources, tariff.feedIn),
      },
    }),
  };
}

/** The grid's purse is filled anew. */
function withCash(
  instance: MarketInstance,
  households: number,
  { seats, dealer }: ExactCash,
): MarketInstance {
  const left = (units: bigint): number => Math.max(0, moneyToNumber(units));
  return {
    ...instance,
    participants: instance.participants.map((participant, j) =>
      j < households ? { ...participant, cash: left(seats[j]!) } : participant,
    ),
    dealer: { ...instance.dealer, cash: Math.max(0, left(dealer) - ROUNDING_FLOAT) },
  };
}

/** What the grid has sold or bought, and what the dealer has left; households hold theirs already (`partsIn`). */
function withContracts(
  { instance, community: { market, households }, window: { period } }: OpenedDay,
  { seats, inventory }: Contracts,
): MarketInstance {
  const { resources } = market;
  const perPeriod = (units: readonly bigint[]): Float64Array => {
    const held = new Float64Array(resources.list.length);
    for (const t of tradedEnergy(resources))
      held[resources.energy[t]!] = Number(units[period + t]!) / QUANTITY_SCALE;
    return held;
  };
  return {
    ...instance,
    participants: instance.participants.map((participant, j) =>
      j < households.length ? participant : { ...participant, endowment: perPeriod(seats[j]!) },
    ),
    dealer: { ...instance.dealer, endowment: perPeriod(inventory!) },
  };
}

/** What a market takes from those before it; `held`: per participant, what was traded before of the periods of its window. */
export function matchDay(
  days: RollingDays,
  { window, expected }: OpenedDay,
  records: readonly DayRecord[],
  { cash, memories }: Carried,
  held: readonly (readonly bigint[])[],
): MatchDay {
  const past = records.slice(-TOLD_DAYS);
  const { traded, settled, period } = window;
  const told = { day: window.day + 1, days: countDays(days) };
  return {
    told: expected.map((own, j): DayBriefing => ({
      ...{ ...told, period, traded },
      contracts: energiesOf(held[j]!, traded),
      forecast: days.forecast,
      expected: own,
      past: past.map((record) => pastDay(days, record, j)),
      memory: memories?.seats[j] ?? '',
    })),
    toldDealer: { ...told, period, memory: memories?.dealer ?? '' },
    isLast: told.day === told.days && settled === traded,
    settled,
    ...(cash && { cash }),
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
