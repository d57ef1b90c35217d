import { meanOrNull, type BlockSeries } from '../statistics/block-series.js';

/** Where a score belongs. */
interface Located {
  readonly block: number;
  readonly scenario: string;
}

/** The blocks of a run, in order, with their scenarios: what a full series covers. */
export interface Coverage {
  readonly blocks: readonly number[];
  readonly scenarios: readonly string[];
}

export function coverageOf(scores: readonly Located[]): Coverage {
  return {
    blocks: [...new Set(scores.map(({ block }) => block))].sort((a, b) => a - b),
    scenarios: [...new Set(scores.map(({ scenario }) => scenario))].sort(),
  };
}

/**
 * One quantity by block: matches are averaged within their scenario, scenarios with equal weight
 * within the block. A block in which a scenario has nothing to say is null: it could not be
 * compared with the others.
 */
export function blockMeans<Score extends Located>(
  scores: readonly Score[],
  { blocks, scenarios }: Coverage,
  valueOf: (score: Score) => number | null,
): BlockSeries {
  const cells = new Map<string, (number | null)[]>();
  for (const score of scores) {
    const key = `${score.block}/${score.scenario}`;
    const cell = cells.get(key) ?? [];
    cell.push(valueOf(score));
    cells.set(key, cell);
  }
  return blocks.map((block) => {
    const means = scenarios.map((scenario) => meanOrNull(cells.get(`${block}/${scenario}`) ?? []));
    return means.includes(null) ? null : meanOrNull(means);
  });
}
