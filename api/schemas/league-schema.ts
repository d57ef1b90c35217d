import { z } from 'zod';
import { leagueSchema } from '#leagues/definition/league-schema.js';

/** A league as everybody may see it: its definition, with the hash of a sealed seed, and how it stands. */
export const leagueViewSchema = z.strictObject({
  ...leagueSchema.shape,
  seed: z.union([z.string(), z.strictObject({ sealed: z.string() })]),
  state: z.enum(['active', 'paused', 'removed']),
  sealedSeedReady: z
    .boolean()
    .optional()
    .describe('whether the administrator has handed in the secret of a sealed seed'),
  failedStart: z
    .strictObject({ at: z.iso.datetime(), reason: z.string() })
    .nullable()
    .describe('its last start that was due, if it failed; null: it did not'),
  nextRun: z.iso.datetime().nullable().describe('when it is due; null: on request only'),
});
