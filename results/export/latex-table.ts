import { gainParts } from '#market/referee/gain-account.js';
import { boardKpis, carbonFigures } from '../metrics/community-score.js';
import { headingText, metricsOf, type Board, type BoardRow, type Standing } from '../standings/board.js';
import { shareId, shownSharesOf } from '../standings/shown-shares.js';
import type { MeanEstimate } from '../statistics/mean-interval.js';

const SHARES: readonly string[] = gainParts.map(shareId);
const KPIS: readonly string[] = ['billPerHousehold', ...boardKpis, ...carbonFigures];

/**
 * The board as LaTeX tables (booktabs): of the ranked metrics with rank intervals, of who got the gain, and of the KPIs of its
 * communities; means with 95 % intervals, baselines in italics. They stand by themselves in a paper that loads `booktabs`.
 */
export function boardLatex(board: Board, caption: string): string {
  const ranks: LatexColumns = {
    headings: [...board.ranked.map(headingText), 'Composite'],
    span: 2,
    cellsOf: (row) =>
      [...metricsOf(board).map((metric) => row.standings[metric]!), row.composite].map(standingCell),
  };
  const figures = (ids: readonly string[]): LatexColumns => {
    const shown = board.shown.filter(({ id }) => ids.includes(id) && board.rows.some((row) => row.shown[id]));
    return {
      headings: shown.map(headingText),
      span: 1,
      cellsOf: (row) => {
        const together = shownSharesOf(row, DECIMALS);
        return shown.map(({ id }) => estimateCell(row.shown[id] ?? null, together[id]));
      },
    };
  };
  return [
    latexTable(board, ranks, `${caption}; beside each its places, which ${RANKS}`),
    latexTable(board, figures(SHARES), `${caption}; who got the gain from trade: the shares add up to 1`),
    latexTable(board, figures(KPIS), `${caption}; KPIs of the communities`),
  ].join('');
}

const RANKS = 'the data leave open (sign-flip tests, p adjusted step-down for all pairs)';

interface LatexColumns {
  readonly headings: readonly string[];
  /** columns that a heading is over */
  readonly span: 1 | 2;
  readonly cellsOf: (row: BoardRow) => readonly string[];
}

/** One row per contestant; empty without columns. */
function latexTable(board: Board, { headings, span, cellsOf }: LatexColumns, caption: string): string {
  if (headings.length === 0) return '';
  const headed = headings.map(latexText).map((text) => (span === 1 ? text : `\\multicolumn{2}{l}{${text}}`));
  const lines = board.rows.map((row) => {
    const name = latexText(`${row.name} ${row.version}`);
    return [row.baseline ? `\\textit{${name}}` : name, ...cellsOf(row)].join(' & ') + ' \\\\';
  });
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(caption)}}`,
    `  \\begin{tabular}{l${'l'.repeat(span * headings.length)}}`,
    '    \\toprule',
    `    Plugin & ${headed.join(' & ')} \\\\`,
    '    \\midrule',
    ...lines.map((line) => `    ${line}`),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

function standingCell({ estimate, rank }: Standing): string {
  const ranks = rank ? (rank.best === rank.worst ? `${rank.best}` : `${rank.best}--${rank.worst}`) : '--';
  return `${estimateCell(estimate)} & ${ranks}`;
}

/** `rounded`: what the mean is shown as, where it is rounded together with others. */
function estimateCell(estimate: MeanEstimate | null, rounded = estimate?.mean): string {
  if (!estimate) return '--';
  const { low, high } = estimate;
  const interval = low === null || high === null ? '[\\textrm{--}]' : `[${figure(low)}, ${figure(high)}]`;
  return `$${figure(rounded!)}$ {\\small$${interval}$}`;
}

const DECIMALS = 3;

function figure(value: number): string {
  return value.toFixed(DECIMALS);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Text with LaTeX's special characters escaped. */
export function latexText(text: string): string {
  return text.replace(/[\\~^&%$#_{}]/g, (character) => ESCAPES[character] ?? `\\${character}`);
}
