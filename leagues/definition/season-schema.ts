import { z } from 'zod';
import { identifier, name } from '../scenario-files/reading/field-schemas.js';
import { parseFields } from '../scenario-files/reading/parse-fields.js';
import { inLeague } from './league-error.js';
import { leagueLimits } from './limits.js';

const moment = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-06-01T00:00:00Z' });
const leagues = z.array(identifier).min(1).max(leagueLimits.seasonLeagues);

/** A season: when which leagues are played by whom (docs/organisers-guide.md, "Seasons and champions"). */
export const seasonSchema = z
  .strictObject({
    id: identifier,
    title: name,
    description: z.string().max(leagueLimits.description).optional(),
    /** what is uploaded in this time takes part: the newest accepted version of every plugin */
    submissions: z.strictObject({ from: moment, until: moment }),
    /** through: teams that go on to the final, of strategies and of dealer policies, each with its best one */
    qualification: z
      .strictObject({ at: moment, leagues, through: z.int().min(1).max(leagueLimits.finalists) })
      .optional(),
    final: z.strictObject({ at: moment, leagues }),
    /** teams whose best plugin becomes a champion, of strategies and of dealer policies */
    champions: z.int().min(1).max(leagueLimits.champions).default(3),
  })
  .refine(({ submissions: { from, until } }) => Date.parse(from) < Date.parse(until), {
    path: ['submissions', 'until'],
    message: 'must be after the beginning',
  })
  .refine(
    ({ submissions, qualification }) =>
      !qualification || Date.parse(submissions.until) <= Date.parse(qualification.at),
    { path: ['qualification', 'at'], message: 'must not be before the end of submissions' },
  )
  .refine(
    ({ submissions, qualification, final }) =>
      Date.parse(qualification?.at ?? submissions.until) <= Date.parse(final.at),
    { path: ['final', 'at'], message: 'must not be before what comes before it' },
  )
  .refine((season) => new Set(leaguesOf(season)).size === leaguesOf(season).length, {
    path: ['final', 'leagues'],
    message: 'a league stands in a season twice',
  });

export type SeasonDefinition = Readonly<z.infer<typeof seasonSchema>>;
export type SeasonPhase = 'qualification' | 'final';

/** All leagues of a season. */
export function leaguesOf({
  qualification,
  final,
}: {
  readonly qualification?: { readonly leagues: readonly string[] } | undefined;
  readonly final: { readonly leagues: readonly string[] };
}): string[] {
  return [...(qualification?.leagues ?? []), ...final.leagues];
}

/** A season from its fields; `file` is what errors call it. Throws `LeagueError`. */
export function seasonFrom(document: unknown, file: string): SeasonDefinition {
  return inLeague(file, () => parseFields(seasonSchema, document));
}
