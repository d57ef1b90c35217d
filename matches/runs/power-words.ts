import { leagueLimits } from '#leagues/definition/limits.js';
import type { Board } from '#results/standings/board.js';
import { blocksNeeded, visibleDifference } from '#results/statistics/blocks-needed.js';
import { firstLevel } from '#results/statistics/looks.js';
import { blockSpread, type ScoredRows } from './block-spread.js';

/** Below what is visible; told of what is a little smaller alone would say nothing. */
const WORTH_TELLING = 0.8;

/**
 * What so many blocks of another run like this one could tell apart, and what more of them could: composites, with
 * 80 % power. `most`: blocks that there can be, where its scenarios draw days; null: any number. Null: the board has too few
 * rows or blocks to say.
 */
export function powerWords(
  board: ScoredRows & Pick<Board, 'weights' | 'looks'>,
  blocks: number,
  most: number | null,
): string | null {
  const spread = blockSpread(board, board.weights);
  if (!spread) return null;
  const pairs = (board.rows.length * (board.rows.length - 1)) / 2;
  // Boards of earlier releases do not say.
  const contest = { spread, pairs, level: firstLevel((board.looks ?? null) !== null) };
  const visible = visibleDifference(blocks, contest);
  if (visible === null) return `With ${blocks} blocks no difference of scores can be told from chance.`;
  const finer = roundBelow(visible * WORTH_TELLING);
  const needed = blocksNeeded(finer, contest, leagueLimits.blocks);
  return `With ${blocks} blocks differences of scores below ${Number(visible.toPrecision(2))} stay invisible${more()}.`;

  function more(): string {
    if (needed === null) return '';
    if (most === null || needed <= most) return `; ${needed} would show ${finer}`;
    const least = most > blocks ? visibleDifference(most, contest) : null;
    return least === null
      ? '; there are no days for more'
      : `; ${most}, for which there are days, would show ${Number(least.toPrecision(2))}`;
  }
}

/** The largest 1, 2 or 5 times a power of ten that is not above `value` > 0. */
function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const step = [5, 2, 1].find((factor) => factor * power <= value * (1 + 1e-9)) ?? 1;
  return Number((step * power).toPrecision(1));
}
