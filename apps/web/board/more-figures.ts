import type { PairVerdict } from '#results/statistics/verdict.js';
import { boardWords, type Board, type BoardRow } from '#results/standings/board.js';
import { shownSharesOf } from '#results/standings/shown-shares.js';
import { html, type Html } from '../html.js';
import { decimal, interval, quantity, SHARE_DECIMALS, signed } from '../numbers.js';
import { table, type Column } from '../table.js';
import { metricHead, metricNote, symbolsOfFormulas } from './metric-head.js';
import { shownNotes } from './metric-notes.js';

/** The quantities that are shown but not ranked. */
export function shownTable(board: Board): Html | null {
  // What nobody could be measured by says nothing: an inventory where no dealer has any.
  const columns = board.shown.filter(({ id }) => board.rows.some((row) => row.shown[id]));
  if (columns.length === 0) return null;
  return html`<details>
    <summary>
      More figures: ${[...new Set(columns.map(({ label }) => label.toLowerCase()))].join(', ')}
    </summary>
    ${table(
      `${board.kind}: more figures`,
      [
        { head: boardWords[board.kind].one, cell: ({ name }) => name },
        ...columns.map((metric): Column<BoardRow> => ({
          head: html`${metricHead(metric)} ${noteOf(metric.id)}`,
          cell: (row) => {
            const estimate = row.shown[metric.id];
            if (!estimate) return '–';
            const show = (value: number): string => quantity(value, metric.unit);
            const mean = shownSharesOf(row, SHARE_DECIMALS)[metric.id] ?? estimate.mean;
            return html`${show(mean)} ${interval(estimate, show)}`;
          },
        })),
      ],
      board.rows,
    )}
    ${columns.some(({ id }) => shownNotes[id]?.formula) ? symbolsOfFormulas : null}
  </details>`;
}

function noteOf(id: string): Html | null {
  const said = shownNotes[id];
  return said ? metricNote(said) : null;
}

const verdicts: Readonly<Record<PairVerdict, string>> = {
  apart: 'told apart',
  open: 'not told apart',
  equal: 'equal',
  untested: 'all blocks say the same: no test',
};

/** Of more pairs only those with the first are shown: nobody reads a hundred thousand rows. */
const MOST_PAIRS = 1000;

/** Whose score differs from whose, and how sure that is. */
export function pairTable(board: Board): Html | null {
  const all = board.comparisons.filter(({ metric }) => metric === 'composite');
  if (all.length === 0) return null;
  const first = board.rows[0]?.id;
  const isCut = all.length > MOST_PAIRS;
  const pairs = isCut ? all.filter(({ a, b }) => a === first || b === first) : all;
  const name = new Map(board.rows.map((row) => [row.id, row.name]));
  const show = (value: number): string => signed(value, 'score');
  return html`<details>
    <summary>${isCut ? 'Everybody compared with the first' : 'Every pair compared'}</summary>
    <p>
      Differences in score on the same blocks. A pair is told apart where p, corrected for looking at all
      pairs at once, is at most 0.05 and the interval leaves out zero; these decide the rank intervals. Holm's
      method corrects without knowing how the pairs move together: its p is larger, and no second verdict.
      ${isCut ? `The JSON has all ${all.length} pairs.` : null}
    </p>
    ${table(
      `${board.kind}: pairs compared`,
      [
        { head: 'Pair', cell: ({ a, b }) => `${name.get(a) ?? a} − ${name.get(b) ?? b}` },
        {
          head: html`Difference <small>in score, 95 % interval</small>`,
          cell: ({ difference }) =>
            difference ? html`${show(difference.mean)} ${interval(difference, show)}` : '–',
        },
        { head: 'p', kind: 'number', cell: ({ p }) => (p === null ? '–' : decimal(p, 3)) },
        { head: 'Verdict', cell: ({ verdict }) => verdicts[verdict] },
        {
          head: html`Appendix <small>Holm's p, which decides nothing</small>`,
          kind: 'number',
          cell: ({ appendix }) => (appendix ? decimal(appendix.holm, 3) : '–'),
        },
      ],
      pairs,
    )}
  </details>`;
}
