import { z } from 'zod';
import type { ValuesWithGaps } from '#matches/bundles/value-kinds.js';

const gap = z.number().nullable().describe('null: without bound');

/** What the API says of the values of matches and runs: their types. Their bounds are those of bundles, which strangers write. */
export const plain: ValuesWithGaps<number | null> = {
  ...{ finite: z.number(), seconds: z.number(), upwards: gap, downwards: gap },
  ...{ whole: z.int(), count: z.int(), countUpTo: () => z.int(), ordinal: () => z.int() },
  ...{ units: z.string(), digest: z.string(), date: z.string(), word: z.string(), prose: z.string() },
  text: () => z.string(),
  listOf: (entry) => z.array(entry),
};
