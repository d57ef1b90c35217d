import { firstState } from '#market/energy/days/household-state.js';
import { countDays, type RollingDays, windowsOf } from '#market/energy/days/rolling-days.js';
import { pricesNearest } from '#market/ledger/units.js';
import type { DayOfMatch, DaysOfMatch } from '#market/match/report/days-of-match.js';
import { marketsOf } from '#market/match/report/markets-of-match.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { Carried } from '../../days/carried.js';
import { dayOfMatch, homeOfMatch, type ToldDay } from '../../days/day-of-match.js';
import { daysTotals, reportOver } from '../../days/join-days.js';
import { joinMarkets } from '../../days/join-markets.js';
import { dayHash, worst } from '../../days/play-day.js';
import { referencesOf } from '../../days/reference-day.js';
import { at, DayFollower, FEE_ROUNDING } from './follow-day.js';
import { payingGasByDay } from '../differences/gas.js';
import { jsonDifference } from '../differences/json-difference.js';
import type { RetracePlace } from './retrace-place.js';
import { must } from '../differences/unlawful-record.js';

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
    must(seat.fees >= 0 && seat.fees <= highest * taken + FEE_ROUNDING, `report.perSeat[${j}].fees`);
    return seat.fees;
  });
}
