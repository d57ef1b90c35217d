import { axisOver, horizontalAxis, verticalAxis } from './axis.js';
import { colourOf } from './palette.js';
import { element, label, line, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 64;
const RIGHT = WIDTH - 16;
const TOP = 40;
const BOTTOM = 240;

/** Energy at a price: of a bid, at most; of an ask, at least. */
export interface BookStep {
  /** Wh */
  readonly amount: number;
  /** ct/kWh */
  readonly price: number;
}

export interface OrderBookFigure {
  readonly title: string;
  /** any order; they are drawn from the dearest, and from the cheapest */
  readonly bids: readonly BookStep[];
  readonly asks: readonly BookStep[];
  /** Wh */
  readonly traded: number;
  /** ct/kWh that the grid asks and pays */
  readonly grid: { readonly sells: number; readonly buys: number };
}

/** Demand and supply of an auction as steps over cumulated energy, how much of them was traded, and the grid's prices. */
export function orderBookFigure({ title, bids, asks, traded, grid }: OrderBookFigure): string {
  const demand = bids.toSorted((a, b) => b.price - a.price);
  const supply = asks.toSorted((a, b) => a.price - b.price);
  const widest = Math.max(sumOf(demand), sumOf(supply), traded, 1);
  const prices = [...demand, ...supply].map(({ price }) => price);
  const across = axisOver([0, widest], LEFT, RIGHT);
  const upwards = axisOver([0, ...prices, grid.sells, grid.buys], BOTTOM, TOP);
  const steps = (side: readonly BookStep[]): string => {
    let reached = 0;
    return side
      .flatMap(({ amount, price }) => {
        const from = reached;
        reached += amount;
        return [from, reached].map((x) => `${across.at(x).toFixed(2)},${upwards.at(price).toFixed(2)}`);
      })
      .join(' ');
  };
  const curve = (side: readonly BookStep[], i: number): string[] =>
    side.length === 0
      ? []
      : [element('polyline', { points: steps(side), fill: 'none', stroke: colourOf(i), 'stroke-width': 2 })];
  const ofGrid = (price: number): string =>
    element('line', {
      ...{ x1: LEFT, x2: RIGHT, y1: upwards.at(price), y2: upwards.at(price) },
      ...{ stroke: '#777', 'stroke-dasharray': '4 4' },
    });
  const key = (x: number, i: number, text: string): string[] => [
    line([x, 16], [x + 24, 16], colourOf(i), 2),
    label(x + 30, 20, text),
  ];
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, title, [
    ...(traded > 0
      ? [
          element('rect', {
            ...{ x: LEFT, y: TOP, width: across.at(traded) - LEFT, height: BOTTOM - TOP },
            ...{ fill: colourOf(2), 'fill-opacity': 0.15 },
          }),
        ]
      : []),
    ...horizontalAxis(across, BOTTOM, TOP, 'Wh, cumulated; shaded: traded'),
    ...verticalAxis(upwards, LEFT, RIGHT, 'ct/kWh'),
    ...[grid.sells, grid.buys].map(ofGrid),
    ...curve(demand, 0),
    ...curve(supply, 1),
    ...key(RIGHT - 300, 0, 'demand'),
    ...key(RIGHT - 200, 1, 'supply'),
    element('line', { x1: RIGHT - 110, x2: RIGHT - 86, y1: 16, y2: 16, stroke: '#777', 'stroke-dasharray': '4 4' }), // prettier-ignore
    label(RIGHT - 80, 20, 'the grid'),
  ]);
}

function sumOf(steps: readonly BookStep[]): number {
  return steps.reduce((sum, { amount }) => sum + amount, 0);
}
