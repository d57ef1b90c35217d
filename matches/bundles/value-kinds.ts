import type { z } from 'zod';

/**
 * The kinds of values that the records of matches and runs are made of. Their fields are stated once, as functions of these (`report-schema.ts`,
 * `round-schema.ts`, `days-schema.ts`, `head-parts.ts`): bundles of strangers are read with bounds on each (`bounded`, in `schema-parts.ts`), the API describes
 * its answers without (`plain`, in `api/schemas/plain-values.ts`).
 */
export interface ValueKinds {
  readonly finite: z.ZodType<number>;
  /** >= 0 */
  readonly seconds: z.ZodType<number>;
  /** a whole number, < 0 too */
  readonly whole: z.ZodType<number>;
  /** 0, 1, ... */
  readonly count: z.ZodType<number>;
  readonly countUpTo: (most: number) => z.ZodType<number>;
  /** 1, 2, ... */
  readonly ordinal: (last: number) => z.ZodType<number>;
  /** digits of a whole number, in ledger units */
  readonly units: z.ZodType<string>;
  /** SHA-256 in hex */
  readonly digest: z.ZodType<string>;
  /** `2025-07-01` */
  readonly date: z.ZodType<string>;
  /** a name or an id: something to be printed on one line */
  readonly word: z.ZodType<string>;
  /** text for people, of any lines */
  readonly prose: z.ZodType<string>;
  readonly text: (pattern: RegExp, message?: string) => z.ZodType<string>;
  readonly listOf: <T>(entry: z.ZodType<T>, most: number) => z.ZodType<readonly T[]>;
}

/** And what may be without bound above, or below: JSON has no infinity and writes null, which is a `Gap` or is read as infinity. */
export interface ValuesWithGaps<Gap extends number | null> extends ValueKinds {
  readonly upwards: z.ZodType<Gap>;
  readonly downwards: z.ZodType<Gap>;
}
