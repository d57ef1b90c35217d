import { z } from 'zod';
import { leagueSchema } from '#leagues/definition/league-schema.js';

/** `LeagueView`: the definition, and how it stands. */
export const leagueViewSchema = z.strictObject({
  ...leagueSchema.shape,
  seed: z.union([z.string(), z.strictObject({ sealed: z.string() })]),
  state: z.enum(['active', 'paused', 'removed']),
  sealedSeedReady: z.boolean().optional(),
  nextRun: z.iso.datetime().nullable(),
});
