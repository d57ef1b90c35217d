import { html, type Html } from '../html.js';
import { api, runAddress } from '../links.js';
import { timeLeft } from '../numbers.js';

export interface LiveRun {
  readonly id: string;
  readonly title: string;
  readonly done: number;
  readonly total: number;
  /** null: unknown */
  readonly secondsLeft: number | null;
}

/** A run that is being played; the script moves its bar. */
export function liveRun({ id, title, done, total, secondsLeft }: LiveRun): Html {
  const left = timeLeft(secondsLeft);
  return html`<section class="live" data-events="${api.run(id, '/events')}" aria-label="Being played">
    <p><strong>Being played:</strong> ${title}, <a href="${runAddress(id)}">run ${id}</a></p>
    <progress value="${done}" max="${total}" aria-label="Matches played"></progress>
    <p data-state aria-live="off">${done} of ${total} matches${left === '' ? '' : `, ${left}`}</p>
  </section>`;
}
