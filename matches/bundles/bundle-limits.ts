/** What a bundle may not exceed, so that no file can exhaust time or memory. */
export const bundleLimits = {
  /** bytes of one line, unzipped; the largest honest ones are plans of some 100,000 matches */
  lineBytes: 64 * 1024 * 1024,
  /** values (numbers, texts, lists, objects) in one line */
  lineValues: 8_000_000,
  /** lists and objects within each other */
  depth: 24,
  /** bytes of a bundle that a server sends, zipped as it is: they are kept on disk while it is read */
  fetchedBytes: 16 * 1024 * 1024 * 1024,
  /** bytes of all lines where all of them have to be held at once */
  heldBytes: 1024 * 1024 * 1024,
  /** values of all those lines: a short one takes more memory than text, some 10 to 30 bytes */
  heldValues: 64_000_000,
  /** bytes of scenarios with their series that a bundle carries; of the others it has the hashes */
  packageBytes: 32 * 1024 * 1024,
  /** bytes of one file beside the bundle */
  fileBytes: 256 * 1024 * 1024,
} as const;

/** What of its entries a bundle may have: each far more than any run has, so that a list of anything ends. */
export const entryLimits = {
  submissions: 10_000,
  teams: 1_000,
  scenarios: 1_000,
  matches: 1_000_000,
  seats: 10_001,
  resources: 10_000,
  /** resources of all markets of a match over days, one after the other */
  heldResources: 500_000,
  rounds: 1_000_000,
  /** of a round */
  transactions: 1_000_000,
  days: 10_000,
  /** of a day */
  markets: 2_000,
  /** batteries of a home */
  batteries: 1_000,
  /** parties that local fees may go to */
  receivers: 20,
  /** absolute value of any number; beyond it, ledger integers of a number would have no end */
  magnitude: 1e200,
  /** characters of a name or an id */
  name: 1_000,
  /** characters of the name of a plugin's file */
  fileName: 255,
  /** characters of a plugin's source */
  source: 1_000_000,
  /** characters in which a failure is told */
  reason: 100_000,
} as const;
