import { rankedMetrics, type Board, type Standing } from '#results/standings/board.js';
import { html, type Html } from './html.js';

/** A board as a table: mean with its 95 % interval, rank as an interval. */
export function boardSection(board: Board): Html {
  const { scored, void: voided } = board.matches;
  return html`<section>
    <h2>${board.kind === 'agent' ? 'Agent strategies' : 'Dealer policies'}</h2>
    <p>
      ${scored} matches in ${board.blocks} blocks of
      ${board.scenarios.join(', ')}${voided > 0 ? `; ${voided} void and left out` : ''}. In brackets: 95 %
      intervals over blocks.
    </p>
    <table>
      <thead>
        <tr>
          <th>Rank</th>
          <th>Plugin</th>
          ${board.ranked.map(({ label, unit }) => html`<th>${label}<br /><small>${unit}</small></th>`)}
          <th>Composite</th>
        </tr>
      </thead>
      <tbody>
        ${board.rows.map(
          (row) =>
            html`<tr class="${row.baseline ? 'baseline' : 'entrant'}">
              <td>${rank(row.composite)}</td>
              <td>${row.name} <small>${row.baseline ? 'reference' : `version ${row.version}`}</small></td>
              ${rankedMetrics.map((metric) => html`<td>${estimate(row.standings[metric])}</td>`)}
              <td>${estimate(row.composite)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function estimate({ estimate }: Standing): string {
  if (!estimate) return '–';
  const { mean, low, high } = estimate;
  return low === null || high === null
    ? mean.toFixed(3)
    : `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function rank({ rank }: Standing): string {
  if (!rank) return '–';
  return rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d8dee4}
.baseline{color:#57606a}small{color:#57606a}section{overflow-x:auto}`;

/** A whole page. `refresh`: seconds until it loads itself again; null: never. */
export function page(title: string, body: readonly Html[], refresh: number | null): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        ${refresh === null ? [] : html`<meta http-equiv="refresh" content="${refresh}" />`}
        <title>${title}</title>
        <style>
          ${[html([STYLE] as unknown as TemplateStringsArray)]}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
}
