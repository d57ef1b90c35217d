import { fullReport } from '#market/match/full-report.js';
import { playerOf } from '#market/seating.js';
import { replayPage, type ReplayedMatch } from '../../../web/pages/replay-page.js';
import { notPlayed } from '../../problem/problem.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedReport, storedRounds } from '../stored-record.js';

/** What is known of a match without its record; agent seat j is played by `teams[j % teams.length]`. */
export type MatchTold = Omit<ReplayedMatch, 'report' | 'rounds' | 'team'> & {
  readonly teams: readonly string[];
};

export interface ReplayPageRequest {
  readonly match: MatchTold;
  readonly beside: MatchTold | null;
  readonly round: number;
  readonly seat: number | null;
}

/** The page on which a match goes by round after round. Throws a problem for matches that have not been played. */
export default async function page({ match, beside, round, seat }: ReplayPageRequest): Promise<SentText> {
  const first = await replayed(match);
  const matches = beside ? ([first, await replayed(beside)] as const) : ([first] as const);
  return sentText(replayPage({ matches, round, seat }));
}

async function replayed({ teams, ...told }: MatchTold): Promise<ReplayedMatch> {
  const report = await storedReport(told.id);
  if (!report) throw notPlayed(told.id);
  const rounds = await storedRounds(told.id);
  return { ...told, report: fullReport(report), rounds, team: (seat) => playerOf(teams, seat) };
}
