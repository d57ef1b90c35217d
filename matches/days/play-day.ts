import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { firstState, type HouseholdState } from '#market/energy/days/household-state.js';
import { type RollingDays, windowOf } from '#market/energy/days/rolling-days.js';
import type { SettledHome } from '#market/energy/days/settle-home.js';
import type { HouseholdFlows } from '#market/energy/household-flows.js';
import { quantitiesToNumbers } from '#market/ledger/units.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchReport } from '#market/match/report.js';
import type { MatchDay } from '#market/match/match-setting.js';
import { gridOnlyCost } from '#market/referee/grid-only.js';
import {
  type DayRecord,
  type HomeDay,
  type PlainFlows,
  type ReferenceDay,
  type ReferenceName,
  referenceNames,
} from './day-record.js';
import { marketOfDay, matchDay } from './day-market.js';
import { openDay, type OpenedDay, settleDay } from './plan-day.js';
import { plansAlone, plansTogether } from './reference-plans.js';

/** Plays the market of one day: what came of it, and its report. */
export type DayMarket = (
  drawn: DrawnMarket,
  day: MatchDay,
) => Promise<{ readonly played: PlayedMatch; readonly report: MatchReport }>;

/** Plays the day after those of `records`, and its lines of reference. Throws `MarketError`. */
export async function playDay(
  drawn: DrawnMarket,
  days: RollingDays,
  records: readonly DayRecord[],
  market: DayMarket,
  solver: LpSolver,
): Promise<DayRecord> {
  const before = records.at(-1);
  const window = windowOf(days, records.length);
  const first = days.truth.households.map(firstState);
  // First what depends on nobody's play: a household that cannot live is found before anything is settled.
  const references = referencesOf(days, records, solver);
  const states = before?.states ?? first;
  const opened = openDay(days, window, states, false);
  const { played, report } = await market(
    marketOfDay(drawn, opened, before),
    matchDay(days, opened, records),
  );
  const settled = settleDay(
    days,
    opened,
    { plans: played.seats.map(({ plan }) => plan), delivered: deliveredOf(played, opened) },
    states,
    solver,
  );
  const { energy } = opened.community.market.resources;
  const perPeriod = (values: ArrayLike<number>): number[] =>
    Array.from({ length: window.traded }, (_, t) => (energy[t]! < 0 ? 0 : values[energy[t]!]!));
  const { closing, opening } = played;
  const households = days.truth.households.length;
  return {
    day: window.day,
    ...{ outcome: report.outcome, rounds: report.rounds, resultHash: report.resultHash },
    gap: Number.isFinite(report.gap) ? report.gap : null,
    timingDependent: report.timingDependent,
    failures: failuresOf(report),
    prices: perPeriod(played.prices),
    cash: closing.seats.slice(0, households).map(({ cash }) => cash.toString()),
    dealerCash: closing.dealerCash.toString(),
    dealerTake: (closing.dealerCash - opening.dealerCash).toString(),
    gridPayment: (played.seats[households]?.payment ?? 0n).toString(),
    gridCost: settled.gridCost,
    gridImport: Array.from(settled.flows.gridImport.subarray(0, window.traded)),
    gridExport: Array.from(settled.flows.gridExport.subarray(0, window.traded)),
    unsoldPlant: perPeriod(quantitiesToNumbers(closing.inventory)),
    homes: settled.homes.map((home, j) => homeDay(home, opened, j, played.seats[j]!.payment)),
    states: settled.states,
    ...(played.memories && { memories: played.memories }),
    references,
  };
}

/** What households bought in the market (< 0: sold) per period of the day, energy units. */
function deliveredOf({ opening, closing }: PlayedMatch, { community, window }: OpenedDay): bigint[][] {
  const { energy } = community.market.resources;
  return community.households.map((_, j) =>
    Array.from({ length: window.traded }, (_, t) => {
      const r = energy[t]!;
      return r < 0 ? 0n : closing.seats[j]!.allocation[r]! - opening.seats[j]!.allocation[r]!;
    }),
  );
}

/** Each line of reference goes its own way from day to day; where nobody is mistaken those with perfect foresight are the others. */
function referencesOf(
  days: RollingDays,
  records: readonly DayRecord[],
  solver: LpSolver,
): DayRecord['references'] {
  const window = windowOf(days, records.length);
  const found: Partial<Record<ReferenceName, ReferenceDay>> = {};
  for (const name of referenceNames) {
    const exact = name.endsWith('-exact');
    if (exact && days.forecast === 'perfect') continue;
    const states: readonly HouseholdState[] =
      records.at(-1)?.references[name]?.states ?? days.truth.households.map(firstState);
    const opened = openDay(days, window, states, exact);
    const { instance } = opened;
    const isAlone = name.startsWith('alone');
    const plans = isAlone ? plansAlone(instance, solver) : plansTogether(instance, solver);
    const settled = settleDay(days, opened, plans, states, solver);
    const homes = settled.homes.map(({ cost }) => cost);
    const cost = homes.reduce((sum, one) => sum + one, settled.gridCost);
    // Without the market the dealer's plant feeds into the grid.
    const total = isAlone ? (gridOnlyCost(instance, cost) ?? cost) : cost;
    found[name] = { cost: total, homes, states: settled.states };
  }
  return found;
}

function homeDay(
  home: SettledHome,
  { expected, window, mistaken }: OpenedDay,
  j: number,
  payment: bigint,
): HomeDay {
  const { load, generation } = expected[j]!;
  const ofDay = (series: Float64Array): number[] => Array.from(series.subarray(0, window.traded));
  return {
    expected: { load: ofDay(load), generation: ofDay(generation) },
    planned: plain(home.planned),
    real: mistaken ? plain(home.real) : null,
    scheduled: home.scheduled.map(Number),
    imbalance: home.imbalance.energy.map(Number),
    imbalancePayment: home.imbalance.amount.toString(),
    payment: payment.toString(),
    cost: home.cost,
  };
}

function plain(flows: HouseholdFlows): PlainFlows {
  return Object.fromEntries(
    Object.entries(flows).map(([name, series]) => [name, Array.from(series as Float64Array)]),
  ) as unknown as PlainFlows;
}

function failuresOf({ perSeat, dealer }: MatchReport): DayRecord['failures'] {
  return [
    ...perSeat.map(({ seat, failures }) => ({ seat, failures })),
    { seat: 'dealer' as const, failures: dealer.failures },
  ].filter(({ failures }) => failures.length > 0);
}
