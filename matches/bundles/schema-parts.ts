import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
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

export const finite = z.number().min(-entryLimits.magnitude).max(entryLimits.magnitude);
export const count = z.int().min(0);
export const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256');
/** a name or an id: something to be printed on one line */
export const word = z
  .string()
  .max(entryLimits.name)
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
  ...{ units, digest, word, date: z.iso.date(), prose: z.string().max(entryLimits.reason) },
  text: (pattern, message) => z.string().regex(pattern, message),
  listOf,
};
