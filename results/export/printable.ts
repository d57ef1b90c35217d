/**
 * Characters that do something to a terminal, or that a reader cannot see: control characters (the escapes among
 * them, C1 too), formatting ones (direction, zero width), lone surrogates, line separators, and what has no meaning.
 */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b' };

/** One line in which such characters are written out (`\x1b`, `\u202e`), so that nobody's name can act on a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, written);
}

/** The same for a text of several lines, which may end as CSV's do. */
export function printableLines(text: string): string {
  return text
    .split(/(\r?\n)/)
    .map((part, index) => (index % 2 === 1 ? part : printable(part)))
    .join('');
}

/** JSON of the same value in which they are written out; JSON itself does so for a part of them only. */
export function printableJson(document: unknown, indent?: number): string {
  // Outside of strings, JSON has none but line breaks of its own.
  return JSON.stringify(document, null, indent).replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : unitsOf(character).map(escape).join(''),
  );
}

function written(character: string): string {
  const code = character.codePointAt(0)!;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return named[character] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : escape(code));
}

function unitsOf(character: string): number[] {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
}

function escape(unit: number): string {
  return `\\u${hex(unit, 4)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
