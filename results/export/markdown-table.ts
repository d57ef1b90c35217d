/** A table as a formatter of Markdown would write it, from its head and its rows. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
): string {
  const widths = head.map((_, c) => Math.max(...[head, ...rows].map((line) => line[c]?.length ?? 0)));
  const written = (line: readonly (string | undefined)[]): string =>
    `| ${widths.map((width, c) => (line[c] ?? '').padEnd(width)).join(' | ')} |`;
  return [written(head), written(widths.map((width) => '-'.repeat(width))), ...rows.map(written)].join('\n');
}
