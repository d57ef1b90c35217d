import { z } from 'zod';
import { seasonSchema } from '#leagues/definition/season-schema.js';
import { foresightSchema } from './foresight-schema.js';
import { frozenSchema } from './run-schema.js';
import { SEASON_STATES, type SeasonState } from './season-states.js';

const kind = z.enum(['agent', 'dealer']);

/** A season as everybody may see it. */
export const seasonViewSchema = z.strictObject({
  ...seasonSchema.shape,
  champions: z
    .array(
      z.strictObject({
        kind,
        place: z.int(),
        score: z
          .number()
          .describe('mean over the leagues of the final of its composite, on the fixed scale of scores'),
        submission: z.string().describe('what took part'),
        champion: z.string().describe('the submission that later leagues play'),
        name: z.string().describe('what league files call it; `champions` means all of them'),
      }),
    )
    .nullable()
    .describe('null: the season is not over'),
  places: z.int().describe('that become champions, of strategies and of dealer policies'),
  state: z
    .enum(Object.keys(SEASON_STATES) as SeasonState[])
    .describe('`frozen` and `qualified`: what comes next is not due, or `waits` says why it cannot begin'),
  entrants: z
    .array(
      frozenSchema.extend({
        qualified: z.boolean().nullable().describe('null: not known, or there is no qualification'),
      }),
    )
    .nullable()
    .describe('frozen at the end of submissions; null: not yet'),
  runs: z.array(
    z.strictObject({
      ...{ phase: z.enum(['qualification', 'final']), league: z.string(), run: z.string() },
      leftOut: foresightSchema.shape.leftOut
        .optional()
        .describe('entrants that do not play in it; absent: none'),
    }),
  ),
  waits: z.string().nullable().describe('why it does not go on, or was cancelled'),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
