import { z } from 'zod';
import { estimateSchema, headingSchema, looksSchema, testFields } from './estimate-schema.js';

const effect = { response: z.string(), dealer: z.string(), effect: estimateSchema, ...testFields };

/** `DealerEffects` of the standings. */
export const dealerEffectsSchema = z.strictObject({
  reference: z.string(),
  dealers: z.array(z.string()),
  mixes: z.array(z.string()),
  scenarios: z.array(z.string()),
  blocks: z.int(),
  looks: looksSchema,
  responses: z.array(headingSchema),
  levels: z.array(z.strictObject({ response: z.string(), dealer: z.string(), level: estimateSchema })),
  mainEffects: z.array(z.strictObject(effect)),
  interactions: z.array(
    z.strictObject({ ...effect, factor: z.enum(['mix', 'scenario']), level: z.string() }),
  ),
  perScenario: z.array(z.strictObject({ ...effect, scenario: z.string(), level: estimateSchema })),
});
