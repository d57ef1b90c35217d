import { z } from 'zod';
import type { ValuesWithGaps } from './value-kinds.js';

/** Pieces of the schemas of a bundle. Lists end at their first bad entry: a million bad ones are one complaint. */
export function listOf<T>(entry: z.ZodType<T>, most: number): z.ZodType<readonly T[]> {
  return z.unknown().transform((value, context): readonly T[] => {
    const complain = (message: string, path: number[] = []): never => {
      context.addIssue({ code: 'custom', message, path });
      return z.NEVER;
    };
    if (!Array.isArray(value)) return complain('must be a list');
    if (value.length > most) return complain(`has more than ${most} entries`);
    const entries: T[] = [];
    for (const [index, one] of value.entries()) {
      const parsed = entry.safeParse(one);
      if (parsed.success) entries.push(parsed.data);
      else {
        const { message, path } = parsed.error.issues[0]!;
        context.addIssue({ code: 'custom', message, path: [index, ...path] });
        return z.NEVER;
      }
    }
    return entries;
  });
}

export const MOST_SEATS = 10_001;
export const MOST_RESOURCES = 10_000;
export const MOST_ROUNDS = 1_000_000;
/** of a round */
export const MOST_TRANSACTIONS = 1_000_000;

/** beyond it, ledger integers of a number would have no end */
const LARGEST = 1e200;
export const finite = z.number().min(-LARGEST).max(LARGEST);
export const count = z.int().min(0);
export const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256');
/** a name or an id: something to be printed on one line */
export const word = z
  .string()
  .max(1_000)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must be a text without control characters and half surrogate pairs');
/** JSON has no infinity: it writes null */
const upwards = finite.nullable().transform((value) => value ?? Infinity);
const downwards = finite.nullable().transform((value) => value ?? -Infinity);
const units = z.string().regex(/^(0|-?[1-9]\d{0,60})$/, 'must be a whole number in digits');

/** The values of a record, as a bundle may have them. */
export const bounded: ValuesWithGaps<number> = {
  ...{ finite, seconds: finite.min(0), upwards, downwards },
  ...{
    whole: z.int(),
    count,
    countUpTo: (most) => count.max(most),
    ordinal: (last) => z.int().min(1).max(last),
  },
  ...{ units, digest, word, date: z.iso.date(), prose: z.string().max(100_000) },
  text: (pattern, message) => z.string().regex(pattern, message),
  listOf,
};

/** parties that local fees may go to */
export const MOST_RECEIVERS = 20;
