/** What somebody may give to have matches played on a machine of one's own. */
export const playLimits = {
  /** of `--seeds` */
  seeds: 100_000,
  /** bytes of the record of a match, from which it is played again */
  recordBytes: 200_000_000,
  /** strategies in it */
  recordAgents: 10_000,
  /** matches that one program drives at a time; each has a solver of its own */
  drivenMatches: 256,
  /** characters of what it calls one */
  drivenName: 100,
  /** strategies that it names for one */
  drivenAgents: 1_000,
  /** characters in which it names a scenario, a strategy or a policy */
  drivenEntry: 1_000,
} as const;
