import type { ScenarioChain } from '#leagues/scenario-files/scenario.js';
import type { ChainChoice } from './match-ledger.js';

/** What of a scenario's section `chain` does not apply where the ledger is kept. */
export function chainNotices(choice: ChainChoice, chain: ScenarioChain = {}): string[] {
  if (choice === 'embedded') return [];
  if (choice === 'memory')
    return (chain.gasPrice ?? 0n) > 0n
      ? ['chain.gasPrice: the ledger in memory has no gas, so nobody pays for it']
      : [];
  const foreign = (['blockTime', 'gasPrice', 'blockGasLimit'] as const).filter(
    (field) => chain[field] !== undefined,
  );
  return foreign.length === 0
    ? []
    : [`chain.${foreign.join(', chain.')}: not used, the endpoint decides; gas costs what it asks`];
}
