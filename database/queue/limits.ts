/** What a process that plays keeps in memory of what it could read again. */
export const materialLimits = {
  runs: 20,
  files: 200,
  /** of the packages of scenarios, together */
  packageCharacters: 100_000_000,
} as const;
