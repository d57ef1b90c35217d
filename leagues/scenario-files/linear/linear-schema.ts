import { z } from 'zod';
import { participantRoles } from '#market/instance.js';
import { conductFields, participationFits, participationRefinement } from '../conduct/conduct-schema.js';
import { boundedNumber, identifier, name, nonNegative, boundedNumbers } from '../reading/field-schemas.js';
import { scenarioLimits } from '../reading/limits.js';

const index = z.int().min(0);

/** Rows of numbers, or only the entries that are not zero: [row, column, value]; at the same place they add up. */
const matrix = z.union([
  z.array(boundedNumbers),
  z.strictObject({
    rows: index.max(scenarioLimits.variables),
    columns: index.max(scenarioLimits.variables),
    entries: z.array(z.tuple([index, index, boundedNumber])).max(scenarioLimits.entries),
  }),
]);

/** null is infinite */
const bounds = z.array(boundedNumber.nullable());

const program = {
  cost: boundedNumbers,
  own: z.strictObject({ matrix, lower: bounds.optional(), upper: bounds.optional() }),
  shared: z.strictObject({ matrix }),
  bounds: z.strictObject({ lower: bounds.optional(), upper: bounds.optional() }).optional(),
};

const agent = z.strictObject({
  ...program,
  id: identifier.optional(),
  role: z.enum(participantRoles).optional(),
  /** what each column decides, for people and strategies */
  columns: z.array(name).optional(),
  cash: nonNegative.optional(),
  /** for role `grid`: what it asks, bids and can deliver, per resource */
  grid: z
    .strictObject({
      ask: boundedNumbers,
      bid: boundedNumbers,
      capacity: boundedNumbers,
      importRight: z.array(z.int().min(-1)).optional(),
      exportRight: z.array(z.int().min(-1)).optional(),
    })
    .optional(),
});

export const linearSchema = z
  .strictObject({
    ...conductFields,
    kind: z.literal('linear'),
    resources: z
      .array(
        z.strictObject({
          ...{ id: identifier, unit: name, period: index.optional() },
          right: z.enum(['import', 'export']).optional(),
        }),
      )
      .min(1)
      .max(scenarioLimits.resources),
    cash: nonNegative,
    dealerCash: nonNegative.optional(),
    /** below zero only for exact resources */
    initialPrices: boundedNumbers.optional(),
    /** of the first so many resources nothing may be left unused; their prices may be below zero */
    exact: index.optional(),
    endowments: z.union(
      [
        z.literal('equal-with-dealer'),
        z.strictObject({ agents: z.array(boundedNumbers), dealer: boundedNumbers }),
      ],
      {
        error: "must be 'equal-with-dealer' or { agents: [[...], ...], dealer: [...] }",
      },
    ),
    total: boundedNumbers.optional(),
    agents: z.array(agent).min(1).max(scenarioLimits.agents).optional(),
    central: z
      .strictObject({ ...program, blocks: z.array(index.min(1)).min(1).max(scenarioLimits.agents) })
      .optional(),
    /** per unit bought locally, already part of the agents' costs */
    fees: z.array(nonNegative).optional(),
    /** what the grid charges and pays, per resource */
    tariff: z.strictObject({ retail: boundedNumbers, feedIn: boundedNumbers }).optional(),
  })
  .refine(participationFits, participationRefinement)
  .refine(({ agents, central }) => (agents === undefined) !== (central === undefined), {
    path: ['agents'],
    message: 'give either `agents` or `central`, not both',
  });

export type LinearDocument = z.infer<typeof linearSchema>;
export type MatrixDocument = z.infer<typeof matrix>;
export type AgentDocument = z.infer<typeof agent>;
