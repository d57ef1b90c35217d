/** The state of the generator: four 32-bit words. */
export type GeneratorState = readonly [number, number, number, number];

/**
 * The sfc32 generator (Doty-Humphrey's Small Fast Counting generator), uniform in [0, 1), 53 bits.
 * Free of imports, because plugins draw from the very same generator inside their isolates.
 */
export function smallFastCounting(state: GeneratorState): () => number {
  let [a, b, c, counter] = state;
  const next32 = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  return () => ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992;
}
