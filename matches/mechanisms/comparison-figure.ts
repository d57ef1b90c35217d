import { axisOver, horizontalAxis } from '#results/export/figures/axis.js';
import { element, label, line, svgDocument } from '#results/export/figures/svg.js';
import type { MeanEstimate } from '#results/statistics/mean-interval.js';
import type { MechanismComparison } from './comparison.js';

const LEFT = 190;
const WIDTH = 720;
const RIGHT = 690;
const TOP = 46;
const ROW = 30;
const GAIN = '#888';
const SAVED = '#1b6ca8';

/** Per mechanism what the community gains (above) and what its households save of it (below), with 95 % intervals. */
export function comparisonFigure({ scenario, seeds, rows }: MechanismComparison): string {
  const extent = (one: MeanEstimate | null): number[] =>
    one ? [one.mean, one.low ?? one.mean, one.high ?? one.mean] : [];
  const axis = axisOver(
    [0, ...rows.flatMap(({ gain, householdsSave }) => [...extent(gain), ...extent(householdsSave)])],
    LEFT,
    RIGHT,
  );
  const bottom = TOP + ROW * rows.length;
  const mark = (one: MeanEstimate | null, y: number, colour: string): string[] =>
    one
      ? [
          line(axis.at(one.low ?? one.mean), y, axis.at(one.high ?? one.mean), y, colour, 3),
          element('circle', { cx: axis.at(one.mean), cy: y, r: 4.5, fill: colour }),
        ]
      : [];
  return svgDocument({ width: WIDTH, height: bottom + 48 }, `${scenario}: mechanisms compared`, [
    label(LEFT, 20, `${scenario}: means of ${seeds.length} blocks, 95 % interval`),
    element('circle', { cx: LEFT + 4, cy: 34, r: 4.5, fill: GAIN }),
    label(LEFT + 14, 38, 'gain of the community'),
    element('circle', { cx: LEFT + 174, cy: 34, r: 4.5, fill: SAVED }),
    label(LEFT + 184, 38, 'saved by its households'),
    ...horizontalAxis(axis, bottom, TOP, 'EUR a block, against grid only'),
    ...rows.flatMap(({ mechanism, gain, householdsSave }, n) => {
      const y = TOP + ROW * (n + 0.5);
      return [
        label(LEFT - 10, y + 4, mechanism, 'end'),
        ...mark(gain, y - 5, GAIN),
        ...mark(householdsSave, y + 6, SAVED),
      ];
    }),
  ]);
}
