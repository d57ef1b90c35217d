import type { GapCurve } from '../../metrics/gap-curve.js';
import { axisOver, horizontalAxis, type Axis } from './axis.js';
import { colourOf, dashOf } from './palette.js';
import { element, label, line, svgDocument } from './svg.js';

const WIDTH = 720;
const LEFT = 90;
const RIGHT = 520;
const TOP = 46;
const BOTTOM = 340;
/** powers of ten shown; smaller gaps lie on the lowest line */
const LOWEST = -7;

/** Median gap per round on a logarithmic scale, one line per curve. */
export function convergenceFigure(curves: readonly GapCurve[]): string {
  const last = Math.max(2, ...curves.map(({ median }) => median.length));
  const axis = axisOver([1, last], LEFT, RIGHT);
  const height = (gap: number): number =>
    TOP + (Math.max(LOWEST, Math.log10(Math.max(gap, 1e-300))) / LOWEST) * (BOTTOM - TOP);
  return svgDocument({ width: WIDTH, height: BOTTOM + 48 }, 'Duality gap over rounds', [
    label(LEFT, 20, 'Median gap per round, relative to the attainable surplus'),
    ...horizontalAxis(axis, BOTTOM, TOP, 'round'),
    ...Array.from({ length: 1 - LOWEST }, (_, i) => -i).flatMap((power) => [
      line(LEFT, height(10 ** power), RIGHT, height(10 ** power), '#ddd'),
      label(LEFT - 6, height(10 ** power) + 4, power === LOWEST ? `below 1e${power}` : `1e${power}`, 'end'),
    ]),
    ...curves.flatMap((curve, i) => [
      curveLine(curve, i, axis, height),
      line(RIGHT + 14, TOP + 18 * i, RIGHT + 34, TOP + 18 * i, colourOf(i), 2),
      label(RIGHT + 40, TOP + 18 * i + 4, curve.name),
    ]),
  ]);
}

function curveLine({ median }: GapCurve, i: number, axis: Axis, height: (gap: number) => number): string {
  const points = median.map((gap, r) => `${axis.at(r + 1).toFixed(2)},${height(gap).toFixed(2)}`).join(' ');
  const stroke = { stroke: colourOf(i), 'stroke-width': 2, 'stroke-dasharray': dashOf(i) };
  return element('polyline', { points, fill: 'none', ...stroke });
}
