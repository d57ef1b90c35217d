import { z } from 'zod';

export const scenarioSchema = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  kind: z.string(),
  mechanism: z.string(),
  /** of its package as it is now */
  sha256: z.string(),
  /** what a block draws of it; empty: nothing, all blocks would be the same market */
  drawn: z.array(z.string()),
});

/** A scenario with the size of an example market. */
export const scenarioSizeSchema = scenarioSchema.extend({
  rules: z.looseObject({}),
  agents: z.int(),
  resources: z.array(z.unknown()),
});
