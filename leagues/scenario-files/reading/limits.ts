/** What a scenario may not exceed, so that no file can exhaust time or memory. */
export const scenarioLimits = {
  /** bytes of a JSON or CSV file */
  fileBytes: 64 * 1024 * 1024,
  /** bytes of a YAML file, whose reader needs far more time and memory per byte */
  yamlBytes: 512 * 1024,
  /** in a line of a CSV file */
  cells: 10_000,
  resources: 1_000,
  agents: 2_000,
  /** columns of all agents' problems together */
  variables: 1_500_000,
  /** matrix entries of all agents' problems together, zeros included where they are written out */
  entries: 8_000_000,
  /** absolute value of any coefficient, quantity or amount of money */
  magnitude: 1e9,
  rounds: 100_000,
  /** that are drawn from */
  days: 4_000,
} as const;
