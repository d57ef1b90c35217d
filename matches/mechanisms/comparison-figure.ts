import { axisOver, horizontalAxis } from '#results/export/figures/axis.js';
import { element, label, line, svgDocument } from '#results/export/figures/svg.js';
import { extentOf } from '#results/statistics/mean-interval.js';
import { comparedFigures, type FigureId } from './compared-figures.js';
import type { MechanismComparison, MechanismRow } from './comparison.js';

const NAMES = 160;
const PANEL = 200;
const PLOT = 160;
const TOP = 30;
const TITLE = 24;
const ROW = 18;
const AXIS = 44;
const COLOUR = '#1b6ca8';

/** Rows of panels: who gains, and what it takes. */
const panels: readonly (readonly FigureId[])[] = [
  ['efficiencyPercent', 'householdsPay', 'dealerSharePercent', 'gridSharePercent'],
  ['selfSufficiencyPercent', 'worseOff', 'rounds', 'kilobytes'],
  ['transactions', 'megagas', 'chainKilobytes', 'chainSeconds'],
];

/** One panel a figure, one line a mechanism: mean over blocks with its 95 % interval. */
export function comparisonFigure({ scenario, seeds, rows }: MechanismComparison): string {
  const height = TITLE + ROW * rows.length + AXIS;
  const size = { width: NAMES + PANEL * panels[0]!.length, height: TOP + height * panels.length };
  return svgDocument(size, `${scenario}: mechanisms compared`, [
    label(NAMES, 18, `${scenario}: means of ${seeds.length} blocks, 95 % interval`),
    ...panels.flatMap((figures, n) => {
      const top = TOP + n * height + TITLE;
      return [
        ...rows.map(({ mechanism }, row) => label(NAMES - 10, middleOf(row, top) + 4, mechanism, 'end')),
        ...figures.flatMap((figure, column) => panel(figure, rows, NAMES + PANEL * column, top)),
      ];
    }),
  ]);
}

function panel(id: FigureId, rows: readonly MechanismRow[], left: number, top: number): string[] {
  const { label: name, unit } = comparedFigures[id];
  const found = rows.map(({ figures }) => figures[id]);
  const axis = axisOver([0, ...found.flatMap(extentOf)], left, left + PLOT);
  const bottom = top + ROW * rows.length;
  return [
    ...horizontalAxis(axis, bottom, top, unit === '1' ? name : `${name} (${unit})`),
    ...found.flatMap((one, row) => {
      const y = middleOf(row, top);
      if (!one) return [label(left, y + 4, '–')];
      const { mean, low, high } = one;
      return [
        line([axis.at(low ?? mean), y], [axis.at(high ?? mean), y], COLOUR, 3),
        element('circle', { cx: axis.at(mean), cy: y, r: 4, fill: COLOUR }),
      ];
    }),
  ];
}

function middleOf(row: number, top: number): number {
  return top + ROW * (row + 0.5);
}
