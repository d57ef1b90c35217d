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
/** that stand below each other beside the figure */
const MOST_NAMES = Math.floor((BOTTOM - TOP) / NAME_HEIGHT) + 1;
const RING = { fill: 'none', stroke: '#d55e00', 'stroke-width': 2 };

/**
 * Two metrics against each other on the composite's scale; filled points are on the Pareto front of all. `marked`: a row
 * that gets a ring. Where there is no room for all names, it names that row, the front and the best.
 */
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
  const named = namedOf(points, marked);
  const heights = spreadNames(named.map(({ y }) => yAxis.at(y)));
  return svgDocument({ width: WIDTH, height: BOTTOM + 48 }, `${across} against ${upwards}`, [
    ...horizontalAxis(xAxis, BOTTOM, TOP, nameOf(across)),
    ...verticalAxis(yAxis, LEFT, RIGHT, nameOf(upwards)),
    ...named.flatMap(({ row, x, y }, i) => [
      line([xAxis.at(x), yAxis.at(y)], [NAMES - 4, heights[i]!], '#bbb'),
      label(NAMES, heights[i]! + 4, row.name),
    ]),
    ...points.map(({ row, x, y }) =>
      element('circle', { cx: xAxis.at(x), cy: yAxis.at(y), r: 5, ...fillOf(row) }),
    ),
    ...points
      .filter(({ row }) => row.id === marked)
      .map(({ x, y }) => element('circle', { cx: xAxis.at(x), cy: yAxis.at(y), r: 10, ...RING })),
  ]);
}

interface Point {
  readonly row: BoardRow;
  readonly x: number;
  readonly y: number;
}

/** In the board's order. */
function namedOf(points: readonly Point[], marked: string | undefined): readonly Point[] {
  const isMarked = ({ row }: Point): boolean => row.id === marked;
  const isFront = ({ row }: Point): boolean => row.pareto;
  const urgent = [
    ...points.filter(isMarked),
    ...points.filter((point) => isFront(point) && !isMarked(point)),
    ...points.filter((point) => !isFront(point) && !isMarked(point)),
  ].slice(0, MOST_NAMES);
  return points.filter((point) => urgent.includes(point));
}

function fillOf({ pareto, baseline }: BoardRow): Record<string, string | number> {
  const colour = baseline ? '#888' : '#1b6ca8';
  return { fill: pareto ? colour : 'white', stroke: colour, 'stroke-width': 2 };
}

/** Heights for the names beside the figure: each as near to its point as its neighbours allow, none below the figure. */
function spreadNames(heights: readonly number[]): number[] {
  const spread = [...heights];
  const downwards = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  let lowest = -Infinity;
  for (const i of downwards) spread[i] = lowest = Math.max(heights[i]!, lowest + NAME_HEIGHT);
  let highest = BOTTOM + NAME_HEIGHT;
  for (const i of downwards.reverse()) spread[i] = highest = Math.min(spread[i]!, highest - NAME_HEIGHT);
  return spread;
}
