import type { Board, BoardRow, RankedMetric } from '../../standings/board.js';
import { axisOver, horizontalAxis, verticalAxis } from './axis.js';
import { element, label, svgDocument } from './svg.js';

const WIDTH = 720;
const LEFT = 70;
const RIGHT = 600;
const TOP = 60;
const BOTTOM = 400;

/** Two metrics against each other on the composite's scale; filled points are on the Pareto front of all three. */
export function paretoFigure(board: Board, across: RankedMetric, upwards: RankedMetric): string {
  const points = board.rows.flatMap((row) => {
    const x = row.standings[across].normalised;
    const y = row.standings[upwards].normalised;
    return x === null || y === null ? [] : [{ row, x, y }];
  });
  const xAxis = axisOver(
    points.map(({ x }) => x),
    LEFT,
    RIGHT,
  );
  const yAxis = axisOver(
    points.map(({ y }) => y),
    BOTTOM,
    TOP,
  );
  const nameOf = (metric: RankedMetric): string =>
    `${board.ranked.find(({ id }) => id === metric)!.label} (normalised, higher is better)`;
  return svgDocument({ width: WIDTH, height: BOTTOM + 48 }, `${across} against ${upwards}`, [
    ...horizontalAxis(xAxis, BOTTOM, TOP, nameOf(across)),
    ...verticalAxis(yAxis, LEFT, RIGHT, nameOf(upwards)),
    ...points.flatMap(({ row, x, y }) => [
      element('circle', { cx: xAxis.at(x), cy: yAxis.at(y), r: 5, ...fillOf(row) }),
      label(xAxis.at(x) + 9, yAxis.at(y) + 4, row.name),
    ]),
  ]);
}

function fillOf({ pareto, baseline }: BoardRow): Record<string, string | number> {
  const colour = baseline ? '#888' : '#1b6ca8';
  return { fill: pareto ? colour : 'white', stroke: colour, 'stroke-width': 2 };
}
