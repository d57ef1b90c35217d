import { shortAndLong } from '#market/energy/days/imbalance.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { moneyToNumber } from '#market/ledger/units.js';
import type {
  DayOfMatch,
  HomeOfMatch,
  MarketOfDay,
  ReferenceName,
} from '#market/match/report/days-of-match.js';
import { fullReport } from '#market/match/report/full-report.js';
import type { DayRecord, HomeDay, MarketRecord } from './day-record.js';
import { dateOf } from './dates.js';

/** What of a day a report is made from. */
export interface ToldDay
  extends
    Pick<DayRecord, 'day' | 'outcome' | 'rounds' | 'resultHash' | 'references' | 'markets'>,
    Pick<DayRecord, 'cash' | 'dealerCash' | 'gridPayment' | 'gridCost'> {
  readonly homes: readonly Omit<HomeDay, 'planned' | 'real'>[];
}

/** What the report of a match tells of a day. */
export function dayOfMatch(rolling: RollingDays, record: ToldDay): DayOfMatch {
  const { day, outcome, rounds, resultHash, homes, gridCost, references } = record;
  const { cash, dealerCash, gridPayment } = record;
  const of = (name: ReferenceName, otherwise: ReferenceName): number =>
    (references[name] ?? references[otherwise]!).cost;
  const totals = homes.map(({ imbalance }) => shortAndLong(imbalance.map(BigInt)));
  const payment = homes.reduce((sum, home) => sum + BigInt(home.imbalancePayment), 0n);
  return {
    ...{ day: day + 1, date: dateOf(rolling, day), outcome, rounds },
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
    homes: homes.map(({ scheduled, imbalance, imbalancePayment, payment: paid, cost }, j) => ({
      ...{ scheduled, imbalance, imbalancePayment, payment: paid, cost },
      costAlone: references.alone!.homes[j]!,
    })),
    ...{ cash, dealerCash, gridPayment, gridCost },
    ...gasOfDay(record),
    markets: record.markets.map(marketOfDay),
    resultHash,
  };
}

/** Every market has accounts of its own, which pay for their own transactions. */
function gasOfDay({ markets }: Pick<ToldDay, 'markets'>): Pick<DayOfMatch, 'gas'> {
  const paid = markets.map(({ report }) => report.chain.senders ?? []);
  const gas = (paid[0] ?? []).map((_, sender) =>
    paid.reduce((sum, senders) => sum + BigInt(senders[sender]!.paid), 0n),
  );
  return gas.some((amount) => amount > 0n) ? { gas: gas.map(String) } : {};
}

/** What the report of a match tells of a market. */
function marketOfDay({
  report,
  period,
  volume,
  states,
}: Pick<MarketRecord, 'report' | 'period' | 'volume' | 'states'>): MarketOfDay {
  const { outcome, rounds, prices, perSeat, settlement, conservation } = report;
  const { optimum, noTrade, baseline, cost, timingDependent, resultHash } = fullReport(report);
  return {
    ...{ period, outcome, rounds, resources: prices.length },
    ...{ optimum, noTrade, baseline, cost },
    costsBefore: perSeat.map(({ costBefore }) => costBefore),
    costs: perSeat.map((seat) => seat.cost),
    ...(settlement && { limits: settlement.limits }),
    ...(report.chain.fees && { fees: report.chain.fees }),
    ...{ cashDifference: conservation.cash, volume, states, timingDependent, resultHash },
  };
}

/** A household's energy over all days; `bill` in money units. */
export function homeOfMatch(
  { truth }: RollingDays,
  records: readonly Pick<ToldDay, 'homes'>[],
  j: number,
  bill: bigint,
): HomeOfMatch {
  const days = records.map(({ homes }) => homes[j]!);
  const kilowattHours = (of: (home: (typeof days)[number]) => readonly number[]): number =>
    days.reduce((sum, home) => sum + of(home).reduce((part, units) => part + units, 0), 0) / 1e9;
  const expected = (of: 'load' | 'generation'): number =>
    days.reduce((sum, home) => sum + home.expected[of].reduce((part, energy) => part + energy, 0), 0);
  const real = (of: 'load' | 'generation'): number =>
    truth.households[j]![of].reduce((sum, energy) => sum + energy, 0);
  const scheduled = kilowattHours((home) => home.scheduled);
  const { short, long } = shortAndLong(days.flatMap(({ imbalance }) => imbalance.map(BigInt)));
  const paid = days.reduce((sum, home) => sum + BigInt(home.imbalancePayment), 0n);
  return {
    load: { expected: expected('load'), real: real('load') },
    generation: { expected: expected('generation'), real: real('generation') },
    ...{ scheduled, metered: scheduled + kilowattHours((home) => home.imbalance), short, long },
    ...{ imbalancePayment: moneyToNumber(paid), bill: moneyToNumber(bill) },
  };
}
