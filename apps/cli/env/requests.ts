import { z } from 'zod';
import { leagueLimits } from '#leagues/definition/limits.js';
import { toolLimits } from '#market/agent/tool-limits.js';
import { playLimits } from '#matches/play/limits.js';
import { nameLimits } from '#sandbox/guest/limits.js';
import { RequestError } from './request-error.js';

const match = z.string().min(1).max(playLimits.drivenName);
const name = z.string().min(1).max(playLimits.drivenEntry);
const seat = z.int().min(0);

/** A market and who plays in it; `seats` and `open` ask with the same fields. */
const task = {
  scenario: name,
  seed: z.string().min(1).max(leagueLimits.seed).default('1'),
  agents: z.array(name).min(1).max(playLimits.drivenAgents).default(['outside']),
  dealer: name.default('passive'),
  rounds: z.int().min(1).optional(),
  book: z.enum(['keep', 'rebase']).optional(),
  name: z
    .string()
    .regex(
      new RegExp(`^[\\w .-]{1,${nameLimits.name}}$`),
      `must be 1 to ${nameLimits.name} letters, digits, dots, dashes or spaces`,
    )
    .default('outside'),
};

const requestSchema = z.discriminatedUnion('do', [
  z.strictObject({ id: z.unknown().optional(), do: z.literal('seats'), ...task }),
  z.strictObject({
    ...{ id: z.unknown().optional(), do: z.literal('open'), match, ...task },
    /** how many bundles come with each turn; null: as many as `bestBundles` gives unasked; 0: none */
    bundles: z.int().min(0).max(toolLimits.bundles).nullable().default(null),
  }),
  z.strictObject({
    ...{ id: z.unknown().optional(), do: z.literal('step'), match },
    /** by seat; read seat by seat, with the words a plugin would hear */
    orders: z.record(z.string().regex(/^\d{1,6}$/, 'must be numbers of seats'), z.unknown()),
  }),
  z.strictObject({
    ...{ id: z.unknown().optional(), do: z.literal('bestBundles'), match, seat },
    ...{ prices: z.unknown(), count: z.unknown().optional() },
  }),
  z.strictObject({ id: z.unknown().optional(), do: z.literal('value'), match, seat, bundle: z.unknown() }),
  z.strictObject({ id: z.unknown().optional(), do: z.literal('solve'), match, seat, problem: z.unknown() }),
  z.strictObject({ id: z.unknown().optional(), do: z.literal('close'), match }),
]);

export type Request = z.infer<typeof requestSchema>;
export type TaskRequest = Extract<Request, { do: 'seats' | 'open' }>;
export type OpenRequest = Extract<Request, { do: 'open' }>;
export type ToolCall = Extract<Request, { do: 'bestBundles' | 'value' | 'solve' }>;

/** Throws `RequestError`. */
export function readRequest(value: unknown): Request {
  const { success, data, error } = requestSchema.safeParse(value);
  if (success) return data;
  const { path, message } = error.issues[0]!;
  throw new RequestError('bad-request', path.length > 0 ? `${path.join('.')}: ${message}` : message);
}

/** What a request calls itself, to be said in its answer: a number or a text; else null. */
export function requestId(value: unknown): number | string | null {
  const id = (value as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === 'number' || (typeof id === 'string' && id.length <= playLimits.drivenName) ? id : null;
}
