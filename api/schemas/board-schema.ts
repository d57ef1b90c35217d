import { z } from 'zod';
import { estimateSchema, headingSchema, looksSchema, testFields } from './estimate-schema.js';

const byMetric = <S extends z.ZodType>(schema: S) =>
  z.strictObject({
    welfare: schema,
    cost: schema,
    convergence: schema,
    contribution: schema.exactOptional(),
  });

const standing = z.strictObject({
  estimate: estimateSchema,
  rank: z
    .strictObject({ best: z.int(), worst: z.int(), tieGroup: z.int() })
    .nullable()
    .describe('the places that the data leave open'),
  normalised: z.number().nullable().describe("mean on the composite's scale"),
});

const series = z.array(z.number().nullable());

const row = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  baseline: z.boolean(),
  outside: z
    .enum(['remote', 'python'])
    .exactOptional()
    .describe('of one that plays from outside of the sandbox: nobody can replay its matches'),
  standings: byMetric(standing),
  composite: standing,
  blockScores: byMetric(series).extend({ cash: series.exactOptional() }),
  pareto: z.boolean(),
  stability: z.strictObject({ best: z.int(), worst: z.int(), firstShare: z.number() }).nullable(),
  shown: z.record(z.string(), estimateSchema),
  matches: z.int(),
});

const comparison = z.strictObject({
  metric: z.enum(['welfare', 'cost', 'convergence', 'contribution', 'composite']),
  a: z.string(),
  b: z.string(),
  difference: estimateSchema,
  varianceReduction: z.number().nullable(),
  ...testFields,
});

/** `Board` of the standings. */
export const boardSchema = z.strictObject({
  kind: z.enum(['agent', 'dealer', 'mechanism']),
  sortedBy: z.literal('composite'),
  weights: byMetric(z.number()).extend({
    contribution: z
      .number()
      .optional()
      .describe('of plugins that were compared with `truthful` in their place'),
    cash: z.number().optional().describe("of the dealer's own result, on boards of dealers"),
  }),
  blocks: z.int(),
  looks: looksSchema,
  pooledRuns: z
    .array(z.string())
    .nullable()
    .describe(
      'finished runs of one version of a league that are taken as one (`run=pooled`); null: a single run',
    ),
  cancelledOf: z
    .int()
    .nullable()
    .describe(
      'blocks that a cancelled run should have had: only those that were over are here; null: not cancelled',
    ),
  unranked: z
    .literal(true)
    .exactOptional()
    .describe('nobody has a rank: programs outside of the sandbox may play in the league'),
  scenarios: z.array(z.string()),
  matches: z.strictObject({ scored: z.int(), void: z.int() }),
  ranked: z.array(headingSchema),
  shown: z
    .array(headingSchema)
    .describe('beside the ranked metrics; KPIs of communities have the formulas of `kpis` in a match report'),
  rows: z.array(row).describe('best composite first'),
  referenceLines: z.array(
    z.strictObject({
      id: z.enum(['optimum', 'no-trade']),
      label: z.string(),
      values: byMetric(z.number().nullable()),
    }),
  ),
  comparisons: z.array(comparison),
  varianceReduction: byMetric(z.number().nullable()),
});
