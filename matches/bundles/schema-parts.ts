import { z } from 'zod';

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
/** one finite number per resource */
export const vector = listOf(finite, MOST_RESOURCES);
/** JSON has no infinity: it writes null */
export const upwards = finite.nullable().transform((value) => value ?? Infinity);
export const downwards = finite.nullable().transform((value) => value ?? -Infinity);
/** digits of a whole number, in ledger units */
export const units = z.string().regex(/^(0|-?[1-9]\d{0,60})$/, 'must be a whole number in digits');

/** parties that local fees may go to */
export const MOST_RECEIVERS = 20;
/** `CollectedFees` */
export const collectedSchema = z.strictObject({
  paid: listOf(units, MOST_SEATS),
  unpaid: listOf(units, MOST_SEATS),
  receivers: listOf(z.strictObject({ receiver: word, amount: units }), MOST_RECEIVERS),
});
