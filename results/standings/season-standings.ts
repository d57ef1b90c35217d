import { differenceOf } from '../statistics/resolution.js';
import type { Board } from './board.js';

/** A place in the leagues of one phase of a season. */
export interface SeasonPlace {
  readonly submission: string;
  /** 1, 2, ...; equal scores share one, and the next is as many further on */
  readonly place: number;
  /** mean over the boards on which it stands of its composite on the fixed scale of scores; null: not scored on one of them */
  readonly score: number | null;
}

/**
 * Who of the entrants came how far over the boards of one kind, one of each league. Whoever could not be scored somewhere
 * comes last. Differences below the resolution of scores are none.
 */
export function seasonStandings(boards: readonly Board[], entrants: ReadonlySet<string>): SeasonPlace[] {
  const scores = new Map<string, (number | null)[]>();
  for (const { rows } of boards)
    for (const { id, composite } of rows)
      if (entrants.has(id)) scores.set(id, [...(scores.get(id) ?? []), composite.normalised]);
  const scored = [...scores].map(([submission, values]) => ({ submission, score: meanOf(values) }));
  const isBetter = (a: number | null, b: number | null): boolean =>
    a !== null && (b === null || differenceOf(a, b) > 0);
  return scored
    .map((one) => ({ ...one, place: 1 + scored.filter(({ score }) => isBetter(score, one.score)).length }))
    .sort((a, b) => a.place - b.place || (a.submission < b.submission ? -1 : 1));
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
