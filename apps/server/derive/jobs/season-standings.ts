import { seasonStandings, type SeasonPlace } from '#results/standings/season-standings.js';
import { storedBoards } from '../stored-boards.js';

export interface SeasonStandingsRequest {
  /** one of each league of the phase, over */
  readonly runs: readonly string[];
  /** of the entrants, by submission */
  readonly teams: Readonly<Record<string, string>>;
}

export interface SeasonStandings {
  readonly agent: readonly SeasonPlace[];
  readonly dealer: readonly SeasonPlace[];
}

/** How far the teams of a season came in the leagues of a phase. */
export default async function standings({ runs, teams }: SeasonStandingsRequest): Promise<SeasonStandings> {
  const boards = [];
  for (const run of runs) boards.push(await storedBoards(run));
  return {
    agent: seasonStandings(
      boards.map(({ agents }) => agents),
      teams,
    ),
    dealer: seasonStandings(
      boards.map(({ dealers }) => dealers),
      teams,
    ),
  };
}
