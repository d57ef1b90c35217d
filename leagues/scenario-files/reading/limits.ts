/** What a scenario may not exceed, so that no file can exhaust time or memory. */
export const scenarioLimits = {
  /** bytes of a JSON or CSV file */
  fileBytes: 64 * 1024 * 1024,
  /** bytes of a YAML file, whose reader needs far more time and memory per byte */
  yamlBytes: 512 * 1024,
  /** files of an archive */
  archiveFiles: 2_000,
  /** in a line of a CSV file */
  cells: 10_000,
  /** of a series, those included that are missing and filled */
  rows: 5_000_000,
  /** rows that are missing in one place */
  missingRows: 100_000,
  resources: 1_000,
  agents: 2_000,
  /** columns of all agents' problems together */
  variables: 1_500_000,
  /** matrix entries of all agents' problems together, zeros included where they are written out */
  entries: 8_000_000,
  /** rows, and columns, of an agent's problem that is drawn at random */
  randomSize: 1_000,
  /** absolute value of any coefficient, quantity or amount of money */
  magnitude: 1e9,
  rounds: 100_000,
  /** of an agent in a round */
  orders: 10_000,
  /** of the market's own work on a match */
  matchSeconds: 86_400,
  /** that are drawn from, or follow one another */
  days: 4_000,
  /** periods of all days that follow one another, times households */
  homePeriods: 20_000_000,
  /** that households look ahead */
  horizonHours: 192,
  /** of a home that is imported */
  importedPlants: 1_000,
} as const;

/** What single fields of a scenario may hold. */
export const fieldLimits = {
  /** characters of a name, an id or a title */
  name: 100,
  /** characters of a path */
  path: 1_000,
  /** characters of the name of a time zone */
  timeZone: 50,
  /** characters in which it is said how times are written */
  timeFormat: 40,
  /** header rows of a file */
  headerRows: 10,
  /** windows of a day that have a price of their own */
  windows: 96,
  /** hours of a day without a grid */
  outages: 24,
  /** lines of a table of charges */
  charges: 100,
  /** of a home */
  batteries: 4,
  appliances: 20,
  /** of a curve: temperatures at which a heat pump's efficiency is known, lead times of an error */
  points: 50,
  /** of air, degrees Celsius either way */
  degrees: 60,
  /** of the relative error of a forecast */
  deviation: 3,
  /** hours in which errors of a forecast forget each other */
  memoryHours: 240,
} as const;

/** What the chain of a scenario may be, and how its agents come and go. */
export const conductLimits = {
  /** from block to block */
  blockSeconds: 86_400,
  /** gas: the platform's contracts are the largest thing that must fit into one block */
  smallestBlock: 4_500_000,
  /** gas */
  largestBlock: 1_000_000_000,
  /** wei per gas */
  gasPrice: 1e15,
  /** wake-ups of an agent in a minute, and minutes that are cleared together */
  wakeUps: 1_000_000,
  /** the same, at least: those that never wake have no part in a market */
  fewestWakeUps: 1e-6,
} as const;
