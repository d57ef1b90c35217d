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
  kind: z.enum(['agent', 'dealer']),
  name: z.string(),
  version: z.string(),
  sha256: z.string(),
  status: z.enum(['checking', 'accepted', 'rejected', 'withdrawn']),
  checks: z.array(check),
  createdAt: z.iso.datetime(),
});
