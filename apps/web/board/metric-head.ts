import type { MetricHeading } from '#results/standings/board.js';
import { html, type Html } from '../html.js';
import { isShare } from '../numbers.js';

/** What a column's figures are, in which unit, and which of them are good. */
export function metricHead({ label, unit, better }: MetricHeading): Html {
  return html`${label}${isShare(unit) ? null : html` <small>${unit}</small>`}
    <small>${better === 'higher' ? 'higher is better' : 'lower is better'}</small>`;
}
