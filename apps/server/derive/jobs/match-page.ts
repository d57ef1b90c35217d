import { matchPage, type MatchContent } from '../../../web/pages/match-page.js';
import { storedReport } from '../stored-record.js';

export interface MatchPageRequest {
  readonly databaseFile: string;
  /** what is known of the match without its report */
  readonly match: Omit<MatchContent, 'report' | 'team'>;
  /** names; agent seat j is played by `teams[j % teams.length]` */
  readonly teams: readonly string[];
}

/** The page of a match. */
export default async function page({ databaseFile, match, teams }: MatchPageRequest): Promise<string> {
  const report = await storedReport(databaseFile, match.id);
  return matchPage({
    ...match,
    ...{ report, anchor: report && match.anchor },
    team: (seat) => teams[seat % teams.length]!,
  });
}
