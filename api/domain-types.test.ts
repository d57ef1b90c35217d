import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { MatchReport, RoundRecord } from '#market/match/report/report.js';
import type { MatchComparison } from '#matches/verify/differences/compare-match.js';
import type { Receipt } from '#results/receipts/receipts.js';
import type { Board } from '#results/standings/board.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import type { RunAnchorRecord } from '#matches/ledger/anchor-run.js';
import type { ApiAnswer, DeepReadonly } from './schemas.js';

/** Whether two types have the same members, of the same types; `DeepReadonly` writes both in one way. */
type Same<A, B> =
  (<T>() => T extends DeepReadonly<A> ? 1 : 2) extends <T>() => T extends DeepReadonly<B> ? 1 : 2
    ? true
    : false;

type But<T, Changes> = Omit<T, keyof Changes> & Changes;

/** JSON writes null for infinity. */
type Gap = number | null;
type Report = NonNullable<ApiAnswer<'Match'>['report']>;

/** What is told of a report: the seed once it is no secret. */
type ReportTold = But<
  Omit<MatchReport, 'chain'>,
  {
    seed: string | null;
    gap: Gap;
    gapPerRound: Gap[];
    lowerBoundPerRound: Gap[];
  }
>;

it('describes the types of the domain as they are', () => {
  const same: {
    board: Same<ApiAnswer<'Board'>, Board>;
    effects: Same<ApiAnswer<'DealerEffects'>, DealerEffects>;
    report: Same<Omit<Report, 'chain'>, ReportTold>;
    chain: Report['chain'] extends DeepReadonly<MatchReport['chain']> ? true : false;
    round: Same<ApiAnswer<'Round'>, But<RoundRecord, { gap: Gap; lowerBound: Gap }>>;
    comparison: Same<ApiAnswer<'MatchComparison'>, MatchComparison>;
    receipt: Same<
      ApiAnswer<'MatchReceipt'>,
      { anchoredAs: string; receipt: Receipt; anchor: RunAnchorRecord }
    >;
    submissions: Same<ApiAnswer<'Run'>['submissions'], FrozenSubmission[]>;
  } = {
    ...{ board: true, effects: true, report: true, chain: true, round: true, comparison: true },
    ...{ receipt: true, submissions: true },
  };
  expect(new Set(Object.values(same))).toEqual(new Set([true]));
});
