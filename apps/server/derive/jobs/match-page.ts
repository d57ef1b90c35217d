import { fullReport } from '#market/match/report/full-report.js';
import { playerOf } from '#market/seating.js';
import { matchPage, type MatchContent } from '../../../web/pages/match-page.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedReport } from '../stored-record.js';

export interface MatchPageRequest {
  /** what is known of the match without its report */
  readonly match: Omit<MatchContent, 'report' | 'team'>;
  /** names; agent seat j is played by `teams[j % teams.length]` */
  readonly teams: readonly string[];
}

/** The page of a match. */
export default async function page({ match, teams }: MatchPageRequest): Promise<SentText> {
  const report = await storedReport(match.id);
  const team = (seat: number): string => playerOf(teams, seat);
  return sentText(
    matchPage({ ...match, report: report && fullReport(report), anchor: report && match.anchor, team }),
  );
}
