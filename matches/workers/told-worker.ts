import { z } from 'zod';

/** Name in the environment of a worker: what its parent found, or was told. Nobody else reads it. */
const VARIABLE = 'GRIDLEAGUE_WORKER';

const schema = z.strictObject({
  /** behind which sandboxes work here */
  fences: z.strictObject({
    network: z.boolean(),
    user: z.boolean(),
    privileges: z.boolean(),
    resources: z.boolean(),
  }),
  /** that remote agents have to be there, and for each call */
  remoteSeconds: z.number(),
});

type ToldWorker = z.infer<typeof schema>;

/** What tells it in an environment. */
export function tellingEnvironment(told: ToldWorker): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(told) };
}

/** What an environment tells. Throws where it does not. */
export function toldTo(environment: NodeJS.ProcessEnv): ToldWorker {
  return schema.parse(JSON.parse(environment[VARIABLE] ?? 'null'));
}
