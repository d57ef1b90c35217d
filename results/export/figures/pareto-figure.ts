import type { Board, BoardRow, RankedMetric } from '../../standings/board.js';
import { axisOver, horizontalAxis, verticalAxis } from './axis.js';
import { element, label, line, svgDocument } from './svg.js';

const WIDTH = 720;
const LEFT = 70;
const RIGHT = 520;
const NAMES = 545;
const NAME_HEIGHT = 16;
const TOP = 60;
const BOTTOM = 400;
const RING = { fill: 'none', stroke: '#d55e00', 'stroke-width': 2 };

/** Two metrics against each other on the composite's scale; filled points are on the Pareto front of all. `marked`: a row that gets a ring. */
export function paretoFigure(
  board: Board,
  across: RankedMetric,
  upwards: RankedMetric,
  marked?: string,
): string {
  const points = board.rows.flatMap((row) => {
    const x = row.standings[across]!.normalised;
    const y = row.standings[upwards]!.normalised;
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
    ...spreadNames(points.map(({ y }) => yAxis.at(y))).flatMap((height, i) => {
      const { row, x, y } = points[i]!;
      return [
        line(xAxis.at(x), yAxis.at(y), NAMES - 4, height, '#bbb'),
        element('circle', { cx: xAxis.at(x), cy: yAxis.at(y), r: 5, ...fillOf(row) }),
        ...(row.id === marked
          ? [element('circle', { cx: xAxis.at(x), cy: yAxis.at(y), r: 10, ...RING })]
          : []),
        label(NAMES, height + 4, row.name),
      ];
    }),
  ]);
}

function fillOf({ pareto, baseline }: BoardRow): Record<string, string | number> {
  const colour = baseline ? '#888' : '#1b6ca8';
  return { fill: pareto ? colour : 'white', stroke: colour, 'stroke-width': 2 };
}

/** Heights for the names beside the figure: each as near to its point as its neighbours above allow. */
function spreadNames(heights: readonly number[]): number[] {
  const spread = [...heights];
  let lowest = -Infinity;
  for (const i of heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!))
    spread[i] = lowest = Math.max(heights[i]!, lowest + NAME_HEIGHT);
  return spread;
}
