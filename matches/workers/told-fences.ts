import { z } from 'zod';
import type { Fences } from '#sandbox/processes/fences.js';

/** Name in the environment of a worker: the fences that its parent found. Nobody else reads it. */
const VARIABLE = 'GRIDLEAGUE_FENCES';

const schema: z.ZodType<Fences> = z.strictObject({
  network: z.boolean(),
  user: z.boolean(),
  privileges: z.boolean(),
  resources: z.boolean(),
});

/** What tells them in an environment. */
export function telling(fences: Fences): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(fences) };
}

/** Those that an environment tells of. Throws where it does not. */
export function toldFences(environment: NodeJS.ProcessEnv): Fences {
  return schema.parse(JSON.parse(environment[VARIABLE] ?? 'null'));
}
