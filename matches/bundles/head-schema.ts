import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import { languageOf } from '#sandbox/compile/protocol.js';
import { leagueLimits } from '#leagues/definition/limits.js';
import { comparedMechanisms } from '#leagues/scenario-files/mechanisms.js';
import { leagueSchema } from '#leagues/definition/league-schema.js';
import { anchorIn, frozenIn } from './head-parts.js';
import type { BundleHead } from './run-head.js';
import { describing } from './same-fields.js';
import { bounded, count, digest, finite, listOf, word } from './schema-parts.js';

const frozen = frozenIn(bounded);

const teams = listOf(word, entryLimits.teams);

const plannedMatch = z.strictObject({
  serial: z.int().min(1),
  id: z.string().regex(/^\d{6,9}$/),
  block: z.int().min(1),
  scenario: word,
  seed: word,
  dealer: word,
  teams,
  mechanism: z.enum(comparedMechanisms).exactOptional(),
  scored: z.boolean(),
});

const design = z.strictObject({
  kind: z.enum(['complete', 'balanced-incomplete']),
  teams: count,
  size: count,
  appearances: finite,
  meetings: finite,
  lineUps: listOf(listOf(count, entryLimits.teams), entryLimits.matches),
});

const anchor = anchorIn(bounded);

const headFields = describing<BundleHead>()(
  z.strictObject({
    format: z.literal('gridleague-run'),
    // Version 1 did not say it.
    version: z
      .union([z.literal(1), z.literal(2), z.literal(3)], {
        error: 'is of a newer release: update this program to read it',
      })
      .default(1),
    id: word,
    definition: leagueSchema,
    plan: z.strictObject({
      seed: word,
      submissions: listOf(frozen, entryLimits.submissions),
      seatsNeeded: count,
      design: design.nullable(),
      matches: listOf(plannedMatch, entryLimits.matches),
      counterfactuals: listOf(
        z.strictObject({ match: word, team: word, without: word }),
        entryLimits.matches,
      ),
      looks: listOf(z.int().min(1).max(leagueLimits.blocks), leagueLimits.looks).exactOptional(),
    }),
    plugins: listOf(
      z
        .strictObject({
          ...frozen.shape,
          file: z
            .string()
            .max(entryLimits.fileName)
            .regex(/^[^/\\\p{Cc}]*$/u, 'must be the plain name of a file'),
          source: z.string().max(entryLimits.source).nullable(),
        })
        .refine(({ file, source }) => languageOf(file) !== null || (file === '' && source === null), {
          path: ['file'],
          message: 'must be the name of a .ts or .js file',
        }),
      entryLimits.submissions,
    ),
    packages: listOf(z.strictObject({ name: word, sha256: digest }), entryLimits.scenarios).exactOptional(),
    anchor: anchor.nullable(),
    lookAnchors: listOf(anchor.nullable(), leagueLimits.looks).exactOptional(),
    cancelled: z.literal(true).exactOptional(),
  }),
);

/** The first line of a bundle. */
export const headSchema: z.ZodType<BundleHead> = headFields.refine(
  ({ plan, lookAnchors }) => (plan.looks?.length ?? 1) === 1 + (lookAnchors?.length ?? 0),
  { path: ['lookAnchors'], message: 'must hold one for each look but the first' },
);
