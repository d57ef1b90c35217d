import { html, type Html } from '../../html.js';

const AROUND = 2;
/** Of one line: files may have been made by a program. */
const LONGEST = 200;

/** A line of an author's file among its neighbours; `place`: its number, or a message that names one. Null: none is named. */
export function sourceAround(source: string, place: number | string | null): Html | null {
  const named = typeof place === 'string' ? lineIn(place) : place;
  const lines = source.split('\n');
  if (named === null || named < 1 || named > lines.length) return null;
  const from = Math.max(1, named - AROUND);
  const shown = lines.slice(from - 1, named + AROUND);
  return html`<pre class="source" tabindex="0" aria-label="Line ${named} of the file"><code>${shown.map(
    (text, i) =>
      html`<span${from + i === named ? html` class="meant"` : null}>${String(from + i).padStart(5)}  ${text.slice(0, LONGEST)}</span>`,
  )}</code></pre>`;
}

/** `mine.ts:12:5: …`, `… (mine.ts:11:63)` or `line 12` */
function lineIn(message: string): number | null {
  const found = /\.[jt]s:(\d{1,7})\b|\bline (\d{1,7})\b/.exec(message);
  return found ? Number(found[1] ?? found[2]) : null;
}
