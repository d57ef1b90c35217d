import { z } from 'zod';
import { weighedMetrics, type Weights } from '#results/standings/board.js';
import { leagueLimits } from '#leagues/definition/limits.js';
import { formatQuery } from '../problem/paging.js';
import { requestLimits } from '#api/limits/request-limits.js';

const { weight: MOST } = leagueLimits;
const FORM = `such as welfare:2,cost:1,convergence:0; a metric that is not named weighs nothing`;

/** `contribution` or `cash` alone may weigh: on boards without them nobody has a score then. */
export const NOTHING_WEIGHED = `one of ${weighedMetrics.join(', ')} must weigh more than 0`;

/** A reader's own weights: `welfare:2,cost:1`. */
export const weightsQuery = z
  .string()
  .max(requestLimits.weights)
  .transform((text, context): Weights => {
    const weights: { -readonly [Metric in keyof Weights]: Weights[Metric] } = {
      welfare: 0,
      cost: 0,
      convergence: 0,
    };
    const named = new Set<string>();
    for (const part of text.split(',')) {
      const [, name = '', digits = ''] = /^([a-z]+):(\d{1,7}(?:\.\d{1,9})?)$/.exec(part) ?? [];
      const weight = Number(digits);
      const metric = weighedMetrics.find((known) => known === name);
      if (!metric || named.has(name) || weight > MOST) {
        context.addIssue({
          code: 'custom',
          message: `must name each of ${weighedMetrics.join(', ')} at most once, with a weight from 0 to ${MOST}, ${FORM}`,
        });
        return z.NEVER;
      }
      named.add(name);
      weights[metric] = weight;
    }
    if (weighedMetrics.every((metric) => !weights[metric])) {
      context.addIssue({ code: 'custom', message: NOTHING_WEIGHED });
      return z.NEVER;
    }
    return weights;
  });

/** Query of a leaderboard. */
export const boardQuery = z.object({
  kind: z.enum(['agent', 'dealer', 'mechanism']).default('agent'),
  run: z
    .string()
    .min(1)
    .max(requestLimits.id)
    .default('latest')
    .describe(
      'its id, `latest`, or `pooled`: all finished runs with the league, plugins and scenarios of the newest one, as one',
    ),
  ...formatQuery.shape,
  weights: weightsQuery
    .optional()
    .describe(
      "a reader's own weights in place of the league's, `welfare:2,cost:1,convergence:0`: composite, ranks and their " +
        'comparisons are computed anew; a metric that is not named weighs nothing',
    ),
});
