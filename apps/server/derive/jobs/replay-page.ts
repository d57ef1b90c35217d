import { roundsOf } from '#market/match/report/markets-of-match.js';
import { fullReport } from '#market/match/report/full-report.js';
import { playerOf } from '#market/seating.js';
import { shownOrders, type ShownBooks } from '#matches/play/shown/shown-books.js';
import { chosenOf } from '../../../web/pages/match-days.js';
import { replayPage, type ShownReplay } from '../../../web/pages/replay-page.js';
import { notPlayed } from '../../problem/problem.js';
import { energyDay } from '../energy-day.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedReport, storedRounds } from '../stored-record.js';

/** What is known of a match without its record; agent seat j is played by `teams[j % teams.length]`. */
export type MatchTold = Omit<ShownReplay, 'report' | 'market' | 'rounds' | 'team' | 'day' | 'orders'> & {
  readonly teams: readonly string[];
  /** books of the whole match that are kept, zipped (`shownOrders`), by round as its record counts them; or why there are none; null: nobody asked */
  readonly books: ShownBooks | string | null;
};

export interface ReplayPageRequest {
  readonly match: MatchTold;
  readonly beside: MatchTold | null;
  /** of matches over days: the market that is shown */
  readonly day: string | null;
  readonly round: number;
  readonly seat: number | null;
}

/** The page on which a match goes by round after round. Throws a problem for matches that have not been played. */
export default async function page({
  match,
  beside,
  day,
  round,
  seat,
}: ReplayPageRequest): Promise<SentText> {
  const at = { day, round, seat };
  const first = await replayed(match, at);
  const matches = beside ? ([first, await replayed(beside, at)] as const) : ([first] as const);
  return sentText(replayPage({ matches, round, seat, orders: match.books !== null }));
}

async function replayed(
  { teams, books, ...told }: MatchTold,
  at: Pick<ReplayPageRequest, 'day' | 'round' | 'seat'>,
): Promise<ShownReplay> {
  const stored = await storedReport(told.id);
  if (!stored) throw notPlayed(told.id);
  const report = fullReport(stored);
  const { shown: market } = chosenOf(report, at.day);
  const rounds = roundsOf(market, await storedRounds(told.id));
  const day = await energyDay(told, { report, market, rounds }, at);
  const orders = ordersOf(books, market.roundsBefore + Math.min(at.round, rounds.length));
  return { ...told, day, report, market, rounds, orders, team: (seat) => playerOf(teams, seat) };
}

function ordersOf(books: MatchTold['books'], round: number): ShownReplay['orders'] {
  if (books === null || typeof books === 'string') return books;
  const zipped = books.get(round);
  return zipped
    ? shownOrders(zipped)
    : 'the books of this match are too large for a page; its tables have all of them';
}
