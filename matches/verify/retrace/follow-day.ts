import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { DayWindow } from '#market/energy/days/day-window.js';
import type { HouseholdState } from '#market/energy/days/household-state.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { moneyNearest } from '#market/ledger/units.js';
import { buildReport } from '#market/match/build-report.js';
import type { DayOfMatch, MarketOfDay } from '#market/match/report/days-of-match.js';
import { type MarketView, roundsOf } from '#market/match/report/markets-of-match.js';
import { MACHINE_DEPENDENT, type PlayedMatch } from '#market/match/play-match.js';
import type { FailureRecord, MatchRecord, MatchReport } from '#market/match/report/report.js';
import { resultHash } from '#market/match/result-hash.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import type { Carried } from '../../days/carried.js';
import { contractsAfter, contractsIn, energiesOf, noContracts } from '../../days/contracts.js';
import { marketToPlay } from '../../days/day-market.js';
import type { ToldDay } from '../../days/day-of-match.js';
import type { MarketRecord } from '../../days/day-record.js';
import { openDay } from '../../days/plan-day.js';
import { cashAfterFees } from '../../days/days-fees.js';
import { volumeOf } from '../../days/play-day.js';
import { noFigures } from '../../play/community/community-figures.js';
import { collectsFees, oddReceiver, unpayableFees } from './collected-fees.js';
import type { RetracePlace } from './retrace-place.js';
import { RetracedTable } from './retraced-table.js';
import { must } from '../differences/unlawful-record.js';

/** Of fees: quantities are rounded to 1e-9, plans solved to 1e-7. */
export const FEE_ROUNDING = 1e-6;

interface FollowedMatch extends Omit<RetracePlace, 'drawn'> {
  readonly recorded: MatchRecord;
  readonly drawn: DrawnMarket;
  readonly rolling: RollingDays;
  readonly solver: LpSolver;
}

/** Follows the markets of a day one after the other. */
export class DayFollower {
  private contracts;
  private readonly payments: bigint[];
  private expected: ReturnType<typeof openDay>['expected'] = [];
  gridPayment = 0n;

  constructor(private readonly match: FollowedMatch) {
    const { drawn, rolling } = match;
    this.contracts = noContracts(drawn.instance.participants.length, 0);
    this.payments = rolling.truth.households.map(() => 0n);
  }

  market(
    window: DayWindow,
    view: MarketView,
    told: MarketOfDay,
    before: Carried,
  ): { readonly record: MarketRecord; readonly carried: Carried } {
    const { recorded, drawn, rolling, seed, solver, id, plugins, dealer, execution } = this.match;
    const isFirst = window.period === 0;
    if (isFirst) this.contracts = noContracts(drawn.instance.participants.length, window.traded);
    const held = contractsIn(this.contracts, window);
    const homes = isFirst
      ? undefined
      : rolling.truth.households.map((_, j) => energiesOf(held[j]!, window.periods));
    const opened = openDay(rolling, window, before.states, false, homes);
    if (isFirst) this.expected = opened.expected;
    const market = marketToPlay(drawn, opened, before, isFirst ? null : this.contracts);
    const which = `day/${window.day + 1}${isFirst ? '' : `/${window.period}`}`;
    must(told.period === window.period, at(window.day, 'markets'));
    must(told.resources === market.instance.resources.length, at(window.day, 'markets'));
    must(areStates(told.states, rolling), at(window.day, 'markets'));
    const own = marketRecord(recorded, view, told);
    const optimum = centralOptimum(market.instance, solver);
    const table = new RetracedTable(
      own,
      { drawn: market, seed: `${seed}/${which}`, optimum: optimum.cost, cash: before.cash },
      solver,
    );
    try {
      const played = table.play();
      const report = buildReport(played, {
        ...{ id: `${id}/${which}`, scenario: drawn.instance.id, seed, engine: recorded.report.engine },
        ...{ instance: market.instance, plugins, dealer, fees: market.fees, optimum, ...noFigures },
        ...{ execution, roundCap: drawn.rules.roundCap },
        ...{ chain: { ...recorded.report.chain, senders: [] }, solver: { seconds: 0, solves: 0 } },
      });
      must(table.hashes(resultHash).includes(told.resultHash), at(window.day, 'markets'));
      must(feesComplaint(told, market, played, this.match) === null, at(window.day, 'markets'));
      this.contracts = contractsAfter(this.contracts, played, opened);
      this.note(played);
      const { closing } = played;
      return {
        record: {
          rounds: own.rounds,
          report: {
            ...report,
            chain: { ...report.chain, fees: told.fees },
            ...{ resultHash: told.resultHash, timingDependent: isTimed(played, report) },
          },
          ...{
            period: window.period,
            volume: volumeOf({ window, played, opened }),
            states: told.states,
            handOver: '0',
          },
        },
        carried: {
          states: told.states,
          cash: cashAfterFees(
            { seats: closing.seats.map(({ cash }) => cash), dealer: closing.dealerCash },
            told.fees,
          ),
        },
      };
    } finally {
      table.dispose();
    }
  }

