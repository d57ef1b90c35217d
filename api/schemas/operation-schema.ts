import { z } from 'zod';
import { fenceNames } from '#sandbox/processes/fences.js';
import { engineSchema } from '#matches/play/engine-identity.js';

export const statusSchema = z.strictObject({ status: z.string() });

export const readinessSchema = z.strictObject({
  status: z.string(),
  missingFences: z
    .array(z.enum(fenceNames))
    .nullable()
    .describe("fences around sandbox processes that the server's machine does not give; null: not known yet"),
});

/** Of a server. */
export const releaseSchema = z.strictObject({
  ...engineSchema.shape,
  deployment: z
    .string()
    .nullable()
    .describe(
      'the same for all servers and workers at one PostgreSQL database; null: the database is a file',
    ),
});

/** A copy of the database. */
export const backupSchema = z.strictObject({
  file: z.string().describe("inside the server's data folder"),
  bytes: z.int(),
});

/** A process that serves or plays. */
const memberSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['server', 'worker']),
  host: z.string(),
  pid: z.int(),
  ...engineSchema.shape,
  players: z.int().describe('matches that it can play at once'),
  playing: z
    .array(z.strictObject({ match: z.string(), rounds: z.int().describe('played so far') }))
    .describe('of a silent one: what has not been taken back yet'),
  matchesPerMinute: z
    .number()
    .describe('played there, over the last five minutes, or since its start; 0 of a silent one'),
  startedAt: z.string(),
  lastBeat: z.string(),
  silent: z.boolean().describe('it has given no sign of life for 25 seconds'),
  gone: z
    .boolean()
    .describe(
      'silent for five minutes, and nothing that it played is its any more: it counts as silent no longer',
    ),
});

export const membersSchema = z.strictObject({ items: z.array(memberSchema) });
