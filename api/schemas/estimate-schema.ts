import { z } from 'zod';

/** Every entry below: an object that may not be there. */
export const estimateSchema = z
  .strictObject({
    mean: z.number(),
    low: z
      .number()
      .nullable()
      .describe('95 % interval, with `looks` over all looks together; null: one block, or all blocks equal'),
    high: z.number().nullable(),
    blocks: z.int(),
    method: z.enum(['bootstrap-t', 'student-t', 'none']),
  })
  .nullable();

export const headingSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']).nullable().describe('null: neither; it describes'),
});

export const looksSchema = z
  .array(z.int())
  .nullable()
  .describe(
    'blocks that each look had, of a run that may be extended: p is that over all looks, each at its share of the level ' +
      '(5/8, 3/16, 1/16, 1/32 ...); null: one look, at the whole level',
  );

/** What is said of a difference. */
export const testFields = {
  p: z
    .number()
    .nullable()
    .describe('adjusted for its family by step-down maxima; null: nothing to test, all blocks say the same'),
  verdict: z
    .enum(['apart', 'open', 'equal', 'untested'])
    .describe(
      'apart: p is at most 0.05 and the interval leaves out zero; equal: below the resolution in all blocks',
    ),
  appendix: z
    .strictObject({ unadjusted: z.number(), holm: z.number() })
    .nullable()
    .describe("p by itself and by Holm's method, for readers who compare methods: neither decides anything"),
};
