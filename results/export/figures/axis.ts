import { scaleLinear, scaleLog } from 'd3-scale';
import { label, line } from './svg.js';

/** A map from values to pixels. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  readonly at: (value: number) => number;
}

interface Tick {
  readonly value: number;
  readonly text: string;
}

/** how many are asked for: as many as make round numbers are drawn */
const TICKS = 5;

/** of the largest value: what differs by less is rounding of solvers and of the numbers beside a figure */
const NARROWEST = 1e-3;

/** A straight axis over all `values`, rounded outwards to round numbers; never so narrow that it shows noise as differences. */
export function axisOver(values: readonly number[], from: number, to: number): Axis {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(low < high)) [low, high] = [(values[0] ?? 0) - 0.5, (values[0] ?? 0) + 0.5];
  const short = NARROWEST * Math.max(Math.abs(low), Math.abs(high)) - (high - low);
  if (short > 0) [low, high] = [low - short / 2, high + short / 2];
  const scale = scaleLinear([low, high], [from, to]).nice(TICKS);
  const [first = low, last = high] = scale.domain();
  const textOf = scale.tickFormat(TICKS);
  const ticks = scale.ticks(TICKS).map((value) => ({ value, text: textOf(value) }));
  return { low: first, high: last, ticks, at: (value) => scale(value) };
}

/** smaller gaps lie on the lowest line */
const LOWEST = -7;

/** A logarithmic axis of gaps as shares of what there was to gain: all of it at `top`. */
export function gapAxis(top: number, bottom: number): Axis {
  const scale = scaleLog([10 ** LOWEST, 1], [bottom, top]).clamp(true);
  const ticks = Array.from({ length: 1 - LOWEST }, (_, power) => ({
    value: 10 ** -power,
    text: gapText(-power),
  }));
  return { low: 10 ** LOWEST, high: 1, ticks, at: (value) => scale(value) };
}

function gapText(power: number): string {
  if (power >= -2) return ['100 %', '10 %', '1 %'][-power]!;
  return power === LOWEST ? `below 1e${power}` : `1e${power}`;
}

/** Ticks, labels and a name below a horizontal axis at height y, with grid lines up to `top`. */
export function horizontalAxis(axis: Axis, y: number, top: number, name: string): string[] {
  return [
    ...axis.ticks.flatMap(({ value, text }) => [
      line([axis.at(value), y], [axis.at(value), top], '#ddd'),
      label(axis.at(value), y + 16, text, 'middle'),
    ]),
    label((axis.at(axis.low) + axis.at(axis.high)) / 2, y + 34, name, 'middle'),
  ];
}

/** Ticks and labels left of a vertical axis at x, with grid lines as far as `right`. */
export function verticalAxis(axis: Axis, x: number, right: number, name = ''): string[] {
  return [
    ...axis.ticks.flatMap(({ value, text }) => [
      line([x, axis.at(value)], [right, axis.at(value)], '#ddd'),
      label(x - 6, axis.at(value) + 4, text, 'end'),
    ]),
    ...(name === '' ? [] : [label(x, axis.at(axis.high) - 10, name)]),
  ];
}
