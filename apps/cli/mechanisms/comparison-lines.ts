import type { MechanismComparison, MechanismRow } from '#matches/mechanisms/comparison.js';
import { estimateText } from '#results/statistics/estimate-text.js';
import { counted, formatFixed } from '../terminal/numbers.js';
import { table, type Column } from '../terminal/table.js';

const figureColumns: readonly Column[] = [
  { title: 'Mechanism', align: 'left' },
  ...['Cost EUR', 'Efficiency', 'Homes pay', 'Dealer', 'Grid', 'Operator', 'Fees', 'Traded kWh'].map(
    (title): Column => ({ title, align: 'right' }),
  ),
  ...['Self-suff.', 'Worse off', 'Rounds', 'Orders', 'kB'].map((title): Column => ({
    title,
    align: 'right',
  })),
];

const effectColumns: readonly Column[] = [
  { title: 'Mechanism', align: 'left' },
  { title: 'Homes save EUR', align: 'right' },
  { title: 'more than the reference', align: 'right' },
  { title: 'p', align: 'right' },
  { title: 'verdict', align: 'left' },
];

/** A comparison as a person reads it: figures, effects, and what each party learns. */
export function comparisonLines({ scenario, seeds, reference, rows }: MechanismComparison): string[] {
  return [
    `${scenario}: mechanisms compared, means of ${counted(seeds.length, 'block')}`,
    '',
    ...table(figureColumns, rows.map(figureCells)),
    '',
    `What households save against grid only, with 95 % intervals over blocks; reference: ${reference}`,
    ...table(effectColumns, rows.map(effectCells)),
    '',
    'What each party learns',
    ...table(
      [
        { title: 'Mechanism', align: 'left' },
        { title: 'learnt', align: 'left' },
      ],
      rows.map(({ mechanism, privacy }) => [mechanism, privacy]),
    ),
    ...rows.flatMap(({ mechanism, reason }) =>
      reason === null ? [] : ['', `${mechanism} does not apply: ${reason}`],
    ),
  ];
}

function figureCells({ mechanism, figures }: MechanismRow): string[] {
  if (!figures) return [mechanism, 'n/a'];
  const money = (value: number | null): string => (value === null ? '-' : formatFixed(value, 3));
  const { efficiency, selfSufficiencyPercent, worseOff, rounds, statements, bytes } = figures;
  return [
    mechanism,
    money(figures.cost),
    efficiency === null ? '-' : `${formatFixed(100 * efficiency, 1)} %`,
    money(figures.householdsPay),
    money(figures.dealer),
    money(figures.grid),
    money(figures.operator),
    money(figures.fees),
    formatFixed(figures.traded, 2),
    selfSufficiencyPercent === null ? '-' : `${formatFixed(selfSufficiencyPercent, 1)} %`,
    worseOff === null ? '-' : formatFixed(worseOff, 1),
    formatFixed(rounds, 1),
    formatFixed(statements, 0),
    formatFixed(bytes / 1000, 1),
  ];
}

function effectCells({ mechanism, householdsSave, againstReference }: MechanismRow): string[] {
  const { estimate = null, p = null, verdict = '' } = againstReference ?? {};
  return [
    mechanism,
    estimateText(householdsSave),
    estimateText(estimate),
    p === null ? '-' : p.toFixed(3),
    verdict,
  ];
}
