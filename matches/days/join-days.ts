import { createHash } from 'node:crypto';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { moneyToNumber } from '#market/ledger/units.js';
import type { DayOfMatch, DaysOfMatch, ReferenceName, Values } from '#market/match/days-of-match.js';
import type { FullReport } from '#market/match/full-report.js';
import { accountInUnits, gainAccount, gainShares, type SeatTake } from '#market/referee/gain-account.js';
import { measure } from '#market/referee/measures.js';
import type { MatchRecord, MatchReport, PluginIdentity, SeatReport } from '#market/match/report.js';
import { conservationOf } from './conservation.js';
import { dayOfMatch, homeOfMatch } from './day-of-match.js';
import type { DayRecord } from './day-record.js';
import { daysKpis } from './days-kpis.js';
import { localFeesOf } from './days-fees.js';
import { type JoinedMarkets, joinMarkets } from './join-markets.js';
import { worst } from './play-day.js';
import { type WholeMatch, wholeMatch } from './whole-match.js';

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
  const { id, seed, engine, execution, plugins, dealer, drawn, rolling } = context;
  const whole = wholeMatch(rolling, records);
  const { rounds, failures, dealerFailures, differences, cashDifferences, ...joined } = joinMarkets(records);
  const days = daysOfMatch(context, records, whole);
  const { alone, optimum } = days.references;
  const takes = takesOf(records, localFeesOf(rolling, records), joined);
  const noTrade = takes.reduce((sum, { costBefore }) => sum + costBefore, 0);
  const cost = takes.reduce((sum, take) => sum + take.cost, 0);
  const { efficiency, shareOf } = measure({ from: alone, optimum }, cost, rounds);
  const dealerTake = records.reduce((sum, record) => sum + BigInt(record.dealerTake), 0n);
  const dealerGas = paidBy(joined, takes.length);
  const account = gainAccount(takes, { income: dealerTake, gas: dealerGas, plantIncome: noTrade - alone });
  const last = records.at(-1)!;
  const closing = last.markets.at(-1)!.report;
  const perSeat = takes.map((take, j): SeatReport => {
    const { seat, id: name, role } = closing.perSeat[j]!;
    const payment = moneyToNumber(take.payment);
    const gas = moneyToNumber(take.gas);
    const saving = take.costBefore - (take.cost + payment + gas);
    const co2 = whole.co2?.households[j];
    return {
      ...{ seat, id: name, role, costBefore: take.costBefore, cost: take.cost, payment, fees: take.fees, gas },
      wealth: closing.cash[j]! - take.cost - gas,
      ...{ saving, surplusShare: shareOf(saving), failures: failures[j]! },
      ...(co2 && { co2 }),
    };
  });
  const isExact =
    Object.values(days.conservation).every((difference) => difference === '0') &&
    [...differences, ...cashDifferences].every((difference) => difference === '0');
  const report: DaysReport = {
    ...{ id, scenario: drawn.instance.id, seed, engine },
    seats: plugins.map(({ name, version, sha256 }, seat) => ({ seat, plugin: name, version, sha256 })),
    execution,
    dealer: { ...dealer, failures: dealerFailures },
    outcome: isExact ? worst(records.map(({ outcome }) => outcome)) : 'void',
    ...{ rounds: rounds.length, roundCap: drawn.rules.roundCap },
    ...{ optimum, noTrade, baseline: alone, cost, efficiency },
    gap: Math.max(...lastGaps(records)),
    ...joined,
    cash: closing.cash,
    dealerCash: moneyToNumber(dealerTake - dealerGas),
    fees: takes.reduce((sum, { fees }) => sum + fees, 0),
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
    kpis: daysKpis(rolling, whole, { perSeat, baseline: alone, cost, optimum }),
    days,
    resultHash: daysHash(
      days.perDay.map(({ day, resultHash, homes, cash: left, dealerCash, states }) => ({
        ...{ day: day - 1, resultHash, homes, cash: left, dealerCash, states },
      })),
    ),
  };
  return { report, rounds };
}

/** What each market had not proven when it ended, of what there was to gain in it. */
function lastGaps(records: readonly DayRecord[]): number[] {
  return records.flatMap(({ markets }) => markets.map(({ report }) => (report.gap as number | null) ?? Infinity));
}

/** Everybody's part in all days; the grid's comes last. */
function takesOf(
  records: readonly DayRecord[],
  fees: readonly number[],
  joined: Pick<JoinedMarkets, 'chain'>,
): SeatTake[] {
  const { perSeat } = records[0]!.markets[0]!.report;
  const sum = (of: (record: DayRecord) => number): number => records.reduce((all, record) => all + of(record), 0);
  const units = (of: (record: DayRecord) => string): bigint =>
    records.reduce((all, record) => all + BigInt(of(record)), 0n);
  return perSeat.map(({ role }, j): SeatTake => {
    const gas = paidBy(joined, j);
    return role === 'grid'
      ? {
          ...{ role, gas, costBefore: 0, fees: 0 },
          cost: sum(({ gridCost }) => gridCost),
          payment: units(({ gridPayment }) => gridPayment),
        }
      : {
          ...{ role, gas, fees: fees[j]! },
          costBefore: sum(({ references }) => references.alone!.homes[j]!),
          cost: sum(({ homes }) => homes[j]!.cost),
          payment: units(({ homes }) => homes[j]!.payment),
        };
  });
}

function paidBy({ chain }: Pick<JoinedMarkets, 'chain'>, sender: number): bigint {
  return BigInt(chain.senders?.[sender]?.paid ?? 0);
}

function daysOfMatch(
  { drawn, rolling }: DaysContext,
  records: readonly DayRecord[],
  { bills }: WholeMatch,
): DaysOfMatch {
  const perDay = records.map((record) => dayOfMatch(rolling, record));
  const total = (of: (day: DayOfMatch) => number): number => perDay.reduce((sum, day) => sum + of(day), 0);
  const references = {
    alone: total((day) => day.references.alone),
    'alone-exact': total((day) => day.references['alone-exact']),
    optimum: total((day) => day.references.optimum),
    'optimum-exact': total((day) => day.references['optimum-exact']),
  };
  return {
    forecast: rolling.forecast,
    references,
    values: valuesOf(total(({ cost }) => cost), references),
    imbalance: {
      short: total(({ short }) => short),
      long: total(({ long }) => long),
      payment: total(({ imbalancePayment }) => imbalancePayment),
    },
    households: bills.map(({ total: bill }, j) => homeOfMatch(rolling, records, j, bill)),
    gridGain: -total(({ gridPayment, gridCost }) => moneyToNumber(BigInt(gridPayment)) + gridCost),
    perDay,
    conservation: conservationOf(rolling, records, drawn),
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

type HashedDay = Pick<DayOfMatch, 'resultHash' | 'cash' | 'dealerCash' | 'states' | 'homes'> & {
  /** counted from 0 */
  readonly day: number;
};

/** Of the days' markets, and of what came of them to the last unit. */
export function daysHash(days: readonly HashedDay[]): string {
  const hash = createHash('sha256').update('days 1\n');
  for (const { day, resultHash, homes, cash, dealerCash, states } of days)
    hash.update(
      `${JSON.stringify([
        ...[day, resultHash, cash, dealerCash, states],
        homes.map(({ scheduled, imbalance, imbalancePayment, payment }) => [
          ...[scheduled, imbalance, imbalancePayment, payment],
        ]),
      ])}\n`,
    );
  return hash.digest('hex');
}
