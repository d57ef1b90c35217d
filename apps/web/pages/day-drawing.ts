import { dayFigure, type DayFigure } from '#results/export/figures/day-figure.js';
import { line, svgDocument } from '#results/export/figures/svg.js';
import { drawing, html, type Html } from '../html.js';

const KEY = { width: 24, height: 12 };

/** Profiles over a day with the names of their lines above, which wrap and stay where a narrow screen scrolls the drawing. */
export function dayDrawing(figure: DayFigure, caption: Html | string): Html {
  const { title, profiles } = figure;
  return html`<figure tabindex="0">
    <ul class="key" aria-label="Lines: ${title}">
      ${profiles.map(
        ({ name, colour }) =>
          html`<li>${drawing(svgDocument(KEY, name, [line(0, 6, KEY.width, 6, colour, 3)]))} ${name}</li>`,
      )}
    </ul>
    ${drawing(dayFigure(figure))}
    <figcaption>${caption}</figcaption>
  </figure>`;
}
