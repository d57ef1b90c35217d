import { MarketError } from '#market/errors.js';
import { buildReport } from '#market/match/build-report.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { MACHINE_DEPENDENT, type PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import { resultHash } from '#market/match/result-hash.js';
import { centralOptimum, type CentralOptimum } from '#market/referee/central-optimum.js';
import { recordSchema } from '../../bundles/record-schema.js';
import { roomOf } from '../../play/mechanisms/mechanisms.js';
import { isPaidAt } from '../differences/gas.js';
import { asJson, jsonDifference } from '../differences/json-difference.js';
import { implausible, notDerived } from '../differences/not-derived.js';
import { reportedThen } from '../differences/reported-then.js';
import { daysReportOf } from './retrace-days.js';
import { collectsFees, impossibleFees } from './collected-fees.js';
import { withFeesOf } from './retraced-fees.js';
import type { RetracePlace } from './retrace-place.js';
import { RetracedTable } from './retraced-table.js';
import { impossibleTransactions } from '../differences/transactions-of-rounds.js';
import { UnlawfulRecord } from '../differences/unlawful-record.js';

export type { RetracePlace } from './retrace-place.js';

/** Fields that only a replay gives: they rest on which of several optimal plans a seat has. */
const NOT_RETRACED: readonly string[] = [...Object.keys(notDerived), 'fees', 'kpis'];

/**
 * Whether the figures of a match that cannot be replayed are consistent: its trades are followed from the
 * scenario's opening in ledger units, paid at the prices of their rounds; costs and gaps are what the scenario's
 * programs give there; the rest of the report, and the result hash, are computed anew from that.
 * Over days each market is followed on its own (`retrace-days.ts`). Returns the first field that does not fit; null: none. It says nothing about whether the plugins of
 * the match did this.
 */
export function retrace(recorded: MatchRecord, place: RetracePlace, solver: LpSolver): string | null {
  const impossible = implausible(recorded.report);
  if (impossible !== null) return `report.${impossible}`;
  const strange = impossibleTransactions(recorded);
  if (strange !== null) return strange;
  const { drawn, seed } = place;
  if ((recorded.report.chain.fees !== undefined) !== collectsFees(drawn)) return 'report.chain.fees';
  if (!isPaidAt(drawn.chain?.gasPrice ?? 0n, recorded.report.chain)) return 'report.chain.senders';
  let table: RetracedTable | undefined;
  try {
    if (drawn.rolling) {
      const expected = daysReportOf(recorded, place, solver);
      const field = jsonDifference(comparable(recorded.report), comparable(expected));
      if (field !== null) return `report.${field}`;
      return expected.resultHash === recorded.report.resultHash ? null : 'report.resultHash';
    }
    const optimum = centralOptimum(drawn.instance, solver);
    table = new RetracedTable(recorded, { drawn, seed, optimum: optimum.cost }, solver);
    const played = table.play();
    const unpaid = impossibleFees(recorded.report, played, drawn);
    if (unpaid !== null) return `report.${unpaid}`;
    const expected = expectedReport(recorded, played, place, solver, optimum);
    const { report } = reportedThen(
      recorded.report,
      { report: expected, rounds: recorded.rounds },
      () => drawn.instance,
    );
    const field = jsonDifference(comparable(recorded.report), comparable(report));
    if (field !== null) return `report.${field}`;
    return table.hashes(resultHash).includes(recorded.report.resultHash) ? null : 'report.resultHash';
  } catch (error) {
    if (error instanceof UnlawfulRecord) return error.field;
    // An allocation that was made up: the seat's own program has no answer there.
    if (error instanceof MarketError) return 'rounds';
    throw error;
  } finally {
    table?.dispose();
  }
}

/** Whether the figures of a stored match that cannot be replayed exactly fit its scenario and each other. */
export function isConsistent(recorded: MatchRecord, place: RetracePlace, solver: LpSolver): boolean {
  // As a bundle's: where JSON says null, infinite numbers come back.
  const { success, data } = recordSchema.safeParse(recorded);
  return success && retrace(data, place, solver) === null;
}

function expectedReport(
  { report }: MatchRecord,
  played: PlayedMatch,
  { id, seed, drawn, plugins, dealer, execution }: RetracePlace,
  solver: LpSolver,
  optimum: CentralOptimum,
): MatchReport {
  const { instance, fees, rules } = drawn;
  const expected = buildReport(played, {
    ...{ id, scenario: instance.id, seed, engine: report.engine, instance, plugins, dealer, fees, optimum },
    ...roomOf(drawn).figures(played, drawn, optimum.cost, solver),
    ...{ execution, roundCap: rules.roundCap },
    ...{ chain: report.chain, solver: { seconds: 0, solves: 0 } },
  });
  const timingDependent =
    played.timingDependent ||
    [...report.perSeat, report.dealer].some(({ failures }) =>
      failures.some(({ kind }) => MACHINE_DEPENDENT.has(kind)),
    );
  return { ...withFeesOf(report, expected, played, fees), timingDependent };
}

/** What is compared with a record. */
function comparable(report: Omit<MatchReport, 'kpis'>): object {
  const kept = Object.entries(report).filter(
    ([name]) => !NOT_RETRACED.includes(name) && name !== 'resultHash',
  );
  const perSeat = report.perSeat.map(({ fees: _, co2: __, ...seat }) => seat);
  return asJson({ ...Object.fromEntries(kept), perSeat });
}
