import { createHash } from 'node:crypto';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { ForecastKind, RollingDays } from '#market/energy/days/rolling-days.js';
import { shortAndLong } from '#market/energy/days/imbalance.js';
import { countDays } from '#market/energy/days/rolling-days.js';
import { moneyToNumber } from '#market/ledger/units.js';
import type { Execution, MatchOutcome, MatchReport, PluginIdentity } from '#market/match/report.js';
import { type DaysConservation, conservationOf } from './conservation.js';
import type { DayRecord, ReferenceName, SessionRecord } from './day-record.js';
import { dateOf } from './dates.js';
import { wholeMatch } from './whole-match.js';

/** A household over all days. Energy in kWh, money in EUR. */
export interface HomeReport {
  readonly id: string;
  readonly plugin: string;
  /** fixed load and plant: what was expected the day before, and what came true */
  readonly load: { readonly expected: number; readonly real: number };
  readonly generation: { readonly expected: number; readonly real: number };
  /** what flowed through its meter, net: as scheduled, and as metered */
  readonly scheduled: number;
  readonly metered: number;
  /** metered less scheduled: above (short) and below (long), each >= 0; and what that cost (< 0: earned) */
  readonly short: number;
  readonly long: number;
  readonly imbalancePayment: number;
  /** paid in the market (< 0: earned) */
  readonly payment: number;
  /** cost of its energy, payments and imbalance included; and alone, with the same forecasts */
  readonly cost: number;
  readonly costAlone: number;
  readonly saving: number;
  /** what it has to pay, standing charges included; to the last digit in `bills.csv` */
  readonly bill: number;
  /** left of its money in the market */
  readonly cash: number;
}

export interface DayReport {
  readonly day: number;
  readonly date: string;
  readonly outcome: MatchOutcome;
  readonly rounds: number;
  /** of the day's market, or over those of all of them */
  readonly resultHash: string;
  /** where it is traded anew: its markets */
  readonly sessions?: readonly SessionRecord[];
  readonly cost: number;
  /** each line of reference by itself, in its own state */
  readonly references: References;
  readonly short: number;
  readonly long: number;
  readonly imbalancePayment: number;
}

/** EUR, of all. Those with perfect foresight are the others where nobody can be mistaken. */
export type References = Readonly<Record<ReferenceName, number>>;

/** What there is, and was, to gain by trade, and by knowing; EUR. */
export interface Values {
  /** alone less the match, with the same forecasts */
  readonly trade: number;
  /** alone less the optimum, with the same forecasts, and with perfect foresight */
  readonly tradeAttainable: number;
  readonly tradeForeseen: number;
  /** what forecasts cost beside perfect foresight: everybody alone, and one planner for all */
  readonly informationAlone: number;
  readonly informationTogether: number;
  /** the match less the optimum with the same forecasts; below 0 if mistakes turned out well */
  readonly tradeMissed: number;
}

/** What a match over several days, or with forecasts that may be wrong, tells about itself. Money in EUR, energy in kWh. */
export interface DaysReport {
  readonly id: string;
  readonly scenario: string;
  readonly seed: string;
  readonly engine: MatchReport['engine'];
  readonly seats: readonly PluginIdentity[];
  readonly dealer: PluginIdentity;
  readonly execution: Execution;
  readonly forecast: ForecastKind;
  readonly days: number;
  /** days by how their markets ended */
  readonly outcomes: Readonly<Partial<Record<MatchOutcome, number>>>;
  readonly cost: number;
  readonly references: References;
  /** (alone - cost) / (alone - optimum), with the same forecasts; null where there is nothing to gain */
  readonly efficiency: number | null;
  readonly values: Values;
  readonly imbalance: { readonly short: number; readonly long: number; readonly payment: number };
  readonly households: readonly HomeReport[];
  /** what the dealer gained on its money */
  readonly dealerCash: number;
  /** what the grid got in the market less what its energy there is worth at its tariffs */
  readonly gridGain: number;
  readonly perDay: readonly DayReport[];
  /** of what came true, over all days */
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly failures: readonly { readonly day: number; readonly failures: DayRecord['failures'] }[];
  readonly conservation: DaysConservation;
  readonly timingDependent: boolean;
  readonly resultHash: string;
}

export interface DaysContext {
  readonly id: string;
  readonly scenario: string;
  readonly seed: string;
  readonly engine: MatchReport['engine'];
  readonly seats: readonly PluginIdentity[];
  readonly dealer: PluginIdentity;
  readonly execution: Execution;
  readonly drawn: DrawnMarket;
  readonly rolling: RollingDays;
  readonly records: readonly DayRecord[];
}

