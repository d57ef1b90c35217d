import { z } from 'zod';

/** Units per what is written: 1/100 ct of ct, 1e-7 EUR of EUR, 1/10,000 of `k`. */
const unitsPer = { price: 100, money: 10_000_000, k: 10_000 } as const;

/** A decimal number, as so many units. Tolerates only what binary numbers do to decimal ones. */
export function units(of: keyof typeof unitsPer, most: number) {
  return z
    .number()
    .min(0)
    .max(most)
    .refine((value) => Math.abs(value * unitsPer[of] - Math.round(value * unitsPer[of])) <= 1e-5, {
      message: `must be a whole multiple of ${1 / unitsPer[of]}`,
    })
    .transform((value) => BigInt(Math.round(value * unitsPer[of])));
}
