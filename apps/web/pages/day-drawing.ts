import { dayFigure, type DayFigure } from '#results/export/figures/day-figure.js';
import { drawing, html, type Html } from '../html.js';

/** Profiles over a day with the names of their lines above, which wrap and stay where a narrow screen scrolls the drawing. */
export function dayDrawing(figure: DayFigure, caption: string): Html {
  return html`<figure tabindex="0">
    <ul class="key">
      ${figure.profiles.map(
        ({ name, colour }) =>
          html`<li>
            <svg viewBox="0 0 24 12" aria-hidden="true">
              <path d="M0 6h24" stroke="${colour}" stroke-width="3" />
            </svg>
            ${name}
          </li>`,
      )}
    </ul>
    ${drawing(dayFigure(figure))}
    <figcaption>${caption}</figcaption>
  </figure>`;
}
