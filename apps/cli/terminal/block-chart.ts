import { formatFixed } from './numbers.js';
import { averagedInto } from './sparkline.js';

const EIGHTHS = ' ▁▂▃▄▅▆▇█';

/** A chart of `height` lines: one column of blocks per value, the scale on the left. */
export interface BlockChart {
  readonly values: readonly number[];
  readonly height: number;
  /** characters for the columns; fewer values are drawn several characters wide, more are averaged */
  readonly width: number;
  readonly decimals: number;
  /** below the first, the middle and the last column */
  readonly labels: readonly [string, string, string];
}

/**
 * The lines of the chart, the labels below. The scale starts at zero, or at the lowest value where
 * that is negative.
 */
export function blockChart({ values, height, width, decimals, labels }: BlockChart): string[] {
  const columns = averagedInto(values, width);
  const low = Math.min(0, ...columns);
  const high = Math.max(...columns, low);
  const span = high - low || 1;
  const each = Math.max(1, Math.min(3, Math.floor(width / columns.length)));
  const filled = columns.map((value) => Math.round(((value - low) / span) * height * 8));
  const scale = Math.max(...[low, high].map((value) => formatFixed(value, decimals).length));
  const lines = Array.from({ length: height }, (_, line) => {
    const below = (height - 1 - line) * 8;
    const tick =
      line === 0 ? formatFixed(high, decimals) : line === height - 1 ? formatFixed(low, decimals) : '';
    const blocks = filled.map((eighths) => EIGHTHS[Math.min(8, Math.max(0, eighths - below))]!.repeat(each));
    return `${tick.padStart(scale)} ┤${blocks.join('')}`;
  });
  return [
    ...lines.map((line) => line.trimEnd()),
    `${' '.repeat(scale + 2)}${axis(labels, columns.length * each)}`,
  ];
}

function axis([first, middle, last]: BlockChart['labels'], width: number): string {
  const room = width - first.length - middle.length - last.length;
  if (room < 2) return first;
  const left = Math.max(1, Math.floor((width - middle.length) / 2) - first.length);
  return first + ' '.repeat(left) + middle + ' '.repeat(Math.max(1, room - left)) + last;
}
