import { differenceOf } from '../statistics/resolution.js';
import type { Board } from './board.js';

/** The place of a team in the leagues of one phase of a season. */
export interface SeasonPlace {
  /** the best of its team's */
  readonly submission: string;
  /** 1, 2, ...; equal scores share one, and the next is as many further on */
  readonly place: number;
  /** mean over the boards on which it stands of its composite on the fixed scale of scores; null: not scored on one of them */
  readonly score: number | null;
}

/**
 * How far the teams came over the boards of one kind, one of each league, by the submission of each that came furthest: more of
 * them take no places from others. Whoever could not be scored, or did not play, in a league that entrants played comes last.
 * Differences below the resolution of scores are none.
 *
 * @param teams - of the entrants, by submission
 */
export function seasonStandings(
  boards: readonly Board[],
  teams: Readonly<Record<string, string>>,
): SeasonPlace[] {
  const played = boards
    .map(
      ({ rows }) =>
        new Map(rows.filter(({ id }) => id in teams).map((row) => [row.id, row.composite.normalised])),
    )
    .filter(({ size }) => size > 0);
  const scored = [...new Set(played.flatMap((scores) => [...scores.keys()]))].map((submission) => ({
    submission,
    score: meanOf(played.map((scores) => scores.get(submission) ?? null)),
  }));
  const best = [...Map.groupBy(scored, ({ submission }) => teams[submission]).values()].map((own) =>
    own.reduce((a, b) => (isBetter(b.score, a.score) ? b : a)),
  );
  return best
    .map((one) => ({ ...one, place: 1 + best.filter(({ score }) => isBetter(score, one.score)).length }))
    .sort((a, b) => a.place - b.place || (a.submission < b.submission ? -1 : 1));
}

function isBetter(a: number | null, b: number | null): boolean {
  return a !== null && (b === null || differenceOf(a, b) > 0);
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
