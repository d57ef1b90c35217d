import { label, line } from './svg.js';

/** A straight map from values to pixels. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** An axis over all `values`, rounded outwards to ticks at 1, 2 or 5 times a power of ten. */
export function axisOver(values: readonly number[], from: number, to: number): Axis {
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (!(low < high)) [low, high] = [(values[0] ?? 0) - 0.5, (values[0] ?? 0) + 0.5];
  const step = tickStep((high - low) / 5);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  low = ticks[0]!;
  high = ticks.at(-1)!;
  return { low, high, ticks, at: (value) => from + ((value - low) / (high - low)) * (to - from) };
}

function tickStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= atLeast * (1 - 1e-9))!;
}

/** Ticks, labels and a name below a horizontal axis at height y, with grid lines up to `top`. */
export function horizontalAxis(axis: Axis, y: number, top: number, name: string): string[] {
  return [
    ...axis.ticks.flatMap((tick) => [
      line(axis.at(tick), y, axis.at(tick), top, '#ddd'),
      label(axis.at(tick), y + 16, tickText(tick), 'middle'),
    ]),
    label((axis.at(axis.low) + axis.at(axis.high)) / 2, y + 34, name, 'middle'),
  ];
}

/** Ticks and labels left of a vertical axis at x, with grid lines as far as `right`. */
export function verticalAxis(axis: Axis, x: number, right: number, name: string): string[] {
  return [
    ...axis.ticks.flatMap((tick) => [
      line(x, axis.at(tick), right, axis.at(tick), '#ddd'),
      label(x - 6, axis.at(tick) + 4, tickText(tick), 'end'),
    ]),
    label(x, axis.at(axis.high) - 10, name),
  ];
}

function tickText(tick: number): string {
  return String(Number(tick.toPrecision(6)));
}
