import { seasonStandings, type SeasonPlace } from '#results/standings/season-standings.js';
import { storedBoards } from '../stored-boards.js';

export interface SeasonStandingsRequest {
  /** one of each league of the phase, over */
  readonly runs: readonly string[];
  /** ids */
  readonly entrants: readonly string[];
}

export interface SeasonStandings {
  readonly agent: readonly SeasonPlace[];
  readonly dealer: readonly SeasonPlace[];
}

/** How far the entrants of a season came in the leagues of a phase. */
export default async function standings({
  runs,
  entrants,
}: SeasonStandingsRequest): Promise<SeasonStandings> {
  const boards = [];
  for (const run of runs) boards.push(await storedBoards(run));
  const field = new Set(entrants);
  return {
    agent: seasonStandings(
      boards.map(({ agents }) => agents),
      field,
    ),
    dealer: seasonStandings(
      boards.map(({ dealers }) => dealers),
      field,
    ),
  };
}
