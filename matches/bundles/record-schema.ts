import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import type { MatchRecord, MatchReport, RoundRecord } from '#market/match/report/report.js';
import { reportIn } from './report-schema.js';
import { roundIn } from './round-schema.js';
import type { NamedRecord, ReportOfChain } from './run-head.js';
import { describing } from './same-fields.js';
import { bounded, listOf, word } from './schema-parts.js';

const reportFields = describing<ReportOfChain>()(reportIn(bounded));

/** What came into reports together. */
const hasAccount = ({ baseline, account, gainShares }: z.infer<typeof reportFields>): boolean =>
  new Set([baseline, account, gainShares].map((field) => field === undefined)).size === 1;

const report: z.ZodType<MatchReport> = reportFields.refine(hasAccount, {
  path: ['account'],
  message: 'baseline, account and gainShares come together',
});

const round: z.ZodType<RoundRecord> = describing<RoundRecord>()(roundIn(bounded));

const rounds = listOf(round, entryLimits.rounds);

export const recordSchema: z.ZodType<MatchRecord> = z.strictObject({ report, rounds });

const line: z.ZodType<NamedRecord> = z
  .strictObject({ match: word, report, rounds })
  .transform(({ match, ...record }) => ({ match, record }));

/** A match as a line of a bundle, by the version of the bundle (docs/api-guide.md, "Exports"). */
export const lineSchemas: Readonly<Record<1 | 2 | 3, z.ZodType<NamedRecord>>> = {
  1: z
    .strictObject({
      match: word,
      // It came before accounts.
      report: reportFields.omit({ roundCap: true, baseline: true, account: true, gainShares: true }),
      rounds,
      roundCap: reportFields.shape.roundCap,
    })
    .transform(({ match, report, rounds, roundCap }) => ({
      match,
      record: { report: { ...report, roundCap }, rounds },
    })),
  2: line,
  3: line,
};
