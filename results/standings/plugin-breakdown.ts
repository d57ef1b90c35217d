import { blockMeans, coverageOf } from './block-means.js';
import { meanInterval, type MeanEstimate } from '../statistics/mean-interval.js';
import {
  agentSeats,
  attainableSurplus,
  isScorable,
  seatsOf,
  type MatchResult,
} from '../metrics/match-result.js';
import { teamScores } from '../metrics/team-scores.js';
import { playerOf } from '#market/seating.js';

/** What a plugin gains per household where something is so, beside what others gain there; 1: an equal share of what could be gained. */
export interface BreakdownRow {
  /** the submission it met, or the type of household it played */
  readonly of: string;
  readonly matches: number;
  readonly own: MeanEstimate | null;
  readonly others: MeanEstimate | null;
  /** own - others, over blocks that have both */
  readonly difference: MeanEstimate | null;
}

interface Share {
  readonly match: string;
  readonly block: number;
  readonly scenario: string;
  readonly group: string;
  readonly isOwn: boolean;
  readonly value: number | null;
}

/** By who sat in the same market: what households of both gained there. */
export function byOpponent(submission: string, results: readonly MatchResult[]): BreakdownRow[] {
  const shares = results.flatMap((result) => {
    const scores = teamScores(result);
    const own = scores.find(({ team }) => team === submission);
    if (!own) return [];
    return scores
      .filter(({ team }) => team !== submission)
      .flatMap(({ team, cost }) => [shareOf(own, team, own.cost, true), shareOf(own, team, cost, false)]);
  });
  return rowsOf(shares);
}

/** By type of household: at its own seats and at those of all others. `typeOf`: null where it is not known. */
export function byHousehold(
  submission: string,
  results: readonly MatchResult[],
  typeOf: (match: string, seat: number) => string | null,
): BreakdownRow[] {
  const shares = results.flatMap((result) => {
    const { place, report } = result;
    if (!isScorable(result) || seatsOf(submission, result).length === 0) return [];
    const seats = agentSeats(report);
    const attainable = attainableSurplus(report);
    return seats.flatMap(({ seat, saving }, j) => {
      const type = typeOf(place.id, seat);
      if (type === null) return [];
      const value = attainable === null ? null : (saving * seats.length) / attainable;
      return [shareOf({ ...place, match: place.id }, type, value, playerOf(place.teams, j) === submission)];
    });
  });
  return rowsOf(shares);
}

function shareOf(
  { match, block, scenario }: Pick<Share, 'match' | 'block' | 'scenario'>,
  group: string,
  value: number | null,
  isOwn: boolean,
): Share {
  return { match, block, scenario, group, isOwn, value };
}

/** Where it has been itself, by name. */
function rowsOf(shares: readonly Share[]): BreakdownRow[] {
  return [...Map.groupBy(shares, ({ group }) => group)]
    .filter(([, rows]) => rows.some(({ isOwn }) => isOwn))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([of, rows]) => {
      const coverage = coverageOf(rows);
      const series = (wanted: boolean) =>
        blockMeans(
          rows.filter(({ isOwn }) => isOwn === wanted),
          coverage,
          ({ value }) => value,
        );
      const [own, others] = [series(true), series(false)];
      const difference = own.map((value, b) => {
        const other = others[b] ?? null;
        return value === null || other === null ? null : value - other;
      });
      return {
        of,
        matches: new Set(rows.filter(({ isOwn }) => isOwn).map(({ match }) => match)).size,
        ...{ own: meanInterval(own), others: meanInterval(others), difference: meanInterval(difference) },
      };
    });
}
