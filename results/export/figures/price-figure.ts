import { axisOver, horizontalAxis, verticalAxis } from './axis.js';
import { label, line, steps, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 64;
const RIGHT = WIDTH - 16;
const TOP = 40;
const BOTTOM = 240;

/** Clearing prices of a round by resource, with the prices of the optimum behind them where those are known. */
export function priceFigure(prices: readonly number[], optimal: readonly number[] = []): string {
  const across = axisOver([1, prices.length + 1], LEFT, RIGHT);
  const upwards = axisOver([0, ...prices, ...optimal], BOTTOM, TOP);
  const drawn = (values: readonly number[], stroke: string, width: number): string =>
    steps(values, (r) => across.at(r + 1), upwards.at, { stroke, 'stroke-width': width });
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, 'Prices by resource', [
    ...horizontalAxis(across, BOTTOM, TOP, 'resource (in communities: period)'),
    ...verticalAxis(upwards, LEFT, RIGHT, 'money per unit'),
    ...(optimal.length === 0
      ? []
      : [
          drawn(optimal, '#999', 5),
          line(RIGHT - 130, 16, RIGHT - 106, 16, '#999', 5),
          label(RIGHT - 100, 20, 'optimum'),
        ]),
    drawn(prices, '#1b6ca8', 2),
    line(RIGHT - 250, 16, RIGHT - 226, 16, '#1b6ca8', 2),
    label(RIGHT - 220, 20, 'this match'),
  ]);
}
