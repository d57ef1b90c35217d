import type { GapCurve } from '../../metrics/gap-curve.js';
import { axisOver, gapAxis, horizontalAxis, verticalAxis } from './axis.js';
import { colourOf, dashOf } from './palette.js';
import { curve, label, line, svgDocument } from './svg.js';

const WIDTH = 720;
const LEFT = 90;
const RIGHT = 520;
const TOP = 46;
const BOTTOM = 340;

/** Median gap per round on a logarithmic scale, one line per curve. */
export function convergenceFigure(curves: readonly GapCurve[]): string {
  const last = Math.max(2, ...curves.map(({ median }) => median.length));
  const axis = axisOver([1, last], LEFT, RIGHT);
  const gaps = gapAxis(TOP, BOTTOM);
  return svgDocument({ width: WIDTH, height: BOTTOM + 48 }, 'Duality gap over rounds', [
    label(LEFT, 20, 'Median gap per round, relative to the attainable surplus'),
    ...horizontalAxis(axis, BOTTOM, TOP, 'round'),
    ...verticalAxis(gaps, LEFT, RIGHT),
    ...curves.flatMap(({ name, median }, i) => [
      curve(
        median.map((gap, r) => [axis.at(r + 1), gaps.at(gap)] as const),
        { stroke: colourOf(i), 'stroke-width': 2, 'stroke-dasharray': dashOf(i) },
      ),
      line([RIGHT + 14, TOP + 18 * i], [RIGHT + 34, TOP + 18 * i], colourOf(i), 2),
      label(RIGHT + 40, TOP + 18 * i + 4, name),
    ]),
  ]);
}