/** The report of a match over several days, from what was kept of each. */
export function reportDays(context: DaysContext): DaysReport {
  const { rolling, records, drawn } = context;
  const { id, scenario, seed, engine, seats, dealer, execution } = context;
  const perDay = records.map((record) => dayReport(rolling, record));
  const total = (of: (day: DayReport) => number): number => perDay.reduce((sum, day) => sum + of(day), 0);
  const references = {
    alone: total((day) => day.references.alone),
    'alone-exact': total((day) => day.references['alone-exact']),
    optimum: total((day) => day.references.optimum),
    'optimum-exact': total((day) => day.references['optimum-exact']),
  };
  const cost = total((day) => day.cost);
  const outcomes: Partial<Record<MatchOutcome, number>> = {};
  for (const { outcome } of records) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const values = valuesOf(cost, references);
  const conservation = conservationOf(rolling, records, drawn);
  const whole = wholeMatch(rolling, records);
  return {
    ...{ id, scenario, seed, engine, seats, dealer, execution },
    forecast: rolling.forecast,
    days: countDays(rolling),
    outcomes,
    cost,
    references,
    efficiency: values.tradeAttainable > 1e-9 * Math.max(1, Math.abs(cost)) ? values.trade / values.tradeAttainable : null, // prettier-ignore
    values,
    imbalance: {
      short: total(({ short }) => short),
      long: total(({ long }) => long),
      payment: total(({ imbalancePayment }) => imbalancePayment),
    },
    households: rolling.truth.households.map((_, j) => homeReport(context, j, whole.bills[j]!.total)),
    dealerCash: moneyToNumber(records.reduce((sum, { dealerTake }) => sum + BigInt(dealerTake), 0n)),
    gridGain: -records.reduce(
      (sum, { gridPayment, gridCost }) => sum + moneyToNumber(BigInt(gridPayment)) + gridCost,
      0,
    ),
    perDay,
    kpis: whole.kpis,
    failures: records
      .filter(({ failures }) => failures.length > 0)
      .map(({ day, failures }) => ({ day: day + 1, failures })),
    conservation,
    timingDependent: records.some(({ timingDependent }) => timingDependent),
    resultHash: hashOf(records),
  };
}

function valuesOf(cost: number, references: References): Values {
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

function dayReport(rolling: RollingDays, record: DayRecord): DayReport {
  const { day, outcome, rounds, resultHash, sessions, homes, gridCost, references } = record;
  const of = (name: ReferenceName, otherwise: ReferenceName): number =>
    (references[name] ?? references[otherwise]!).cost;
  const totals = homes.map(({ imbalance }) => shortAndLong(imbalance.map(BigInt)));
  const payment = homes.reduce((sum, home) => sum + BigInt(home.imbalancePayment), 0n);
  return {
    ...{ day: day + 1, date: dateOf(rolling, day), outcome, rounds, resultHash },
    ...(sessions && { sessions }),
    cost: homes.reduce((sum, home) => sum + home.cost, gridCost),
    references: {
      alone: of('alone', 'alone'),
      'alone-exact': of('alone-exact', 'alone'),
      optimum: of('optimum', 'optimum'),
      'optimum-exact': of('optimum-exact', 'optimum'),
    },
    short: totals.reduce((sum, { short }) => sum + short, 0),
    long: totals.reduce((sum, { long }) => sum + long, 0),
    imbalancePayment: moneyToNumber(payment),
  };
}

function homeReport({ rolling, records, seats }: DaysContext, j: number, bill: bigint): HomeReport {
  const days = records.map(({ homes }) => homes[j]!);
  const kilowattHours = (of: (home: (typeof days)[number]) => readonly number[]): number =>
    days.reduce((sum, home) => sum + of(home).reduce((part, units) => part + units, 0), 0) / 1e9;
  const expected = (of: 'load' | 'generation'): number =>
    days.reduce((sum, home) => sum + home.expected[of].reduce((part, energy) => part + energy, 0), 0);
  const money = (of: (home: (typeof days)[number]) => string): number =>
    moneyToNumber(days.reduce((sum, home) => sum + BigInt(of(home)), 0n));
  const real = (of: 'load' | 'generation'): number =>
    rolling.truth.households[j]![of].reduce((sum, energy) => sum + energy, 0);
  const payment = money((home) => home.payment);
  const cost = days.reduce((sum, home) => sum + home.cost, payment);
  const costAlone = records.reduce((sum, { references }) => sum + references.alone!.homes[j]!, 0);
  const scheduled = kilowattHours((home) => home.scheduled);
  const { short, long } = shortAndLong(days.flatMap(({ imbalance }) => imbalance.map(BigInt)));
  return {
    id: rolling.truth.households[j]!.id,
    plugin: seats[j]!.name,
    load: { expected: expected('load'), real: real('load') },
    generation: { expected: expected('generation'), real: real('generation') },
    ...{ scheduled, metered: scheduled + kilowattHours((home) => home.imbalance), short, long },
    imbalancePayment: money((home) => home.imbalancePayment),
    ...{ payment, cost, costAlone, saving: costAlone - cost, bill: moneyToNumber(bill) },
    cash: moneyToNumber(BigInt(records.at(-1)!.cash[j]!)),
  };
}

/** Of the days' markets, and of what came of them to the last unit. */
function hashOf(records: readonly DayRecord[]): string {
  const hash = createHash('sha256').update('days 1\n');
  for (const { day, resultHash, homes, cash, dealerCash, states } of records)
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
