/** Of an endpoint's own words, characters. */
const MOST_WORDS = 300;
/** Escapes, control characters, directions, what cannot be seen, and whatever ends a line. */
const NO_WORDS = /[\s\p{C}\p{Zl}\p{Zp}]+/gu;

/** A stranger's text as one short line of characters that one can see: it goes into reports, logs and pages. */
export function oneLine(text: string): string {
  // Cut first: it may be as long as an answer.
  const line = text.slice(0, MOST_WORDS).replace(NO_WORDS, ' ').trim();
  return text.length > MOST_WORDS ? `${line}…` : line;
}

/** What an endpoint says with an error, which may be anything. */
export function wordsOf(error: unknown): string {
  const { message } = error as { readonly message?: unknown };
  return oneLine(typeof message === 'string' ? message : jsonOf(message ?? error));
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'an error nested too deep to be read';
  }
}
