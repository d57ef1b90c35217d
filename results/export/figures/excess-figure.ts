import { axisOver, verticalAxis } from './axis.js';
import { colourOf } from './palette.js';
import { element, label, line, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 64;
const RIGHT = WIDTH - 16;
const TOP = 40;
const BOTTOM = 240;

const MOST_TICKS = 9;

/**
 * What is wanted beyond what is offered (> 0, its price rises), or offered beyond what is wanted, by resource; `names`: of the
 * resources, such as clock times.
 */
export function excessFigure(excess: readonly number[], unit: string, names?: readonly string[]): string {
  const wide = (RIGHT - LEFT) / Math.max(1, excess.length);
  const upwards = axisOver([0, ...excess], BOTTOM, TOP);
  const nothing = upwards.at(0);
  const every = Math.max(1, Math.ceil(excess.length / MOST_TICKS));
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, 'Excess demand by resource', [
    ...excess.flatMap((_, r) => {
      const middle = LEFT + (r + 0.5) * wide;
      return r % every === 0 ? [label(middle, BOTTOM + 16, names?.[r] ?? String(r + 1), 'middle')] : [];
    }),
    label((LEFT + RIGHT) / 2, BOTTOM + 34, names ? 'energy by clock time' : 'resource', 'middle'),
    ...verticalAxis(upwards, LEFT, RIGHT, unit),
    ...excess.map((value, r) =>
      element('rect', {
        ...{ x: LEFT + (r + 0.1) * wide, width: wide * 0.8 },
        ...{ y: Math.min(nothing, upwards.at(value)), height: Math.abs(upwards.at(value) - nothing) },
        fill: colourOf(value > 0 ? 1 : 0),
      }),
    ),
    line([LEFT, nothing], [RIGHT, nothing], '#222'),
  ]);
}
