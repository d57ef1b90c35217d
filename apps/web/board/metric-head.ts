import type { MetricHeading } from '#results/standings/board.js';
import { html, type Html } from '../html.js';

/** What a figure says, and how it is computed where that is a formula. */
export function metricNote({ note, formula }: { readonly note: string; readonly formula?: string }): Html {
  return html`<small class="note"
    >${note}${formula === undefined ? null : html` <code>${formula}</code>`}</small
  >`;
}

/** Where the symbols of formulas are explained. */
export const symbolsOfFormulas = html`<p class="quiet">
  Symbols of the formulas: docs/kpis.md, which <code>npm run cli -- kpis</code> prints.
</p>`;

/** What a column's figures are, in which unit, and which of them are good. */
export function metricHead({ label, unit, better }: MetricHeading): Html {
  return html`${label}${unit === '1' ? null : html` <small>${unit}</small>`}
    <small>${signText(better)}</small>`;
}

/** Which figures are good. */
export function signText(better: MetricHeading['better']): string {
  return better === null ? 'describes' : `${better} is better`;
}