  /** What the day tells of its homes, with what they paid and what was expected. */
  homes({ homes }: DayOfMatch): ToldDay['homes'] {
    return homes.map((home, j) => {
      const { load, generation } = this.expected[j]!;
      const ofDay = (series: Float64Array): number[] => Array.from(series.subarray(0, home.scheduled.length));
      return {
        ...home,
        payment: this.payments[j]!.toString(),
        expected: { load: ofDay(load), generation: ofDay(generation) },
      };
    });
  }

  private note({ seats }: PlayedMatch): void {
    for (const { index, payment } of seats)
      if (index < this.payments.length) this.payments[index]! += payment;
      else this.gridPayment += payment;
  }
}

function isTimed({ timingDependent }: PlayedMatch, { perSeat, dealer }: MatchReport): boolean {
  return (
    timingDependent ||
    [...perSeat, dealer].some(({ failures }) => failures.some(({ kind }) => MACHINE_DEPENDENT.has(kind)))
  );
}

/** What of the fees that a market is said to have collected cannot be; null: nothing. How much of it was local rests on plans. */
function feesComplaint(
  { fees }: MarketOfDay,
  market: DrawnMarket,
  { closing }: PlayedMatch,
  { recorded, drawn }: FollowedMatch,
): string | null {
  if ((fees !== undefined) !== collectsFees(drawn)) return 'fees';
  if (!fees) return null;
  const { households } = market.community!;
  const most = recorded.report.perSeat.map(({ fees: told }, j) =>
    j < households.length ? moneyNearest(told + FEE_ROUNDING) : 0n,
  );
  return unpayableFees(fees, closing.seats, most) ?? oddReceiver(fees, market.community!);
}

/** Whether households may be in them. */
function areStates(states: readonly HouseholdState[], { truth: { households } }: RollingDays): boolean {
  return (
    states.length === households.length &&
    states.every(({ batteries, temperature }, j) => {
      const home = households[j]!;
      return (
        batteries.length === home.batteries.length &&
        batteries.every((held, b) => held >= 0 && held <= home.batteries[b]!.capacity) &&
        (temperature === undefined) === (home.heatPump === undefined)
      );
    })
  );
}

/** A market of a match as a record of its own. */
function marketRecord({ report, rounds }: MatchRecord, view: MarketView, told: MarketOfDay): MatchRecord {
  const { roundsBefore, day } = view;
  const failuresOf = (failures: readonly FailureRecord[]): FailureRecord[] =>
    failures.flatMap(({ day: ofDay, ...failure }) => {
      const round = failure.round - roundsBefore;
      return ofDay === day && round >= 0 && round <= view.rounds ? [{ ...failure, round }] : [];
    });
  const { settlement } = report;
  return {
    rounds: roundsOf(view, rounds),
    report: {
      ...report,
      ...{ outcome: told.outcome, rounds: told.rounds, timingDependent: told.timingDependent },
      ...{ prices: view.prices, optimalPrices: view.optimalPrices, allocation: view.allocation },
      perSeat: report.perSeat.map((seat, j) => ({
        ...seat,
        ...{ costBefore: told.costsBefore[j]!, cost: told.costs[j]!, failures: failuresOf(seat.failures) },
      })),
      dealer: { ...report.dealer, failures: failuresOf(report.dealer.failures) },
      ...(settlement && told.limits && { settlement: { ...settlement, limits: told.limits } }),
    },
  };
}

/** The field of a record that tells of a day. */
export function at(day: number, field: string): string {
  return `report.days.perDay[${day}].${field}`;
}
