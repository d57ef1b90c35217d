import { dayFigure, type DayFigure } from '#results/export/figures/day-figure.js';
import { drawing, html, type Html } from '../html.js';
import { lineKey } from './line-key.js';

/** Profiles over a day with the names of their lines above. */
export function dayDrawing(figure: DayFigure, caption: string): Html {
  return html`<figure tabindex="0">
    ${lineKey(figure.profiles)} ${drawing(dayFigure(figure))}
    <figcaption>${caption}</figcaption>
  </figure>`;
}
