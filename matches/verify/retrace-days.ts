import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { DayWindow } from '#market/energy/days/day-window.js';
import { firstState, type HouseholdState } from '#market/energy/days/household-state.js';
import { countDays, type RollingDays, windowsOf } from '#market/energy/days/rolling-days.js';
import { moneyNearest, pricesNearest } from '#market/ledger/units.js';
import { buildReport } from '#market/match/build-report.js';
import type { DayOfMatch, DaysOfMatch, MarketOfDay } from '#market/match/days-of-match.js';
import { marketsOf, type MarketView, roundsOf } from '#market/match/markets-of-match.js';
import { MACHINE_DEPENDENT, type PlayedMatch } from '#market/match/play-match.js';
import type { FailureRecord, MatchRecord, MatchReport } from '#market/match/report.js';
import { resultHash } from '#market/match/result-hash.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import type { Carried } from '../days/carried.js';
import { contractsAfter, contractsIn, energiesOf, noContracts } from '../days/contracts.js';
import { marketOfDay as marketToPlay } from '../days/day-market.js';
import { dayOfMatch, homeOfMatch, type ToldDay } from '../days/day-of-match.js';
import type { MarketRecord } from '../days/day-record.js';
import { daysTotals, reportOver } from '../days/join-days.js';
import { joinMarkets } from '../days/join-markets.js';
import { openDay } from '../days/plan-day.js';
import { cashAfterFees } from '../days/days-fees.js';
import { dayHash, volumeOf, worst } from '../days/play-day.js';
import { referencesOf } from '../days/reference-day.js';
import { noFigures } from '../play/community-figures.js';
import { collectsFees, oddReceiver, unpayableFees } from './collected-fees.js';
import { payingGasByDay } from './gas.js';
import { jsonDifference } from './json-difference.js';
import type { RetracePlace } from './retrace-place.js';
import { RetracedTable, UnlawfulRecord } from './retraced-table.js';

/** Money: quantities are rounded to 1e-9, plans solved to 1e-7. */
const ROUNDING = 1e-6;

/**
 * The report that a match over days would have, as far as its trades, its schedules and what was handed over from market to market tell it: each
 * market is followed on its own, from the cash that the one before left and the states that the record tells. What rests on plans alone
 * (what a home schedules, what it costs beside trade, in what state it ends) is taken from the record, within bounds. KPIs are left out. Throws `UnlawfulRecord`,
 * `MarketError`.
 */
export function daysReportOf(
  recorded: MatchRecord,
  { id, seed, drawn, plugins, dealer, execution }: RetracePlace,
  solver: LpSolver,
): Omit<MatchReport, 'kpis'> {
  const { report } = recorded;
  const rolling = drawn.rolling!;
  const told = report.days;
  must(told !== undefined && told.perDay.length === countDays(rolling), 'report.days.perDay');
  const days: ToldDay[] = [];
  const views = marketsOf(report);
  must(views.reduce((sum, { rounds }) => sum + rounds, 0) === recorded.rounds.length, 'rounds');
  must(told!.households.length === rolling.truth.households.length, 'report.days.households');
  const dayOfRound = views.flatMap(({ day, rounds }) => new Array<number>(rounds).fill(day));
  recorded.rounds.forEach(({ round, day }, i) => {
    must(round === i + 1, `rounds[${i}].round`);
    must(day === dayOfRound[i], `rounds[${i}].day`);
  });
  let late = 0;
  let carried: Carried = { states: rolling.truth.households.map(firstState) };
  told!.perDay.forEach((day, d) => {
    const windows = windowsOf(rolling, d);
    must(day.markets.length === windows.length, at(d, 'markets'));
    const follower = new DayFollower({
      ...{ recorded, drawn, rolling, seed, solver },
      ...{ id, plugins, dealer, execution },
    });
    const ofDay = views.slice(late, late + windows.length);
    late += windows.length;
    const references = referencesOf(rolling, days, solver);
    const markets = windows.map((window, k) => {
      const followed = follower.market(window, ofDay[k]!, day.markets[k]!, carried);
      carried = followed.carried;
      return followed.record;
    });
    checkHomes(rolling, day, d);
    // The grid's purse is filled anew every day.
    const { dealer: dealerCash, seats } = carried.cash!;
    const cash = { seats: seats.slice(0, day.homes.length), dealer: dealerCash };
    carried = { ...carried, cash };
    days.push({
      ...{ day: d, markets, references },
      outcome: worst(markets.map((market) => market.report.outcome)),
      rounds: markets.reduce((sum, market) => sum + market.rounds.length, 0),
      resultHash: dayHash(markets.map((market) => market.report.resultHash)),
      homes: follower.homes(day),
      ...{ gridCost: day.gridCost, gridPayment: follower.gridPayment.toString() },
      cash: cash.seats.map(String),
      dealerCash: dealerCash.toString(),
    });
  });
  const perDay = days.map((day) => dayOfMatch(rolling, day));
  const expected: DaysOfMatch = {
    forecast: rolling.forecast,
    ...daysTotals(perDay),
    households: told!.households.map(({ bill }, j) => ({ ...homeOfMatch(rolling, days, j, 0n), bill })),
    perDay,
    conservation: {
      ...{ energy: '0', imbalance: '0', ...(rolling.retrade !== undefined && { contracts: '0' }) },
      ...{ cash: '0', handOver: '0' },
    },
  };
  const joined = joinMarkets(days);
  must(jsonDifference(report.chain.fees, joined.chain.fees) === null, 'report.chain.fees');
  const fees = feesOf(report, rolling, days);
  const co2 = report.perSeat[0]?.co2 && report.perSeat.slice(0, fees.length).map((seat) => seat.co2!);
  return reportOver(
    { id, seed, engine: report.engine, execution, plugins, dealer, drawn, rolling },
    payingGasByDay(report, expected),
    { ...joined, chain: report.chain, timing: report.timing },
    { fees, co2 },
  );
}

