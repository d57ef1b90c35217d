import { z } from 'zod';
import { anchorIn, frozenIn } from '#matches/bundles/head-parts.js';
import { plain } from './plain-values.js';

export const frozenSchema = frozenIn(plain);

/** `RunAnchorRecord` */
export const anchorSchema = anchorIn(plain);

/** A run as everybody may see it. */
export const runSchema = z.strictObject({
  id: z.string(),
  league: z.string(),
  number: z.int(),
  state: z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']),
  progress: z.strictObject({ done: z.int(), total: z.int(), secondsLeft: z.number().nullable() }),
  seed: z.string().nullable().describe('null while sealed'),
  secret: z
    .string()
    .nullable()
    .describe('what was sealed, for checking the seal and the seed; null: not sealed, or the run is on'),
  submissions: z.array(frozenSchema),
  scenarios: z
    .array(z.strictObject({ name: z.string(), sha256: z.string() }))
    .nullable()
    .describe('packages that it plays, frozen when it was planned; null: a run from before that'),
  design: z
    .strictObject({
      kind: z.enum(['complete', 'balanced-incomplete']),
      teams: z.int(),
      size: z.int(),
      appearances: z.int(),
      meetings: z.int(),
    })
    .nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  anchor: anchorSchema.nullable(),
  extensible: z
    .boolean()
    .describe('whether its league planned further looks, so that it can get more blocks'),
  looks: z
    .array(
      z.strictObject({
        blocks: z.int().describe('number of its last block'),
        createdAt: z.iso.datetime(),
        anchor: anchorSchema
          .nullable()
          .describe(
            'of the matches that came with it: further looks are anchored as `<run>/look-2` and so on',
          ),
      }),
    )
    .describe('looks at it: the first, and one more each time it got more blocks'),
});

/** A run that has been planned, or is being ended. */
export const startedSchema = z.strictObject({ id: z.string() });
