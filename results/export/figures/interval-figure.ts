import {
  headingText,
  type Board,
  type MetricHeading,
  type RankedMetric,
  type Standing,
} from '../../standings/board.js';
import { extentOf } from '../../statistics/mean-interval.js';
import { axisOver, horizontalAxis } from './axis.js';
import { element, label, line, svgDocument } from './svg.js';

const LEFT = 190;
const WIDTH = 720;
const RIGHT = 640;
const TOP = 46;
const ROW = 24;

/** One metric of a board: mean, 95 % interval and rank interval of every contestant, in board order. */
export function intervalFigure(board: Board, metric: RankedMetric | 'composite'): string {
  const heading: Pick<MetricHeading, 'label' | 'unit'> =
    metric === 'composite'
      ? { label: 'Composite', unit: '1' }
      : board.ranked.find(({ id }) => id === metric)!;
  const rows = board.rows.map((row) => ({
    row,
    standing: metric === 'composite' ? row.composite : row.standings[metric]!,
  }));
  const axis = axisOver(
    rows.flatMap(({ standing }) => extentOf(standing.estimate)),
    LEFT,
    RIGHT,
  );
  const bottom = TOP + ROW * rows.length;
  return svgDocument({ width: WIDTH, height: bottom + 48 }, `${heading.label}: means with 95 % intervals`, [
    label(LEFT, 20, `${heading.label}: mean over ${board.blocks} blocks, 95 % interval`),
    label(WIDTH - 8, TOP - 8, 'rank', 'end'),
    ...horizontalAxis(axis, bottom, TOP, headingText(heading)),
    ...rows.flatMap(({ row, standing }, i) => {
      const y = TOP + ROW * (i + 0.5);
      const name = label(LEFT - 10, y + 4, row.baseline ? `${row.name} (baseline)` : row.name, 'end');
      if (!standing.estimate) return [name, label(WIDTH - 8, y + 4, 'not scored', 'end')];
      const { mean, low, high } = standing.estimate;
      const colour = row.baseline ? '#888' : '#1b6ca8';
      return [
        name,
        line([axis.at(low ?? mean), y], [axis.at(high ?? mean), y], colour, 3),
        element('circle', { cx: axis.at(mean), cy: y, r: 4.5, fill: colour }),
        label(WIDTH - 8, y + 4, rankText(standing), 'end'),
      ];
    }),
  ]);
}

function rankText({ rank }: Standing): string {
  if (!rank) return '';
  return rank.best === rank.worst ? String(rank.best) : `${rank.best} to ${rank.worst}`;
}
