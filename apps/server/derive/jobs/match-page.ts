import { fullReport } from '#market/match/report/full-report.js';
import { playerOf } from '#market/seating.js';
import { chosenOf } from '../../../web/pages/match-days.js';
import { matchPage, type MatchContent } from '../../../web/pages/match-page.js';
import { energyDay } from '../energy-day.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedReport } from '../stored-record.js';

export interface MatchPageRequest {
  /** what is known of the match without its report */
  readonly match: Omit<MatchContent, 'report' | 'energy' | 'team'>;
  /** names; agent seat j is played by `teams[j % teams.length]` */
  readonly teams: readonly string[];
}

/** The page of a match. */
export default async function page({ match, teams }: MatchPageRequest): Promise<SentText> {
  const report = await storedReport(match.id);
  const team = (seat: number): string => playerOf(teams, seat);
  if (!report) return sentText(matchPage({ ...match, report, anchor: null, team }));
  const full = fullReport(report);
  const { shown: market } = chosenOf(full, match.day ?? null);
  const energy = await energyDay(match, { report: full, market, rounds: [] }, { round: 0, seat: null });
  return sentText(matchPage({ ...match, report: full, energy, team }));
}
