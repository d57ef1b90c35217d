import { axisOver, horizontalAxis, verticalAxis } from './axis.js';
import { label, line, steps, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 64;
const RIGHT = WIDTH - 16;
const TOP = 40;
const BOTTOM = 240;

/** Prices by resource. */
export interface PriceFigure {
  readonly prices: readonly number[];
  /** of the optimum, drawn behind them; none: not known */
  readonly optimal?: readonly number[];
  /** what `prices` are of, such as `this round` */
  readonly which: string;
  /** what they are of, such as `resource`, and in */
  readonly across: string;
  readonly unit: string;
}

/** Clearing prices of a round where nothing is known of when resources are used; `dayFigure` draws those of a day. */
export function priceFigure({ prices, optimal = [], which, across: name, unit }: PriceFigure): string {
  const across = axisOver([1, prices.length + 1], LEFT, RIGHT);
  const upwards = axisOver([0, ...prices, ...optimal], BOTTOM, TOP);
  const drawn = (values: readonly number[], stroke: string, width: number): string =>
    steps(values, (r) => across.at(r + 1), upwards.at, { stroke, 'stroke-width': width });
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, 'Prices', [
    ...horizontalAxis(across, BOTTOM, TOP, name),
    ...verticalAxis(upwards, LEFT, RIGHT, unit),
    ...(optimal.length === 0
      ? []
      : [
          drawn(optimal, '#999', 5),
          line([RIGHT - 130, 16], [RIGHT - 106, 16], '#999', 5),
          label(RIGHT - 100, 20, 'optimum'),
        ]),
    drawn(prices, '#1b6ca8', 2),
    line([RIGHT - 250, 16], [RIGHT - 226, 16], '#1b6ca8', 2),
    label(RIGHT - 220, 20, which),
  ]);
}
