import { z } from 'zod';
import { reportIn } from '#matches/bundles/report-schema.js';
import { roundIn } from '#matches/bundles/round-schema.js';
import { plain } from './plain-values.js';
import { anchorSchema } from './run-schema.js';

/** A match in a list. */
export const matchRowSchema = z.strictObject({
  id: z.string(),
  run: z.string(),
  block: z.int(),
  scenario: z.string(),
  dealer: z.string(),
  teams: z.array(z.string()),
  mechanism: z.string().optional().describe('of a mechanism comparison: what it is played under'),
  scored: z.boolean(),
  state: z.enum(['queued', 'playing', 'played', 'failed', 'cancelled']),
  attempts: z.int(),
  outcome: z.string().nullable(),
  rounds: z.int().nullable(),
  efficiency: z.number().nullable(),
  resultHash: z.string().nullable(),
});

/** A match with its report, once it has been played. */
export const matchSchema = matchRowSchema.extend({
  fault: z.string().optional(),
  report: reportIn(plain)
    .extend({ seed: plain.word.nullable().describe('null while sealed') })
    .nullable(),
});

export const roundSchema = roundIn(plain);

/** What playing a match again found. */
export const matchComparisonSchema = z.strictObject({
  identical: z.boolean(),
  difference: z.string().nullable().describe('the first field that differs'),
  resultHash: z.string().describe('of the replay'),
  timingDependent: z.boolean(),
  excused: z
    .boolean()
    .describe('it differs, the clock that struck in it may be why, and its figures are consistent'),
});

/** `Receipt` with the anchor of its run. */
export const receiptSchema = z.strictObject({
  anchoredAs: z
    .string()
    .describe(
      'what the registry calls it: the run, or `<run>/look-2` and so on for matches that came with more blocks',
    ),
  receipt: z.strictObject({
    id: z.string(),
    name: z.string().describe('keccak-256 of the id'),
    hash: z.string(),
    proof: z.array(z.string()),
    root: z.string(),
  }),
  anchor: anchorSchema,
});
