import { z } from 'zod';
import { conductFields, participationFits, participationRefinement } from '../conduct/conduct-schema.js';
import { boundedNumber, nonNegative } from '../reading/field-schemas.js';
import { scenarioLimits } from '../reading/limits.js';

const DEFAULT_CASH = 1000;

export const randomSchema = z
  .strictObject({
    ...conductFields,
    kind: z.literal('random'),
    agents: z.int().min(1).max(scenarioLimits.agents),
    resources: z.int().min(1).max(scenarioLimits.resources),
    rows: z.int().min(0).max(scenarioLimits.randomSize).default(4),
    columns: z.int().min(1).max(scenarioLimits.randomSize).default(8),
    coefficients: z
      .tuple([boundedNumber, boundedNumber])
      .refine(([low, high]) => low < high && low + high > 0, {
        message: 'must be [low, high] with low < high and a mean above 0',
      })
      .default([-1, 5]),
    endowments: z.enum(['spread', 'dealer']).default('spread'),
    integer: z.boolean().default(false),
    cash: nonNegative.default(DEFAULT_CASH),
  })
  .refine(participationFits, participationRefinement)
  .refine(({ agents, columns }) => agents * columns <= scenarioLimits.variables, {
    path: ['columns'],
    message: `agents x columns is more than ${scenarioLimits.variables}`,
  })
  .refine(
    ({ agents, columns, rows, resources }) => agents * columns * (rows + resources) <= scenarioLimits.entries,
    {
      path: ['agents'],
      message: `agents x columns x (rows + resources) is more than ${scenarioLimits.entries}`,
    },
  );
