import { comparedFigures, type FigureId } from '#matches/mechanisms/compared-figures.js';
import type { MechanismComparison, MechanismRow } from '#matches/mechanisms/comparison.js';
import { estimateText } from '#results/statistics/estimate-text.js';
import { counted } from '#results/export/counted.js';
import { formatFixed } from '../terminal/numbers.js';
import { textTable, type TextColumn } from '../terminal/table.js';

const name: TextColumn = { title: 'Mechanism', align: 'left' };

/** Digits behind the point. */
const shown: Readonly<Partial<Record<FigureId, number>>> = {
  ...{ cost: 3, efficiencyPercent: 1, householdsPay: 3 },
  ...{ dealer: 3, dealerSharePercent: 1, grid: 3, gridSharePercent: 1, operator: 3, fees: 3 },
  ...{ traded: 2, selfSufficiencyPercent: 1, worseOff: 1, rounds: 1, statements: 0, kilobytes: 1 },
  ...{ megagas: 2, chainKilobytes: 1, chainSeconds: 0 },
};
const shownIds = Object.keys(shown) as FigureId[];

/** Of which differences are told; all are in JSON. */
const responses: readonly FigureId[] = [
  ...(['efficiencyPercent', 'householdsPay', 'dealer', 'selfSufficiencyPercent', 'worseOff'] as const),
  ...(['rounds', 'kilobytes', 'megagas'] as const),
];

/** A comparison as a person reads it: figures, effects, and what each party learns. */
export function comparisonLines({ scenario, seeds, reference, rows }: MechanismComparison): string[] {
  return [
    `${scenario}: mechanisms compared, means of ${counted(seeds.length, 'block')}`,
    '',
    ...textTable([name, ...shownIds.map(heading)], rows.map(figureCells)),
    '',
    `Differences from ${reference}, paired by block, with 95 % intervals; * told apart`,
    ...textTable(
      [name, ...responses.map(heading)],
      rows.filter(({ mechanism }) => mechanism !== reference).map(effectCells),
    ),
    '',
    'What each party learns',
    ...told(rows, ({ privacy }) => privacy),
    '',
    'Not on a chain',
    ...told(rows, ({ unkept }) => unkept),
    ...rows.flatMap(({ mechanism, reason }) =>
      reason === null ? [] : ['', `${mechanism} does not apply: ${reason}`],
    ),
  ];
}

function heading(id: FigureId): TextColumn {
  const { label, unit } = comparedFigures[id];
  return { title: unit === '1' ? label : `${label} ${unit}`, align: 'right' };
}

function figureCells({ mechanism, figures }: MechanismRow): string[] {
  return [
    mechanism,
    ...shownIds.map((id) => {
      const figure = figures[id];
      return figure ? formatFixed(figure.mean, shown[id]!) : '–';
    }),
  ];
}

function effectCells({ mechanism, effects }: MechanismRow): string[] {
  return [
    mechanism,
    ...responses.map((id) => {
      const effect = effects[id];
      return effect ? `${estimateText(effect.estimate)}${effect.verdict === 'apart' ? '*' : ' '}` : '– ';
    }),
  ];
}

/** Without titles; of those that have something to be told. */
function told(rows: readonly MechanismRow[], textOf: (row: MechanismRow) => string | null): string[] {
  const cells = rows.flatMap((row) => {
    const text = textOf(row);
    return text === null ? [] : [[row.mechanism, text]];
  });
  return textTable(
    [
      { title: '', align: 'left' },
      { title: '', align: 'left' },
    ],
    cells,
  ).slice(1);
}
