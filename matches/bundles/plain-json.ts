import { GridLeagueError } from '#market/errors.js';
import { bundleLimits } from './bundle-limits.js';

/** The text is not JSON as this project writes it; `message` says how. */
export class PlainJsonError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'not-plain-json';
}

/** A value and how many values (numbers, texts, lists, objects) are within it. */
export interface PlainJson {
  readonly value: unknown;
  readonly values: number;
}

/**
 * Reads JSON in the one form in which `JSON.stringify` writes it. So nothing can be said twice or in two ways (a
 * key given twice, 1e999, -0, other spaces; no `__proto__`, which some readers skip), and what one reader sees every
 * reader sees. Depth and number
 * of values are counted before anything is built of them. Throws `PlainJsonError`.
 */
export function plainJson(bytes: Uint8Array): PlainJson {
  const values = countedValues(bytes);
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new PlainJsonError('is damaged: not JSON');
  }
  if (JSON.stringify(value) !== text)
    throw new PlainJsonError(
      'is not written as GridLeague writes it: a key twice, or a number in another form',
    );
  if (text.includes('"__proto__":')) throw new PlainJsonError('has a field called __proto__');
  return { value, values };
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

function countedValues(bytes: Uint8Array): number {
  let depth = 0;
  let values = 1;
  let inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (inText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA) values++;
    else if (OPENING.has(byte)) {
      depth++;
      values++;
      if (depth > bundleLimits.depth)
        throw new PlainJsonError(`is nested deeper than ${bundleLimits.depth} levels`);
    } else if (CLOSING.has(byte)) depth--;
    if (values > bundleLimits.lineValues)
      throw new PlainJsonError(`holds more than ${bundleLimits.lineValues} values`);
  }
  return values;
}
