import { SourceMap, type SourceMapPayload } from 'node:module';

/** Translates a failure's stack (positions in the bundle) into a reason with lines of the author's file. */
export class AuthorLines {
  private readonly map: SourceMap;

  constructor(
    private readonly file: string,
    map: string,
  ) {
    this.map = new SourceMap(JSON.parse(map) as SourceMapPayload);
  }

  /** `reason (file:line:column)`, with the innermost frame that lies in the author's file. */
  explain(reason: string, stack: string): string {
    for (const [, line, column] of stack.matchAll(/plugin\.js:(\d+):(\d+)/g)) {
      const entry = this.map.findEntry(Number(line) - 1, Number(column) - 1);
      if ('originalSource' in entry && entry.originalSource.endsWith(this.file))
        return `${reason} (${this.file}:${entry.originalLine + 1}:${entry.originalColumn + 1})`;
    }
    return reason;
  }
}
