import { SourceMap, type SourceMapPayload } from 'node:module';

/** How a reason ends that names a place. */
const LIKE_A_PLACE = /:\d+:\d+\)$/;

/** Translates a failure's stack (positions in the bundle) into a reason with lines of the author's file. */
export class AuthorLines {
  private readonly map: SourceMap;

  constructor(
    private readonly file: string,
    map: string,
  ) {
    this.map = new SourceMap(JSON.parse(map) as SourceMapPayload);
  }

  /** `reason (file:line:column)`, with the innermost frame that lies in the author's file. No other reason ends like that. */
  explain(reason: string, stack: string): string {
    for (const [, line, column] of stack.matchAll(/plugin\.js:(\d+):(\d+)/g)) {
      const entry = this.map.findEntry(Number(line) - 1, Number(column) - 1);
      if ('originalSource' in entry && entry.originalSource.endsWith(this.file))
        return `${reason} (${this.file}:${entry.originalLine + 1}:${entry.originalColumn + 1})`;
    }
    return LIKE_A_PLACE.test(reason) ? `${reason} (no line)` : reason;
  }
}
