import { z } from 'zod';
import type { AsynchronousRules } from '#market/instance.js';
import { conductLimits } from '../reading/limits.js';
import { FieldError } from '../reading/scenario-error.js';

/** A probability, or wake-ups in a minute. */
const share = z.number().min(conductLimits.fewestWakeUps).max(conductLimits.wakeUps);
/** Minutes: none, or so many that something can happen in them. */
const windowSchema = z.union([z.literal(0), share]);

/** The section `asynchronous` of every kind of scenario (docs/market-rules.md, "Asynchronous communication"). */
export const asynchronousSchema = z.strictObject({
  rate: share.optional(),
  agents: z.record(z.string(), share).optional(),
  window: windowSchema.optional(),
  information: z.enum(['symmetric', 'asymmetric']).optional(),
});

export type AsynchronousDocument = z.infer<typeof asynchronousSchema>;

interface Communicating {
  readonly communication?: string | undefined;
  readonly participation?: number | undefined;
  readonly asynchronous?: AsynchronousDocument | undefined;
}

/** Throws `FieldError` where the fields contradict each other. */
export function asynchronousRules({
  communication,
  participation,
  asynchronous,
}: Communicating): AsynchronousRules | undefined {
  if (!asynchronous) return undefined;
  const { rate, agents = {}, window = 1, information = 'symmetric' } = asynchronous;
  const refuse = (path: readonly string[], reason: string, mend: string): never => {
    throw new FieldError(['asynchronous', ...path], reason, mend);
  };
  if (communication !== 'asynchronous')
    refuse([], 'says how agents wake, but they all speak at once', 'add `communication: asynchronous`');
  if (rate === undefined) {
    for (const [agent, own] of Object.entries(agents))
      if (own > 1) refuse(['agents', agent], `is ${own}: a probability is at most 1`, 'or state `rate`');
    if (window !== 0 && window !== 1)
      refuse(
        ['window'],
        `is ${window} rounds`,
        'make it 1, or 0 to clear every order for itself, or state `rate`',
      );
  } else if (participation !== undefined) refuse(['rate'], 'contradicts `participation`', 'state either');
  return { ...(rate !== undefined && { rate }), agents, window, information };
}

/** The section that reads back as these rules. */
export function asynchronousDocument({ agents, ...rules }: AsynchronousRules): AsynchronousDocument {
  return { ...rules, agents: { ...agents } };
}
