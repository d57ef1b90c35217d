import type { MarketInstance } from '#market/instance.js';
import { MACHINE_DEPENDENT } from '#market/match/play-match.js';
import type { FailureRecord, MatchRecord, MatchReport } from '#market/match/report/report.js';
import { gasDifference, gasOrigin, payingGasOf, type GasOrigin } from './gas.js';
import { asJson, jsonDifference } from './json-difference.js';
import { implausible, notDerived } from './not-derived.js';
import { reportedThen } from './reported-then.js';
import {
  impossibleTransactions,
  transactionsDifference,
  withoutTransactions,
} from './transactions-of-rounds.js';

/** How what was recorded of a match differs from a replay. */
export interface RecordDifference {
  /** the first field that differs, such as `report.perSeat[0].saving`; null: none */
  readonly field: string | null;
  /** it may: by its failures the clock struck, and until then everything is the same */
  readonly excused: boolean;
  /** it differs, and the clock struck in the replay only: the machine is too busy for it to say anything */
  readonly disturbed: boolean;
  readonly gas: GasOrigin;
}

/** What holds of a match however it goes. */
const FIXED = [
  ...['id', 'scenario', 'seed', 'seats', 'execution', 'roundCap'],
  ...['optimum', 'noTrade', 'optimalPrices', 'references'],
] as const;

/**
 * Compares a record with its replay in the whole report but for `notDerived`, and in the raw rounds. A reason of
 * a failure that is empty was withheld and differs from none. A match in which the clock struck may go on
 * differently from there: whether its figures fit together is for `retrace` to say. `instance`: what was played.
 */
export function recordDifference(
  recorded: MatchRecord,
  replayed: MatchRecord,
  instance: () => MarketInstance,
): RecordDifference {
  const gas = gasOrigin(recorded.report.chain);
  const then = asJson(recorded);
  const paying = gas === 'foreign' ? payingGasOf(recorded.report, replayed) : replayed;
  const now = asJson(withReasonsOf(recorded, reportedThen(recorded.report, paying, instance)));
  const impossible = implausible(recorded.report);
  const strange = impossible === null ? impossibleTransactions(recorded) : `report.${impossible}`;
  if (strange !== null) return { field: strange, excused: false, disturbed: false, gas };
  const paid = gasDifference(then.report.chain, now.report.chain);
  const field =
    jsonDifference(derivedPart(then), derivedPart(now)) ??
    (paid === null ? null : `report.${paid}`) ??
    feesDifference(then.report, now.report) ??
    transactionsDifference(then, now);
  const strike = firstStrike(then.report);
  const disturbed = field !== null && now.report.timingDependent && !then.report.timingDependent;
  if (field === null || strike === null) return { field, excused: false, disturbed, gas };
  const until = Math.min(strike, firstStrike(now.report) ?? strike);
  const excused = jsonDifference(undisturbed(then, until), undisturbed(now, until)) === null;
  return { field, excused, disturbed, gas };
}

/** Local fees are collected by the same rule on every ledger. */
function feesDifference({ chain: then }: MatchReport, { chain: now }: MatchReport): string | null {
  if (then.fees === undefined && now.fees === undefined) return null;
  const field = jsonDifference(then.fees ?? null, now.fees ?? null);
  return field === null ? null : `report.chain.fees${field && `.${field}`}`;
}

/** What is compared. */
function derivedPart({ report, rounds }: MatchRecord): object {
  const kept = Object.entries(report).filter(([name]) => !Object.hasOwn(notDerived, name));
  return { report: Object.fromEntries(kept), rounds: withoutTransactions(rounds) };
}

/** What a match is before its round `strike`. */
function undisturbed({ report, rounds }: MatchRecord, strike: number): object {
  const before = (failures: readonly FailureRecord[]): readonly FailureRecord[] =>
    failures.filter(({ round }) => round < strike);
  // What days have to gain depends on those before them.
  const fixed = FIXED.filter((field) => !report.days || field !== 'optimalPrices');
  return {
    fixed: fixed.map((field) => report[field as keyof MatchReport]),
    seats: report.perSeat.map(({ seat, id, role, costBefore, failures }) => {
      return { seat, id, role, costBefore, failures: before(failures) };
    }),
    dealer: { ...report.dealer, failures: before(report.dealer.failures) },
    rounds: withoutTransactions(rounds.filter(({ round }) => round < strike)),
  };
}

/** The round of the first failure that depends on the machine; null: there is none. */
function firstStrike({ perSeat, dealer }: MatchReport): number | null {
  const struck = [...perSeat, dealer].flatMap(({ failures }) =>
    failures.filter(({ kind }) => MACHINE_DEPENDENT.has(kind)).map(({ round }) => round),
  );
  return struck.length === 0 ? null : Math.min(...struck);
}

/** A replay without the reasons of failures that the record withholds. */
function withReasonsOf({ report: then }: MatchRecord, replayed: MatchRecord): MatchRecord {
  const shown = (known: readonly FailureRecord[], now: readonly FailureRecord[]): readonly FailureRecord[] =>
    now.map((failure, index) => (known[index]?.reason === '' ? { ...failure, reason: '' } : failure));
  const { report } = replayed;
  const dealer = { ...report.dealer, failures: shown(then.dealer.failures, report.dealer.failures) };
  const perSeat = report.perSeat.map((seat, index) => ({
    ...seat,
    failures: shown(then.perSeat[index]?.failures ?? [], seat.failures),
  }));
  return { ...replayed, report: { ...report, dealer, perSeat } };
}
