import type { Cell, CellTable } from '#results/standings/board-table.js';
import type { ChainCost, NoChain } from './metered-chain.js';
import type { MechanismComparison } from './comparison.js';

/** One line per block and mechanism, for further analysis; EUR, kWh. */
export function comparisonTable({ blocks }: MechanismComparison): CellTable {
  return {
    columns: [
      ...['seed', 'mechanism', 'not_applicable', 'cost', 'gain', 'households', 'dealer', 'grid', 'operator'],
      ...['fees', 'traded', 'self_sufficiency_percent', 'rounds', 'statements', 'bytes'],
      ...['not_on_chain', 'transactions', 'gas', 'chain_bytes', 'chain_blocks', 'chain_seconds'],
      ...(blocks[0]?.households ?? []).map((household) => `saving_${household}`),
    ],
    rows: blocks.flatMap(({ seed, gridOnly, outcomes, costsAlone }) =>
      outcomes.map((outcome): Cell[] => {
        if ('reason' in outcome)
          return [
            seed,
            outcome.mechanism,
            outcome.reason,
            ...new Array<Cell>(18 + costsAlone.length).fill(null),
          ];
        const { mechanism, cost, gain, savings, fees, traded, selfSufficiencyPercent, traffic, chain } =
          outcome;
        return [
          ...[seed, mechanism, null, cost, gridOnly - cost],
          ...[gain?.households ?? null, gain?.dealer ?? null, gain?.grid ?? null, gain?.operator ?? null],
          ...[fees, traded, selfSufficiencyPercent, traffic.rounds, traffic.statements, traffic.bytes],
          ...chainCells(chain),
          ...(savings ?? costsAlone.map(() => null)),
        ];
      }),
    ),
  };
}

function chainCells(chain: ChainCost | NoChain): Cell[] {
  if ('reason' in chain) return [chain.reason, null, null, null, null, null];
  return [null, chain.transactions, chain.gas, chain.bytes, chain.blocks, chain.seconds];
}
