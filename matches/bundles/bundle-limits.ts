/** What a bundle may not exceed, so that no file can exhaust time or memory. */
export const bundleLimits = {
  /** bytes of one line, unzipped; the largest honest ones are plans of some 100,000 matches */
  lineBytes: 64 * 1024 * 1024,
  /** values (numbers, texts, lists, objects) in one line */
  lineValues: 8_000_000,
  /** lists and objects within each other */
  depth: 24,
  /** bytes of all lines where all of them have to be held at once */
  heldBytes: 1024 * 1024 * 1024,
  /** values of all those lines: a short one takes more memory than text, some 10 to 30 bytes */
  heldValues: 64_000_000,
  /** bytes of scenarios with their series that a bundle carries; of the others it has the hashes */
  packageBytes: 32 * 1024 * 1024,
  /** bytes of one file beside the bundle */
  fileBytes: 256 * 1024 * 1024,
} as const;