interface FollowedMatch extends Omit<RetracePlace, 'drawn'> {
  readonly recorded: MatchRecord;
  readonly drawn: DrawnMarket;
  readonly rolling: RollingDays;
  readonly solver: LpSolver;
}

/** Follows the markets of a day one after the other. */
class DayFollower {
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
    const table = new RetracedTable(own, market, `${seed}/${which}`, solver, optimum.cost, before.cash);
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
    j < households.length ? moneyNearest(told + ROUNDING) : 0n,
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

/** What differs from schedules costs what it costs, to the last unit. */
function checkHomes({ imbalance, bounds, truth }: RollingDays, { homes }: DayOfMatch, d: number): void {
  must(homes.length === truth.households.length, at(d, 'homes'));
  const [from, end] = [bounds[d]!, bounds[d + 1]!];
  const [short, long] = [imbalance?.short, imbalance?.long].map((prices) =>
    prices ? pricesNearest(prices.subarray(from, end)) : [],
  );
  for (const { scheduled, imbalance: units, imbalancePayment } of homes) {
    must(scheduled.length === end - from && units.length === end - from, at(d, 'homes'));
    must(imbalance !== undefined || units.every((each) => each === 0), at(d, 'homes'));
    const amount = units.reduce((sum, each, t) => {
      return each === 0 ? sum : sum + BigInt(each) * (each > 0 ? short : long)![t]!;
    }, 0n);
    must(amount.toString() === imbalancePayment, at(d, 'homes'));
  }
}

/** The fees that the record tells: none below 0, nor above those on all that a home took from a market. */
function feesOf({ perSeat }: MatchReport, { truth }: RollingDays, days: readonly ToldDay[]): number[] {
  const highest = truth.localFee.reduce((most, fee) => Math.max(most, fee), 0);
  const homes = days[0]!.homes.length;
  return perSeat.slice(0, homes).map((seat, j) => {
    const taken = days
      .flatMap(({ markets }) => markets)
      .reduce(
        (sum, { rounds }) =>
          rounds
            .flatMap(({ trades }) => trades.filter((trade) => trade.seat === j))
            .flatMap(({ delivered }) => delivered)
            .reduce((all, amount) => all + Math.max(0, amount), sum),
        0,
      );
    must(seat.fees >= 0 && seat.fees <= highest * taken + ROUNDING, `report.perSeat[${j}].fees`);
    return seat.fees;
  });
}

function at(day: number, field: string): string {
  return `report.days.perDay[${day}].${field}`;
}

function must(holds: boolean, field: string): void {
  if (!holds) throw new UnlawfulRecord(field);
}
