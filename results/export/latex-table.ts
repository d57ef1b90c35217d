import { headingText, metricsOf, type Board, type Standing } from '../standings/board.js';

/**
 * The board as a LaTeX table (booktabs): mean with 95 % interval and rank interval per metric,
 * baselines in italics. Stands by itself in a paper that loads `booktabs`.
 */
export function latexTable(board: Board, caption: string): string {
  const headings = [...board.ranked.map(headingText), 'Composite'];
  const lines = board.rows.map((row) => {
    const name = latexText(`${row.name} ${row.version}`);
    const cells = [...metricsOf(board).map((metric) => row.standings[metric]!), row.composite].map(
      standingCell,
    );
    return [row.baseline ? `\\textit{${name}}` : name, ...cells].join(' & ') + ' \\\\';
  });
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(caption)}}`,
    `  \\begin{tabular}{l${'ll'.repeat(headings.length)}}`,
    '    \\toprule',
    `    Plugin & ${headings.map((heading) => `\\multicolumn{2}{l}{${latexText(heading)}}`).join(' & ')} \\\\`,
    '    \\midrule',
    ...lines.map((line) => `    ${line}`),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

function standingCell({ estimate, rank }: Standing): string {
  if (!estimate) return '-- & --';
  const { mean, low, high } = estimate;
  const interval = low === null || high === null ? ' [\\textrm{--}]' : ` [${figure(low)}, ${figure(high)}]`;
  const ranks = rank ? (rank.best === rank.worst ? `${rank.best}` : `${rank.best}--${rank.worst}`) : '--';
  return `$${figure(mean)}$${interval && ` {\\small$${interval.trim()}$}`} & ${ranks}`;
}

function figure(value: number): string {
  return value.toFixed(3);
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
