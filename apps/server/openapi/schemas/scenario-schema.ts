import { z } from 'zod';

export const scenarioSchema = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  kind: z.string(),
  mechanism: z.string(),
});

/** A scenario with the size of an example market. */
export const scenarioSizeSchema = scenarioSchema.extend({
  rules: z.looseObject({}),
  agents: z.int(),
  resources: z.array(z.unknown()),
});
