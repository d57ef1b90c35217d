import type { Board } from '#results/standings/board.js';

/** A pair of a board that a test tells apart, by the names of its plugins. */
export interface ToldApart {
  readonly metric: string;
  readonly ahead: string;
  readonly behind: string;
}

/** All pairs that a board tells apart, in every metric and the composite. */
export function toldApart({ comparisons, ranked, rows }: Board): ToldApart[] {
  const lower = ranked.filter(({ better }) => better === 'lower').map(({ id }) => id);
  const nameOf = (id: string): string => rows.find((row) => row.id === id)!.name;
  return comparisons.flatMap(({ metric, a, b, difference, verdict }) => {
    if (verdict !== 'apart') return [];
    const [ahead, behind] = difference!.mean > 0 === lower.includes(metric) ? [b, a] : [a, b];
    return [{ metric, ahead: nameOf(ahead), behind: nameOf(behind) }];
  });
}
