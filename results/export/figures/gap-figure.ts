import { boundedGap } from '../../metrics/convergence.js';
import { axisOver, gapAxis, horizontalAxis, verticalAxis } from './axis.js';
import { curve, element, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 84;
const RIGHT = WIDTH - 16;
const TOP = 20;
const BOTTOM = 240;

/** A match's remaining gap, round by round, on a logarithmic scale. JSON has no infinity: null is one. */
export function gapFigure(gapPerRound: readonly (number | null)[]): string {
  const axis = axisOver([1, Math.max(2, gapPerRound.length)], LEFT, RIGHT);
  const gaps = gapAxis(TOP, BOTTOM);
  const points = gapPerRound.map((gap, r) => [axis.at(r + 1), gaps.at(boundedGap(gap))] as const);
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, 'Remaining gap per round', [
    ...horizontalAxis(axis, BOTTOM, TOP, 'round'),
    ...verticalAxis(gaps, LEFT, RIGHT),
    curve(points, { stroke: '#1b6ca8', 'stroke-width': 2 }),
    ...points.map(([cx, cy]) => element('circle', { cx, cy, r: 3, fill: '#1b6ca8' })),
  ]);
}
