import { boundedGap } from '../../metrics/convergence.js';
import { axisOver, horizontalAxis } from './axis.js';
import { element, label, line, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 84;
const RIGHT = WIDTH - 16;
const TOP = 20;
const BOTTOM = 240;
/** smaller gaps lie on the lowest line */
const LOWEST = -7;

/** A match's remaining gap, round by round, on a logarithmic scale. JSON has no infinity: null is one. */
export function gapFigure(gapPerRound: readonly (number | null)[]): string {
  const axis = axisOver([1, Math.max(2, gapPerRound.length)], LEFT, RIGHT);
  const height = (gap: number): number =>
    TOP + (Math.max(LOWEST, Math.log10(Math.max(gap, 1e-300))) / LOWEST) * (BOTTOM - TOP);
  const points = gapPerRound.map((gap, r) => ({ x: axis.at(r + 1), y: height(boundedGap(gap)) }));
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, 'Remaining gap per round', [
    ...horizontalAxis(axis, BOTTOM, TOP, 'round'),
    ...[0, -1, -2, -3, -4, -5, -6, LOWEST].flatMap((power) => [
      line(LEFT, height(10 ** power), RIGHT, height(10 ** power), '#ddd'),
      label(LEFT - 6, height(10 ** power) + 4, gapText(power), 'end'),
    ]),
    element('polyline', {
      points: points.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' '),
      ...{ fill: 'none', stroke: '#1b6ca8', 'stroke-width': 2 },
    }),
    ...points.map(({ x, y }) => element('circle', { cx: x, cy: y, r: 3, fill: '#1b6ca8' })),
  ]);
}

function gapText(power: number): string {
  if (power >= -2) return ['100 %', '10 %', '1 %'][-power]!;
  return power === LOWEST ? 'below 1e-7' : `1e${power}`;
}
