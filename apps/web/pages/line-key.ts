import { html, type Html } from '../html.js';

/** A line of a drawing, and what it stands for. */
export interface KeyLine {
  readonly name: string;
  readonly colour: string;
  /** as SVG's `stroke-dasharray`; default: none */
  readonly dash?: string;
}

/** The names of a drawing's lines, above it: there they wrap, and stay where a narrow screen scrolls the drawing. */
export function lineKey(lines: readonly KeyLine[]): Html {
  return html`<ul class="key">
    ${lines.map(
      ({ name, colour, dash = 'none' }) =>
        html`<li>
          <svg viewBox="0 0 24 12" aria-hidden="true">
            <path d="M0 6h24" stroke="${colour}" stroke-width="3" stroke-dasharray="${dash}" />
          </svg>
          ${name}
        </li>`,
    )}
  </ul>`;
}
