const LEVELS = '▁▂▃▄▅▆▇█';

/**
 * Numbers as a line of blocks, lowest to highest of what is finite; an infinite number is drawn
 * as `∞`. More values than `width` are averaged into as many columns.
 */
export function sparkline(values: readonly number[], width = 60): string {
  const columns = averagedInto(values, width);
  const finite = columns.filter(Number.isFinite);
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low;
  return columns
    .map((value) => {
      if (!Number.isFinite(value)) return '∞';
      const level = span > 0 ? Math.round(((value - low) / span) * (LEVELS.length - 1)) : 0;
      return LEVELS[level]!;
    })
    .join('');
}

/** A bar of `share` (0..1) of `width` characters, to an eighth of a character. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const rest = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8]!;
  return '█'.repeat(Math.floor(eighths / 8)) + rest;
}

/** At most `width` values: neighbours share a column and are averaged. */
export function averagedInto(values: readonly number[], width: number): readonly number[] {
  if (values.length <= width) return values;
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * values.length) / width);
    const part = values.slice(from, Math.floor(((column + 1) * values.length) / width));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
