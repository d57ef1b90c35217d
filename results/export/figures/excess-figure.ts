import { axisOver, horizontalAxis, verticalAxis } from './axis.js';
import { colourOf } from './palette.js';
import { element, line, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 64;
const RIGHT = WIDTH - 16;
const TOP = 40;
const BOTTOM = 240;

/** What is wanted beyond what is offered (> 0, its price rises), or offered beyond what is wanted, by resource. */
export function excessFigure(excess: readonly number[], unit: string): string {
  const across = axisOver([1, excess.length + 1], LEFT, RIGHT);
  const upwards = axisOver([0, ...excess], BOTTOM, TOP);
  const nothing = upwards.at(0);
  const wide = across.at(2) - across.at(1);
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, 'Excess demand by resource', [
    ...horizontalAxis(across, BOTTOM, TOP, 'resource (in communities: period)'),
    ...verticalAxis(upwards, LEFT, RIGHT, unit),
    ...excess.map((value, r) =>
      element('rect', {
        ...{ x: across.at(r + 1) + wide * 0.1, width: wide * 0.8 },
        ...{ y: Math.min(nothing, upwards.at(value)), height: Math.abs(upwards.at(value) - nothing) },
        fill: colourOf(value > 0 ? 1 : 0),
      }),
    ),
    line(LEFT, nothing, RIGHT, nothing, '#222'),
  ]);
}
