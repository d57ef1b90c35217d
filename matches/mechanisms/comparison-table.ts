import type { Cell, Table } from '#results/standings/board-table.js';
import type { MechanismComparison } from './comparison.js';

/** One line per block and mechanism, for further analysis; EUR, kWh. */
export function comparisonTable({ blocks }: MechanismComparison): Table {
  return {
    columns: [
      ...['seed', 'mechanism', 'not_applicable', 'cost', 'gain', 'households', 'dealer', 'grid', 'operator'],
      ...['fees', 'traded', 'self_sufficiency_percent', 'rounds', 'statements', 'bytes'],
      ...(blocks[0]?.households ?? []).map((household) => `saving_${household}`),
    ],
    rows: blocks.flatMap(({ seed, gridOnly, outcomes, costsAlone }) =>
      outcomes.map((outcome): Cell[] => {
        if ('reason' in outcome)
          return [
            seed,
            outcome.mechanism,
            outcome.reason,
            ...new Array<Cell>(12 + costsAlone.length).fill(null),
          ];
        const { mechanism, cost, gain, savings, fees, traded, selfSufficiencyPercent, traffic } = outcome;
        return [
          ...[seed, mechanism, null, cost, gridOnly - cost],
          ...[gain?.households ?? null, gain?.dealer ?? null, gain?.grid ?? null, gain?.operator ?? null],
          ...[fees, traded, selfSufficiencyPercent, traffic.rounds, traffic.statements, traffic.bytes],
          ...(savings ?? costsAlone.map(() => null)),
        ];
      }),
    ),
  };
}
