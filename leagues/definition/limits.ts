import { scenarioLimits } from '../scenario-files/reading/limits.js';

/** What a league, a season, its runs and whoever enters may be. */
export const leagueLimits = {
  /** characters of a description */
  description: 2_000,
  /** characters of a cron expression: it is read whenever somebody looks when the next run is */
  schedule: 100,
  /** characters of a seed */
  seed: 200,
  /** entries of a list of scenarios, entrants or dealers */
  list: 500,
  /** characters of one of them: what is there by name, or a file's path */
  entry: 500,
  /** teams in one market */
  matchSize: 50,
  /** agent mixes of a dealer comparison, and strategies in one */
  mixes: 100,
  mixSize: 50,
  /** of a metric in a ranking */
  weight: 1_000_000,
  /** of a run, looks included */
  blocks: 1_000,
  /** of a run; the shares of the level that later ones would have are too small to tell anything apart */
  looks: 12,
  /** of a block */
  lineUps: 20_000,
  /** of a run: at a second each a core plays so many in a day; tables of them still fit into a request */
  matches: 100_000,
  /** leagues in a phase of a season */
  seasonLeagues: 20,
  /** teams that go on to a final */
  finalists: 500,
  /** teams whose best plugin becomes a champion */
  champions: 20,
} as const;

/** Between which limits a league may set those of its plugins (sandbox/calls/limits.ts). */
export const settableLimits = {
  /** in an answer */
  orders: { least: 1, most: scenarioLimits.orders },
  /** of a call */
  solves: { least: 1, most: 1_000_000 },
  /** of the simplex method in a call */
  iterations: { least: 1, most: 100_000_000 },
  /** of a seat */
  megabytes: { least: 8, most: 4_096 },
  /** of a call */
  milliseconds: { least: 10, most: 60_000 },
  /** of a seat in a match: processor time */
  seatMilliseconds: { least: 100, most: 3_600_000 },
  /** for which a match waits for all its plugins */
  matchMilliseconds: { least: 1_000, most: 86_400_000 },
  /** of all processes of a match */
  matchMegabytes: { least: 500, most: 1_000_000 },
} as const;

/** What a team may have. */
export const teamLimits = {
  /** characters of its name, and of those of its plugins */
  name: 40,
  /** names of plugins of a kind */
  plugins: 20,
} as const;

/** A name of a team or of a plugin, as a regular expression of scripts and of pages; it may stand in addresses. */
export const TEAM_NAME = `[a-z0-9][a-z0-9\\-]{0,${teamLimits.name - 1}}`;

/** The same in words. */
export const TEAM_NAME_WORDS = `1 to ${teamLimits.name} of a-z, 0-9 and -`;
