import { z } from 'zod';

export const teamSchema = z.strictObject({ id: z.string(), name: z.string() });

export const newTeamSchema = teamSchema.extend({ token: z.string().describe('shown only now') });

const check = z.strictObject({
  name: z.string(),
  passed: z.boolean(),
  message: z.string().describe('for the owner and the administrator; empty for everybody else'),
});

/** A submission; the messages of its checks carry texts of the plugin. */
export const submissionSchema = z.strictObject({
  id: z.string(),
  team: z.string().nullable().describe('null: a reference plugin'),
  kind: z.enum(['agent', 'dealer', 'bidder']),
  name: z.string(),
  version: z.string(),
  sha256: z.string(),
  status: z.enum(['checking', 'accepted', 'rejected', 'withdrawn']),
  checks: z.array(check),
  release: z
    .enum(['no', 'agreed', 'released'])
    .describe(
      'whether everybody may have the source once a season is over in which it took part; `released`: everybody may',
    ),
  remote: z
    .boolean()
    .describe('its team runs it elsewhere; it plays in leagues with `remote: true` while it is connected'),
  createdAt: z.iso.datetime(),
});

/** What went wrong in the matches of a submission; for its owner and the administrator. */
export const submissionFailuresSchema = z.strictObject({
  submission: z.string(),
  matches: z.int().describe('that were looked at: the newest in which it played'),
  groups: z
    .array(
      z.strictObject({
        kind: z.string(),
        reason: z.string(),
        line: z.int().nullable().describe('of the source, where the reason names it'),
        failures: z.int(),
        matches: z.int().describe('in which it happened'),
        first: z.strictObject({
          match: z.string(),
          round: z.int(),
          seat: z.int().nullable().describe("null: behind the dealer's desk"),
        }),
      }),
    )
    .describe('the most frequent first'),
});

/** What a submission wrote to its console in matches; for its owner and the administrator. */
export const submissionConsoleSchema = z.strictObject({
  submission: z.string(),
  looked: z.int().describe('matches that were looked at: the newest in which it played'),
  matches: z
    .array(
      z.strictObject({
        match: z.string(),
        withheld: z
          .enum(['run-on', 'scenario'])
          .nullable()
          .describe(
            'why the administrator alone is told: its run has a sealed seed and is on, or its scenario is kept secret',
          ),
        lines: z.array(
          z.strictObject({
            seat: z.int().nullable().describe("from 0; null: behind the dealer's desk"),
            text: z.string().describe('as the plugin wrote it: show it as text'),
          }),
        ),
        unsaid: z.int().describe('lines that were not kept'),
      }),
    )
    .describe('the oldest first; those in which it wrote nothing are left out'),
});
