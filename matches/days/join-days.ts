import { createHash } from 'node:crypto';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import type { Co2 } from '#market/energy/carbon.js';
import { moneyDown, moneyToNumber } from '#market/ledger/units.js';
import type { DayOfMatch, DaysOfMatch, ReferenceName, Values } from '#market/match/report/days-of-match.js';
import type { FullReport } from '#market/match/report/full-report.js';
import { ROUNDING_FLOAT } from '#market/match/opening.js';
import { accountInUnits, gainAccount, gainShares, type SeatTake } from '#market/referee/gain-account.js';
import { measure } from '#market/referee/measures.js';
import type { MatchRecord, MatchReport, PluginIdentity, SeatReport } from '#market/match/report/report.js';
import { conservationOf } from './conservation.js';
import { dayOfMatch, homeOfMatch } from './day-of-match.js';
import type { DayRecord } from './day-record.js';
import { daysKpis } from './days-kpis.js';
import { localFeesOf } from './days-fees.js';
import { type JoinedMarkets, joinMarkets } from './join-markets.js';
import { worst } from './play-day.js';
import { wholeMatch } from './whole-match.js';

/** The report of a match over days. */
export type DaysReport = FullReport & Required<Pick<MatchReport, 'days'>>;

/** What a report says beside what was played. */
export interface DaysContext extends Pick<MatchReport, 'id' | 'seed' | 'engine' | 'execution'> {
  /** one per household, and the dealer's */
  readonly plugins: readonly PluginIdentity[];
  readonly dealer: PluginIdentity;
  /** of the whole match: with its days */
  readonly drawn: DrawnMarket;
  readonly rolling: RollingDays;
}

/** One record of a match over days, from what was kept of each. */
export function joinDays(
  context: DaysContext,
  records: readonly DayRecord[],
): MatchRecord & { readonly report: DaysReport } {
  const { rolling, drawn } = context;
  const whole = wholeMatch(rolling, records);
  const perDay = records.map((record) => dayOfMatch(rolling, record));
  const days: DaysOfMatch = {
    forecast: rolling.forecast,
    ...daysTotals(perDay),
    households: whole.bills.map(({ total }, j) => homeOfMatch(rolling, records, j, total)),
    perDay,
    conservation: conservationOf(rolling, records, drawn),
  };
  const joined = joinMarkets(records);
  const fees = localFeesOf(rolling, records);
  const report = reportOver(context, days, joined, { fees, co2: whole.co2?.households });
  return {
    rounds: joined.rounds,
    report: { ...report, kpis: daysKpis(rolling, whole, report) },
  };
}

/** What of a household's match rests on which of several plans that are as good it has; per household. */
export interface PlannedFigures {
  readonly fees: readonly number[];
  readonly co2: readonly Co2[] | undefined;
}

/** All of a report but its KPIs, from its days and its markets. */
export function reportOver(
  { id, seed, engine, execution, plugins, dealer, drawn, rolling }: DaysContext,
  days: DaysOfMatch,
  markets: JoinedMarkets,
  { fees, co2 }: PlannedFigures,
): Omit<DaysReport, 'kpis'> {
  const { rounds, failures, dealerFailures, differences, cashDifferences, roles, lastGaps, ...joined } =
    markets;
  const { perDay } = days;
  const { alone, optimum } = days.references;
  const takes = roles.map(({ role }, j) =>
    takeOf(perDay, j, role, { fees: fees[j] ?? 0, gas: paidBy(joined, j) }),
  );
  const noTrade = takes.reduce((sum, { costBefore }) => sum + costBefore, 0);
  const cost = takes.reduce((sum, take) => sum + take.cost, 0);
  const { efficiency, shareOf } = measure({ from: alone, optimum }, cost, rounds);
  const dealerTake =
    BigInt(perDay.at(-1)!.dealerCash) - moneyDown(drawn.instance.dealer.cash + ROUNDING_FLOAT);
  const dealerGas = paidBy(joined, takes.length);
  const account = gainAccount(takes, { income: dealerTake, gas: dealerGas, plantIncome: noTrade - alone });
  const perSeat = takes.map((take, j): SeatReport => {
    const payment = moneyToNumber(take.payment);
    const gas = moneyToNumber(take.gas);
    const saving = take.costBefore - (take.cost + payment + gas);
    return {
      ...{ seat: j, ...roles[j]! },
      ...{ costBefore: take.costBefore, cost: take.cost, payment, fees: take.fees, gas },
      wealth: joined.cash[j]! - take.cost - gas,
      ...{ saving, surplusShare: shareOf(saving), failures: failures[j]! },
      ...(co2?.[j] && { co2: co2[j] }),
    };
  });
  const isExact = [
    ...Object.values<string>({ ...days.conservation }),
    ...differences,
    ...cashDifferences,
  ].every((difference) => difference === '0');
  return {
    ...{ id, scenario: drawn.instance.id, seed, engine },
    seats: plugins.map(({ name, version, sha256 }, seat) => ({ seat, plugin: name, version, sha256 })),
    execution,
    dealer: { ...dealer, failures: dealerFailures },
    outcome: isExact ? worst(perDay.map(({ outcome }) => outcome)) : 'void',
    ...{ rounds: rounds.length, roundCap: drawn.rules.roundCap },
    ...{ optimum, noTrade, baseline: alone, cost, efficiency, gap: Math.max(...lastGaps) },
    ...joined,
    dealerCash: moneyToNumber(dealerTake - dealerGas),
    fees: takes.reduce((sum, take) => sum + take.fees, 0),
    perSeat,
    account: accountInUnits(account),
    gainShares: gainShares(account, alone),
    conservation: {
      resources: differences,
      cash: cashDifferences.reduce((sum, difference) => sum + BigInt(difference), 0n).toString(),
    },
    references: {
      ...{ noTrade, optimum, midMarketRate: null },
      gridOnly: rolling.truth.grid ? alone : null,
    },
    days,
    resultHash: daysHash(perDay),
  };
}

