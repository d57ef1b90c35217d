import { z } from 'zod';

/** Every entry below: an object that may not be there. */
export const estimateSchema = z
  .strictObject({
    mean: z.number(),
    low: z.number().nullable().describe('95 % interval; null: one block, or all blocks equal'),
    high: z.number().nullable(),
    blocks: z.int(),
    method: z.enum(['bootstrap-t', 'student-t', 'none']),
  })
  .nullable();

export const headingSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
});

/** p-values of a difference; the adjusted ones within its family. */
export const testFields = {
  pValue: z.number().describe('by itself'),
  holm: z.number().describe("adjusted by Holm's method"),
  stepDown: z.number().describe('adjusted by step-down maxima; at most 0.05: told apart'),
};
