import { boardWords, type Board } from '../standings/board.js';

/** Days that the blocks of a scenario were played on, in order. */
export type DrawnDays = ReadonlyMap<string, readonly string[]>;

export const INTERVALS = "95 % intervals (bootstrap-t over blocks, Student's t below five)";

/** What the tables of a board show, and how it was computed. */
export function boardCaption(board: Board, title: string, days: DrawnDays): string {
  const what = boardWords[board.kind].all.toLowerCase();
  return (
    `${title}: ${what} over ${board.blocks} ${board.blocks === 1 ? 'block' : 'blocks'} of ${board.scenarios.join(', ')}` +
    `${daysWords(days)}; means over blocks with ${INTERVALS}${looksWords(board.looks)}`
  );
}

/** `, on 6 drawn days of street (2024-01-03 to 2024-11-20)`; empty: none was drawn. */
export function daysWords(days: DrawnDays): string {
  return [...days]
    .map(
      ([scenario, list]) => `, on ${list.length} drawn days of ${scenario} (${list[0]!} to ${list.at(-1)!})`,
    )
    .join('');
}

/** Of a run that may be extended, how often its blocks have been looked at; empty: one look was planned. */
export function looksWords(looks: readonly number[] | null): string {
  return looks === null
    ? ''
    : `; look ${looks.length}, after ${looks.join(', ')} blocks: tested at its share of the level, intervals hold at all looks together`;
}