/** A seat's part in all days. */
function takeOf(
  perDay: readonly DayOfMatch[],
  j: number,
  role: SeatTake['role'],
  { fees, gas }: Pick<SeatTake, 'fees' | 'gas'>,
): SeatTake {
  const sum = (of: (day: DayOfMatch) => number): number => perDay.reduce((all, day) => all + of(day), 0);
  const units = (of: (day: DayOfMatch) => string): bigint =>
    perDay.reduce((all, day) => all + BigInt(of(day)), 0n);
  return role === 'grid'
    ? {
        ...{ role, gas, fees: 0, costBefore: 0 },
        cost: sum(({ gridCost }) => gridCost),
        payment: units(({ gridPayment }) => gridPayment),
      }
    : {
        ...{ role, gas, fees },
        costBefore: sum(({ homes }) => homes[j]!.costAlone),
        cost: sum(({ homes }) => homes[j]!.cost),
        payment: units(({ homes }) => homes[j]!.payment),
      };
}

function paidBy({ chain }: Pick<JoinedMarkets, 'chain'>, sender: number): bigint {
  return BigInt(chain.senders?.[sender]?.paid ?? 0);
}

/** What follows from the days of a match. */
export function daysTotals(
  perDay: readonly DayOfMatch[],
): Pick<DaysOfMatch, 'references' | 'values' | 'imbalance' | 'gridGain'> {
  const total = (of: (day: DayOfMatch) => number): number => perDay.reduce((sum, day) => sum + of(day), 0);
  const references = {
    alone: total((day) => day.references.alone),
    'alone-exact': total((day) => day.references['alone-exact']),
    optimum: total((day) => day.references.optimum),
    'optimum-exact': total((day) => day.references['optimum-exact']),
  };
  return {
    references,
    values: valuesOf(
      total(({ cost }) => cost),
      references,
    ),
    imbalance: {
      short: total(({ short }) => short),
      long: total(({ long }) => long),
      payment: total(({ imbalancePayment }) => imbalancePayment),
    },
    gridGain: -total(({ gridPayment, gridCost }) => moneyToNumber(BigInt(gridPayment)) + gridCost),
  };
}

function valuesOf(cost: number, references: Readonly<Record<ReferenceName, number>>): Values {
  const { alone, optimum } = references;
  const [aloneExact, optimumExact] = [references['alone-exact'], references['optimum-exact']];
  return {
    trade: alone - cost,
    tradeAttainable: alone - optimum,
    tradeForeseen: aloneExact - optimumExact,
    informationAlone: alone - aloneExact,
    informationTogether: optimum - optimumExact,
    tradeMissed: cost - optimum,
  };
}

/** Of the days' markets, and of what came of them to the last unit. */
function daysHash(days: readonly DayOfMatch[]): string {
  const hash = createHash('sha256').update('days 1\n');
  for (const { day, resultHash, homes, cash, dealerCash, markets } of days)
    hash.update(
      `${JSON.stringify([
        ...[day - 1, resultHash, cash, dealerCash, markets.at(-1)!.states],
        homes.map(({ scheduled, imbalance, imbalancePayment, payment }) => [
          ...[scheduled, imbalance, imbalancePayment, payment],
        ]),
      ])}\n`,
    );
  return hash.digest('hex');
}
