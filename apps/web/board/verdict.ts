import type { Board, BoardRow } from '#results/standings/board.js';
import { counted } from '#results/export/counted.js';
import { html, type Html } from '../html.js';

/** The board in words: who leads, and whether that is known or luck. */
export function verdict(board: Board): Html | null {
  if (board.unranked)
    return html`<p class="verdict">
      <strong>Nobody is ranked here.</strong> This league takes remote agents, which play from outside of the
      sandbox: matches with them cannot be played again by anybody, so no rank could be defended.
    </p>`;
  const [leader, ...others] = board.rows.filter(({ composite }) => composite.estimate !== null);
  if (!leader || others.length === 0) return null;
  const apart = others.filter(({ id }) => isToldApart(board, leader.id, id));
  const level = others.filter((row) => !apart.includes(row));
  return html`<p class="verdict">
    <strong>${leader.name}</strong> has the best
    score${lost(board, leader) ? ', but lost money on average' : ''}.
    ${lost(board, leader) ? bestOfOthers(board, others) : null}
    ${apart.length === 0 ? null : html`It is better than ${names(apart)}, with 95 % confidence.`}
    ${
      level.length === 0
        ? null
        : html`With ${counted(board.blocks, 'block')} it cannot be told apart from ${names(level)}: the order
          among them may be luck.`
    }
  </p>`;
}

/** A dealer of its own money; else what its households paid more than without any trade. */
function lost({ kind }: Pick<Board, 'kind'>, { shown, standings }: BoardRow): boolean {
  const own = kind === 'dealer' ? shown['dealerCash'] : standings.cost.estimate;
  return (own?.mean ?? 0) < 0;
}

function bestOfOthers(board: Board, others: readonly BoardRow[]): Html {
  const best = others.find((row) => !lost(board, row));
  return best ? html`The best that did not is <strong>${best.name}</strong>.` : html`So did all others.`;
}

function isToldApart({ comparisons }: Board, one: string, other: string): boolean {
  return comparisons.some(
    ({ metric, a, b, verdict }) =>
      metric === 'composite' &&
      verdict === 'apart' &&
      ((a === one && b === other) || (a === other && b === one)),
  );
}

const MOST_NAMES = 6;

/** `a, b and c` */
function names(rows: readonly BoardRow[]): string {
  const shown = rows.slice(0, MOST_NAMES).map(({ name }) => name);
  const rest = rows.length - shown.length;
  if (rest > 0) shown.push(`${rest} more`);
  const last = shown.pop()!;
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
