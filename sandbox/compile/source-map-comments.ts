import { createHash } from 'node:crypto';

/** What makes a comment name a source map, wherever it stands: to tell comments from strings takes a parser. */
const MAP_COMMENT = /(?<=[#@] )sourceMappingURL(?==)/g;

/** A source in which no comment names a source map, and the way back for what has been made of it. */
export interface Unmapped {
  readonly source: string;
  /** puts back what stood in strings; comments do not get into the output */
  readonly restore: (output: string) => string;
}

/**
 * Takes source-map comments out of a source before the compiler reads the files they name. The word is replaced by
 * another of its length, so lines and columns stay, and is put back in the output, so strings keep their value.
 */
export function withoutSourceMaps(source: string): Unmapped {
  if (source.search(MAP_COMMENT) < 0) return { source, restore: (output) => output };
  // A hash of the source does not stand in the source.
  const word = `w${createHash('sha256')
    .update(source)
    .digest('hex')
    .slice(0, 'sourceMappingURL'.length - 1)}`;
  return {
    source: source.replace(MAP_COMMENT, word),
    restore: (output) => output.replaceAll(word, 'sourceMappingURL'),
  };
}
