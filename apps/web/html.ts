/** A piece of HTML; every text in it has been escaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** Characters that turn the direction of what follows: a source, or words of a plugin, would read otherwise than they are. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** What may stand in HTML; null is nothing. */
export type Part = Html | string | number | null | readonly Html[];

/** HTML with everything that is put in escaped, unless it is HTML itself. Attribute values need quotes. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(pieces.reduce((text, piece, i) => text + shown(parts[i - 1]!) + piece));
}

/** A figure that `results/` or we drew: SVG whose texts are escaped already. */
export function drawing(svg: string): Html {
  return new Html(svg);
}

function shown(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('\n');
  return String(part)
    .replace(TURNS, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
